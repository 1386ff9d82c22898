import type { Incident } from '../../schema/types/incident';
import type { IncidentStep, StepKind } from '../../schema/types/incident-step';
import { isOpenState } from './machine';
import { allowedSteps, type Actor, type StepRules } from './rights';
import type { CountedStep, Standing } from './standing';

/** How an incident is a unit's: it sees to it, or was sent a copy. */
export type UnitPart = 'handles' | 'copied';

/** So long after its end a matter stays in the unit's list. */
const KEPT_MS = 90 * 86_400_000;

/**
 * Whether an incident is of one of these units at this moment: what went back or on to another unit is theirs no more, and a copy is
 * theirs while the matter is open.
 */
export function partOf(
  { assignee, copyUnitUids, state, endedAtMs }: Pick<Standing, 'assignee' | 'copyUnitUids' | 'state' | 'endedAtMs'>,
  unitUids: ReadonlySet<string>,
  nowMs: number,
): UnitPart | null {
  if (assignee && unitUids.has(assignee.unitUid)) return (endedAtMs ?? nowMs) + KEPT_MS > nowMs ? 'handles' : null;
  if (assignee && isOpenState(state) && copyUnitUids.some((uid) => unitUids.has(uid))) return 'copied';
  return null;
}

/** Steps of others that a unit is told of since they ask something of it or tell how its work was taken. */
const TOLD: ReadonlySet<StepKind> = new Set(['fail', 'reopen', 'postpone', 'pause', 'resume', 'supervise']);
/** The same, without the words that were written beside them. */
const TOLD_BARE: ReadonlySet<StepKind> = new Set(['verify', 'close', 'duplicate', 'reject']);

/** What a unit is told of a step: all of it, that it was taken, or nothing. */
export function tellingOf(
  step: IncidentStep,
  unitUids: ReadonlySet<string>,
  memberUids: ReadonlySet<string>,
): 'whole' | 'bare' | null {
  if (memberUids.has(step.written.by) && step.post !== 'host') return 'whole';
  if (step.kind === 'dispatch' || step.kind === 'transfer') return unitUids.has(step.to.unitUid) ? 'whole' : null;
  if (TOLD.has(step.kind)) return 'whole';
  return TOLD_BARE.has(step.kind) ? 'bare' : null;
}

/** Ids of the pictures that a unit sees: those of the report, and those of the steps that it is told of whole. */
export function shownPhotos(
  { photos, steps }: Pick<Incident, 'photos' | 'steps'>,
  told: readonly CountedStep[],
): readonly string[] {
  const ofSteps = new Set(steps.flatMap(({ photoIds }) => photoIds));
  const shown = new Set(told.flatMap(({ step }) => step.photoIds));
  return photos.filter(({ id }) => !ofSteps.has(id) || shown.has(id)).map(({ id }) => id);
}

/** The steps that somebody of a department may take now; none about a copy. */
export function unitSteps(
  part: UnitPart,
  standing: Standing,
  actor: Actor,
  rules: StepRules | null,
): readonly StepKind[] {
  return part === 'handles' && isOpenState(standing.state) ? allowedSteps(standing, actor, rules) : [];
}

/** The words by which somebody of a department asks for more time: a remark that whoever leads the station answers. */
export const askForTime = (until: string, reason: string): string => `申请延期到${until}：${reason}`;

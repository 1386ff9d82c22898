import { addDays, dateAtStation } from '#shared/domain/calendar/date';
import { checkAcceptance } from '#shared/domain/applications/materials';
import type { ApplicationStepKind, StepContent } from '#shared/domain/applications/steps';
import { APPLICATION_LIMITS } from '#shared/schema/types/application';
import type { DeliveryWay } from '#shared/schema/types/application-step';
import { endOfDay, toAsk } from '../form/draft';
import type { ShownApplication } from '../view';

/** Everything that a step may be asked for; each kind takes what it needs. */
export interface StepEntry {
  readonly note: string;
  /** `YYYY-MM-DD`, or ''. */
  readonly day: string;
  readonly materialIds: readonly string[];
  /** Materials that may follow and have not come. */
  readonly follow: readonly string[];
  readonly outcome: 'granted' | 'refused';
  readonly way: DeliveryWay;
}

export type StepProblem =
  | 'reason-missing'
  | 'note-too-long'
  | 'ask-day'
  | 'ask-nothing'
  | 'promise-past'
  | 'extend-day'
  | 'nothing-chosen'
  | 'material-missing'
  | 'material-undecided';

/** Days that people get to bring what is missing, unless the clerk says another day. */
const USUAL_DAYS = 5;

/** What the form of a step begins with. */
export function beginStep(kind: ApplicationStepKind, { view }: ShownApplication, nowMs: number): StepEntry {
  const check = checkAcceptance(view.materials);
  const canFollow = kind === 'accept' && check.mayFollow ? check.missing : [];
  const needsDay = kind === 'ask' || canFollow.length > 0;
  return {
    note: '',
    day: needsDay ? addDays(dateAtStation(nowMs), USUAL_DAYS) : '',
    materialIds: [],
    follow: canFollow,
    outcome: 'granted',
    way: 'counter',
  };
}

const ASKS_WHY: readonly ApplicationStepKind[] = ['return', 'withdraw', 'pause', 'extend', 'supervise', 'note'];

/** What keeps a step from being taken. */
export function stepProblems(
  kind: ApplicationStepKind,
  entry: StepEntry,
  { view }: ShownApplication,
  nowMs: number,
): readonly StepProblem[] {
  const isAhead = (endOfDay(entry.day) ?? 0) > nowMs;
  const check = checkAcceptance(view.materials);
  const asksWhy = ASKS_WHY.includes(kind) || (kind === 'decide' && entry.outcome === 'refused');
  const found: readonly (StepProblem | false)[] = [
    asksWhy && entry.note.trim() === '' && 'reason-missing',
    [...entry.note.trim()].length > APPLICATION_LIMITS.note && 'note-too-long',
    kind === 'ask' && !isAhead && 'ask-day',
    kind === 'ask' && toAsk(view.materials).length === 0 && 'ask-nothing',
    kind === 'accept' && entry.follow.length > 0 && !isAhead && 'promise-past',
    kind === 'accept' && check.undecided.length > 0 && 'material-undecided',
    kind === 'accept' && check.missing.length > entry.follow.length && 'material-missing',
    kind === 'extend' && !isAhead && 'extend-day',
    kind === 'material' && entry.materialIds.length === 0 && 'nothing-chosen',
  ];
  return found.filter((each) => each !== false);
}

/** The steps that an entry without problems comes to: several materials are several steps. */
export function contentsOf(
  kind: ApplicationStepKind,
  entry: StepEntry,
  { view }: ShownApplication,
): readonly StepContent[] {
  const untilMs = endOfDay(entry.day) ?? 0;
  switch (kind) {
    case 'material':
      return entry.materialIds.map((materialId) => ({ kind, materialId, way: 'paper' }));
    case 'ask':
      return [{ kind, materialIds: toAsk(view.materials).map(({ material }) => material.id), untilMs }];
    case 'accept':
      return [
        {
          kind,
          promised: [
            ...view.materials.flatMap((each) =>
              each.state === 'promised' && each.untilMs !== null
                ? [{ materialId: each.material.id, untilMs: each.untilMs }]
                : [],
            ),
            ...entry.follow.map((materialId) => ({ materialId, untilMs })),
          ],
        },
      ];
    case 'extend':
      return [{ kind, untilMs }];
    case 'decide':
      return [{ kind, outcome: entry.outcome }];
    case 'deliver':
      return [{ kind, way: entry.way }];
    default:
      return [{ kind }];
  }
}

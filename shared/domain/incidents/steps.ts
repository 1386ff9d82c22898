import type { Category } from '../../schema/types/incident-category';
import type { IncidentStep, StepKind, StepOf } from '../../schema/types/incident-step';
import type { Standing } from './standing';

type Frame = Pick<IncidentStep, 'id' | 'written' | 'post' | 'note' | 'photoIds' | 'told' | 'shownPhotoIds'>;

/** What a step of a kind says beside what every step says. */
export type StepContent = {
  [K in StepKind]: Omit<StepOf<K>, keyof Frame | 'after'>;
}[StepKind];

/** The next step of an incident: it follows on all that stand there, so that whoever merges sees what its author knew. */
export function nextStep(standing: Pick<Standing, 'heads'>, frame: Frame, content: StepContent): IncidentStep {
  return { ...frame, ...content, after: [...standing.heads] } as IncidentStep;
}

/** What keeps a step from being saved. */
export type StepProblem = 'reason-missing' | 'photo-missing' | 'date-missing' | 'date-not-later' | 'same-incident';

/** A step while it is being written. */
export interface StepDraft {
  readonly note: string;
  readonly photos: number;
  readonly untilMs?: number | null;
  readonly ofUid?: string | null;
}

const NEEDS_REASON: ReadonlySet<StepKind> = new Set([
  'reject',
  'return',
  'transfer',
  'fail',
  'postpone',
  'pause',
  'reopen',
  'supervise',
  'note',
]);

/** Whether somebody has to say why; the rest may. */
export const needsReason = (kind: StepKind): boolean => NEEDS_REASON.has(kind);

/** What is still missing of a step; `dueAtMs` is the limit as it stands, or null. */
export function stepProblems(
  kind: StepKind,
  draft: StepDraft,
  about: {
    readonly uid: string;
    readonly category: Pick<Category, 'photoNeeded'> | null;
    readonly dueAtMs: number | null;
    readonly nowMs: number;
  },
): readonly StepProblem[] {
  const problems: StepProblem[] = [];
  if (needsReason(kind) && draft.note.trim() === '') problems.push('reason-missing');
  if (kind === 'finish' && about.category?.photoNeeded === true && draft.photos === 0) problems.push('photo-missing');
  if (kind === 'postpone') {
    if (draft.untilMs == null) problems.push('date-missing');
    else if (draft.untilMs <= Math.max(about.nowMs, about.dueAtMs ?? 0)) problems.push('date-not-later');
  }
  if (kind === 'duplicate' && (draft.ofUid == null || draft.ofUid === about.uid)) problems.push('same-incident');
  return problems;
}

import type { DispatchChoice } from '#shared/domain/incidents/dispatch';
import type { DispatchReason } from '#shared/schema/types/incident-step';
import type { ShownIncident } from '../view';
import type { FormStep, StepDraft } from './step-draft';

/** What the form of a step has in it before anybody types: the category as it is, and for a dispatch what the rules propose. */
export function beginningOf(kind: FormStep, { standing }: ShownIncident, choice: DispatchChoice): Partial<StepDraft> {
  switch (kind) {
    case 'accept':
    case 'categorise':
      return { categoryUid: standing.categoryUid };
    case 'dispatch':
      return choice.kind === 'chosen' ? { ...choice.to, copyUnitUids: choice.copyUnitUids } : {};
    default:
      return {};
  }
}

/** The reason of a dispatch that follows what the rules propose; null for one that somebody chose. */
export function becauseOf(draft: StepDraft, choice: DispatchChoice): DispatchReason | null {
  if (draft.kind !== 'dispatch' || choice.kind !== 'chosen') return null;
  const { unitUid, staffUid, mode } = choice.to;
  const isProposed = draft.unitUid === unitUid && draft.staffUid === staffUid && draft.mode === mode;
  return isProposed ? choice.because : null;
}

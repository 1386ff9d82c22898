import type { StepOf } from '#shared/schema/types/incident-step';
import type { ShownIncident } from '../view';

/** The dispatch that counts; null where it was sent to nobody yet. */
export function dispatchOf({ standing }: ShownIncident): StepOf<'dispatch'> | null {
  const found = standing.steps.findLast(({ step, aside }) => step.kind === 'dispatch' && !aside)?.step;
  return found?.kind === 'dispatch' ? found : null;
}

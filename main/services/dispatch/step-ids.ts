import { createHmac } from 'node:crypto';
import type { IncidentStep } from '#shared/schema/types/incident-step';

/** Ids of the steps that the host takes by itself. */
export interface StepIds {
  /** The same for the same step, taken again after a crash or by a hub that was set back. */
  idOf(incidentUid: string, name: string): string;
  /** Whether a step stands under the id that its kind and content have here; `reopened` is how often it was at most opened again. */
  isHostStep(incidentUid: string, step: IncidentStep, reopened: number): boolean;
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Nobody without the host's secret can make such an id, so a device cannot pass off a step of its own as the station's. */
export function createStepIds(secret: string): StepIds {
  const idOf = (incidentUid: string, name: string): string => {
    const bytes = createHmac('sha256', secret).update(`step ${incidentUid} ${name}`).digest();
    return `0${Array.from({ length: 25 }, (_, at) => ALPHABET.charAt((bytes[at] ?? 0) % 32)).join('')}`;
  };
  return {
    idOf,
    isHostStep: (incidentUid, step, reopened) => {
      const names = Array.from({ length: reopened + 1 }, (_, opening) => nameOf(step, opening));
      return names.some((name) => name !== null && idOf(incidentUid, name) === step.id);
    },
  };
}

/** As `hostSteps` names it; null for a kind that the host does not take. */
function nameOf(step: IncidentStep, opening: number): string | null {
  switch (step.kind) {
    case 'accept':
    case 'dispatch':
      return `${step.kind}.${opening}`;
    case 'escalate':
      return `escalate.${opening}.${step.clock}.${step.level}`;
    default:
      return null;
  }
}

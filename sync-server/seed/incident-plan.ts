import type { RejectReason, StepKind } from '#shared/schema/types/incident-step';
import type { Satisfaction } from '#shared/schema/types/incident-rating';
import type { Incident } from '#shared/schema/types/incident';
import type { UnitKey } from './incident-table';
import type { PictureName } from './pictures';

/** Who takes a step: the grid's worker, somebody of the desk, or the host. */
export type PlannedTaker = 'worker' | 'lead' | 'manager' | 'clerk' | 'host';

export interface PlannedStep {
  readonly kind: StepKind;
  /** After the report. */
  readonly minutes: number;
  readonly by: PlannedTaker;
  readonly note?: string;
  readonly unit?: UnitKey;
  readonly reason?: RejectReason;
  readonly level?: number;
  readonly clock?: 'response' | 'handling';
  /** How many of the steps before it were known to who took it; all when absent. */
  readonly knew?: number;
  /** For `postpone`: so many hours after the step. */
  readonly hours?: number;
  /** For `duplicate`: the plan of this name. */
  readonly of?: string;
  readonly photos?: readonly PictureName[];
  /** What the resident reads, with the step's photos. */
  readonly told?: string;
}

export interface PlannedIncident {
  readonly name: string;
  readonly grid: number;
  /** Place of the building in its grid, from 1. */
  readonly building: number;
  /** What stands behind the building's name in title and address. */
  readonly where: string;
  readonly what: string;
  readonly text: string;
  /** Major and minor. */
  readonly category: string;
  readonly minutesAgo: number;
  readonly channel?: Incident['channel'];
  readonly urgent?: boolean;
  readonly contact?: true;
  /** Taken with the report. */
  readonly photos?: readonly PictureName[];
  readonly steps: readonly PlannedStep[];
  readonly rating?: Satisfaction;
  readonly comment?: string;
}

/** In minutes. */
export const HOUR = 60;
export const DAY = 24 * HOUR;

/** A step of a plan. */
export const step = (
  kind: StepKind,
  minutes: number,
  by: PlannedTaker,
  more: Partial<PlannedStep> = {},
): PlannedStep => ({
  kind,
  minutes,
  by,
  ...more,
});
/** Taken on and sent out by the host as soon as it arrives. */
export const auto: readonly PlannedStep[] = [step('accept', 1, 'host'), step('dispatch', 1, 'host')];
/** The whole way, with what was done; checked by the duty lead the next day. */
export const done = (come: number, finished: number, note: string): readonly PlannedStep[] => [
  ...auto,
  step('start', come, 'worker'),
  step('finish', finished, 'worker', { note }),
  step('verify', finished + DAY, 'lead', { note: '现场看过，已恢复。' }),
  step('close', finished + DAY + 5, 'lead'),
];

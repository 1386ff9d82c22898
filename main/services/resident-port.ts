import type { IncidentState } from '#shared/domain/incidents/machine';
import type { RejectReason, StepKind } from '#shared/schema/types/incident-step';
import type { Label } from '#shared/schema/envelope';
import type { Satisfaction } from '#shared/schema/types/incident-rating';

/** Steps that a resident is told of: what moved the matter, and nothing of who did it or what they wrote. */
export const TOLD_STEPS = [
  'accept',
  'reject',
  'duplicate',
  'dispatch',
  'transfer',
  'start',
  'finish',
  'fail',
  'close',
  'reopen',
  'postpone',
  'pause',
  'resume',
] as const satisfies readonly StepKind[];
export type ToldStepKind = (typeof TOLD_STEPS)[number];

export interface ToldStep {
  readonly kind: ToldStepKind;
  readonly atMs: number;
  /** Whom it went to; null where the step names nobody. */
  readonly unit: Label | null;
  readonly reason: RejectReason | null;
  /** To when it was put off. */
  readonly untilMs: number | null;
}

/** What whoever has the receipt may know of a matter. No name, address, place, word or picture is in it. */
export interface Progress {
  readonly receipt: string;
  readonly category: string | null;
  readonly reportedAtMs: number;
  readonly state: IncidentState;
  readonly steps: readonly ToldStep[];
  /** Until when it is to be done; null where there is no limit, or it does not run. */
  readonly dueAtMs: number | null;
  readonly rated: Satisfaction | null;
  /** Whether the end has come that can be rated. */
  readonly mayRate: boolean;
}

/** What became of a rating. `early`: the matter is not closed; `again`: somebody has rated it already, which stands. */
export type RatingOutcome = 'taken' | 'again' | 'early' | 'unknown';

/** What residents may ask of the station without signing in. */
export interface Residents {
  readonly stationName: () => string;
  /** Null for a receipt that this station has not given, or whose matter is gone. */
  progress(receipt: string): Promise<Progress | null>;
  /** On disk when it answers `taken`. One matter, one rating. */
  rate(receipt: string, satisfaction: Satisfaction, comment: string | null): Promise<RatingOutcome>;
}

import type { IncidentState } from '#shared/domain/incidents/machine';
import type { RejectReason, StepKind } from '#shared/schema/types/incident-step';
import type { Label } from '#shared/schema/envelope';
import type { PhotoMime } from '#shared/schema/photo-ref';
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

/** A picture of the result, in the order they are shown: what it takes to leave room for it. */
export interface ToldPhoto {
  readonly width: number;
  readonly height: number;
}

/** The picture itself. */
export interface ToldPicture {
  readonly mime: PhotoMime;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * What whoever has the receipt may know of a matter: no name, address or place, and of words and pictures only what staff wrote and marked
 * for residents.
 */
export interface Progress {
  readonly receipt: string;
  readonly category: string | null;
  readonly reportedAtMs: number;
  readonly state: IncidentState;
  readonly steps: readonly ToldStep[];
  /** Until when it is to be done; null where there is no limit, or it does not run. */
  readonly dueAtMs: number | null;
  /** What was done, in words meant for the resident; null where nobody wrote any, or nobody has checked the work. */
  readonly told: string | null;
  readonly photos: readonly ToldPhoto[];
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
  /** The picture at that place of `Progress.photos`, from 0; null where there is none. */
  picture(receipt: string, place: number): Promise<ToldPicture | null>;
  /** On disk when it answers `taken`. One matter, one rating. */
  rate(receipt: string, satisfaction: Satisfaction, comment: string | null): Promise<RatingOutcome>;
}

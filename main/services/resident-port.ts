import type { ApplicationState, ApplicationStepKind } from '#shared/domain/applications/steps';
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

/** Steps of an application that whoever has its receipt is told of. */
export const TOLD_APPLICATION_STEPS = [
  'submit',
  'ask',
  'accept',
  'return',
  'start',
  'pause',
  'resume',
  'extend',
  'decide',
  'deliver',
  'withdraw',
] as const satisfies readonly ApplicationStepKind[];
export type ToldApplicationStep = (typeof TOLD_APPLICATION_STEPS)[number];

/** What whoever has the receipt may know of an application: no name, no answer, no word and no scan. */
export interface ApplicationProgress {
  readonly receipt: string;
  /** What the item is called; null where the catalogue has lost it. */
  readonly item: string | null;
  readonly startedAtMs: number;
  readonly state: ApplicationState;
  readonly isPaused: boolean;
  readonly steps: readonly {
    readonly kind: ToldApplicationStep;
    readonly atMs: number;
    /** Until when it was asked for or put off. */
    readonly untilMs: number | null;
  }[];
  /** By when it is promised; null where nothing is promised or nothing runs. */
  readonly dueAtMs: number | null;
  /** Names of materials that are still to come, as the item has them, and by when. */
  readonly toBring: readonly { readonly name: string; readonly untilMs: number | null }[];
  readonly rated: Satisfaction | null;
  readonly mayRate: boolean;
}

/** What became of a rating. `early`: the matter is not closed; `again`: somebody has rated it already, which stands. */
export type RatingOutcome = 'taken' | 'again' | 'early' | 'unknown';

/** What residents may ask of the station without signing in. */
export interface Residents {
  readonly stationName: () => string;
  /** Null for a receipt that this station has not given, or whose matter is gone. */
  progress(receipt: string): Promise<Progress | null>;
  /** The same of an application; null for a receipt that none has. */
  application(receipt: string): Promise<ApplicationProgress | null>;
  /** The picture at that place of `Progress.photos`, from 0; null where there is none. */
  picture(receipt: string, place: number): Promise<ToldPicture | null>;
  /** On disk when it answers `taken`. One matter, one rating; by phone where nothing else is said. */
  rate(
    receipt: string,
    satisfaction: Satisfaction,
    comment: string | null,
    channel?: 'phone' | 'kiosk',
  ): Promise<RatingOutcome>;
}

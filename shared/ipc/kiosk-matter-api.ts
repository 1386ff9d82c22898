import { z } from 'zod';
import { APPLICATION_STATES, type ApplicationState } from '../domain/applications/steps';
import { INCIDENT_STATES, type IncidentState } from '../domain/incidents/machine';
import { instantSchema, labelSchema, type Label } from '../schema/envelope';
import type { SATISFACTIONS } from '../schema/types/incident-rating';
import type { REJECT_REASONS } from '../schema/types/incident-step';

/**
 * What a receipt tells at a kiosk, and the rating of what it belongs to; paths are in `kiosk-api`.
 */

// Said once more here, and held to what records have by their types alone: a kiosk gets no module that knows a record.
const GRADES: typeof SATISFACTIONS = ['very-satisfied', 'satisfied', 'acceptable', 'dissatisfied', 'very-dissatisfied'];
const REASONS: typeof REJECT_REASONS = ['not-ours', 'not-found', 'no-matter', 'other'];
type Satisfaction = (typeof SATISFACTIONS)[number];
/** What a receipt's code is made of: eight signs that nobody mistakes for each other. */
export const receiptCodeSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{8}$/);

/** As it was typed: small letters, spaces and hyphens do not matter. */
export const askProgressSchema = z.strictObject({ receipt: z.string().min(1).max(40) });

/** Steps that whoever has the receipt is told of, by what it belongs to; see `resident-port`. */
export const TOLD_APPLICATION_KINDS = [
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
] as const;
export const TOLD_INCIDENT_KINDS = [
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
] as const;

/** What a receipt tells at a kiosk: the same as on the residents' pages, without the pictures. */
export type KioskProgress =
  | {
      readonly kind: 'application';
      readonly receipt: string;
      /** What the item is called; null where the catalogue has lost it. */
      readonly item: string | null;
      readonly startedAtMs: number;
      readonly state: ApplicationState;
      readonly isPaused: boolean;
      readonly steps: readonly {
        readonly kind: (typeof TOLD_APPLICATION_KINDS)[number];
        readonly atMs: number;
        /** Until when it was asked for or put off. */
        readonly untilMs: number | null;
      }[];
      readonly dueAtMs: number | null;
      /** What is still to come, and by when. */
      readonly toBring: readonly { readonly name: string; readonly untilMs: number | null }[];
      readonly rated: Satisfaction | null;
      readonly mayRate: boolean;
    }
  | {
      readonly kind: 'incident';
      readonly receipt: string;
      readonly category: Label | null;
      readonly reportedAtMs: number;
      readonly state: IncidentState;
      readonly steps: readonly {
        readonly kind: (typeof TOLD_INCIDENT_KINDS)[number];
        readonly atMs: number;
        /** Whom it went to. */
        readonly unit: Label | null;
        readonly reason: (typeof REJECT_REASONS)[number] | null;
        /** To when it was put off. */
        readonly untilMs: number | null;
      }[];
      readonly dueAtMs: number | null;
      /** What was done, in words that staff meant for the resident. */
      readonly told: string | null;
      readonly rated: Satisfaction | null;
      readonly mayRate: boolean;
    };

const rated = { rated: z.enum(GRADES).nullable(), mayRate: z.boolean() };
export const kioskProgressSchema: z.ZodType<KioskProgress> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('application'),
    receipt: receiptCodeSchema,
    item: z.string().nullable(),
    startedAtMs: instantSchema,
    state: z.enum(APPLICATION_STATES),
    isPaused: z.boolean(),
    steps: z.array(
      z.object({ kind: z.enum(TOLD_APPLICATION_KINDS), atMs: instantSchema, untilMs: instantSchema.nullable() }),
    ),
    dueAtMs: instantSchema.nullable(),
    toBring: z.array(z.object({ name: z.string(), untilMs: instantSchema.nullable() })),
    ...rated,
  }),
  z.object({
    kind: z.literal('incident'),
    receipt: receiptCodeSchema,
    category: labelSchema.nullable(),
    reportedAtMs: instantSchema,
    state: z.enum(INCIDENT_STATES),
    steps: z.array(
      z.object({
        kind: z.enum(TOLD_INCIDENT_KINDS),
        atMs: instantSchema,
        unit: labelSchema.nullable(),
        reason: z.enum(REASONS).nullable(),
        untilMs: instantSchema.nullable(),
      }),
    ),
    dueAtMs: instantSchema.nullable(),
    told: z.string().nullable(),
    ...rated,
  }),
]);

export const giveRatingSchema = z.strictObject({
  receipt: askProgressSchema.shape.receipt,
  satisfaction: z.enum(GRADES),
});

/** `early`: it is not done yet; `again`: it was rated before, which stands; `unknown`: no such receipt. */
export const RATING_OUTCOMES = ['taken', 'again', 'early', 'unknown'] as const;
export const ratingAnswerSchema = z.object({ outcome: z.enum(RATING_OUTCOMES) });
export type RatingAnswer = z.infer<typeof ratingAnswerSchema>;

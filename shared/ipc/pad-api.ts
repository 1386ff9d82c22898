import { z } from 'zod';
import { RATING_REASONS, type RatingReason } from '../domain/applications/rating-reasons';
import { TICKET_STATES } from '../domain/queue/ticket';
import { calendarDateSchema, instantSchema, labelSchema, type Label } from '../schema/envelope';
import type { SATISFACTIONS as RECORDED, Satisfaction } from '../schema/types/incident-rating';

export { RATING_REASONS, type RatingReason, type Satisfaction };

/** 好差评, the best first, as the records have them; by type alone, so that no record comes along to a screen in the hall. */
export const SATISFACTIONS: typeof RECORDED = [
  'very-satisfied',
  'satisfied',
  'acceptable',
  'dissatisfied',
  'very-dissatisfied',
];

/**
 * The rating pad beside a window (评价器): a tablet or a second screen, paired by a code that names the window. It asks once a service has ended, and
 * for that number alone; nothing here tells a name. At the kiosks' door, with a pad's credential, which opens these and nothing else.
 */
export const padPaths = {
  /** Where its page lies. */
  page: '/pad/',
  /** `GET`: `PadsState`. */
  state: '/api/pad/state',
  /** `GET`: server-sent events; `state` with a `PadsState` at once and whenever it has changed. */
  stream: '/api/pad/stream',
  /** `POST` `padRatingSchema`: `padTakenSchema`. */
  rating: '/api/pad/rating',
  /** `POST` `padMoreSchema`: `padAnswerSchema`. What follows a poor grade within two minutes; `closed` after that. */
  more: '/api/pad/rating-more',
} as const;

/** A number of the day by the code that is printed on its ticket: at the kiosk's door, with a kiosk's credential. */
export const ticketPaths = {
  /** `POST` `askTicketSchema`: `TicketOfCode`; `request.not-found` for a code that is none of today. Slowed down, `request.rate-limited`. */
  ticket: '/api/kiosk/ticket',
  /** `POST` `rateTicketSchema`: `padTakenSchema`. Slowed down as well. */
  rating: '/api/kiosk/ticket-rating',
  /** `POST` `ticketPhoneSchema`: `padAnswerSchema`. Where to call back after a poor grade; `closed` where none is asked for, `again` where one was left. Slowed down as well. */
  phone: '/api/kiosk/ticket-phone',
} as const;

/** What the pads of the hall show: numbers and windows, as the board does. */
export interface PadsState {
  readonly station: string;
  readonly day: string;
  /** By the host's clock, by which all instants here are. */
  readonly nowMs: number;
  readonly windows: readonly {
    readonly id: string;
    readonly name: Label;
    /** The number whose service has just ended there; null while nobody is to be asked. */
    readonly asks: { readonly number: string; readonly untilMs: number } | null;
  }[];
}
export const padsStateSchema: z.ZodType<PadsState> = z.object({
  station: z.string(),
  day: calendarDateSchema,
  nowMs: instantSchema,
  windows: z.array(
    z.object({
      id: z.string(),
      name: labelSchema,
      asks: z.object({ number: z.string(), untilMs: instantSchema }).nullable(),
    }),
  ),
});

const reasonsSchema = z
  .array(z.enum(RATING_REASONS.map(({ id }) => id) as [RatingReason, ...RatingReason[]]))
  .max(RATING_REASONS.length);
const numberSchema = z.string().regex(/^[A-Z][0-9]{3,5}$/, 'a number such as A023');

/** The number is the one that was asked about, so that an answer that comes late is never somebody else's. */
export const padRatingSchema = z.strictObject({
  number: numberSchema,
  satisfaction: z.enum(SATISFACTIONS),
  reasons: reasonsSchema,
});
export type PadRating = z.infer<typeof padRatingSchema>;

/** `again`: it was rated before, which stands; `closed`: it is not asked about any more; `early`: the service goes on. */
export const PAD_OUTCOMES = ['taken', 'again', 'closed', 'early'] as const;
export const padAnswerSchema = z.object({ outcome: z.enum(PAD_OUTCOMES) });
export type PadOutcome = (typeof PAD_OUTCOMES)[number];

/** What came of a grade; `asksPhone`: whoever gave it may want to be called back, and nobody knows where. */
export const padTakenSchema = z.object({ ...padAnswerSchema.shape, asksPhone: z.boolean() });
export type PadTaken = z.infer<typeof padTakenSchema>;

/** A telephone as people say it, with blanks or strokes: 6 to 20 characters. */
export const ratingPhoneSchema = z
  .string()
  .regex(/^\+?[0-9][0-9 -]{4,17}[0-9]$/, 'a phone number of 6 to 20 characters');

/** What follows a grade; each once, and the first stands. */
export const padMoreSchema = z.strictObject({
  number: numberSchema,
  reasons: reasonsSchema,
  phone: ratingPhoneSchema.nullable(),
});
export type PadMore = z.infer<typeof padMoreSchema>;

/** As it was typed or read from the QR: small letters, spaces and hyphens do not matter. */
export const askTicketSchema = z.strictObject({ code: z.string().min(1).max(40) });
export const rateTicketSchema = z.strictObject({
  ...askTicketSchema.shape,
  satisfaction: z.enum(SATISFACTIONS),
  reasons: reasonsSchema,
});
export const ticketPhoneSchema = z.strictObject({ ...askTicketSchema.shape, phone: ratingPhoneSchema });

/** What whoever holds the ticket may know: where the number stands, and nothing of anybody. */
export const ticketOfCodeSchema = z.object({
  /** `A023-7KQ4M2XR`, as it stands on the ticket. */
  code: z.string(),
  number: z.string(),
  state: z.enum(TICKET_STATES),
  /** How many wait before it; 0 once it does not wait. */
  ahead: z.number(),
  /** The window that calls or serves it; null otherwise. */
  counter: z.string().nullable(),
  rated: z.enum(SATISFACTIONS).nullable(),
  mayRate: z.boolean(),
  /** Whether it was rated poorly, and a telephone to be called back may be left. */
  asksPhone: z.boolean(),
});
export type TicketOfCode = z.infer<typeof ticketOfCodeSchema>;

import { z } from 'zod';
import { BOOKING_REFUSALS } from '../domain/bookings/decide';
import {
  BOOKING_LIMITS,
  BOOKING_TEXT,
  SLOT_MINUTES,
  type BookingChannel,
  type BookingSettings,
} from '../domain/bookings/settings';
import { calendarDateSchema, instantSchema, labelSchema, uidSchema, type Label } from '../schema/envelope';

/**
 * Bookings of the hall by slot (预约). The host is their only writer; whatever it has acknowledged is on its disk. Names and phones come in
 * and are sealed; nothing here gives one out. Staff read them in the desk's records, as they read applications.
 */
export const bookingPaths = {
  /** `GET`: `BookingOffer`. */
  offer: '/api/bookings/offer',
  /** `POST` `bookAtDeskSchema`: `BookingAnswer`. */
  bookings: '/api/bookings',
  /** `POST` `bookingRequestSchema`: `ArrivalAnswer`; the number is the hall line's own. */
  arrival: '/api/bookings/arrival',
  /** `POST` `bookingRequestSchema`: `CancelAnswer`. */
  cancellation: '/api/bookings/cancellation',
  /** `GET`: `BookingSettings`; `POST` `bookingSettingsSchema` (`setsHall`): the same. */
  settings: '/api/bookings/settings',
} as const;

/** What kiosks ask at their own door. */
export const kioskBookingPaths = {
  /** `GET`: `BookingOffer`. */
  offer: '/api/kiosk/bookings/offer',
  /** `POST` `bookAtKioskSchema`: `BookingAnswer`. */
  bookings: '/api/kiosk/bookings',
  /** `POST` `bookingCodeSchema`: `BookingOfCode`. Slowed down where codes are tried. */
  booking: '/api/kiosk/bookings/booking',
  /** `POST` `bookingCodeSchema`: `ArrivalAnswer`. Slowed down where codes are tried. */
  arrival: '/api/kiosk/bookings/arrival',
} as const;

const letterSchema = z.string().regex(/^[A-Z]$/, 'one capital letter');
/** Chosen anew for each wish by whoever asks, and kept when the answer is lost: the same request is done once. */
const requestSchema = z.string().regex(/^[\w-]{8,40}$/);
const phoneSchema = z
  .string()
  .trim()
  .max(BOOKING_TEXT.phone)
  .regex(/^\+?[0-9][0-9 -]{4,18}[0-9]$/, 'a phone number of 6 to 20 digits');

const spanSchema = z.number().int().min(0).max(BOOKING_LIMITS.spanMs);
const slotMinutesSchema = z.union(SLOT_MINUTES.map((minutes) => z.literal(minutes)));
/** Settings of bookings; a line that stands twice is refused by name. */
export const bookingSettingsSchema: z.ZodType<BookingSettings> = z
  .strictObject({
    residentsBook: z.boolean(),
    latestMs: spanSchema,
    earliestMs: spanSchema,
    lines: z
      .array(
        z.strictObject({
          group: letterSchema,
          slotMinutes: slotMinutesSchema,
          places: z.number().int().min(0).max(BOOKING_LIMITS.places),
          daysAhead: z.number().int().min(0).max(BOOKING_LIMITS.daysAhead),
          weekdays: z.array(z.number().int().min(0).max(6)).max(7),
        }),
      )
      .max(26),
  })
  .superRefine(({ lines }, context) => {
    const twice = lines.find(({ group }, at) => lines.findIndex((each) => each.group === group) !== at);
    if (twice) context.addIssue({ code: 'custom', message: 'line-twice', path: ['lines', twice.group] });
  });

/** What can be booked at this moment. */
export interface BookingOffer {
  readonly nowMs: number;
  /** The day it is at the station. */
  readonly today: string;
  readonly residentsBook: boolean;
  readonly lines: readonly {
    readonly group: string;
    readonly name: Label;
    /** Days on which there are slots, in order; those that are full are among them. */
    readonly days: readonly {
      readonly day: string;
      readonly slots: readonly { readonly atMs: number; readonly untilMs: number; readonly free: number }[];
    }[];
  }[];
}

export const bookingOfferSchema: z.ZodType<BookingOffer> = z.object({
  nowMs: instantSchema,
  today: calendarDateSchema,
  residentsBook: z.boolean(),
  lines: z.array(
    z.object({
      group: z.string(),
      name: labelSchema,
      days: z.array(
        z.object({
          day: calendarDateSchema,
          slots: z.array(z.object({ atMs: instantSchema, untilMs: instantSchema, free: z.number() })),
        }),
      ),
    }),
  ),
});

const wish = {
  request: requestSchema,
  group: letterSchema,
  itemNumber: z
    .string()
    .regex(/^[A-Z0-9-]{1,12}$/, 'the number of an item')
    .nullable(),
  /** Begin of the slot. */
  atMs: instantSchema,
};
const nameSchema = z.string().trim().max(BOOKING_TEXT.name);

/** Somebody before the desk or on the telephone: a name, and a phone where they have one. */
export const bookAtDeskSchema = z.strictObject({
  ...wish,
  name: nameSchema.min(1),
  phone: phoneSchema.nullable(),
  channel: z.enum(['counter', 'call']) satisfies z.ZodType<BookingChannel>,
});
export type BookAtDesk = z.infer<typeof bookAtDeskSchema>;

/** Somebody before a kiosk: a phone number alone, and their word that it may be kept for the booking. */
export const bookAtKioskSchema = z.strictObject({ ...wish, phone: phoneSchema, agreed: z.literal(true) });
export type BookAtKiosk = z.infer<typeof bookAtKioskSchema>;

/** A booking as whoever made it sees it: nothing of them. */
const bookedSchema = z.object({
  code: z.string(),
  group: z.string(),
  name: labelSchema,
  day: calendarDateSchema,
  atMs: instantSchema,
  untilMs: instantSchema,
});
export type Booked = Readonly<z.infer<typeof bookedSchema>>;

/** The booking of a code, whatever has become of it; null where none of the last weeks has it. */
export const bookingOfCodeSchema = z.object({ booking: bookedSchema.nullable() });
export type BookingOfCode = Readonly<z.infer<typeof bookingOfCodeSchema>>;

/** `done` is on disk. A refusal says why nothing was done, and nothing was. */
export const bookingAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done'), booking: bookedSchema }),
  z.object({ outcome: z.literal('refused'), why: z.enum(BOOKING_REFUSALS) }),
]);
export type BookingAnswer = z.infer<typeof bookingAnswerSchema>;

export const bookingRequestSchema = z.strictObject({ uid: uidSchema });
/** As somebody typed it. */
export const bookingCodeSchema = z.strictObject({ code: z.string().max(20) });

/** Why there is no number for a booking, or no end of it. */
export const ARRIVAL_REFUSALS = [
  /** No such booking here. */
  'unknown',
  'cancelled',
  /** It is for another day. */
  'other-day',
  /** The slot begins later; numbers are given from `fromMs` on. */
  'too-early',
  /** Kiosks give no numbers at this time. */
  'hall-closed',
  /** The line of the booking is no more. */
  'unknown-line',
  /** Whoever booked is here already. */
  'arrived',
  /** The slot is over. */
  'over',
] as const;
export type ArrivalRefusal = (typeof ARRIVAL_REFUSALS)[number];

const notNow = z.object({
  outcome: z.literal('refused'),
  why: z.enum(ARRIVAL_REFUSALS),
  /** The booking that it is about, where there is one. */
  booking: bookedSchema.nullable(),
  fromMs: instantSchema.nullable(),
});

export const arrivalAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('done'),
    day: calendarDateSchema,
    number: z.string(),
    booking: bookedSchema,
    /** How many wait before it in its own line. */
    ahead: z.number(),
    /** What the wait is taken to be, ms; null where no window is open for it. */
    expectedMs: z.number().nullable(),
    /** Whether they came in time for the slot to count; who comes later waits like everybody else. */
    isKept: z.boolean(),
  }),
  notNow,
]);
export type ArrivalAnswer = z.infer<typeof arrivalAnswerSchema>;

export const cancelAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done'), booking: bookedSchema }),
  notNow,
]);
export type CancelAnswer = z.infer<typeof cancelAnswerSchema>;

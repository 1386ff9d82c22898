import { z } from 'zod';
import { BOOKING_CHANNELS, BOOKING_STATES } from '../../domain/bookings/settings';
import { calendarDateSchema, envelopeShape, instantSchema, sealedSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { receiptCodeSchema } from './incident';

export const bookingSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('booking'),
  /** Letter of the line that it is for, and the item where one was named. */
  group: z.string().regex(/^[A-Z]$/),
  itemNumber: z.string().max(12).nullable(),
  /** The slot. */
  atMs: instantSchema,
  untilMs: instantSchema,
  /** Sealed JSON `{name, phone}` of whoever comes; each of them may be empty. */
  contact: sealedSchema,
  channel: z.enum(BOOKING_CHANNELS),
  bookedAtMs: instantSchema,
  /** With which it is found at the kiosk and on a phone. */
  code: receiptCodeSchema,
  /** Nobody writes that somebody did not come: it is what a slot that is over comes to (`shared/domain/bookings`). */
  state: z.enum(BOOKING_STATES),
  stateAtMs: instantSchema,
  /** The number that it became. */
  ticketNumber: z.string().max(12).nullable(),
  ticketDay: calendarDateSchema.nullable(),
});
export type Booking = Readonly<z.infer<typeof bookingSchema>>;

/** A place in a slot of the hall that somebody has (预约). The host alone writes it, so that no slot has more of them than places. */
export const booking = defineRecordType<Booking>({
  type: 'booking',
  title: { zh: '预约', en: 'booking' },
  collection: 'desk',
  database: 'desk',
  version: 1,
  schema: bookingSchema,
  fields: {
    group: 'open',
    itemNumber: 'open',
    atMs: 'open',
    untilMs: 'open',
    contact: 'general',
    channel: 'open',
    bookedAtMs: 'open',
    code: 'open',
    state: 'open',
    stateAtMs: 'open',
    ticketNumber: 'open',
    ticketDay: 'open',
  },
  values: { contact: { adult: 'general', child: 'general' } },
  merge: {},
  // By slot: what is today's is one range.
  sortKeys: (record) => ({ rank: slotRank(record.atMs), owner: '' }),
  migrations: {},
});

/** Where a slot stands in the order of bookings; instants of the same width sort as text. */
export const slotRank = (atMs: number): string => String(atMs).padStart(15, '0');

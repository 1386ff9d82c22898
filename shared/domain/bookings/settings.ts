import type { Hall } from '../queue/hall';

/** How a line of the hall takes bookings. */
export interface BookingLine {
  /** Letter of the line; one that the hall has no more takes none. */
  readonly group: string;
  /** How long a slot is, minutes. */
  readonly slotMinutes: number;
  /** How many people one slot has room for. */
  readonly places: number;
  /** So many days ahead, today not counted; 0: today alone. */
  readonly daysAhead: number;
  /** Days of the week on which it takes bookings, 0 for Sunday, where the calendar has them worked. */
  readonly weekdays: readonly number[];
}

/** What a station sets about bookings (预约). */
export interface BookingSettings {
  /** Whether residents book themselves, at the kiosk and by phone page; at the desk it is always possible. */
  readonly residentsBook: boolean;
  /** A slot is booked at the latest so long before it begins, ms. */
  readonly latestMs: number;
  /** Whoever has booked can take their number so long before the slot begins, ms. */
  readonly earliestMs: number;
  readonly lines: readonly BookingLine[];
}

export const SLOT_MINUTES = [10, 15, 20, 30, 60] as const;
export const BOOKING_LIMITS = { places: 50, daysAhead: 30, spanMs: 4 * 3_600_000 } as const;

/** Monday to Friday. */
const WORKDAYS = [1, 2, 3, 4, 5];

/**
 * What a hall begins with: half an hour, two people, a week ahead, for each of its lines. Figures of ours, to be changed once a hall knows
 * better: two in half an hour leave most of what a window can serve to those who just come.
 */
export const usualBookings = ({ groups }: Pick<Hall, 'groups'>): BookingSettings => ({
  residentsBook: true,
  latestMs: 30 * 60_000,
  earliestMs: 60 * 60_000,
  lines: groups.map(({ letter }) => usualLine(letter)),
});

/** What a line begins with. */
export const usualLine = (group: string): BookingLine => ({
  group,
  slotMinutes: 30,
  places: 2,
  daysAhead: 7,
  weekdays: WORKDAYS,
});

/** Longest texts of a booking, in characters. */
export const BOOKING_TEXT = { name: 40, phone: 20 } as const;

/** How a booking came: at the desk, by a call to it, at a kiosk, from a resident's own phone. */
export const BOOKING_CHANNELS = ['counter', 'call', 'kiosk', 'phone'] as const;
export type BookingChannel = (typeof BOOKING_CHANNELS)[number];

/** What is written of a booking; that nobody came is what a slot which is over comes to (`bookingStanding`). */
export const BOOKING_STATES = ['booked', 'arrived', 'cancelled'] as const;

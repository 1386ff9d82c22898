import { dateAtStation, type CalendarDate } from '../calendar/date';
import type { WorkingCalendar } from '../calendar/working-calendar';
import type { Hall } from '../queue/hall';
import type { BookingSettings } from './settings';
import { isWithin, slotsOfDay } from './slots';

/** Why nothing was booked. */
export const BOOKING_REFUSALS = [
  /** Residents do not book here by themselves. */
  'off',
  'unknown-line',
  /** There is no such slot: the hall's hours or the line's settings are others now. */
  'no-slot',
  /** It begins too soon, or has begun. */
  'too-late',
  /** Further ahead than the line takes bookings. */
  'too-far',
  'full',
  /** They have an open booking in this line already. */
  'again',
] as const;
export type BookingRefusal = (typeof BOOKING_REFUSALS)[number];

/** A booking as the rules see it. */
export interface KnownBooking {
  readonly group: string;
  readonly atMs: number;
  readonly untilMs: number;
  readonly state: 'booked' | 'arrived' | 'cancelled';
  /** Stands for whoever comes; null where nobody can tell. */
  readonly person: string | null;
}

export const BOOKING_STANDINGS = ['booked', 'arrived', 'cancelled', 'missed'] as const;
export type BookingStanding = (typeof BOOKING_STANDINGS)[number];

/** Where a booking stands: one that nobody came for is missed once its slot is over. Whoever comes later that day is let in all the same. */
export const bookingStanding = (
  { state, untilMs }: Pick<KnownBooking, 'state' | 'untilMs'>,
  nowMs: number,
): BookingStanding => (state === 'booked' && nowMs >= untilMs ? 'missed' : state);

/** What is asked for. */
export interface BookingWish {
  readonly group: string;
  readonly atMs: number;
  readonly person: string | null;
  /** By the resident, without anybody of the staff. */
  readonly isOwn: boolean;
}

/** What a wish is judged by. */
export interface BookingTables {
  readonly hall: Pick<Hall, 'groups' | 'opensAt' | 'closesAt'>;
  readonly settings: BookingSettings;
  readonly calendar: WorkingCalendar;
}

export type BookingDecision =
  | { readonly ok: true; readonly atMs: number; readonly untilMs: number }
  | { readonly ok: false; readonly why: BookingRefusal };

const refused = (why: BookingRefusal): BookingDecision => ({ ok: false, why });

/** What a wish comes to where the bookings stand. Pure: whoever asks writes it before the next is decided, or takes it in first. */
export function decideBooking(
  bookings: Iterable<KnownBooking>,
  { hall, settings, calendar }: BookingTables,
  wish: BookingWish,
  nowMs: number,
): BookingDecision {
  if (wish.isOwn && !settings.residentsBook) return refused('off');
  const line = settings.lines.find(({ group }) => group === wish.group);
  if (!line || !hall.groups.some(({ letter }) => letter === wish.group)) return refused('unknown-line');
  // Whoever stands before the desk may still take a place of the slot that has begun.
  if (wish.isOwn && wish.atMs - nowMs < settings.latestMs) return refused('too-late');
  const day: CalendarDate = dateAtStation(wish.atMs);
  if (!isWithin(line, day, dateAtStation(nowMs))) return refused(wish.atMs < nowMs ? 'too-late' : 'too-far');
  const slot = slotsOfDay(day, line, hall, calendar).find(({ atMs }) => atMs === wish.atMs);
  if (!slot) return refused('no-slot');
  if (slot.untilMs <= nowMs) return refused('too-late');
  let taken = 0;
  for (const booking of bookings) {
    if (booking.group !== wish.group) continue;
    const isOpen = bookingStanding(booking, nowMs) === 'booked';
    if (isOpen && wish.person !== null && booking.person === wish.person) return refused('again');
    if (takesPlace(booking) && overlaps(booking, slot)) taken += 1;
  }
  return taken < line.places ? { ok: true, ...slot } : refused('full');
}

/** Whether a booking has a place of its slot; one that was cancelled gave it back. */
const takesPlace = ({ state }: Pick<KnownBooking, 'state'>): boolean => state !== 'cancelled';

/** Slots that were made by other settings count where they meet. */
const overlaps = (a: { atMs: number; untilMs: number }, b: { atMs: number; untilMs: number }): boolean =>
  a.atMs < b.untilMs && b.atMs < a.untilMs;

/** Places that are free in each slot of a day, in order; slots that are over, or that are booked no more, are left out. */
export function freePlaces(
  bookings: Iterable<KnownBooking>,
  { hall, settings, calendar }: BookingTables,
  { group, day, isOwn }: { readonly group: string; readonly day: CalendarDate; readonly isOwn: boolean },
  nowMs: number,
): readonly { readonly atMs: number; readonly untilMs: number; readonly free: number }[] {
  const line = settings.lines.find((each) => each.group === group);
  if (!line || !isWithin(line, day, dateAtStation(nowMs))) return [];
  const slots = slotsOfDay(day, line, hall, calendar).filter(({ atMs, untilMs }) =>
    isOwn ? atMs - nowMs >= settings.latestMs : untilMs > nowMs,
  );
  const own = [...bookings].filter((each) => each.group === group && takesPlace(each));
  return slots.map((slot) => ({
    ...slot,
    free: Math.max(0, line.places - own.filter((each) => overlaps(each, slot)).length),
  }));
}

/** Stands for a phone number however it was typed: spaces, hyphens and 86 before a mobile number do not matter. */
export const personOfPhone = (phone: string): string => phone.replaceAll(/\D/g, '').replace(/^86(?=1\d{10}$)/, '');

import { addDays, clockAtStation, dateAtStation } from '../calendar/date';
import { smsNumber } from '../messages/sms';
import type { KnownBooking } from './decide';

/** From when on, the day before, somebody is reminded, `HH:MM` at the station. */
export const REMIND_FROM = '09:00';

/**
 * Whether whoever booked is to be reminded now: on the day before the slot, by a text to a mobile number that they gave. Whoever books on that very day has
 * just been told, and whose booking does not hold any more is not reminded.
 */
export function isReminded(
  {
    state,
    atMs,
    person,
    bookedAtMs,
  }: Pick<KnownBooking, 'state' | 'atMs' | 'person'> & { readonly bookedAtMs: number },
  nowMs: number,
): boolean {
  const today = dateAtStation(nowMs);
  return (
    state === 'booked' &&
    dateAtStation(atMs) === addDays(today, 1) &&
    clockAtStation(nowMs).slice(0, 5) >= REMIND_FROM &&
    dateAtStation(bookedAtMs) < today &&
    smsNumber(person ?? '') !== null
  );
}

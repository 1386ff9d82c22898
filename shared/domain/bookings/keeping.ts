import { addDays, dateAtStation, type CalendarDate } from '../calendar/date';

/**
 * Name and phone of a booking are kept for so many days after its slot. A figure of ours: they are there to tell people of a change, and to look
 * into what went wrong with a slot, which comes up within the week; for statistics nobody needs to know who it was.
 */
export const CONTACT_DAYS = 7;

/** The first day of whose bookings name and phone are still kept; who booked before it is erased. */
export const firstKeptDay = (nowMs: number): CalendarDate => addDays(dateAtStation(nowMs), -CONTACT_DAYS);

/** Whether nothing is left of who came. */
export const isErased = ({ name, phone }: { readonly name: string; readonly phone: string }): boolean =>
  name === '' && phone === '';

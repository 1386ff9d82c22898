import { clockAtStation, dateAtStation, isCalendarDate, startOfDayMs } from '#shared/domain/calendar/date';

const MINUTE_MS = 60_000;

/** The instant that a field for day and time names, `2026-11-24T18:00` at the station; null for none. */
export function instantAtStation(text: string): number | null {
  const [, date = '', hours = '', minutes = ''] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/.exec(text) ?? [];
  if (!isCalendarDate(date) || Number(hours) > 23 || Number(minutes) > 59) return null;
  return startOfDayMs(date) + (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}

/** The same the other way round. */
export const fieldOfInstant = (instantMs: number): string =>
  `${dateAtStation(instantMs)}T${clockAtStation(instantMs).slice(0, 5)}`;

/**
 * Calendar days at the station. Days are `YYYY-MM-DD` strings, which sort by themselves; instants are ms since the epoch.
 * All stations stand in Asia/Shanghai, which has kept UTC+8 without summer time since 1992, so records never fall into it.
 */
export type CalendarDate = string;

const DAY_MS = 86_400_000;
const SHANGHAI_AHEAD_MS = 8 * 3_600_000;

/** The day it is at the station at that instant. */
export function dateAtStation(instantMs: number): CalendarDate {
  return new Date(instantMs + SHANGHAI_AHEAD_MS).toISOString().slice(0, 10);
}

/** The time of day at the station at that instant: `09:41:06`. */
export function clockAtStation(instantMs: number): string {
  return new Date(instantMs + SHANGHAI_AHEAD_MS).toISOString().slice(11, 19);
}

/** The instant at which a day begins at the station. */
export function startOfDayMs(date: CalendarDate): number {
  return dayNumber(date) * DAY_MS - SHANGHAI_AHEAD_MS;
}

/** The day that many days later, or earlier when negative. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date((dayNumber(date) + days) * DAY_MS).toISOString().slice(0, 10);
}

/** The same day so many months later; the last of the month where it has no such day. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const month = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
  const wanted = Number(date.slice(8, 10));
  for (const day of [wanted, 30, 29]) {
    const found = `${month}-${String(day).padStart(2, '0')}`;
    if (day <= wanted && isCalendarDate(found)) return found;
  }
  return `${month}-28`;
}

/** Days from one day to another; negative when the second comes first. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** The day of that number (`dayNumber`). */
export const dateOfDay = (day: number): CalendarDate => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The number of the day it is at the station at that instant. */
export const dayAtStation = (instantMs: number): number => Math.floor((instantMs + SHANGHAI_AHEAD_MS) / DAY_MS);

/** Whether the text is a day that exists: `2026-02-30` does not. */
export function isCalendarDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

/** Of a common year, January first. */
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(date: CalendarDate): number {
  // 1 January 1970 was a Thursday.
  return (((dayNumber(date) + 4) % 7) + 7) % 7;
}

/** Days since 1970-01-01, for what compares thousands of days; throws for what is no date. */
export function dayNumber(date: CalendarDate): number {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms)) throw new Error('not a calendar date');
  return ms / DAY_MS;
}

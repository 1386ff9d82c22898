/** Dates of the practice station. Its clocks stand at Asia/Shanghai, which has been UTC+8 without summer time since 1992. */

export interface PlainDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

export const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** The day it is in Shanghai. */
export function dateInShanghai(instantMs: number): PlainDate {
  const local = new Date(instantMs + SHANGHAI_MS);
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

/** `YYYY-MM-DD` in Shanghai. */
export const isoDateInShanghai = (instantMs: number): string =>
  new Date(instantMs + SHANGHAI_MS).toISOString().slice(0, 10);

/** The birth date of somebody who is `age` today and had that birthday `daysSince` (0 to 363) days ago. */
export function birthDateAtAge(today: PlainDate, age: number, daysSince: number): string {
  // Counted from the birthday: on 29 February a birthday of a common year is the 28th, else the age would be one short.
  const lastOfMonth = new Date(Date.UTC(today.year - age, today.month, 0)).getUTCDate();
  const birthday = Date.UTC(today.year - age, today.month - 1, Math.min(today.day, lastOfMonth));
  return new Date(birthday - daysSince * DAY_MS).toISOString().slice(0, 10);
}

/** Full years on that day. */
export function ageOn(today: PlainDate, birthDate: string): number {
  const [year = 0, month = 0, day = 0] = birthDate.split('-').map(Number);
  const hadBirthday = today.month > month || (today.month === month && today.day >= day);
  return today.year - year - (hadBirthday ? 0 : 1);
}

/** That many days before, in office hours in Shanghai; a weekend day becomes the Friday before it. */
export function officeHoursBefore(nowMs: number, days: number, minutesAfterHalfPastEight: number): number {
  const { year, month, day } = dateInShanghai(nowMs - days * DAY_MS);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const back = weekday === 6 ? 1 : weekday === 0 ? 2 : 0;
  const halfPastEightMs = Date.UTC(year, month - 1, day - back, 8, 30) - SHANGHAI_MS;
  return halfPastEightMs + minutesAfterHalfPastEight * 60_000;
}

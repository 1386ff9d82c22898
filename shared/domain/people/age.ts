import type { CalendarDate } from '../calendar/date';

/** Elderly people's archives begin on the 65th birthday. */
export const ELDERLY_FROM_YEARS = 65;

/** Children's archives (0–14) end on the 15th birthday. */
export const CHILD_UNTIL_YEARS = 15;

/**
 * Full years on that day, never negative. Whoever was born on 29 February has the birthday of a common year on 1 March,
 * because the law counts a year of life as complete once its last day has passed.
 */
export function ageOn(birthDate: CalendarDate, today: CalendarDate): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  const hadBirthday = today.slice(5) >= birthDate.slice(5);
  return Math.max(0, hadBirthday ? years : years - 1);
}

/** The day on which somebody becomes that old. */
export function birthday(birthDate: CalendarDate, years: number): CalendarDate {
  const year = String(Number(birthDate.slice(0, 4)) + years).padStart(4, '0');
  const day = birthDate.slice(5);
  return day === '02-29' && !isLeapYear(Number(year)) ? `${year}-03-01` : `${year}-${day}`;
}

/** Whether the person belongs to the archive of people of 65 and older. */
export function isElderly(birthDate: CalendarDate, today: CalendarDate): boolean {
  return ageOn(birthDate, today) >= ELDERLY_FROM_YEARS;
}

/** Whether the person belongs to the archive of children of 0 to 14. Not born yet is no child. */
export function isChild(birthDate: CalendarDate, today: CalendarDate): boolean {
  return birthDate <= today && ageOn(birthDate, today) < CHILD_UNTIL_YEARS;
}

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

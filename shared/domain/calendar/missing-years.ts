import type { CalendarDate } from './date';

/** The notice of a year comes out in November of the year before. */
const FIRST_MONTH = 11;

/**
 * Years that limits already run into and that the station has no record of, the nearest first: this one always, the coming one from
 * November on.
 */
export function missingYears(known: readonly number[], today: CalendarDate): readonly number[] {
  const year = Number(today.slice(0, 4));
  const wanted = Number(today.slice(5, 7)) >= FIRST_MONTH ? [year, year + 1] : [year];
  return wanted.filter((each) => !known.includes(each));
}

import type { Calendar } from '../../schema/types/calendar';
import { addDays, daysBetween, startOfDayMs, weekdayOf, type CalendarDate } from './date';

/** From one instant to another; `untilMs` null: not over yet. */
export interface Span {
  readonly fromMs: number;
  readonly untilMs: number | null;
}

/** What of a year's record counts. */
export type CalendarYear = Pick<Calendar, 'year' | 'holidays' | 'workdays' | 'hours'> &
  Partial<Pick<Calendar, 'seasons'>>;

/** When the station works. Make it once with `workingCalendar` and keep it. */
export interface WorkingCalendar {
  /** Whether the year's notice is there. Without one, weekdays count as worked and weekends do not: a guess, and told as one. */
  isKnown(date: CalendarDate): boolean;
  isWorkday(date: CalendarDate): boolean;
  /** The hours that are worked on a day, in order; none on a day off. */
  hoursOf(date: CalendarDate): readonly (Span & { readonly untilMs: number })[];
  /** How much one 工作日 is worth on that day's calendar, ms; for a day off what a worked day of that year has. */
  dayLengthMs(date: CalendarDate): number;
}

/** Hours where no year says any. */
export const USUAL_HOURS: CalendarYear['hours'] = [
  { from: '08:30', until: '12:00' },
  { from: '13:30', until: '18:00' },
];

interface Hours {
  readonly fromMs: number;
  readonly untilMs: number;
}

interface Year {
  readonly off: ReadonlySet<CalendarDate>;
  readonly worked: ReadonlySet<CalendarDate>;
  readonly hours: readonly Hours[];
  readonly seasons: readonly {
    readonly from: CalendarDate;
    readonly until: CalendarDate;
    readonly hours: readonly Hours[];
  }[];
}

const MINUTE_MS = 60_000;
/** A holiday that goes on for longer is a slip of whoever typed it. */
const LONGEST_HOLIDAY_DAYS = 60;

/**
 * The station's calendar from the records there are. A day that is both off and worked is worked: 调休 is the exception from the
 * exception. A year without hours of its own has those of the last year before it that has some.
 */
export function workingCalendar(years: readonly CalendarYear[]): WorkingCalendar {
  const byYear = new Map<number, Year>();
  for (const year of years) byYear.set(year.year, readYear(year));
  const sorted = [...byYear.keys()].sort((a, b) => a - b);
  const usual = readHours(USUAL_HOURS);
  const yearOf = (date: CalendarDate) => byYear.get(Number(date.slice(0, 4)));
  const hoursIn = (date: CalendarDate): readonly Hours[] => {
    const number = Number(date.slice(0, 4));
    const season = byYear.get(number)?.seasons.findLast(({ from, until }) => from <= date && date <= until);
    if (season && season.hours.length > 0) return season.hours;
    const nearest = sorted.filter((year) => year <= number).at(-1) ?? sorted[0];
    const hours = nearest === undefined ? [] : (byYear.get(nearest)?.hours ?? []);
    return hours.length > 0 ? hours : usual;
  };
  const isWorkday = (date: CalendarDate): boolean => {
    const year = yearOf(date);
    if (year?.worked.has(date)) return true;
    if (year?.off.has(date)) return false;
    const weekday = weekdayOf(date);
    return weekday !== 0 && weekday !== 6;
  };
  return {
    isKnown: (date) => yearOf(date) !== undefined,
    isWorkday,
    hoursOf: (date) => {
      if (!isWorkday(date)) return [];
      const midnight = startOfDayMs(date);
      return hoursIn(date).map(({ fromMs, untilMs }) => ({ fromMs: midnight + fromMs, untilMs: midnight + untilMs }));
    },
    dayLengthMs: (date) => hoursIn(date).reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0),
  };
}

function readYear({ holidays, workdays, hours, seasons = [] }: CalendarYear): Year {
  const off = holidays.flatMap(({ from, until }) => {
    const days = Math.min(daysBetween(from, until), LONGEST_HOLIDAY_DAYS);
    return Array.from({ length: Math.max(0, days + 1) }, (_, day) => addDays(from, day));
  });
  return {
    off: new Set(off),
    worked: new Set(workdays),
    hours: readHours(hours),
    seasons: seasons.map((season) => ({ ...season, hours: readHours(season.hours) })),
  };
}

/** In order and apart, whatever was typed: what overlaps counts once. */
function readHours(hours: CalendarYear['hours']): readonly Hours[] {
  const spans = hours
    .map(({ from, until }) => ({ fromMs: clockMs(from), untilMs: clockMs(until) }))
    .filter(({ fromMs, untilMs }) => untilMs > fromMs)
    .sort((a, b) => a.fromMs - b.fromMs);
  const joined: Hours[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.fromMs <= last.untilMs) {
      joined[joined.length - 1] = { ...last, untilMs: Math.max(last.untilMs, span.untilMs) };
    } else joined.push(span);
  }
  return joined;
}

function clockMs(clock: string): number {
  const [hours, minutes] = clock.split(':');
  return (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}

/** What is wrong with a year as somebody types it. */
export type CalendarProblem =
  | { readonly kind: 'backwards' | 'other-year' | 'too-long'; readonly at: number }
  | { readonly kind: 'worked-weekday' | 'worked-other-year'; readonly date: CalendarDate }
  | { readonly kind: 'season-backwards' | 'season-other-year' | 'season-hours'; readonly at: number }
  | { readonly kind: 'hours' };

/**
 * Looks through a year before it is saved; holidays and seasons by their place. A worked day that is a weekday anyway is pointed out, and
 * that alone keeps nobody from saving.
 */
export function calendarProblems({
  year,
  holidays,
  workdays,
  hours,
  seasons = [],
}: CalendarYear): readonly CalendarProblem[] {
  const isOther = (date: CalendarDate) => Number(date.slice(0, 4)) !== year;
  const spans = holidays.flatMap(({ from, until }, at): readonly CalendarProblem[] => {
    const days = daysBetween(from, until);
    if (days < 0) return [{ kind: 'backwards', at }];
    if (days > LONGEST_HOLIDAY_DAYS) return [{ kind: 'too-long', at }];
    return isOther(from) && isOther(until) ? [{ kind: 'other-year', at }] : [];
  });
  const isOff = (date: CalendarDate) => holidays.some(({ from, until }) => from <= date && date <= until);
  const needless = workdays
    .filter((date) => ![0, 6].includes(weekdayOf(date)) && !isOff(date))
    .map((date): CalendarProblem => ({ kind: 'worked-weekday', date }));
  const strangers = workdays.filter(isOther).map((date): CalendarProblem => ({ kind: 'worked-other-year', date }));
  const parts = seasons.flatMap((season, at): readonly CalendarProblem[] => {
    if (season.until < season.from) return [{ kind: 'season-backwards', at }];
    if (isOther(season.from) || isOther(season.until)) return [{ kind: 'season-other-year', at }];
    return isApart(season.hours) ? [] : [{ kind: 'season-hours', at }];
  });
  return [...spans, ...needless, ...strangers, ...parts, ...(isApart(hours) ? [] : [{ kind: 'hours' } as const])];
}

const isApart = (hours: CalendarYear['hours']): boolean => hours.length > 0 && readHours(hours).length === hours.length;

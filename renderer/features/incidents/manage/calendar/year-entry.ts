import { isCalendarDate } from '#shared/domain/calendar/date';
import { calendarProblems, type CalendarProblem } from '#shared/domain/calendar/working-calendar';
import type { Calendar, Holiday, WorkingHours } from '#shared/schema/types/calendar';

/** A part of the year with hours of its own as the form has it. */
export interface SeasonEntry {
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly hours: string;
}

/** A year as the form has it: dates as typed, hours in one line. */
export interface YearEntry {
  readonly year: number;
  readonly source: string;
  readonly holidays: readonly Holiday[];
  readonly workdays: readonly string[];
  /** `08:30-12:00，13:30-18:00`. */
  readonly hours: string;
  readonly seasons: readonly SeasonEntry[];
}

/** What a year's record holds. */
export type YearFields = Pick<Calendar, 'year' | 'source' | 'holidays' | 'workdays' | 'hours' | 'seasons'>;

/** What a form over a year begins with; a year that is to be made has the hours of the one given, and no days. */
export function yearEntryOf(year: number, known: YearFields | null, before: YearFields | null): YearEntry {
  return {
    year,
    source: known?.source ?? '',
    holidays: known?.holidays ?? [],
    workdays: known?.workdays ?? [],
    hours: textOfHours((known ?? before)?.hours ?? USUAL),
    seasons: (known?.seasons ?? []).map((season) => ({ ...season, hours: textOfHours(season.hours) })),
  };
}

const USUAL: Calendar['hours'] = [
  { from: '08:30', until: '12:00' },
  { from: '13:30', until: '18:00' },
];

/** Hours as one line. */
export const textOfHours = (hours: readonly WorkingHours[]): string =>
  hours.map(({ from, until }) => `${from}-${until}`).join('，');

/** The hours in a line, `8:30-12:00, 13:30-18:00`, full-width or not; null when anything of it is no time of day. */
export function hoursOfText(text: string): readonly WorkingHours[] | null {
  const parts = text
    .normalize('NFKC')
    .split(/[,、;\s]+/u)
    .filter((part) => part !== '');
  const hours = parts.map((part) => {
    const [, from = '', until = ''] = /^(\d{1,2}:\d{2})[-~—–至到](\d{1,2}:\d{2})$/u.exec(part) ?? [];
    const [begin, end] = [clockOf(from), clockOf(until)];
    return begin !== null && end !== null ? { from: begin, until: end } : null;
  });
  return hours.length > 0 && hours.length <= MOST_PARTS && hours.every((each) => each !== null) ? hours : null;
}

const MOST_PARTS = 4;

function clockOf(text: string): string | null {
  const clock = text.padStart(5, '0');
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/u.test(clock) ? clock : null;
}

export type YearProblem =
  | CalendarProblem
  | { readonly kind: 'source-missing' | 'source-too-long' | 'hours-unread' | 'no-days' }
  | { readonly kind: 'holiday-incomplete' | 'season-incomplete' | 'season-hours-unread'; readonly at: number }
  | { readonly kind: 'workday-incomplete'; readonly at: number };

const LONGEST_SOURCE = 300;
const LONGEST_NAME = 40;

/** What is wrong with a year as it is typed; a worked day that is a weekday anyway is told and keeps nobody from saving. */
export function yearProblems(entry: YearEntry): readonly YearProblem[] {
  const { source, holidays, workdays, seasons, hours } = entry;
  const isNamed = (name: string) => name.trim() !== '' && name.trim().length <= LONGEST_NAME;
  const found: readonly (YearProblem | false)[] = [
    source.trim() === '' && { kind: 'source-missing' },
    source.trim().length > LONGEST_SOURCE && { kind: 'source-too-long' },
    hoursOfText(hours) === null && { kind: 'hours-unread' },
    holidays.length === 0 && { kind: 'no-days' },
    ...holidays.map(
      ({ name, from, until }, at) =>
        !(isNamed(name) && isCalendarDate(from) && isCalendarDate(until)) && {
          kind: 'holiday-incomplete' as const,
          at,
        },
    ),
    ...workdays.map((date, at) => !isCalendarDate(date) && { kind: 'workday-incomplete' as const, at }),
    ...seasons.map(({ name, from, until }, at) => {
      const isWhole = isNamed(name) && isCalendarDate(from) && isCalendarDate(until);
      return !isWhole && { kind: 'season-incomplete' as const, at };
    }),
    ...seasons.map((season, at) => hoursOfText(season.hours) === null && { kind: 'season-hours-unread' as const, at }),
  ];
  const first = found.filter((each) => each !== false);
  return first.length > 0 ? first : calendarProblems(yearFieldsOf(entry));
}

/** Whether what is wrong keeps the year from being saved. */
export const isBlocking = ({ kind }: YearProblem): boolean => kind !== 'worked-weekday';

/** The fields that a readable entry makes. */
export function yearFieldsOf({ year, source, holidays, workdays, hours, seasons }: YearEntry): YearFields {
  const byStart = <T extends { readonly from: string }>(a: T, b: T) => (a.from < b.from ? -1 : 1);
  return {
    year,
    source: source.trim(),
    holidays: holidays.map((day) => ({ ...day, name: day.name.trim() })).sort(byStart),
    workdays: [...new Set(workdays)].sort(),
    hours: [...(hoursOfText(hours) ?? [])],
    seasons: seasons
      .map((season) => ({ ...season, name: season.name.trim(), hours: [...(hoursOfText(season.hours) ?? [])] }))
      .sort(byStart),
  };
}

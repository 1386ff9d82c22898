import type { Holiday } from '../../schema/types/calendar';
import { addDays, isCalendarDate, type CalendarDate } from './date';

/** Why a line of a table of days is not taken. */
export type DayLineProblem =
  | 'no-date'
  | 'bad-date'
  | 'too-many-dates'
  | 'no-kind'
  | 'two-kinds'
  | 'no-name'
  | 'name-too-long'
  | 'backwards'
  | 'too-long'
  | 'other-year'
  | 'twice';

export interface RefusedLine {
  /** From 1, as whoever pasted it counts. */
  readonly line: number;
  /** As it came, cut where it is long. */
  readonly text: string;
  readonly problem: DayLineProblem;
}

/** What a pasted table says of a year. */
export interface DayTable {
  readonly holidays: readonly Holiday[];
  readonly workdays: readonly CalendarDate[];
  readonly refused: readonly RefusedLine[];
}

const LONGEST_NAME = 40;
const LONGEST_DAYS = 60;
const SHOWN = 60;
const OFF = /^(?:放假|假|休|休假|节假日|法定节假日|holiday|off)$/iu;
const WORKED = /^(?:上班|班|调休|调休上班|补班|工作日|work|workday)$/iu;
const SPLIT = /[\t,，;；]/u;
const BETWEEN = /\s*(?:至|到|~|～|—+|–|\s-\s)\s*/u;
const DATED = /^\d{8}$|^(?:\d{4}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?$/u;

type Line =
  | { readonly kind: 'holiday'; readonly holiday: Holiday }
  | { readonly kind: 'worked'; readonly days: readonly CalendarDate[] }
  | { readonly kind: 'refused'; readonly problem: DayLineProblem };

/**
 * Reads lines of dates, names and kinds in any order, split by tabs, commas or semicolons: `2027-01-01至2027-01-03,元旦,放假` or
 * `2027/1/4	上班`. A first line without a date is a heading. Days off of one name that follow on each other become one holiday. Every line
 * that is not taken is told with its reason; the others count all the same.
 */
export function readDayTable(text: string, year: number): DayTable {
  const holidays: Holiday[] = [];
  const workdays: CalendarDate[] = [];
  const refused: RefusedLine[] = [];
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/u);
  const first = lines.findIndex((line) => line.trim() !== '');
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const cells = line.split(SPLIT).map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/u, '$1')
        .trim(),
    );
    const filled = cells.filter((cell) => cell !== '');
    if (at === first && !filled.some((cell) => /\d/u.test(cell))) continue;
    const read = readLine(filled, year);
    const isTwice =
      (read.kind === 'worked' && read.days.some((day) => workdays.includes(day))) ||
      (read.kind === 'holiday' && holidays.some((other) => overlaps(other, read.holiday)));
    if (read.kind === 'refused' || isTwice) {
      const problem = read.kind === 'refused' ? read.problem : 'twice';
      refused.push({ line: at + 1, text: line.trim().slice(0, SHOWN), problem });
    } else if (read.kind === 'worked') workdays.push(...read.days);
    else join(holidays, read.holiday);
  }
  return {
    holidays: holidays.sort((a, b) => (a.from < b.from ? -1 : 1)),
    workdays: workdays.sort(),
    refused,
  };
}

function readLine(cells: readonly string[], year: number): Line {
  const spans = cells.flatMap((cell) => {
    const parts = cell.split(BETWEEN).map((part) => part.trim());
    return parts.length <= 2 && parts.every((part) => DATED.test(part)) ? [{ cell, parts }] : [];
  });
  const days = spans.flatMap(({ parts }) => parts.map((part) => dateOf(part, year)));
  const [from, until = from] = days;
  if (from === undefined) return refuse(cells.some((cell) => /\d/u.test(cell)) ? 'bad-date' : 'no-date');
  if (days.length > 2) return refuse('too-many-dates');
  if (from === null || until === null || until === undefined) return refuse('bad-date');
  if (until < from) return refuse('backwards');
  if (addDays(from, LONGEST_DAYS) < until) return refuse('too-long');
  const isOther = (date: CalendarDate) => Number(date.slice(0, 4)) !== year;
  if (isOther(from) && isOther(until)) return refuse('other-year');

  const rest = cells.filter((cell) => !spans.some((span) => span.cell === cell));
  const [isOff, isWorked] = [rest.some((cell) => OFF.test(cell)), rest.some((cell) => WORKED.test(cell))];
  if (isOff && isWorked) return refuse('two-kinds');
  if (!isOff && !isWorked) return refuse('no-kind');
  if (isWorked)
    return isOther(from) || isOther(until) ? refuse('other-year') : { kind: 'worked', days: daysOf(from, until) };
  const name = rest.filter((cell) => !OFF.test(cell)).join(' ');
  if (name === '') return refuse('no-name');
  if (name.length > LONGEST_NAME) return refuse('name-too-long');
  return { kind: 'holiday', holiday: { name, from, until } };
}

const refuse = (problem: DayLineProblem): Line => ({ kind: 'refused', problem });

/** `2027-1-1`, `2027年1月1日`, `20270101`, or without its year; null for a day that there is not. */
function dateOf(text: string, year: number): CalendarDate | null {
  const parts = /^\d{8}$/u.test(text)
    ? [text.slice(0, 4), text.slice(4, 6), text.slice(6)]
    : (text.match(/\d+/gu) ?? []);
  const [y, m, d] = parts.length === 2 ? [String(year), ...parts] : parts;
  const date = `${y ?? ''}-${(m ?? '').padStart(2, '0')}-${(d ?? '').padStart(2, '0')}`;
  return isCalendarDate(date) ? date : null;
}

function daysOf(from: CalendarDate, until: CalendarDate): readonly CalendarDate[] {
  const days: CalendarDate[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}

const overlaps = (a: Holiday, b: Holiday): boolean => a.from <= b.until && b.from <= a.until;

/** A table with a line for each day comes to the same as one with a line for each holiday. */
function join(holidays: Holiday[], next: Holiday): void {
  const at = holidays.findIndex(({ name, until }) => name === next.name && addDays(until, 1) === next.from);
  const before = holidays[at];
  if (before) holidays[at] = { ...before, until: next.until };
  else holidays.push(next);
}

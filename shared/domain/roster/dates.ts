import { isCalendarDate, type CalendarDate } from '../calendar/date';
import { withDigits } from './numerals';
import type { CellValue } from './types';

/** What a cell says about a day. `partial` leaves something open: the century, the day, the order of day and month. */
export type ReadDate =
  | { readonly kind: 'day'; readonly date: CalendarDate }
  /** Days that can be meant are those for which `fits` is true. */
  | { readonly kind: 'partial'; fits(date: CalendarDate): boolean }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable' };

const UNREADABLE: ReadDate = { kind: 'unreadable' };
/** Day 1 is 1 January 1900; 60 is the 29 February 1900 that spreadsheets believe in and nobody was born on. */
const BEFORE_SERIALS_MS = Date.UTC(1899, 11, 31);
const PHANTOM_DAY = 60;
const DAY_MS = 86_400_000;
/** The year 2119; numbers from here on are no serial numbers. */
const LAST_SERIAL = 80_000;
const FIRST_REPUBLIC_YEAR = 1911;

/**
 * Reads a day as rosters have it: 1949.10.01, 1949/10/1, 1949年10月1日, 19491001, 民国38年10月1日, in Chinese numerals, with a time
 * behind it, or as the serial number of a spreadsheet. Two-digit years, months without a day and 10/1/1949 are `partial`; days of
 * the lunar calendar are unreadable.
 */
export function readDate(cell: CellValue | undefined): ReadDate {
  if (cell === null || cell === undefined) return { kind: 'empty' };
  if (typeof cell === 'number') return fromNumber(cell);
  if (typeof cell !== 'string') return UNREADABLE;
  const text = cell.normalize('NFKC').trim();
  if (text === '') return { kind: 'empty' };
  // Fewer digits are an age or a day of the month; in four digits before a point they are a year and its month.
  if (/^\d{4,8}(?:\.\d+)?$/.test(text) && !/^\d{4}\./.test(text)) return fromNumber(Number(text));
  return fromText(text);
}

function fromNumber(value: number): ReadDate {
  if (!Number.isInteger(value) && value >= 1900 && value <= 2100) return partial(String(Math.floor(value)), null, null);
  const whole = Math.floor(value);
  const digits = String(whole);
  if (digits.length === 8) return day(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6));
  if (whole >= 1900 && whole <= 2100) return partial(digits, null, null);
  if (digits.length === 6) return fromSixDigits(digits);
  if (whole < 1 || whole === PHANTOM_DAY || whole > LAST_SERIAL) return UNREADABLE;
  const days = whole > PHANTOM_DAY ? whole - 1 : whole;
  return { kind: 'day', date: new Date(BEFORE_SERIALS_MS + days * DAY_MS).toISOString().slice(0, 10) };
}

/** 194910 is a month; 491001 has lost its century. */
function fromSixDigits(digits: string): ReadDate {
  const isMonth = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])$/.test(digits);
  if (isMonth) return partial(digits.slice(0, 4), digits.slice(4), null);
  return partial(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4));
}

function fromText(text: string): ReadDate {
  if (/农历|阴历|腊月|正月|冬月|初[一二三四五六七八九十]|[闰廿]/u.test(text)) return UNREADABLE;
  const plain = withDigits(text)
    .replace(/元年/u, '1年')
    .replace(/(?<=[\d日])[T\s]+\d{1,2}:\d{2}.*$/u, '')
    .replace(/^公元|生$/gu, '')
    .trim();
  const republic = /^(?:中华民国|民国|民)\s*(\d{1,3})\D+(\d{1,2})\D+(\d{1,2})\D*$/u.exec(plain);
  if (republic) return day(String(FIRST_REPUBLIC_YEAR + Number(republic[1])), republic[2], republic[3]);
  const republicYear = /^(?:中华民国|民国|民)\s*(\d{1,3})年?(?:\s*(\d{1,2})月?)?$/u.exec(plain);
  if (republicYear)
    return partial(String(FIRST_REPUBLIC_YEAR + Number(republicYear[1])), republicYear[2] ?? null, null);
  const parts = /^(\d{1,4})\s*[-./年、,\s]\s*(\d{1,2})\s*(?:[-./月、,\s]\s*(\d{1,4})?\s*[日号]?)?$/u.exec(plain);
  if (parts) return fromParts(parts[1] ?? '', parts[2] ?? '', parts[3] ?? null);
  const run = /^(\d{4})(\d{2})(\d{2})日?$/u.exec(plain);
  if (run) return day(run[1] ?? '', run[2], run[3]);
  const year = /^(\d{4})年?$/u.exec(plain);
  return year ? partial(year[1] ?? '', null, null) : UNREADABLE;
}

function fromParts(first: string, second: string, third: string | null): ReadDate {
  if (first.length === 4) return third === null ? partial(first, second, null) : day(first, second, third);
  if (third?.length === 4) {
    // Month first in some spreadsheets, day first in others.
    const orders = [`${third}-${pad(first)}-${pad(second)}`, `${third}-${pad(second)}-${pad(first)}`].filter(
      isCalendarDate,
    );
    return orders.length === 0 ? UNREADABLE : { kind: 'partial', fits: (date) => orders.includes(date) };
  }
  return first.length <= 2 && third !== null ? partial(first, second, third) : UNREADABLE;
}

const pad = (part: string): string => part.padStart(2, '0');

function day(year: string, month = '', dayOfMonth = ''): ReadDate {
  const date = `${year}-${pad(month)}-${pad(dayOfMonth)}`;
  return isCalendarDate(date) ? { kind: 'day', date } : UNREADABLE;
}

/** `year` in four digits, or the last two of it. */
function partial(year: string, month: string | null, dayOfMonth: string | null): ReadDate {
  if (month !== null && (Number(month) < 1 || Number(month) > 12)) return UNREADABLE;
  if (dayOfMonth !== null && (Number(dayOfMonth) < 1 || Number(dayOfMonth) > 31)) return UNREADABLE;
  return {
    kind: 'partial',
    fits: (date) =>
      date.slice(0, 4).endsWith(pad(year)) &&
      (month === null || date.slice(5, 7) === pad(month)) &&
      (dayOfMonth === null || date.slice(8) === pad(dayOfMonth)),
  };
}

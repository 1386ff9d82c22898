import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBetween } from '#shared/domain/calendar/date';
import { readDate } from '#shared/domain/roster/dates';

const HAN = '〇一二三四五六七八九';
const inHan = (n: number): string => {
  if (n < 10) return HAN.charAt(n);
  const tens = Math.floor(n / 10);
  return `${tens === 1 ? '' : HAN.charAt(tens)}十${n % 10 === 0 ? '' : HAN.charAt(n % 10)}`;
};
const yearInHan = (year: number) => [...String(year)].map((digit) => HAN.charAt(Number(digit))).join('');
const fullWidth = (text: string) =>
  text.replace(/[\d./-]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));

/** Every way in which a roster may write a day. */
const FORMS: Readonly<Record<string, (y: number, m: number, d: number, iso: string) => string | number>> = {
  'with dashes': (_y, _m, _d, iso) => iso,
  'with dots': (_y, _m, _d, iso) => iso.replaceAll('-', '.'),
  'with slashes and no zeros': (y, m, d) => `${y}/${m}/${d}`,
  'with years, months and days': (y, m, d) => `${y}年${m}月${d}日`,
  'with spaces between': (y, m, d) => ` ${y} 年 ${m} 月 ${d} 日 `,
  'as eight digits': (_y, _m, _d, iso) => iso.replaceAll('-', ''),
  'as a number of eight digits': (_y, _m, _d, iso) => Number(iso.replaceAll('-', '')),
  'in full-width digits': (_y, _m, _d, iso) => fullWidth(iso.replaceAll('-', '.')),
  'with a time behind': (_y, _m, _d, iso) => `${iso} 00:00:00`,
  'in Chinese numerals': (y, m, d) => `${yearInHan(y)}年${inHan(m)}月${inHan(d)}日`,
  'as years of the republic': (y, m, d) => `民国${y - 1911}年${m}月${d}日`,
  'as years of the republic in words': (y, m, d) => `民国${inHan(y - 1911)}年${inHan(m)}月${inHan(d)}日`,
};

const pad = (n: number) => String(n).padStart(2, '0');
const days = fc
  .date({ min: new Date('1912-01-01T00:00:00Z'), max: new Date('2010-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()] as const);

describe('a birth date is read', () => {
  it.each(Object.entries(FORMS))('%s', (_name, write) => {
    fc.assert(
      fc.property(days, ([y, m, d]) => {
        const iso = `${y}-${pad(m)}-${pad(d)}`;
        expect(readDate(write(y, m, d, iso))).toEqual({ kind: 'day', date: iso });
      }),
    );
  });

  it('from the serial number of a spreadsheet, as number or text, with or without a time', () => {
    fc.assert(
      fc.property(days, ([y, m, d]) => {
        const iso = `${y}-${pad(m)}-${pad(d)}`;
        // Spreadsheets count 29 February 1900; 1 March 1900 is their day 61. Numbers that could be years are not taken for days.
        const serial = 61 + daysBetween('1900-03-01', iso);
        fc.pre(serial > 2100);
        expect(readDate(serial)).toEqual({ kind: 'day', date: iso });
        expect(readDate(String(serial))).toEqual({ kind: 'day', date: iso });
        expect(readDate(serial + 0.5)).toEqual({ kind: 'day', date: iso });
      }),
    );
  });

  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [18172, '1949-10-01'],
  ])('from serial number %d', (serial, date) => {
    expect(readDate(serial)).toEqual({ kind: 'day', date });
  });

  it('from the first year of the republic', () => {
    expect(readDate('民国元年1月1日')).toEqual({ kind: 'day', date: '1912-01-01' });
  });
});

describe('what leaves a day open', () => {
  it.each([
    ['1949-10', '1949-10-21', '1949-11-21'],
    ['1949年10月', '1949-10-21', '1950-10-21'],
    ['194910', '1949-10-21', '1949-09-21'],
    ['1949', '1949-03-03', '1950-03-03'],
    [1949, '1949-03-03', '1950-03-03'],
    ['49.10.01', '1949-10-01', '1949-10-02'],
    ['49-10-1', '2049-10-01', '1949-01-10'],
    ['491001', '1949-10-01', '1949-10-11'],
    ['10/1/1949', '1949-10-01', '1949-11-01'],
    ['10/1/1949', '1949-01-10', '1948-01-10'],
    ['民国38年10月', '1949-10-05', '1949-11-05'],
  ])('%s can be %s and not %s', (written, fitting, other) => {
    const read = readDate(written);
    if (read.kind !== 'partial') throw new Error(`read as ${read.kind}`);
    expect(read.fits(fitting)).toBe(true);
    expect(read.fits(other)).toBe(false);
  });
});

describe('what is no day', () => {
  it.each([
    60,
    '1900年2月29日',
    '1949-02-30',
    '19491301',
    '农历八月十五',
    '腊月廿三',
    '不详',
    '1949-13',
    '49',
    -3,
    999999999,
    true,
  ])('%s', (cell) => {
    expect(readDate(cell).kind).toBe('unreadable');
  });

  it.each([null, undefined, '', '  '])('nothing: %s', (cell) => {
    expect(readDate(cell).kind).toBe('empty');
  });
});

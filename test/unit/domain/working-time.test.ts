import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockAtStation, dateAtStation, daysBetween, startOfDayMs, weekdayOf } from '#shared/domain/calendar/date';
import {
  calendarProblems,
  workingCalendar,
  type CalendarYear,
  type Span,
} from '#shared/domain/calendar/working-calendar';
import { addWorkingTime, workingTimeBetween } from '#shared/domain/calendar/working-time';
import { LIMIT_UNITS, type Duration } from '#shared/schema/types/incident-category';
import { CALENDAR_2025, CALENDAR_2026 } from '#shared/codes/public-holidays';

const calendar = workingCalendar([CALENDAR_2026]);
const HOUR_MS = 3_600_000;
const at = (day: string, hours: number) => startOfDayMs(day) + hours * HOUR_MS;
const told = (ms: number) => `${dateAtStation(ms)} ${clockAtStation(ms).slice(0, 5)}`;

function due(startMs: number, amount: number, unit: Duration['unit'], pauses: readonly Span[] = []): string {
  const time = addWorkingTime(startMs, { amount, unit }, calendar, pauses);
  return time.kind === 'due' ? told(time.atMs) : time.kind;
}

describe('a limit', () => {
  it.each([
    ['two hours of a morning', at('2026-11-23', 9), 2, 'working-hours', '2026-11-23 11:00'],
    ['over noon, when nobody works', at('2026-11-23', 11), 2, 'working-hours', '2026-11-23 14:30'],
    ['to the very end of the day', at('2026-11-23', 8.5), 8, 'working-hours', '2026-11-23 18:00'],
    ['over the night', at('2026-11-23', 17), 2, 'working-hours', '2026-11-24 09:30'],
    ['from the evening on', at('2026-11-23', 22), 1, 'working-hours', '2026-11-24 09:30'],
    ['a working day', at('2026-11-23', 10), 1, 'working-days', '2026-11-24 10:00'],
    ['over a weekend', at('2026-11-27', 10), 1, 'working-days', '2026-11-30 10:00'],
    [
      'over the Spring Festival, with the Saturday before that is worked',
      at('2026-02-13', 10),
      2,
      'working-days',
      '2026-02-24 10:00',
    ],
    ['over the National Day, with the Saturday after', at('2026-09-30', 10), 3, 'working-days', '2026-10-10 10:00'],
    ['over the Sunday that is worked', at('2026-09-19', 12), 1, 'working-days', '2026-09-20 18:00'],
    ['hours that nobody stops', at('2026-11-27', 22), 4, 'hours', '2026-11-28 02:00'],
    ['days that nobody stops', at('2026-11-27', 22), 2, 'days', '2026-11-29 22:00'],
  ] as const)('runs %s', (_what, startMs, amount, unit, expected) => {
    expect(due(startMs, amount, unit)).toBe(expected);
  });

  it('stands still while it is paused, and is longer by what was paused of its own time', () => {
    const pause = [{ fromMs: at('2026-11-23', 10), untilMs: at('2026-11-24', 9) }];
    expect(due(at('2026-11-23', 9), 4, 'working-hours', pause)).toBe('2026-11-24 12:00');
    expect(due(at('2026-11-23', 9), 4, 'hours', pause)).toBe('2026-11-24 12:00');
    expect(due(at('2026-11-23', 9), 1, 'hours', pause)).toBe('2026-11-23 10:00');
  });

  it('says how much is left when a pause has no end, and when one that comes later does not touch it', () => {
    const open = (hours: number): Span[] => [{ fromMs: at('2026-11-23', hours), untilMs: null }];
    const amount = { amount: 2, unit: 'working-hours' } as const;
    expect(addWorkingTime(at('2026-11-23', 9), amount, calendar, open(10))).toMatchObject({
      kind: 'paused',
      leftMs: HOUR_MS,
    });
    expect(addWorkingTime(at('2026-11-23', 9), amount, calendar, open(12))).toMatchObject({ kind: 'due' });
  });

  it('says so when it runs into a year whose notice is not there', () => {
    const amount = { amount: 3, unit: 'working-days' } as const;
    expect(addWorkingTime(at('2026-12-28', 9), amount, calendar)).toMatchObject({ isCertain: true });
    expect(addWorkingTime(at('2026-12-31', 9), amount, calendar)).toMatchObject({ isCertain: false });
    expect(addWorkingTime(at('2026-12-31', 9), { amount: 30, unit: 'days' }, calendar)).toMatchObject({
      isCertain: true,
    });
  });

  it('never comes where nobody ever works, and does not hang', () => {
    const nobody = { ...calendar, hoursOf: () => [] };
    expect(addWorkingTime(0, { amount: 1, unit: 'working-hours' }, nobody)).toEqual({ kind: 'never' });
  });
});

describe('time on the calendar', () => {
  const startMs = fc.integer({ min: at('2025-12-20', 0), max: at('2027-01-20', 0) });
  const unit = fc.constantFrom(...LIMIT_UNITS);
  const amount = fc.integer({ min: 1, max: 60 }).map((quarters) => quarters / 4);
  const span = fc
    .tuple(startMs, fc.integer({ min: 1, max: 72 }))
    .map(([fromMs, hours]): Span => ({ fromMs, untilMs: fromMs + hours * HOUR_MS }));
  const pauses = fc.array(span, { maxLength: 4 });
  const msOf = (time: ReturnType<typeof addWorkingTime>) => (time.kind === 'due' ? time.atMs : Number.NaN);

  it('never runs backwards: more time is later, and a later start is not earlier', () => {
    fc.assert(
      fc.property(
        startMs,
        amount,
        amount,
        unit,
        pauses,
        fc.integer({ min: 0, max: 90 }),
        (start, a, b, kind, stops, later) => {
          const of = (from: number, much: number) =>
            msOf(addWorkingTime(from, { amount: much, unit: kind }, calendar, stops));
          expect(of(start, a)).toBeGreaterThan(start);
          expect(of(start, Math.max(a, b))).toBeGreaterThanOrEqual(of(start, Math.min(a, b)));
          expect(of(start + later * HOUR_MS, a)).toBeGreaterThanOrEqual(of(start, a));
        },
      ),
    );
  });

  it('adds up: one stretch and then another is both at once', () => {
    fc.assert(
      fc.property(startMs, amount, amount, unit, pauses, (start, a, b, kind, stops) => {
        const of = (from: number, much: number) =>
          msOf(addWorkingTime(from, { amount: much, unit: kind }, calendar, stops));
        expect(of(of(start, a), b)).toBe(of(start, a + b));
      }),
    );
  });

  it('measures back what was added, and a pause never makes a limit shorter', () => {
    fc.assert(
      fc.property(startMs, amount, unit, pauses, span, (start, much, kind, stops, another) => {
        const duration = { amount: much, unit: kind };
        const ends = msOf(addWorkingTime(start, duration, calendar, stops));
        const plain = workingTimeBetween(start, msOf(addWorkingTime(start, duration, calendar)), duration, calendar);
        expect(workingTimeBetween(start, ends, duration, calendar, stops)).toBe(plain);
        expect(msOf(addWorkingTime(start, duration, calendar, [...stops, another]))).toBeGreaterThanOrEqual(ends);
      }),
    );
  });
});

describe('a year of the calendar', () => {
  it('of 2026 has as many days off and days made up as its notice', () => {
    const days = CALENDAR_2026.holidays.map(({ name, from, until }) => [
      name,
      1 + (startOfDayMs(until) - startOfDayMs(from)) / (24 * HOUR_MS),
    ]);
    expect(Object.fromEntries(days)).toEqual({
      元旦: 3,
      春节: 9,
      清明节: 3,
      劳动节: 5,
      端午节: 3,
      中秋节: 3,
      国庆节: 7,
    });
    expect(CALENDAR_2026.workdays).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ]);
    expect(CALENDAR_2026.source).toContain('国务院办公厅');
    expect(calendarProblems(CALENDAR_2026)).toEqual([]);
  });

  it('of 2025 has as many days off and days made up as its notice', () => {
    const days = CALENDAR_2025.holidays.map(({ from, until }) => 1 + daysBetween(from, until));
    expect(days).toEqual([1, 8, 3, 5, 3, 8]);
    expect(CALENDAR_2025.workdays.map((date) => weekdayOf(date))).toEqual([0, 6, 0, 0, 6]);
    expect(calendarProblems(CALENDAR_2025)).toEqual([]);
  });

  it('takes a day that is off and made up for worked', () => {
    const year: CalendarYear = {
      ...CALENDAR_2026,
      holidays: [{ name: '试', from: '2026-03-02', until: '2026-03-06' }],
      workdays: ['2026-03-04'],
    };
    const own = workingCalendar([year]);
    expect(['2026-03-03', '2026-03-04', '2026-03-05'].map((day) => own.isWorkday(day))).toEqual([false, true, false]);
  });

  it('without a record is worked like any weekday, and is not known', () => {
    expect(calendar.isKnown('2027-01-01')).toBe(false);
    expect(calendar.isWorkday('2027-01-01')).toBe(true);
    expect(calendar.hoursOf('2027-01-01')).toHaveLength(2);
  });

  it('is looked through before it is kept', () => {
    const typed: CalendarYear = {
      year: 2026,
      holidays: [
        { name: '反了', from: '2026-05-05', until: '2026-05-01' },
        { name: '别的年', from: '2027-01-01', until: '2027-01-03' },
      ],
      workdays: ['2026-03-03'],
      hours: [
        { from: '09:00', until: '12:00' },
        { from: '11:00', until: '17:00' },
      ],
    };
    expect(calendarProblems(typed)).toEqual([
      { kind: 'backwards', at: 0 },
      { kind: 'other-year', at: 1 },
      { kind: 'worked-weekday', date: '2026-03-03' },
      { kind: 'hours' },
    ]);
  });
});

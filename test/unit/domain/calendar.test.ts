import { describe, expect, it } from 'vitest';
import {
  addDays,
  clockAtStation,
  dateAtStation,
  daysBetween,
  isCalendarDate,
  startOfDayMs,
  weekdayOf,
} from '#shared/domain/calendar/date';

describe('the station’s calendar', () => {
  it.each([
    ['a second before midnight', Date.UTC(2026, 10, 22, 15, 59, 59), '2026-11-22', '23:59:59'],
    ['midnight', Date.UTC(2026, 10, 22, 16, 0, 0), '2026-11-23', '00:00:00'],
    ['a morning', Date.UTC(2026, 10, 23, 1, 42, 7), '2026-11-23', '09:42:07'],
  ])('tells day and time at %s', (_when, instantMs, date, clock) => {
    expect(dateAtStation(instantMs)).toBe(date);
    expect(clockAtStation(instantMs)).toBe(clock);
  });

  it('counts over months, years and a leap day', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
    expect(daysBetween('2026-11-23', '2026-11-20')).toBe(-3);
  });

  it('begins a day at the station’s midnight', () => {
    expect(dateAtStation(startOfDayMs('2026-11-23'))).toBe('2026-11-23');
    expect(dateAtStation(startOfDayMs('2026-11-23') - 1)).toBe('2026-11-22');
  });

  it('knows the days of the week, also before 1970', () => {
    expect(weekdayOf('2026-11-23')).toBe(1);
    expect(weekdayOf('1942-03-01')).toBe(0);
  });

  it.each(['2026-02-30', '2026-2-3', '26-02-03', '', '2026-13-01', 'today'])('does not take %j for a day', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });
});

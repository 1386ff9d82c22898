import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDayMs } from '#shared/domain/calendar/date';
import { dayOfLife, withDays, withPressures, type MonthOfLife } from '#shared/domain/devices/month';
import { isBatteryLow, silentAfterMs } from '#shared/domain/devices/online';
import type { Measured, Reading } from '#shared/domain/devices/readings';

const DAY = '2026-11-23';
const HOUR_MS = 3_600_000;
const at = (hour: number): number => startOfDayMs(DAY) + Math.round(hour * HOUR_MS);
const water = (hour: number, litres: number): Measured => ({ atMs: at(hour), reading: { kind: 'water', litres } });
const door = (hour: number, isOpen: boolean): Measured => ({ atMs: at(hour), reading: { kind: 'door', isOpen } });
const pressure = (hour: number, systolic: number): Measured => ({
  atMs: at(hour),
  reading: { kind: 'blood-pressure', systolic, diastolic: 70, pulse: null },
});
const EMPTY: MonthOfLife = { days: [], last: null };

describe('one day of a device', () => {
  it('has the water that ran since what the meter showed the evening before', () => {
    expect(dayOfLife(DAY, [water(-3, 1000), water(7, 1030), water(12, 1030), water(20, 1105.04)])).toEqual({
      ...{ day: 23, litres: 105 },
    });
    expect(dayOfLife(DAY, [water(7, 1030), water(20, 1100)])?.litres).toBe(70);
  });

  it('does not take an exchanged or wavering meter for water', () => {
    expect(dayOfLife(DAY, [water(1, 5000), water(8, 0), water(9, 12)])?.litres).toBe(12);
    expect(dayOfLife(DAY, [water(1, 5000), water(2, 4999.5), water(3, 5000), water(4, 4999.5)])?.litres).toBe(0);
  });

  it('counts how often the door was opened, not how often it said so, and notes the night', () => {
    const said = [door(-1, true), door(1, true), door(2, false), door(3, true), door(4, true), door(5, false)];
    expect(dayOfLife(DAY, [...said, door(13, true)])).toEqual({ day: 23, openings: 2, nightMs: [at(3)] });
  });

  it('tells smoke from a test, and has what else happened', () => {
    const readings: Reading[] = [
      { kind: 'smoke', isSmoke: true, isTest: true },
      { kind: 'smoke', isSmoke: false, isTest: false },
      { kind: 'smoke', isSmoke: true, isTest: false },
      { kind: 'leak', isLeak: true },
      { kind: 'help' },
      { kind: 'charging', isCharging: true, watts: 900 },
      { kind: 'camera', event: 'fall' },
    ];
    const said = readings.map((reading, index) => ({ atMs: at(index), reading }));
    expect(dayOfLife(DAY, said)).toEqual({
      ...{ day: 23, smoke: 1, leaks: 1, helps: 1, charges: 1, events: { fall: 1 } },
    });
  });

  it('is not there without a reading, and blood pressure is none of it', () => {
    expect(dayOfLife(DAY, [])).toBeNull();
    expect(dayOfLife(DAY, [pressure(8, 130), water(-3, 5)])).toBeNull();
  });
});

const reading: fc.Arbitrary<Reading> = fc.oneof(
  fc.record({ kind: fc.constant('water' as const), litres: fc.integer({ min: 0, max: 50 }) }),
  fc.record({ kind: fc.constant('door' as const), isOpen: fc.boolean() }),
  fc.record({ kind: fc.constant('help' as const) }),
  fc.record({
    ...{ kind: fc.constant('blood-pressure' as const), diastolic: fc.constant(60), pulse: fc.constant(null) },
    systolic: fc.integer({ min: 90, max: 95 }),
  }),
);
const measured: fc.Arbitrary<readonly Measured[]> = fc.array(
  // Few instants, so that many are the same.
  fc.record({ atMs: fc.integer({ min: -6, max: 26 }).map(at), reading }),
  { maxLength: 12 },
);

describe('a month', () => {
  it('is the same in whatever order readings came, and however often', () => {
    fc.assert(
      fc.property(measured, fc.infiniteStream(fc.nat()), (readings, dice) => {
        const twice = [...readings, ...readings.slice(0, 3)];
        const mixed = twice
          .map((each) => ({ each, rank: dice.next().value as number }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ each }) => each);
        const month = (said: readonly Measured[]) => withDays(EMPTY, new Map([[23, dayOfLife(DAY, said)]]), said);
        expect(month(mixed)).toEqual(month(readings));
        const half = withPressures({ readings: [] }, mixed.slice(0, 4));
        expect(withPressures(half, mixed)).toEqual(withPressures({ readings: [] }, readings));
      }),
    );
  });

  it('keeps days that nothing was said of anew, and knows what was said last', () => {
    const first = withDays(EMPTY, new Map([[22, { day: 22, litres: 9 }]]), [water(-5, 40)]);
    const second = withDays(first, new Map([[23, dayOfLife(DAY, [water(8, 52)])]]), [water(8, 52), water(-9, 1)]);
    expect(second.days.map(({ day }) => day)).toEqual([22, 23]);
    expect(second.last).toEqual(water(8, 52));
    expect(withDays(second, new Map([[22, null]]), []).days.map(({ day }) => day)).toEqual([23]);
  });

  it('holds blood pressure with its time, the newest last', () => {
    const month = withPressures({ readings: [] }, [pressure(9, 150), pressure(8, 140), water(1, 1)]);
    expect(month.readings.map(({ systolic }) => systolic)).toEqual([140, 150]);
  });
});

describe('a device', () => {
  it('is silent after three reports that did not come, or a day and an hour when it speaks only of what happens', () => {
    expect(silentAfterMs(HOUR_MS)).toBe(3 * HOUR_MS);
    expect(silentAfterMs(10_000)).toBe(600_000);
    expect(silentAfterMs(null)).toBe(25 * HOUR_MS);
  });

  it('wants another battery at a fifth', () => {
    expect([20, 21, null].map(isBatteryLow)).toEqual([true, false, false]);
  });
});

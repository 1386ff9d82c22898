import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterActive, isSilent, type Silence } from '#shared/domain/devices/active-time';
import { lastUseMs, type MeterReading } from '#shared/domain/devices/meter';
import type { Measured } from '#shared/domain/devices/readings';
import { rehearse } from '#shared/domain/devices/rehearse';
import { look, type Seen, type WatchRule } from '#shared/domain/devices/watch';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Monday 23 November 2026, at the station. */
const at = (hour: number, minute = 0, day = 23): number => Date.UTC(2026, 10, day, hour - 8, minute);
const NIGHT = { from: 22 * 60, to: 7 * 60 };
const AWAKE: Silence = { quiet: [], away: [] };
const NIGHTS: Silence = { quiet: [NIGHT], away: [] };

const water = (atMs: number, litres: number): MeterReading => ({ atMs, reading: { kind: 'water', litres } });
const seen = (readings: readonly Measured[], silence: Silence = AWAKE): Seen => ({
  heardAtMs: readings.reduce<number | null>((most, { atMs }) => Math.max(most ?? 0, atMs), null),
  pairedAtMs: at(0),
  readings,
  silence,
});

const NO_WATER: WatchRule = { id: 'no-water', afterMs: 2 * HOUR, thresholdLitres: 1, reportsEveryMs: 15 * MINUTE };

/** A meter that reports every quarter of an hour from `from` to `to` and never moves. */
const still = (from: number, to: number, litres = 500): readonly MeterReading[] =>
  Array.from({ length: Math.floor((to - from) / (15 * MINUTE)) + 1 }, (_, n) => water(from + n * 15 * MINUTE, litres));

describe('time in which something is expected of a home', () => {
  it('stands still in quiet hours and while somebody is away', () => {
    expect(afterActive(at(21), 2 * HOUR, NIGHTS)).toBe(at(8, 0, 24));
    expect(afterActive(at(3), HOUR, NIGHTS)).toBe(at(8));
    const away: Silence = { quiet: [], away: [{ fromMs: at(10), toMs: at(15) }] };
    expect(afterActive(at(9), 2 * HOUR, away)).toBe(at(16));
    expect(isSilent(at(12), away)).toBe(true);
    expect(isSilent(at(15), away)).toBe(false);
  });

  it('never comes for somebody who is away without an end, or where every hour is quiet', () => {
    expect(afterActive(at(9), HOUR, { quiet: [], away: [{ fromMs: at(9, 30), toMs: null }] })).toBeNull();
    const always = [
      { from: 0, to: 720 },
      { from: 720, to: 0 },
    ];
    expect(afterActive(at(9), HOUR, { quiet: always, away: [] })).toBeNull();
  });

  it('is as long as asked, and ends outside of what is quiet', () => {
    const hours = fc.record({ from: fc.integer({ min: 0, max: 1439 }), to: fc.integer({ min: 0, max: 1439 }) });
    const away = fc
      .tuple(fc.integer({ min: -600, max: 3000 }), fc.integer({ min: 1, max: 2000 }))
      .map(([from, length]) => ({ fromMs: at(9) + from * MINUTE, toMs: at(9) + (from + length) * MINUTE }));
    const silences = fc.record({ quiet: fc.array(hours, { maxLength: 2 }), away: fc.array(away, { maxLength: 3 }) });
    fc.assert(
      fc.property(silences, fc.integer({ min: 1, max: 400 }), (silence, minutes) => {
        const end = afterActive(at(9), minutes * MINUTE, silence);
        if (end === null) return;
        let active = 0;
        for (let now = at(9); now < end; now += MINUTE) if (!isSilent(now, silence)) active += 1;
        expect(active).toBe(minutes);
      }),
      { numRuns: 60 },
    );
  });
});

describe('when water was last used', () => {
  it('is when the meter last stood lower, and a drip is no use', () => {
    const readings = [water(at(7), 100), water(at(8), 140), water(at(9), 140.2), water(at(10), 140.4)];
    expect(lastUseMs(readings, 1)).toBe(at(8));
    expect(lastUseMs(readings, 0.1)).toBe(at(10));
    expect(lastUseMs([], 1)).toBeNull();
  });

  it('is the same in whatever order readings come, and however often', () => {
    const readings = fc.array(fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 40 })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(readings, fc.integer({ min: 0, max: 19 }), (given, twice) => {
        let litres = 0;
        const rising = [...given]
          .sort(([a], [b]) => a - b)
          .map(([minute, more]) => water(at(0) + minute * MINUTE, (litres += more)));
        const again = rising[twice % rising.length] as MeterReading;
        const shuffled = [again, ...[...rising].reverse()];
        expect(lastUseMs(shuffled, 5)).toBe(lastUseMs(rising, 5));
      }),
    );
  });

  it('is also when a meter was exchanged', () => {
    expect(lastUseMs([water(at(7), 90_000), water(at(9), 3), water(at(10), 3)], 1)).toBe(at(9));
  });
});

describe('no water', () => {
  it('for two hours is an alarm at the very minute, and not before', () => {
    const used = [water(at(6, 45), 499), ...still(at(7), at(9))];
    expect(look(NO_WATER, seen(used), at(8, 59))).toEqual({ sinceMs: null, isBlind: false, lookAtMs: at(9) });
    expect(look(NO_WATER, seen(used), at(9))).toEqual({ sinceMs: at(9), isBlind: false, lookAtMs: null });
  });

  it('is none at night, nor while somebody is away', () => {
    const used = [water(at(20, 45), 499), ...still(at(21), at(6, 0, 24))];
    expect(look(NO_WATER, seen(used, NIGHTS), at(6, 0, 24))).toMatchObject({ sinceMs: null, lookAtMs: at(8, 0, 24) });
    const away: Silence = { quiet: [], away: [{ fromMs: at(8), toMs: null }] };
    expect(look(NO_WATER, seen(still(at(7), at(15)), away), at(15))).toMatchObject({ sinceMs: null, isBlind: false });
  });

  it('cannot be told of a meter that is not heard of', () => {
    const used = [water(at(6, 45), 499), ...still(at(7), at(8))];
    expect(look(NO_WATER, seen(used), at(9, 30))).toEqual({ sinceMs: null, isBlind: true, lookAtMs: null });
    expect(look({ id: 'silent', afterMs: 90 * MINUTE }, seen(used), at(9, 30))).toMatchObject({ sinceMs: at(9, 30) });
  });

  it('is found late where readings came late, and not where they tell of water', () => {
    const before = [water(at(6, 45), 499), ...still(at(7), at(8))];
    const filled = [...before, ...still(at(8, 15), at(10))];
    expect(look(NO_WATER, seen(filled), at(10))).toMatchObject({ sinceMs: at(9) });
    const washed = [...before, water(at(8, 30), 520), water(at(10), 520)];
    expect(look(NO_WATER, seen(washed), at(10))).toMatchObject({ sinceMs: null, lookAtMs: at(10, 30) });
  });
});

describe('what happens at one moment', () => {
  const door = (atMs: number): Measured => ({ atMs, reading: { kind: 'door', isOpen: true } });
  const smoke = (atMs: number, isTest: boolean): Measured => ({
    atMs,
    reading: { kind: 'smoke', isSmoke: true, isTest },
  });
  const rule: WatchRule = { id: 'night-door', hours: { from: 23 * 60, to: 5 * 60 } };

  it('a door at night is an alarm, by day it is none', () => {
    expect(look(rule, seen([door(at(2, 14))]), at(2, 15)).sinceMs).toBe(at(2, 14));
    expect(look(rule, seen([door(at(14))]), at(14, 1)).sinceMs).toBeNull();
    const away: Silence = { quiet: [], away: [{ fromMs: at(0), toMs: at(12) }] };
    expect(look(rule, seen([door(at(2, 14))], away), at(2, 15)).sinceMs).toBeNull();
  });

  it('smoke is an alarm at once, a test is none, and what is long past is none any more', () => {
    expect(look({ id: 'smoke' }, seen([smoke(at(9), false)], NIGHTS), at(9)).sinceMs).toBe(at(9));
    expect(look({ id: 'smoke' }, seen([smoke(at(9), true)]), at(9)).sinceMs).toBeNull();
    expect(look({ id: 'smoke' }, seen([smoke(at(9), false)]), at(10, 1)).sinceMs).toBeNull();
  });
});

describe('a rule that is rehearsed over past readings', () => {
  const arrived = (readings: readonly MeterReading[], lateMs = 0) =>
    readings.map((each) => ({ ...each, arrivedAtMs: each.atMs + lateMs }));

  it('says when it would have rung, and when it would have been over', () => {
    const readings = arrived([water(at(6, 45), 499), ...still(at(7), at(9, 45)), ...still(at(10), at(12), 530)]);
    const past = { pairedAtMs: at(0), readings, silence: AWAKE };
    expect(rehearse(NO_WATER, past, at(6), at(11, 59))).toEqual([
      { sinceMs: at(9), raisedAtMs: at(9), endedAtMs: at(10) },
    ]);
    expect(
      rehearse(
        NO_WATER,
        { ...past, silence: { quiet: [], away: [{ fromMs: at(8), toMs: at(10) }] } },
        at(6),
        at(11, 59),
      ),
    ).toEqual([]);
  });

  it('knows no more at any moment than the station did', () => {
    const late = [
      ...arrived([water(at(6, 45), 499), ...still(at(7), at(8))]),
      ...arrived(still(at(8, 15), at(9, 15)), HOUR),
    ];
    const past = { pairedAtMs: at(0), readings: late, silence: AWAKE };
    expect(rehearse(NO_WATER, past, at(6), at(12))).toEqual([
      { sinceMs: at(9), raisedAtMs: at(9, 45), endedAtMs: null },
    ]);
  });
});

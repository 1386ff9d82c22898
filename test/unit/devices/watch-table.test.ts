import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stillNeeded } from '#shared/domain/devices/keep-readings';
import { checkWatchTable, readWatchTable, withLine } from '#shared/domain/devices/watch-check';
import { emptyTimes } from '#shared/domain/devices/watched-home';
import { ALL_KINDS, rulesFor, USUAL_WATCH, type WatchLine } from '#shared/domain/devices/watch-table';
import { isWellAgain } from '#shared/domain/devices/recovery';
import type { Measured } from '#shared/domain/devices/readings';
import { rehearseSchema } from '#shared/ipc/alarm-api';
import { SENSOR_KINDS } from '#shared/schema/types/sensor';
import { look, type WatchRule } from '#shared/domain/devices/watch';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 23, 1, 35);
const meter = { kind: 'water-meter', reportsEveryMs: 15 * 60_000 } as const;
const usual = (id: string): WatchLine => {
  const line = USUAL_WATCH.lines.find((each) => each.id === id);
  if (!line) throw new Error(`no line ${id}`);
  return line;
};
const ids = (...args: Parameters<typeof rulesFor>) => rulesFor(...args).map(({ id }) => id);

describe('the table that a station begins with', () => {
  it('has the scheme’s figures', () => {
    expect(usual('no-water').rule).toMatchObject({ afterMs: 6 * HOUR });
    expect(usual('no-water-alone')).toMatchObject({ whom: 'living-alone', rule: { afterMs: 2 * HOUR } });
    expect(usual('blood-pressure').rule).toMatchObject({ systolic: 180, diastolic: 110 });
    expect(checkWatchTable(USUAL_WATCH)).toEqual({ ok: true, table: USUAL_WATCH });
  });

  it('knows every kind of device', () => {
    expect([...ALL_KINDS].sort()).toEqual([...SENSOR_KINDS].sort());
  });

  it('looks at a meter by the stricter figure for whoever lives alone, and by one of them', () => {
    expect(ids(USUAL_WATCH, meter, { livesAlone: true })).toEqual(['no-water-alone', 'silent']);
    expect(ids(USUAL_WATCH, meter, { livesAlone: false })).toEqual(['no-water', 'silent']);
    const off = withLine(USUAL_WATCH, { ...usual('no-water-alone'), on: false });
    expect(ids(off, meter, { livesAlone: true })).toEqual(['no-water', 'silent']);
  });

  it('goes by how often the device speaks, and knows no silence of one that speaks only when something happens', () => {
    const daily = { ...meter, reportsEveryMs: 24 * HOUR };
    const [water, silent] = rulesFor(USUAL_WATCH, daily, { livesAlone: true });
    expect(water?.rule).toMatchObject({ reportsEveryMs: 24 * HOUR });
    expect(silent?.rule).toMatchObject({ afterMs: 72 * HOUR });
    expect(ids(USUAL_WATCH, { kind: 'smoke', reportsEveryMs: null }, { livesAlone: false })).toEqual(['smoke']);
  });
});

describe('a table that somebody edits', () => {
  const changed = (id: string, change: object) => checkWatchTable({ lines: [{ ...usual(id), ...change }] });
  const problems = (id: string, change: object) => {
    const checked = changed(id, change);
    return checked.ok ? [] : checked.problems.map(({ line, field }) => `${line} ${field}`);
  };

  it('names what cannot be used', () => {
    const rule = usual('no-water').rule;
    expect(problems('no-water', { rule: { ...rule, afterMs: 0 } })).toEqual(['no-water afterMs']);
    expect(problems('no-water', { rule: { ...rule, thresholdLitres: 'much' } })).toEqual(['no-water thresholdLitres']);
    expect(problems('no-water', { quiet: [{ from: 60, to: 60 }] })).toEqual(['no-water quiet']);
    expect(problems('night-door', { rule: { id: 'night-door', hours: { from: 1500, to: 1 } } })).toEqual([
      'night-door hours',
    ]);
    const upsideDown = { id: 'blood-pressure', systolic: 120, diastolic: 130 };
    expect(problems('blood-pressure', { rule: upsideDown })).toEqual(['blood-pressure diastolic']);
    expect(problems('smoke', { kinds: [] })).toEqual(['smoke kinds']);
    expect(problems('smoke', { rule: { id: 'help' } })).toEqual(['smoke shape']);
    expect(problems('smoke', { whom: 'nobody' })).toEqual(['smoke shape']);
    expect(checkWatchTable({}).ok).toBe(false);
    expect(checkWatchTable({ lines: [usual('smoke'), usual('smoke')] }).ok).toBe(false);
  });

  it('is rehearsed a line at a time, and nothing that is none', () => {
    const line = { ...usual('leak'), on: false };
    expect(rehearseSchema.parse({ line })).toEqual({ line });
    for (const wrong of [null, { id: 'gas' }, { ...usual('no-water'), quiet: 'night' }, [line]])
      expect(rehearseSchema.safeParse({ line: wrong }).success).toBe(false);
  });

  it('keeps the usual lines where it has none, and lines of a later product out', () => {
    const checked = checkWatchTable({ lines: [{ ...usual('leak'), on: false }, { id: 'gas' }] });
    expect(checked).toEqual({ ok: true, table: withLine(USUAL_WATCH, { ...usual('leak'), on: false }) });
  });

  it('that cannot be used is not: the usual one counts, and it is said', () => {
    expect(readWatchTable({ lines: 'none' })).toEqual({ table: USUAL_WATCH, isDamaged: true });
    expect(readWatchTable(null)).toEqual({ table: USUAL_WATCH, isDamaged: false });
  });
});

describe('a home is empty', () => {
  const away = (personUid: string, fromMs: number, toMs: number | null) => ({ personUid, fromMs, toMs });

  it('while everybody is away', () => {
    expect(emptyTimes(['a', 'b'], [away('a', 0, 10), away('b', 5, null)])).toEqual([{ fromMs: 5, toMs: 10 }]);
    expect(emptyTimes(['a', 'b'], [away('a', 0, null)])).toEqual([]);
    expect(emptyTimes([], [away('a', 0, 10)])).toEqual([]);
  });

  it('for as long as absences that overlap say together', () => {
    expect(emptyTimes(['a'], [away('a', 4, 9), away('a', 0, 5), away('a', 20, 10)])).toEqual([{ fromMs: 0, toMs: 9 }]);
    expect(emptyTimes(['a'], [away('a', 0, null), away('a', 3, 5)])).toEqual([{ fromMs: 0, toMs: null }]);
  });

  it('at an instant exactly when each of them is away then', () => {
    const span = fc.record({
      personUid: fc.constantFrom('a', 'b', 'c'),
      fromMs: fc.integer({ min: 0, max: 20 }),
      toMs: fc.option(fc.integer({ min: 0, max: 20 })),
    });
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), fc.integer({ min: 0, max: 20 }), (absences, at) => {
        const covers = ({ fromMs, toMs }: { fromMs: number; toMs: number | null }) =>
          fromMs <= at && (toMs === null || at < toMs);
        const expected = ['a', 'b'].every((uid) => absences.some((each) => each.personUid === uid && covers(each)));
        expect(emptyTimes(['a', 'b'], absences).some(covers)).toBe(expected);
      }),
    );
  });
});

describe('readings that are kept in mind', () => {
  it('say the same about water and smoke as all of them', () => {
    const reading = fc.record({
      atMs: fc.integer({ min: 0, max: 20 * 60 }).map((minute) => NOW - minute * 60_000),
      reading: fc.oneof(
        fc.integer({ min: 0, max: 12 }).map((litres) => ({ kind: 'water' as const, litres })),
        fc.boolean().map((isSmoke) => ({ kind: 'smoke' as const, isSmoke, isTest: false })),
      ),
    });
    const water: WatchRule = { id: 'no-water', afterMs: 2 * HOUR, thresholdLitres: 2, reportsEveryMs: HOUR };
    const seen = (readings: readonly Measured[]) => ({
      readings,
      heardAtMs: NOW,
      pairedAtMs: 0,
      silence: { quiet: [], away: [] },
    });
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 40 }), (unordered) => {
        // A meter only ever rises.
        const sorted = [...unordered].sort((a, b) => a.atMs - b.atMs);
        let shown = 0;
        const readings = sorted.map((each): Measured => {
          if (each.reading.kind !== 'water') return each;
          shown += each.reading.litres % 3;
          return { ...each, reading: { kind: 'water', litres: shown } };
        });
        const kept = stillNeeded(readings, NOW);
        for (const rule of [water, { id: 'smoke' }] as const) {
          expect(look(rule, seen(kept), NOW)).toEqual(look(rule, seen(readings), NOW));
          const found = look(rule, seen(readings), NOW);
          expect(isWellAgain(rule, seen(kept), found)).toBe(isWellAgain(rule, seen(readings), found));
        }
        expect(stillNeeded(kept, NOW)).toEqual(kept);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stampSchema } from '#shared/schema/envelope';
import { noticeClockSet } from '#shared/sync/clock-set';
import { createHybridClock, formatStamp, hasSeen, parseStamp } from '#shared/sync/stamp';
import { compareVectors, joinVectors, vectorKey } from '#shared/sync/vector';
import { replicaId, T0 } from '#test/support/builders';

const parts = fc.record({
  ms: fc.integer({ min: 0, max: 36 ** 9 - 1 }),
  tick: fc.integer({ min: 0, max: 36 ** 3 - 1 }),
  replica: fc.constantFrom(replicaId('a'), replicaId('b')),
  counter: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
});

const DAY = 86_400_000;

/** A device whose clock is wrong by so much: time passes, it sleeps, somebody sets the clock. */
function aDevice(wrongByMs: number) {
  let wall = T0 + wrongByMs;
  let steady = 0;
  const clock = createHybridClock(
    () => wall,
    300_000,
    noticeClockSet(
      () => wall,
      () => steady,
    ),
  );
  return {
    clock,
    pass: (ms: number) => {
      wall += ms;
      steady += ms;
    },
    sleep: (ms: number) => void (wall += ms),
    set: (ms: number) => void (wall += ms),
  };
}

describe('stamps', () => {
  it('read back what was written, in the form the schema asks for', () =>
    fc.assert(
      fc.property(parts, (value) => {
        const stamp = formatStamp(value);
        expect(stampSchema.safeParse(stamp).success).toBe(true);
        expect(parseStamp(stamp)).toEqual(value);
      }),
    ));

  it('sort as text in the order of their clocks', () =>
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        fc.pre(a.ms !== b.ms || a.tick !== b.tick);
        const later = a.ms > b.ms || (a.ms === b.ms && a.tick > b.tick);
        expect(formatStamp(a) > formatStamp(b)).toBe(later);
      }),
    ));

  it('are known to have been seen through the version vector', () => {
    const stamp = formatStamp({ ms: T0, tick: 0, replica: replicaId('a'), counter: 40 });
    expect(hasSeen({ [replicaId('a')]: 39 }, stamp)).toBe(false);
    expect(hasSeen({ [replicaId('a')]: 40 }, stamp)).toBe(true);
    expect(hasSeen({}, stamp)).toBe(false);
  });
});

describe('the hybrid clock', () => {
  it('never goes back, even when the device clock does', () => {
    let wall = T0;
    const clock = createHybridClock(() => wall, 1000);
    const first = clock.next();
    wall -= 60_000;
    const second = clock.next();
    expect(second.ms > first.ms || second.tick > first.tick).toBe(true);
  });

  it('follows a stamp from another device, but not one from far in the future', () => {
    const clock = createHybridClock(() => T0, 1000);
    clock.observe(formatStamp({ ms: T0 + 500, tick: 7, replica: replicaId('b'), counter: 1 }));
    expect(clock.next()).toEqual({ ms: T0 + 500, tick: 8 });
    clock.observe(formatStamp({ ms: T0 + 999_000, tick: 0, replica: replicaId('b'), counter: 2 }));
    expect(clock.next().ms).toBe(T0 + 500);
  });

  it('comes back when the hub found it days ahead', () => {
    let wall = T0 + 3 * 86_400_000;
    const clock = createHybridClock(() => wall, 300_000);
    clock.next();
    clock.setOffset(-3 * 86_400_000);
    expect(clock.next().ms).toBeLessThanOrEqual(T0 + 300_000);
    wall += 1000;
    expect(clock.nowMs()).toBe(T0 + 1000);
  });

  it.each([
    ['a tablet that began two days slow and learns the right date', 2 * DAY, 2 * DAY],
    ['one that began three days fast and is put right', -3 * DAY, -3 * DAY],
    ['one that is put right to the minute', 2 * DAY, 2 * DAY - 40_000],
    ['one that was right and is set back', 0, -DAY],
  ])('goes on telling the right time: %s', (_what, correctionMs, setByMs) => {
    const device = aDevice(-correctionMs);
    device.clock.setOffset(correctionMs);
    expect(device.clock.nowMs()).toBe(T0);
    device.pass(60_000);
    device.set(setByMs);
    expect(device.clock.nowMs()).toBe(T0 + 60_000);
    expect(device.clock.offsetMs()).toBe(correctionMs - setByMs);
    device.pass(60_000);
    expect(device.clock.nowMs()).toBe(T0 + 120_000);
  });

  it('takes hours of sleep for what they are, also with a clock that is wrong', () => {
    const device = aDevice(-2 * DAY);
    device.clock.setOffset(2 * DAY);
    device.sleep(9 * 3_600_000);
    expect(device.clock.nowMs()).toBe(T0 + 9 * 3_600_000);
    expect(device.clock.offsetMs()).toBe(2 * DAY);
  });

  it('passes the end of a tick without repeating itself', () => {
    const clock = createHybridClock(() => T0, 1000);
    const seen = new Set(Array.from({ length: 50_000 }, () => JSON.stringify(clock.next())));
    expect(seen.size).toBe(50_000);
  });
});

describe('version vectors', () => {
  const vector = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 5 }));

  it('compare the same from both sides', () =>
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        const mirror = { after: 'before', before: 'after', equal: 'equal', concurrent: 'concurrent' } as const;
        expect(compareVectors(b, a)).toBe(mirror[compareVectors(a, b)]);
      }),
    ));

  it('join into one that is behind neither', () =>
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        const joined = joinVectors(a, b);
        expect(['after', 'equal']).toContain(compareVectors(joined, a));
        expect(['after', 'equal']).toContain(compareVectors(joined, b));
        expect(vectorKey(joinVectors(b, a))).toBe(vectorKey(joined));
      }),
    ));
});

import type { Stamp, Vector, WireRecord } from '../schema/envelope';

/**
 * Field stamps: `<hybrid clock>.<replica>.<counter>`. The hybrid clock is 9 base-36 digits of milliseconds (good until
 * 5188) and 3 of a tick, so that strings sort by time, then replica. Replica and counter are the write's place in the
 * version vector: they tell whether another leaf had seen it.
 */

const MS_DIGITS = 9;
const TICK_DIGITS = 3;
const MAX_TICK = 36 ** TICK_DIGITS - 1;

export interface StampParts {
  readonly ms: number;
  readonly tick: number;
  readonly replica: string;
  readonly counter: number;
}

const STAMP = /^[0-9a-z]{12}\.[0-9a-z]{12}\.[0-9a-z]{1,11}$/;

/** Whether something is a stamp; see `stampSchema`. */
export const isStamp = (value: unknown): value is Stamp => typeof value === 'string' && STAMP.test(value);

/** Writes a stamp. */
export function formatStamp({ ms, tick, replica, counter }: StampParts): Stamp {
  const clock = ms.toString(36).padStart(MS_DIGITS, '0') + tick.toString(36).padStart(TICK_DIGITS, '0');
  return `${clock}.${replica}.${counter.toString(36)}`;
}

/** Reads a stamp; a malformed one throws, since records are checked where they enter. */
export function parseStamp(stamp: Stamp): StampParts {
  const [clock, replica, counter] = stamp.split('.');
  if (clock?.length !== MS_DIGITS + TICK_DIGITS || replica === undefined || counter === undefined) {
    throw new Error('malformed stamp');
  }
  return {
    ms: Number.parseInt(clock.slice(0, MS_DIGITS), 36),
    tick: Number.parseInt(clock.slice(MS_DIGITS), 36),
    replica,
    counter: Number.parseInt(counter, 36),
  };
}

/** Whether whoever holds `vector` had seen the write that `stamp` names. */
export function hasSeen(vector: Vector, stamp: Stamp): boolean {
  const separator = stamp.indexOf('.');
  const second = stamp.indexOf('.', separator + 1);
  const replica = stamp.slice(separator + 1, second);
  return (vector[replica] ?? 0) >= Number.parseInt(stamp.slice(second + 1), 36);
}

/** Milliseconds of the hybrid clock in a stamp. */
export const stampMs = (stamp: Stamp): number => Number.parseInt(stamp.slice(0, MS_DIGITS), 36);

/**
 * A hybrid logical clock: never behind a stamp it was shown, otherwise the wall clock. `offsetMs` corrects a device
 * whose clock the hub found wrong.
 */
export interface HybridClock {
  /** The next reading, later than every one before. */
  next(): { readonly ms: number; readonly tick: number };
  /** Take note of a stamp from elsewhere. Ones further ahead than `maxAheadMs` are not followed. */
  observe(stamp: Stamp): void;
  /** The wall clock with the hub's correction. */
  nowMs(): number;
  /** Milliseconds to add to the device's clock. */
  setOffset(offsetMs: number): void;
  offsetMs(): number;
}

/**
 * A clock over the device's own; `maxAheadMs` keeps one broken device from dragging all others into the future. `setSince` tells of a
 * device's clock that is set while the program runs (`noticeClockSet`).
 */
export function createHybridClock(
  wallMs: () => number,
  maxAheadMs: number,
  setSince: (correctionMs: number) => number = () => 0,
): HybridClock {
  let offset = 0;
  let last = { ms: 0, tick: 0 };
  const currentOffset = () => (offset += setSince(offset));
  const nowMs = () => Math.max(0, Math.round(wallMs() + currentOffset()));
  return {
    nowMs,
    offsetMs: currentOffset,
    setOffset: (offsetMs) => {
      currentOffset();
      offset = offsetMs;
      // A clock that ran ahead must be able to come back, or every later stamp would be refused as well.
      if (last.ms > nowMs() + maxAheadMs) last = { ms: nowMs(), tick: 0 };
    },
    next: () => {
      const ms = nowMs();
      if (ms > last.ms) last = { ms, tick: 0 };
      else if (last.tick < MAX_TICK) last = { ms: last.ms, tick: last.tick + 1 };
      else last = { ms: last.ms + 1, tick: 0 };
      return last;
    },
    observe: (stamp) => {
      const { ms, tick } = parseStamp(stamp);
      if (ms > nowMs() + maxAheadMs) return;
      if (ms > last.ms || (ms === last.ms && tick > last.tick)) last = { ms, tick };
    },
  };
}

/** Shows the clock every stamp of a record, so that whoever edits it next stamps later than all of them. */
export function observeRecord(clock: HybridClock, record: WireRecord): void {
  clock.observe(record.born);
  for (const stamp of Object.values(record.stamps)) clock.observe(stamp);
}

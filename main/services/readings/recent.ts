import type { Arrived } from '#shared/domain/devices/rehearse';
import type { Measured, Reading } from '#shared/domain/devices/readings';

/** Readings of one device that are not old, in the order of `atMs`. */
export interface Recent {
  /** Everything that was true from then on is here; ms. */
  heldFromMs(): number;
  has(measured: Measured): boolean;
  /** Takes it in, unless it is older than what is held, or there already. */
  add(measured: Measured, arrivedAtMs: number): void;
  /** Both ends included. */
  between(fromMs: number, toMs: number): readonly Arrived[];
  /** Lets go of what is older, in larger lots. */
  forgetBefore(atMs: number): void;
}

/** Eight days of a reading a minute. Of a device that talks more the last ones are held: memory is for the rules. */
const MOST_HELD = 12_000;
/** So much is let go at once, so that it is rarely done. */
const LOT = 2000;

/**
 * Readings lie in columns, 24 bytes each: a meter mostly repeats what it said before, and then the same object stands for it.
 */
export function createRecent(fromMs: number): Recent {
  let heldFromMs = fromMs;
  const atMs: number[] = [];
  const arrivedAtMs: number[] = [];
  const readings: Reading[] = [];

  /** Index of the first that is true at that time or later. */
  function firstFrom(time: number): number {
    let [low, high] = [0, atMs.length];
    // Nearly everything comes in order.
    if (high === 0 || (atMs[high - 1] as number) < time) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((atMs[middle] as number) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function letGo(count: number): void {
    heldFromMs = Math.max(heldFromMs, (atMs[count - 1] as number) + 1);
    // What is of the same instant goes with it.
    const gone = firstFrom(heldFromMs);
    for (const column of [atMs, arrivedAtMs, readings]) column.splice(0, gone);
  }

  function has({ atMs: time, reading }: Measured): boolean {
    for (let index = firstFrom(time); atMs[index] === time; index += 1) {
      if (isSame(readings[index] as Reading, reading)) return true;
    }
    return false;
  }

  return {
    heldFromMs: () => heldFromMs,
    has,
    add: (measured, arrived) => {
      const { atMs: time } = measured;
      if (time < heldFromMs || has(measured)) return;
      const index = firstFrom(time + 1);
      const before = readings[index - 1];
      const reading = before !== undefined && isSame(before, measured.reading) ? before : measured.reading;
      if (index === atMs.length) {
        atMs.push(time);
        arrivedAtMs.push(arrived);
        readings.push(reading);
      } else {
        atMs.splice(index, 0, time);
        arrivedAtMs.splice(index, 0, arrived);
        readings.splice(index, 0, reading);
      }
      if (atMs.length >= MOST_HELD + LOT) letGo(atMs.length - MOST_HELD);
    },
    between: (from, to) => {
      const found: Arrived[] = [];
      for (let index = firstFrom(from); index < atMs.length && (atMs[index] as number) <= to; index += 1) {
        found.push({
          atMs: atMs[index] as number,
          arrivedAtMs: arrivedAtMs[index] as number,
          reading: readings[index] as Reading,
        });
      }
      return found;
    },
    forgetBefore: (time) => {
      const count = firstFrom(time);
      if (count >= LOT || (count > 0 && count === atMs.length)) letGo(count);
    },
  };
}

/** Whether two readings say the same; both have every figure of their kind. */
function isSame(a: Reading, b: Reading): boolean {
  // Most are of meters.
  if (a.kind === 'water' && b.kind === 'water') return a.litres === b.litres;
  return a.kind === b.kind && Object.entries(a).every(([figure, value]) => value === b[figure as keyof Reading]);
}

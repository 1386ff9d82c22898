import type { Measured } from './readings';
import { look, type Seen, type WatchRule } from './watch';

/** An alarm that a rule would have raised. */
export interface Rehearsed {
  readonly sinceMs: number;
  /** When it would have been known: later than `sinceMs` where readings came late. */
  readonly raisedAtMs: number;
  /** When all was well again; null while it was not. */
  readonly endedAtMs: number | null;
}

/** A reading with the time at which the station got it. */
export interface Arrived extends Measured {
  readonly arrivedAtMs: number;
}

/** Readings older than this are not looked at in a rehearsal: within them lies every use of water that still decides anything. */
const WINDOW_MS = 7 * 86_400_000;

/** Moments are not looked at more often than this, ms. */
const LEAST_STEP_MS = 1000;

/**
 * What a rule would have raised between two instants, by readings as they came in: what the station would have known at each moment, not
 * what came to be known later. One alarm is open at a time.
 */
export function rehearse(
  rule: WatchRule,
  past: Omit<Seen, 'readings' | 'heardAtMs'> & { readonly readings: readonly Arrived[] },
  fromMs: number,
  toMs: number,
): readonly Rehearsed[] {
  const arriving = [...past.readings].sort((a, b) => a.arrivedAtMs - b.arrivedAtMs);
  const known: Arrived[] = [];
  const found: Rehearsed[] = [];
  let heardAtMs: number | null = null;
  let open: Rehearsed | null = null;
  let next = 0;
  let atMs = fromMs;
  while (atMs <= toMs) {
    for (let arrived = arriving[next]; arrived && arrived.arrivedAtMs <= atMs; arrived = arriving[next]) {
      known.push(arrived);
      heardAtMs = arrived.arrivedAtMs;
      next += 1;
    }
    const readings = known.filter((each) => each.atMs > atMs - WINDOW_MS);
    const { sinceMs, isBlind, lookAtMs } = look(rule, { ...past, heardAtMs, readings }, atMs);
    if (open && sinceMs === null && !isBlind) {
      found.push({ ...open, endedAtMs: atMs });
      open = null;
    } else if (!open && sinceMs !== null) open = { sinceMs, raisedAtMs: atMs, endedAtMs: null };
    const comes = arriving[next]?.arrivedAtMs ?? Number.POSITIVE_INFINITY;
    // While an alarm is open only something that comes in can end it.
    const due: number = open ? Number.POSITIVE_INFINITY : (lookAtMs ?? Number.POSITIVE_INFINITY);
    atMs = Math.max(atMs + LEAST_STEP_MS, Math.min(comes, due));
  }
  return open ? [...found, open] : found;
}

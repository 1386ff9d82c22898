/** After so long without a touch everything of the person is forgotten, ms. */
export const IDLE_MS = 60_000;

/** How long nobody has touched the screen; the clock stands still while it is `held`. */
export interface IdleClock {
  readonly lastMs: number;
  /** Since when it is held, or null. */
  readonly heldSinceMs: number | null;
}

export const startIdle = (nowMs: number): IdleClock => ({ lastMs: nowMs, heldSinceMs: null });

/** Somebody touched the screen or a key. */
export const touchIdle = (clock: IdleClock, nowMs: number): IdleClock => ({
  lastMs: nowMs,
  heldSinceMs: clock.heldSinceMs === null ? null : nowMs,
});

/** Stops the clock (while somebody talks, or the page is being read out) or lets it go on from where it stood. */
export function holdIdle(clock: IdleClock, isHeld: boolean, nowMs: number): IdleClock {
  if (isHeld) return clock.heldSinceMs === null ? { ...clock, heldSinceMs: nowMs } : clock;
  if (clock.heldSinceMs === null) return clock;
  return { lastMs: clock.lastMs + Math.max(0, nowMs - clock.heldSinceMs), heldSinceMs: null };
}

/** What is left, ms; 0 when the time is up. A clock that was set back gives nobody more than the whole time. */
export function idleLeftMs({ lastMs, heldSinceMs }: IdleClock, nowMs: number): number {
  const elapsedMs = (heldSinceMs ?? nowMs) - lastMs;
  return Math.min(IDLE_MS, Math.max(0, IDLE_MS - elapsedMs));
}

/** The same in whole seconds, as the ring counts. */
export const idleSeconds = (clock: IdleClock, nowMs: number): number => Math.ceil(idleLeftMs(clock, nowMs) / 1000);

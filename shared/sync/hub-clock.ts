import type { HubClient } from './ports';
import type { HybridClock } from './stamp';

export interface HubClockDeps {
  readonly hub: HubClient;
  readonly clock: HybridClock;
}

/** A difference below this is the network's, or nobody's business. */
const TOLERATED_MS = 60_000;

/**
 * Sets this device's clock by the hub's when the two differ by more than a minute, and answers the hub's time. Also lets go
 * of stamps from a time when the device's clock ran far ahead.
 */
export async function correctClock({ hub, clock }: HubClockDeps, signal: AbortSignal): Promise<number> {
  const hubNowMs = await hub.nowMs(signal);
  const differenceMs = hubNowMs - clock.nowMs();
  clock.setOffset(clock.offsetMs() + (Math.abs(differenceMs) > TOLERATED_MS ? differenceMs : 0));
  return hubNowMs;
}

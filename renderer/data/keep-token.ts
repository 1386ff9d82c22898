import type { Observable, Subscription } from 'rxjs';
import type { SyncStatus } from '#shared/sync/ports';

/** A token with less than this left is renewed while the hub is there, so that a weekend offline does not end a session. */
const RENEW_BEFORE_MS = 6 * 24 * 60 * 60 * 1000;

/** A renewal that failed is not tried again before this. */
const RETRY_MS = 10 * 60 * 1000;

export interface TokenToKeep {
  expiresAtMs(): number;
  nowMs(): number;
  renew(): Promise<unknown>;
}

/** Renews a token in good time, at any sign of life from the hub; a workstation that is never offline needs it too. */
export function keepToken(status$: Observable<SyncStatus>, { expiresAtMs, nowMs, renew }: TokenToKeep): Subscription {
  let isRenewing = false;
  let failedAtMs: number | null = null;
  return status$.subscribe(({ link }) => {
    const isDue = link.kind === 'live' && expiresAtMs() - nowMs() < RENEW_BEFORE_MS;
    if (!isDue || isRenewing || (failedAtMs !== null && Math.abs(nowMs() - failedAtMs) < RETRY_MS)) return;
    isRenewing = true;
    renew()
      .then(
        () => (failedAtMs = null),
        () => (failedAtMs = nowMs()),
      )
      .finally(() => {
        isRenewing = false;
      });
  });
}

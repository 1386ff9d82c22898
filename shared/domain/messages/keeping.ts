import type { Message, MessageState } from '../../schema/types/message';

const DAY_MS = 86_400_000;

/** For how many days a message may be kept that is over. */
export const KEEP_DAYS = [30, 90, 180, 365, 730] as const;

/**
 * Half a year: the street asks about a half-year at most, and what was told to whom is told by the record it was about as well. At a
 * busy station's hundred messages a day that is some 20 MB, a fifth of what a tablet could not hold and a workstation does not notice.
 */
export const USUAL_KEEP_DAYS = 180;

/** Over, and nobody waits for it. What failed is not: it lies until somebody sends it again or gives it up. */
const MAY_GO: ReadonlySet<MessageState> = new Set(['sent', 'delivered', 'expired', 'cancelled']);

type Kept = Pick<Message, 'state' | 'expiresAtMs'> & { readonly changed: { readonly at: number } };

/** Whether a message has been over for longer than it is kept; as long as it may be shown to somebody it is not. */
export function mayPrune({ state, expiresAtMs, changed }: Kept, keepDays: number, nowMs: number): boolean {
  // A cancelled one is shown to nobody, whatever it was worth.
  const overSince = state === 'cancelled' ? changed.at : Math.max(changed.at, expiresAtMs);
  return MAY_GO.has(state) && overSince + keepDays * DAY_MS < nowMs;
}

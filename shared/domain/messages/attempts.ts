import type { Attempt, Message, MessageState } from '../../schema/types/message';
import { afterQuiet, type QuietHours } from './quiet-hours';

/** What came of one attempt. `code` is for the record: `http-503`, `unreachable`. */
export type Outcome =
  /** The channel has it, and may tell more later; or the recipient has it. */
  | { readonly kind: 'sent' | 'delivered'; readonly code: string }
  /** It may work later; not before `afterMs` from now, where the other side said so. */
  | { readonly kind: 'retry'; readonly code: string; readonly afterMs?: number }
  /** It will never work. */
  | { readonly kind: 'failed'; readonly code: string };

/** What a message becomes. */
export interface Standing {
  readonly state: MessageState;
  readonly nextAttemptAtMs: number;
}

/** Attempts, and how long is waited between them: twice as long each time, from the first to the longest. About fourteen hours in all. */
export const ATTEMPTS = { most: 20, firstMs: 30_000, longestMs: 3_600_000 } as const;

/** Nothing is put off for longer than the longest wait and a day of quiet. */
const FARTHEST_MS = ATTEMPTS.longestMs + 24 * 3_600_000;

/** What an instant is judged by: the clock, the station's quiet hours, and a number from 0 up to 1 that spreads attempts. */
export interface Moment {
  readonly nowMs: number;
  /** Null for what disturbs nobody: a message to a system. */
  readonly quiet: QuietHours | null;
  readonly jitter: number;
}

type Timed = Pick<Message, 'urgency' | 'expiresAtMs' | 'notBeforeMs' | 'nextAttemptAtMs'>;

/** How a message stands before an attempt: `sending` when it may go out at once, else when it may, or that it is too late. */
export function beforeAttempt(message: Timed, { nowMs, quiet }: Pick<Moment, 'nowMs' | 'quiet'>): Standing {
  const earliest = Math.max(nowMs, message.notBeforeMs);
  const atMs = quiet ? afterQuiet(earliest, message.urgency, quiet) : earliest;
  if (atMs >= message.expiresAtMs) return { state: 'expired', nextAttemptAtMs: message.nextAttemptAtMs };
  return { state: atMs === nowMs ? 'sending' : 'queued', nextAttemptAtMs: atMs };
}

/** How a message stands after attempt number `count`: over, or when it is tried again. */
export function afterAttempt(message: Timed, outcome: Outcome, count: number, moment: Moment): Standing {
  const { nextAttemptAtMs } = message;
  if (outcome.kind !== 'retry') return { state: outcome.kind, nextAttemptAtMs };
  if (count >= ATTEMPTS.most) return { state: 'failed', nextAttemptAtMs };
  const wait = Math.max(backOffMs(count, moment.jitter), Math.min(outcome.afterMs ?? 0, ATTEMPTS.longestMs));
  const after = beforeAttempt(message, { ...moment, nowMs: moment.nowMs + wait });
  return { ...after, state: after.state === 'expired' ? 'expired' : 'queued' };
}

/** How long is waited after attempt number `count`: between half and all of what doubles each time. */
export function backOffMs(count: number, jitter: number): number {
  const most = Math.min(ATTEMPTS.longestMs, ATTEMPTS.firstMs * 2 ** (count - 1));
  return Math.round(most / 2 + (most / 2) * jitter);
}

/**
 * Whether a message is to be looked at. One that waits for longer than anything is put off was written while the clock was ahead: it is
 * looked at now.
 */
export function isDue({ nextAttemptAtMs, notBeforeMs }: Pick<Timed, 'nextAttemptAtMs' | 'notBeforeMs'>, nowMs: number) {
  return nextAttemptAtMs <= nowMs || nextAttemptAtMs > Math.max(nowMs, notBeforeMs) + FARTHEST_MS;
}

/** Code among a message's attempts that stands for no attempt: from there on somebody had it sent again. */
export const SENT_AGAIN = 'sent-again';

/** How often it was tried since it was put in, or since somebody last had it sent again. */
export function triesOf(attempts: readonly Pick<Attempt, 'code'>[]): number {
  return attempts.length - 1 - attempts.findLastIndex(({ code }) => code === SENT_AGAIN);
}

import { backOffMs } from '../messages/attempts';

/**
 * `waiting`: not with the platform yet; `sent`: it has it; `started`: it works on it; `decided`; `refused`: it does not take it as it is, and a
 * person has to see to that; `dropped`: the application ended here before it got there.
 */
export const TRANSMISSION_STATES = ['waiting', 'sent', 'started', 'decided', 'refused', 'dropped'] as const;
export type TransmissionState = (typeof TRANSMISSION_STATES)[number];

/** What the platform answered, or that it did not. */
export type PlatformAnswer =
  | { readonly kind: 'taken'; readonly receipt: string }
  | { readonly kind: 'standing'; readonly state: 'received' | 'started' }
  | { readonly kind: 'decided'; readonly outcome: 'granted' | 'refused'; readonly reason: string | null }
  /** It will not take it as it is. */
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string | null }
  /** It may answer later; not before `afterMs`, where it said so. */
  | { readonly kind: 'none'; readonly code: string; readonly afterMs: number | null };

/** Where a transmission stands. */
export interface TransmissionStanding {
  readonly state: TransmissionState;
  readonly tries: number;
  readonly nextAttemptAtMs: number;
  readonly sentAtMs: number | null;
  readonly receipt: string | null;
  readonly outcome: 'granted' | 'refused' | null;
}

/** The platform is asked how far it is so often. */
export const ASK_EVERY_MS = 10 * 60_000;
const LONGEST_WAIT_MS = 3_600_000;

/** Whether there is nothing to do any more without a person. */
export const isTransmissionOver = (state: TransmissionState): boolean =>
  state === 'decided' || state === 'refused' || state === 'dropped';

/** Whether it is to be tried; one that would wait longer than anything waits was written while the clock was ahead. */
export const isTransmissionDue = (
  { state, nextAttemptAtMs }: Pick<TransmissionStanding, 'state' | 'nextAttemptAtMs'>,
  nowMs: number,
): boolean => !isTransmissionOver(state) && (nextAttemptAtMs <= nowMs || nextAttemptAtMs > nowMs + 2 * LONGEST_WAIT_MS);

/**
 * Where it stands after an answer. A station may be without a network for weeks, so it is never given up: what brought no answer is tried
 * again, after up to an hour. `jitter`: from 0 up to 1, spreads attempts.
 */
export function afterAnswer(
  before: TransmissionStanding,
  answer: PlatformAnswer,
  { nowMs, jitter }: { readonly nowMs: number; readonly jitter: number },
): TransmissionStanding {
  const asked = { ...before, tries: 0, nextAttemptAtMs: nowMs + ASK_EVERY_MS };
  switch (answer.kind) {
    case 'taken':
      return { ...asked, state: 'sent', sentAtMs: nowMs, receipt: answer.receipt };
    case 'standing':
      return { ...asked, state: answer.state === 'started' || before.state === 'started' ? 'started' : 'sent' };
    case 'decided':
      return { ...asked, state: 'decided', outcome: answer.outcome };
    case 'refused':
      return { ...before, state: 'refused' };
    case 'none': {
      const tries = before.tries + 1;
      const wait = Math.max(backOffMs(tries, jitter), Math.min(answer.afterMs ?? 0, LONGEST_WAIT_MS));
      return { ...before, tries, nextAttemptAtMs: nowMs + wait };
    }
  }
}

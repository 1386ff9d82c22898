import { isDue } from '#shared/domain/messages/attempts';
import { isWaiting } from '#shared/domain/messages/state';
import type { Message, Recipient, Urgency } from '#shared/schema/types/message';

/** Messages that the outbox still has something to do about: what is on disk, in memory. */
export interface WaitingMessages {
  /** Takes a message in as it is now; one that is over leaves. */
  note(message: Message): void;
  drop(id: string): void;
  /** Those to be looked at now that are in nobody's hands, urgent ones first, then by their time. */
  due(nowMs: number): readonly Waiting[];
  /** Nothing is done about it for a while, whatever is noted of it. */
  hold(id: string, nowMs: number): void;
  release(id: string): void;
  size(): number;
  /** When the oldest was put in; null when none waits. */
  oldestMs(): number | null;
}

export interface Waiting {
  readonly id: string;
  /** Messages of one lane go one way: what hangs there holds up no other. */
  readonly lane: string;
  readonly channel: string;
  readonly recipient: Recipient;
  readonly urgency: Urgency;
  readonly createdAtMs: number;
  readonly notBeforeMs: number;
  readonly nextAttemptAtMs: number;
  readonly expiresAtMs: number;
  /** It was going out when a run ended: that has to be noted, and nothing is sent for it. */
  readonly isLeft: boolean;
}

const RANK: Readonly<Record<Urgency, number>> = { urgent: 0, normal: 1, low: 2 };

/** After a failure of our own disk. */
const HOLD_MS = 30_000;

/** An empty list of what waits. */
export function createWaitingMessages(): WaitingMessages {
  const waiting = new Map<string, Waiting>();
  const heldAtMs = new Map<string, number>();
  // Within both ends: a clock that is put back does not hold it for longer.
  const isHeld = (id: string, nowMs: number): boolean => Math.abs(nowMs - (heldAtMs.get(id) ?? -Infinity)) < HOLD_MS;
  return {
    note: (message) => {
      if (isWaiting(message.state)) waiting.set(message._id, waitingOf(message));
      else waiting.delete(message._id);
    },
    drop: (id) => void waiting.delete(id),
    due: (nowMs) =>
      [...waiting.values()]
        .filter((each) => isDue(each, nowMs) && !isHeld(each.id, nowMs))
        .sort((a, b) => RANK[a.urgency] - RANK[b.urgency] || a.nextAttemptAtMs - b.nextAttemptAtMs),
    hold: (id, nowMs) => void heldAtMs.set(id, nowMs),
    release: (id) => void heldAtMs.delete(id),
    size: () => waiting.size,
    oldestMs: () =>
      [...waiting.values()].reduce<number | null>(
        (old, { createdAtMs }) => Math.min(old ?? createdAtMs, createdAtMs),
        null,
      ),
  };
}

function waitingOf({
  _id,
  channel,
  recipient,
  urgency,
  created,
  notBeforeMs,
  nextAttemptAtMs,
  expiresAtMs,
  state,
}: Message): Waiting {
  return {
    id: _id,
    lane: recipient.kind === 'system' ? `${channel} ${recipient.name}` : channel,
    channel,
    recipient,
    urgency,
    createdAtMs: created.at,
    notBeforeMs,
    // What a run that ended was sending is looked at first of all.
    nextAttemptAtMs: state === 'sending' ? 0 : nextAttemptAtMs,
    expiresAtMs,
    isLeft: state === 'sending',
  };
}

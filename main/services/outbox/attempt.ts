import { ulid } from 'ulid';
import { afterAttempt, beforeAttempt, isDue, triesOf, type Outcome } from '#shared/domain/messages/attempts';
import type { QuietHours } from '#shared/domain/messages/quiet-hours';
import { mayBecome } from '#shared/domain/messages/state';
import { parseDocumentId } from '#shared/schema/ids';
import type { Message } from '#shared/schema/types/message';
import type { Channels } from './channel';
import type { FillAnswer } from './fill';
import type { MessageChanges, MessageStore } from './store';

export interface AttemptDeps {
  readonly store: Pick<MessageStore, 'change'>;
  readonly channels: Channels;
  readonly fill: (message: Message) => Promise<FillAnswer>;
  readonly quietHours: (channel: string) => QuietHours;
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Told of a failure of the channel itself, whose outcome is another attempt. */
  readonly onTrouble: (id: string, thrown: unknown) => void;
}

/** Does what is due about one message; answers it as it stands then, null when it is gone. Throws where nothing could be written. */
export type Attempt = (id: string, signal: AbortSignal) => Promise<Message | null>;

/**
 * One step on the way of a message: it goes out, waits, or is too late. That it goes out is on disk before it does, and what came of it
 * after; in between lies the only moment in which a crash makes it go out twice.
 */
export function createAttempt({ store, channels, fill, quietHours, now, random, onTrouble }: AttemptDeps): Attempt {
  /** What came of attempts of this run that could not be written down yet: they are not made again for that. */
  const outcomes = new Map<string, Outcome>();
  const channelOf = ({ channel }: Message) => (Object.hasOwn(channels, channel) ? channels[channel] : undefined);
  const momentFor = (message: Message) => ({
    nowMs: now(),
    quiet: message.recipient.kind !== 'system' && channelOf(message)?.disturbs ? quietHours(message.channel) : null,
    jitter: random(),
  });

  function ended(message: Message, outcome: Outcome): MessageChanges | null {
    if (message.state !== 'sending') return null;
    const attempts = [...message.attempts, { id: ulid(now()), atMs: message.changed.at, code: outcome.code }];
    const standing = afterAttempt(message, outcome, triesOf(attempts), momentFor(message));
    return { attempts, ...checked(message, standing) };
  }

  async function note(id: string, outcome: Outcome): Promise<Message | null> {
    outcomes.set(id, outcome);
    const message = await store.change(id, (each) => ended(each, outcome));
    outcomes.delete(id);
    return message;
  }

  async function send(message: Message, signal: AbortSignal): Promise<Outcome> {
    const channel = channelOf(message);
    if (!channel) return { kind: 'failed', code: 'no-channel' };
    if (channel.refuses(message) !== null) return { kind: 'failed', code: 'not-reached' };
    const key = parseDocumentId(message._id)?.key ?? message.uid;
    if (channel.carries === 'record') return channel.send({ key, message }, signal);
    const answer = await fill(message);
    if (!answer.ok) return { kind: 'failed', code: answer.code };
    return channel.send({ key, message, filled: answer.filled }, signal);
  }

  async function sendOrRetry(message: Message, signal: AbortSignal): Promise<Outcome> {
    try {
      return await send(message, signal);
    } catch (thrown) {
      if (!signal.aborted) onTrouble(message._id, thrown);
      return { kind: 'retry', code: signal.aborted ? 'interrupted' : 'internal' };
    }
  }

  return async (id, signal) => {
    const known = outcomes.get(id);
    if (known) return note(id, known);
    let isBegun = false;
    const message = await store.change(id, (each) => {
      isBegun = false;
      // A run that ended was sending it: whether it went out nobody knows, so it goes out again.
      if (each.state === 'sending') return ended(each, { kind: 'retry', code: 'interrupted' });
      if (each.state !== 'queued' || !isDue(each, now())) return null;
      const standing = beforeAttempt(each, momentFor(each));
      isBegun = standing.state === 'sending';
      return checked(each, standing);
    });
    if (!message || !isBegun) return message;
    return note(id, await sendOrRetry(message, signal));
  };
}

function checked(message: Message, standing: Required<Pick<Message, 'state' | 'nextAttemptAtMs'>>): MessageChanges {
  const { state, nextAttemptAtMs } = standing;
  if (state !== message.state && !mayBecome(message.state, state))
    throw new Error(`a message that is ${message.state} does not become ${state}`);
  return { state, nextAttemptAtMs };
}

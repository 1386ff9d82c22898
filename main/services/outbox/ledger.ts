import { SENT_AGAIN, triesOf } from '#shared/domain/messages/attempts';
import { isUndelivered, isWaiting } from '#shared/domain/messages/state';
import { fillTemplate } from '#shared/domain/messages/template';
import { MOST_UNDELIVERED, type MessagesView, type SystemView, type UndeliveredView } from '#shared/ipc/messages-api';
import type { Message } from '#shared/schema/types/message';

/** What a manager wants to know about messages: those that have not arrived, and how it went with each system. */
export interface MessageLedger {
  /** Takes a message in as it is now. */
  note(message: Message): void;
  drop(id: string): void;
  /** What failed or came too late first, then what waits; the newest first. */
  undelivered(): Pick<MessagesView, 'undelivered' | 'more'>;
  /** A system by its name, or a way to residents' contacts by its own (`{channel}`). */
  of(system: string | { readonly channel: string }): Pick<SystemView, 'last' | 'waiting'>;
}

/** An empty ledger. Only what has not arrived is remembered, and one attempt a system. */
export function createMessageLedger(): MessageLedger {
  const open = new Map<string, UndeliveredView>();
  const lasts = new Map<string, NonNullable<SystemView['last']>>();

  function noteAttempt(message: Message): void {
    const { attempts, state } = message;
    const way = wayOf(message);
    if (way === null) return;
    const latest = attempts.filter(({ code }) => code !== SENT_AGAIN).at(-1);
    if (!latest || latest.atMs < (lasts.get(way)?.atMs ?? -Infinity)) return;
    // A gateway that has a text for a contact has done its part.
    const hasArrived = state === 'delivered' || state === 'sent';
    lasts.set(way, { atMs: latest.atMs, code: latest.code, hasArrived });
  }

  return {
    note: (message) => {
      noteAttempt(message);
      if (isUndelivered(message.state)) open.set(message._id, viewOf(message));
      else open.delete(message._id);
    },
    drop: (id) => void open.delete(id),
    undelivered: () => {
      const all = [...open.values()].sort(
        (a, b) => Number(isWaiting(a.state)) - Number(isWaiting(b.state)) || b.createdAtMs - a.createdAtMs,
      );
      return { undelivered: all.slice(0, MOST_UNDELIVERED), more: Math.max(0, all.length - MOST_UNDELIVERED) };
    },
    of: (system) => {
      const way = typeof system === 'string' ? system : `way ${system.channel}`;
      const isTo = (view: UndeliveredView) => wayOf(view) === way && isWaiting(view.state);
      return { last: lasts.get(way) ?? null, waiting: [...open.values()].filter(isTo).length };
    },
  };
}

/** By what name it is remembered how it went; no system has a name with a blank. Null for staff. */
function wayOf({ recipient, channel }: Pick<Message, 'recipient' | 'channel'>): string | null {
  if (recipient.kind === 'system') return recipient.name;
  return recipient.kind === 'staff' ? null : `way ${channel}`;
}

/** What stands in the place of a value that lies in a record: whoever looks after the machine does not open residents' files. */
const HIDDEN = '…';

function viewOf(message: Message): UndeliveredView {
  const { _id: id, channel, recipient, urgency, created, state, attempts, nextAttemptAtMs, expiresAtMs } = message;
  const tries = triesOf(attempts);
  const code = tries === 0 ? null : (attempts.at(-1)?.code ?? null);
  const shown = { title: titleOf(message), createdAtMs: created.at, tries, code };
  return { id, channel, recipient, urgency, state, nextAttemptAtMs, expiresAtMs, ...shown };
}

function titleOf({ title, values }: Message): UndeliveredView['title'] {
  const known = Object.entries(values).map(([name, value]) => [name, value.kind === 'text' ? value.text : HIDDEN]);
  const filled = fillTemplate(title, Object.fromEntries(known), Infinity);
  return filled.ok ? filled.text : { zh: title.zh, en: title.en ?? title.zh };
}

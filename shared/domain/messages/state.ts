import type { MessageState } from '../../schema/types/message';

/**
 * What a message may become. Back to `queued` is another attempt. What failed or came too late is over until a person sends it again or
 * gives it up; the others that are final stay.
 */
const NEXT: Readonly<Record<MessageState, readonly MessageState[]>> = {
  queued: ['sending', 'expired', 'cancelled'],
  sending: ['queued', 'sent', 'delivered', 'failed', 'expired'],
  sent: ['delivered', 'failed'],
  delivered: [],
  failed: ['queued', 'cancelled'],
  expired: ['queued', 'cancelled'],
  cancelled: [],
};

/** Whether a message may go from one state to another. */
export const mayBecome = (from: MessageState, to: MessageState): boolean => NEXT[from].includes(to);

/** Whether the outbox still has something to do about it. */
export const isWaiting = (state: MessageState): boolean => state === 'queued' || state === 'sending';

/** Whether it has not arrived, and a person may send it again or give it up. */
export const isUndelivered = (state: MessageState): boolean =>
  isWaiting(state) || state === 'failed' || state === 'expired';

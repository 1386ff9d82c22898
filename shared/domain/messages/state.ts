import type { MessageState } from '../../schema/types/message';

/** What a message may become. Back to `queued` is another attempt; what is final stays. */
const NEXT: Readonly<Record<MessageState, readonly MessageState[]>> = {
  queued: ['sending', 'expired', 'cancelled'],
  sending: ['queued', 'sent', 'delivered', 'failed', 'expired'],
  sent: ['delivered', 'failed'],
  delivered: [],
  failed: [],
  expired: [],
  cancelled: [],
};

/** Whether a message may go from one state to another. */
export const mayBecome = (from: MessageState, to: MessageState): boolean => NEXT[from].includes(to);

/** Whether the outbox still has something to do about it. */
export const isWaiting = (state: MessageState): boolean => state === 'queued' || state === 'sending';

import type { Outcome } from '#shared/domain/messages/attempts';
import type { Message, Recipient } from '#shared/schema/types/message';

/** The text of a message with its values in place. */
export interface Filled {
  readonly title: { readonly zh: string; readonly en: string };
  readonly body: { readonly zh: string; readonly en: string };
  readonly values: Readonly<Record<string, string>>;
}

/** Whom a message is for, and which text it is. */
export type Addressed = Pick<Message, 'recipient' | 'template'>;

export interface Outgoing {
  /** The same at every attempt: whoever has seen it has seen the message. */
  readonly key: string;
  readonly message: Message;
  readonly filled: Filled;
}

/** A way that messages take. */
export type Channel = {
  /** Whether whoever it reaches is disturbed by it: then it waits while the station's quiet hours for it last. */
  readonly disturbs: boolean;
  /** Why it does not carry such a message, in a few words for whoever puts it in; null when it does. */
  refuses(message: Addressed): string | null;
  /** Why the way to a recipient is closed for the moment: messages wait. Left out where it never is. */
  isClosed?(recipient: Recipient): boolean;
} & (
  | {
      /** It carries the message as it is: whoever reads it fills in what they may see. */
      readonly carries: 'record';
      send(outgoing: Omit<Outgoing, 'filled'>, signal: AbortSignal): Promise<Outcome>;
    }
  | {
      /** It carries words: the host fills them in, residents' values too. */
      readonly carries: 'words';
      send(outgoing: Outgoing, signal: AbortSignal): Promise<Outcome>;
    }
);

export type Channels = Readonly<Record<string, Channel>>;

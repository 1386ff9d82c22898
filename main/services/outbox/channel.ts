import type { Outcome } from '#shared/domain/messages/attempts';
import type { Message, Recipient } from '#shared/schema/types/message';

/** The text of a message with its values in place. */
export interface Filled {
  readonly title: { readonly zh: string; readonly en: string };
  readonly body: { readonly zh: string; readonly en: string };
  readonly values: Readonly<Record<string, string>>;
}

export interface Outgoing {
  /** The same at every attempt: whoever has seen it has seen the message. */
  readonly key: string;
  readonly message: Message;
  readonly filled: Filled;
}

/** A way that messages take. */
export type Channel = {
  /** Why it cannot reach that recipient, in a few words for whoever puts the message in; null when it can. */
  refuses(recipient: Recipient): string | null;
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

import {
  messagePaths,
  messagesViewSchema,
  systemSetSchema,
  systemTrialSchema,
  type MessagesView,
  type SetMessages,
  type SetSms,
  type SetSystem,
  type SystemSet,
  type SystemTrial,
} from '#shared/ipc/messages-api';
import type { StationClient } from './station-client';

/** What the station sends to people and other systems (`shared/ipc/messages-api`), for those who set it. */
export interface MessageCalls {
  view(): Promise<MessagesView>;
  set(wanted: SetMessages): Promise<MessagesView>;
  setSystem(wanted: SetSystem): Promise<SystemSet>;
  /** The old secret signs nothing any more. */
  renewSecret(name: string): Promise<SystemSet>;
  removeSystem(name: string): Promise<MessagesView>;
  /** Sends one request of invented words. */
  trySystem(name: string): Promise<SystemTrial>;
  setSms(wanted: SetSms): Promise<MessagesView>;
  /** Sends one text of invented words to that number. */
  trySms(to: string): Promise<SystemTrial>;
  sendAgain(id: string): Promise<MessagesView>;
  giveUp(id: string): Promise<MessagesView>;
}

/** The host itself waits for another system so long, and a little more. */
const TRIAL_MS = 20_000;

/** See `MessageCalls`; asked with the token of the moment. */
export function createMessageCalls(client: StationClient, token: () => string): MessageCalls {
  const post = (path: string, body: unknown) => ({ path, token: token(), method: 'POST' as const, body });
  return {
    view: () => client.call({ path: messagePaths.messages, token: token() }, messagesViewSchema),
    set: (wanted) => client.call({ ...post(messagePaths.settings, wanted), method: 'PATCH' }, messagesViewSchema),
    setSystem: (wanted) => client.call(post(messagePaths.systems, wanted), systemSetSchema),
    renewSecret: (name) => client.call(post(messagePaths.secret, { name }), systemSetSchema),
    removeSystem: (name) => client.call(post(messagePaths.removal, { name }), messagesViewSchema),
    trySystem: (name) => client.call({ ...post(messagePaths.trial, { name }), timeoutMs: TRIAL_MS }, systemTrialSchema),
    setSms: (wanted) => client.call(post(messagePaths.sms, wanted), messagesViewSchema),
    trySms: (to) => client.call({ ...post(messagePaths.smsTrial, { to }), timeoutMs: TRIAL_MS }, systemTrialSchema),
    sendAgain: (id) => client.call(post(messagePaths.again, { id }), messagesViewSchema),
    giveUp: (id) => client.call(post(messagePaths.givingUp, { id }), messagesViewSchema),
  };
}

import type { AppError } from '#shared/errors/app-error';
import type { Result } from '#shared/errors/result';
import type { MessagesView, SetMessages, SetSms, SetSystem, SystemSet, SystemTrial } from '#shared/ipc/messages-api';

/** What is set about the station's messages, and what is done about those that do not arrive. Who may ask is for the caller to know. */
export interface MessageAdmin {
  view(): MessagesView;
  /** Kept when it answers; `request.malformed` for a channel that reaches no people. */
  set(by: string, wanted: SetMessages): Promise<Result<MessagesView, AppError>>;
  /** `request.malformed` for a name that is taken, or not there. */
  setSystem(by: string, wanted: SetSystem): Promise<Result<SystemSet, AppError>>;
  /** `request.not-found`, as the following. */
  renewSecret(by: string, name: string): Promise<Result<SystemSet, AppError>>;
  removeSystem(by: string, name: string): Promise<Result<MessagesView, AppError>>;
  /** Sends one request of invented words, which is not kept. */
  trySystem(name: string): Promise<Result<SystemTrial, AppError>>;
  /** `request.malformed` for another address without a key. */
  setSms(by: string, wanted: SetSms): Promise<Result<MessagesView, AppError>>;
  /** Sends one text of invented words to that number, which is kept nowhere; `request.malformed` for one that no text reaches. */
  trySms(to: string): Promise<Result<SystemTrial, AppError>>;
  /** Has a message that has not arrived tried at once, with as many attempts and as long as a new one. */
  sendAgain(by: string, id: string): Promise<Result<MessagesView, AppError>>;
  giveUp(by: string, id: string): Promise<Result<MessagesView, AppError>>;
}

import { placeOf } from './origins';

/** A message that reached the main process. */
export interface IpcSender {
  readonly channel: string;
  /** URL of the sending frame; null once the frame is gone. */
  readonly frameUrl: string | null;
  readonly isMainFrame: boolean;
}

export type IpcVerdict = 'accepted' | 'no-frame' | 'not-the-main-frame' | 'not-our-screens' | 'unknown-channel';

/** Whether the main process may act on a message; `channels` is the contract. What is not accepted is logged, never answered. */
export function judgeIpc(sender: IpcSender, channels: ReadonlySet<string>, screensOrigin: string): IpcVerdict {
  if (sender.frameUrl === null) return 'no-frame';
  if (!sender.isMainFrame) return 'not-the-main-frame';
  if (placeOf(sender.frameUrl, screensOrigin) !== 'screens') return 'not-our-screens';
  return channels.has(sender.channel) ? 'accepted' : 'unknown-channel';
}

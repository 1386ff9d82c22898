import type { Messages } from '#renderer/ui/index';
import { messages as barMessages } from './bar-messages';
import { columnMessages } from './columns/messages';
import { findingMessages } from './rows/finding-messages';
import { rowMessages } from './rows/messages';
import { startMessages } from './start/messages';
import { takingMessages } from './taking/messages';

export const messages = {
  zh: {
    ...barMessages.zh,
    ...startMessages.zh,
    ...columnMessages.zh,
    ...rowMessages.zh,
    ...findingMessages.zh,
    ...takingMessages.zh,
  },
  en: {
    ...barMessages.en,
    ...startMessages.en,
    ...columnMessages.en,
    ...rowMessages.en,
    ...findingMessages.en,
    ...takingMessages.en,
  },
} as const satisfies Messages;

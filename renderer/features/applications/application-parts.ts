import { detailMessages } from './detail-messages';
import { formMessages } from './form-messages';
import { messages } from './messages';
import { messages as scanned } from './form/scanned/messages';
import { paperParts } from '../papers/index';

/** The words of the pages about applications, which come with them. */
export const applicationParts = {
  applications: {
    zh: { ...messages.zh, ...formMessages.zh, ...detailMessages.zh },
    en: { ...messages.en, ...formMessages.en, ...detailMessages.en },
  },
  scanned,
  ...paperParts,
} as const;

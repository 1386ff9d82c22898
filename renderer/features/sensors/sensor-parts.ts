import { messages as pairing } from './pairing/messages';
import { messages } from './messages';
import { messages as person } from './person/messages';

/** The words of devices, which come with the pages that show them. */
export const sensorParts = {
  sensors: {
    zh: { ...messages.zh, ...pairing.zh, ...person.zh },
    en: { ...messages.en, ...pairing.en, ...person.en },
  },
} as const;

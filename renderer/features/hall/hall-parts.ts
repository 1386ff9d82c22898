import { messages } from './messages';

/** The words of the hall's settings, which come with their page. */
export const hallParts = { hall: messages } as const;

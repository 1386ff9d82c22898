import { messages } from './messages';

/** The words of the pages of homes, which come with whatever page shows them. */
export const homeParts = { homes: messages } as const;

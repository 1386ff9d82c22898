import { messages } from './messages';

/** The words of calls, which come with what shows them. */
export const callParts = { calls: messages } as const;

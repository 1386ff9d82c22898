import { messages } from './messages';

/** The words of the counter, which come with its page. */
export const counterParts = { counter: messages } as const;

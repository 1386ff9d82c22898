import { lineMessages } from './line-messages';
import { messages } from './messages';

/** The words of what two devices wrote apart from each other, which come with the page and the card. */
export const conflictParts = { conflicts: messages, 'conflict-line': lineMessages } as const;

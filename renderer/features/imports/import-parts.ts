import { messages } from './messages';

/** The words of the pages of imports, which come with them. */
export const importParts = { imports: messages } as const;

import { messages } from './messages';

/** The words of departments' platforms, which come with their screens. */
export const platformParts = { platforms: messages } as const;

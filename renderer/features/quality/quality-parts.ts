import { homeParts } from '../homes/index';
import { messages } from './messages';

/** The words of the pages of this part, which come with them; a fix of a home is told in those of homes. */
export const qualityParts = { quality: messages, ...homeParts } as const;

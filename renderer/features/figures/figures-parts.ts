import { messages } from './messages';

/** The words of the figures, which come with their pages. */
export const figuresParts = { figures: messages } as const;

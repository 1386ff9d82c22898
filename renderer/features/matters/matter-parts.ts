import { messages as matters } from './messages';

/** The words of the matters, which come with their page. */
export const matterParts = { matters } as const;

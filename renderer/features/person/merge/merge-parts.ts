import { messages } from './messages';

/** The words of merging two files, which come with their page. */
export const mergeParts = { 'person-merge': messages } as const;

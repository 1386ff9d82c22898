import { messages as papers } from './messages';

export { PrintOutcomeText } from './PrintOutcomeText';
export { PrintPaper } from './PrintPaper';

/** The words of papers, which come with the page that prints one. */
export const paperParts = { papers } as const;

import { messages as incidentTables } from './messages';

/** The words of the tables, which come with their page. */
export const manageParts = { incidentTables } as const;

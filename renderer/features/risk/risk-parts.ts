import { messages as risk } from './messages';
import { populationMessages } from './population/messages';
import { tableMessages } from './table/messages';

/** The words of the report, of everybody by risk, and of the table, which come with their pages. */
export const riskParts = { risk, riskPeople: populationMessages, riskTable: tableMessages } as const;

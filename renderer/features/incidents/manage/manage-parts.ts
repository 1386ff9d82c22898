import { messages as workingCalendar } from './calendar/messages';
import { messages as incidentTables } from './messages';
import { messages as incidentShipped } from './shipped/messages';
import { messages as incidentUnits } from './units/messages';

/** The words of the tables, which come with their page. */
export const manageParts = { incidentTables, incidentShipped, incidentUnits, workingCalendar } as const;

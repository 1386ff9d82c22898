import { messages as incidentTime } from './time-messages';

/** The words of deadlines and of the response figure. */
export const timeParts = { incidentTime } as const;

import { messages as alarms } from './messages';

/** The words of alarms, which come with what shows them. */
export const alarmParts = { alarms } as const;

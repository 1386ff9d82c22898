import { messages as alarmRules } from './messages';

/** The words of the page of rules, which come with it. */
export const watchRuleParts = { alarmRules } as const;

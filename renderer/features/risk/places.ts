import type { Place } from '#renderer/ui/index';
import { personPlace } from '../people/index';

/** Everybody by level of risk. */
export const RISK_PATH = '/risk';
/** The table of weights, for whoever keeps it. */
export const RISK_TABLE_PATH = '/risk/table';

/** The page of everybody, with choices by name. */
export const riskPlace = (query: Readonly<Record<string, string>> = {}): Place => ({ path: RISK_PATH, query });

/** Which page of a person's file the report is. */
export const RISK_TAB = 'risk';

/** Somebody's report, by `_id` of the person. */
export const reportPlace = (personId: string): Place => {
  const { path, query } = personPlace(personId);
  return { path, query: { ...query, tab: RISK_TAB } };
};

import type { Place } from '#renderer/ui/index';

/** Where people decide between values that two devices wrote apart from each other. */
export const CONFLICTS_PATH = '/conflicts';

/** What waits; with an `_id` that record alone. */
export const conflictsPlace = (recordId?: string): Place => ({
  path: CONFLICTS_PATH,
  query: recordId === undefined ? {} : { record: recordId },
});

/** What was decided. */
export const DECIDED_PLACE: Place = { path: CONFLICTS_PATH, query: { view: 'decided' } };

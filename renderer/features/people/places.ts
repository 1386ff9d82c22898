import type { Place } from '#renderer/ui/index';

/** One resident whole: file, form, merge. */
export const PERSON_PATH = '/person';

/** The list of residents. */
export const RESIDENTS_PATH = '/people';

/** Somebody's file, by `_id`. */
export const personPlace = (personId: string): Place => ({ path: PERSON_PATH, query: { id: personId } });

/** The form for somebody new, in a home or household where one is given by uid. */
export const newPersonPlace = ({
  dwelling = '',
  household = '',
}: { readonly dwelling?: string; readonly household?: string } = {}): Place => ({
  path: `${PERSON_PATH}/new`,
  query: { dwelling, household },
});

/** The form over somebody's file, by `_id`. */
export const editPersonPlace = (personId: string): Place => ({
  path: `${PERSON_PATH}/edit`,
  query: { id: personId },
});

/** Two files side by side, by `_id`; the first is meant to stay. */
export const mergePlace = (kept: string, merged: string): Place => ({
  path: `${PERSON_PATH}/merge`,
  query: { a: kept, b: merged },
});

/** Files that may be one person’s. */
export const DUPLICATES_PLACE: Place = { path: '/data/duplicates', query: {} };

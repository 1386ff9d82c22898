/** Rosters in: choose, map, check, mend, take in, take out again. */
export const IMPORTS_PATH = '/data/import';

/**
 * Where the people and homes are that an import has brought. Named here because those pages lead to imports, and none of two parts may
 * depend on the other.
 */
export const BROUGHT_PLACES = {
  people: { path: '/people', query: { sort: '-changed' } },
  homes: { path: '/homes', query: {} },
} as const;

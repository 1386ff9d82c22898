export { messages } from './messages';
export { DUPLICATES_PATH } from './places';

/** Fetches the pages of this part. */
export const loadDuplicatesPage = () =>
  import('./DuplicatesPage').then((module) => ({ default: module.DuplicatesPage }));

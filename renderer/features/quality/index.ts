export { messages } from './nav-messages';
export { QUALITY_PATH } from './places';

/** Fetches the pages of this part. */
export const loadQualityPage = () => import('./QualityPage').then((module) => ({ default: module.QualityPage }));

/** Fetches what shows the findings about one thing on its page. */
export const loadFindingsOf = () =>
  import('./components/FindingsOf').then((module) => ({ default: module.FindingsOf }));

export { messages } from './messages';
export { HOMES_PATH, homesPlace, type HomeTab } from './places';

/** Fetches the pages of this part. */
export const loadHomesPage = () => import('./HomesPage').then((module) => ({ default: module.HomesPage }));

export { homeParts } from './home-parts';
export { messages } from './nav-messages';
export { HOMES_PATH, homesPlace, type HomeTab } from './places';

/** Fetches the pages of this part. */
export const loadHomesPage = () => import('./HomesPage').then((module) => ({ default: module.HomesPage }));

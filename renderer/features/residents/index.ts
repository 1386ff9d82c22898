export { messages } from './messages';
export { RESIDENTS_PATH, residentsPlace } from './places';

/** Fetches the pages of this part. */
export const loadResidentsPage = () => import('./ResidentsPage').then((module) => ({ default: module.ResidentsPage }));

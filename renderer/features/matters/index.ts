export { MATTERS_PATH, mattersPlace } from './places';
export { handlesMattersOf } from './rights';
export { newMatters, type NewMatter } from './news';

/** What was sent to a department, fetched when its handler first opens it. */
export const loadMattersPage = () => import('./MattersPage').then((module) => ({ default: module.MattersPage }));

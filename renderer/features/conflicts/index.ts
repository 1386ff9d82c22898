import './line.css';

export { ConflictLine } from './components/ConflictLine';
export { CONFLICTS_PATH, conflictsPlace } from './places';
export { useContested } from './queries';

/** Fetches the page. */
export const loadConflictsPage = () => import('./ConflictsPage').then((module) => ({ default: module.ConflictsPage }));

/** Fetches the card for a page about what this device sends. */
export const loadConflictsCard = () =>
  import('./components/ConflictsCard').then((module) => ({ default: module.ConflictsCard }));

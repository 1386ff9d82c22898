import './line.css';

export { ConflictLine } from './components/ConflictLine';
export { ConflictsCard } from './components/ConflictsCard';
export { messages } from './messages';
export { CONFLICTS_PATH, conflictsPlace } from './places';
export { useContested } from './queries';

/** Fetches the page. */
export const loadConflictsPage = () => import('./ConflictsPage').then((module) => ({ default: module.ConflictsPage }));

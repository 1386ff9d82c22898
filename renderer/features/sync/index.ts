import './sync.css';
import './records.css';
import './health.css';

export { badgeOf, type Badge } from './badge';
export { isClockFarOff, useClock, useStorageTrouble, type StorageTrouble } from './health';
export { SyncBadge } from './components/SyncBadge';
export { messages } from './messages';
export { SYNC_PATH, SYNC_PLACE } from './places';
export { useRecordWords } from './queries';

/** Fetches the page; the service worker holds it offline. */
export const loadSyncPage = () => import('./SyncPage').then((module) => ({ default: module.SyncPage }));

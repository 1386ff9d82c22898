import './sync.css';
import './records.css';
import './health.css';

export { badgeOf, type Badge } from './badge';
export { isClockFarOff, useClock, useStorageTrouble, type StorageTrouble } from './health';
export { SyncBadge } from './components/SyncBadge';
export { messages } from './messages';
export { SYNC_PATH, SYNC_PLACE } from './places';
export { SyncPage } from './SyncPage';
export { useRecordWords } from './queries';

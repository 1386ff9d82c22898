import type { SyncStatus } from '#shared/sync/ports';

/** A catch-up of this many rows is a first sync, or one after weeks: what is counted meanwhile would be wrong. */
const FLOOD_ROWS = 500;

/**
 * Whether so much is coming in from the station that figures have to wait for the rest, and that nothing may be called empty.
 * Databases come one after another, so until all were current once a flood in any of them counts; a device that `holdsNothing` yet
 * waits for its first rows, too. Without the station what lies here is all there is.
 */
export function isReceiving({ link, databases, lastCurrentMs }: SyncStatus, holdsNothing: boolean): boolean {
  const isFlood = (received: number) => received >= FLOOD_ROWS;
  if (databases.some(({ state, received }) => state === 'catching-up' && isFlood(received))) return true;
  if (lastCurrentMs !== null || (link.kind !== 'live' && link.kind !== 'connecting')) return false;
  // Rows that may not be read, or a database in trouble, are not waited for.
  const isComing = ({ state }: SyncStatus['databases'][number]) => state === 'unknown' || state === 'catching-up';
  if (databases.length > 0 && !databases.some(isComing)) return false;
  return holdsNothing || databases.some(({ received }) => isFlood(received));
}

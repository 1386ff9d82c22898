import type { Access } from '../access/access';

/** A worker's position is told at most this often, and only while the page is looked at. */
export const POSITION_EVERY_MS = 5 * 60_000;
/** A last position that is older says nothing any more, and goes. */
export const POSITION_KEPT_MS = 7 * 24 * 60 * 60_000;

/** Who may see where workers were last: whoever leads the station or the shift. */
export const seesPositions = ({ role }: Pick<Access, 'role'>): boolean => role === 'lead';

/** Who may be asked to let it be seen: whoever works outside. */
export const mayShowPosition = ({ role }: Pick<Access, 'role'>): boolean => role === 'field';

/** Whether a position is still kept. */
export const isPositionKept = (atMs: number, nowMs: number): boolean => nowMs - atMs < POSITION_KEPT_MS;

/** Whether another one may be taken after the last; a device that is a little early is not turned away. */
export const isPositionDue = (lastAtMs: number | null, nowMs: number): boolean =>
  lastAtMs === null || nowMs - lastAtMs >= POSITION_EVERY_MS * 0.9;

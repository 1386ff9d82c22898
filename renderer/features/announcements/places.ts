import type { Place } from '#renderer/ui/index';

/** What the station tells its staff. */
export const ANNOUNCEMENTS_PATH = '/announcements';

/** `open` in the address while one is being written. */
export const NEW_ANNOUNCEMENT = 'new';

/** The page, with one opened by `_id`, `new` for one being written, or none. */
export const announcementsPlace = (open = ''): Place => ({ path: ANNOUNCEMENTS_PATH, query: { open } });

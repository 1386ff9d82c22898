import type { Place } from '#renderer/ui/index';

export const SYNC_PATH = '/sync';
export const SYNC_PLACE: Place = { path: SYNC_PATH, query: {} };

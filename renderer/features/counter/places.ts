import type { Place } from '#renderer/ui/index';

/** The screen of somebody who calls numbers at a window. */
export const COUNTER_PATH = '/counter';

/** See `COUNTER_PATH`. */
export const counterPlace = (): Place => ({ path: COUNTER_PATH, query: {} });

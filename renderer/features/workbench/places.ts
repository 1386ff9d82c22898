import type { Place } from '#renderer/ui/index';

/** Where the day begins: the address with nothing behind `#`. */
export const WORKBENCH_PATH = '/';
export const WORKBENCH_PLACE: Place = { path: WORKBENCH_PATH, query: {} };

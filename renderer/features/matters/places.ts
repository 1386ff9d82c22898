import type { Place } from '#renderer/ui/index';

export const MATTERS_PATH = '/matters';

/** The matters of one's department, with one opened or none; `open` is an `_id`. */
export const mattersPlace = (open: string | null = null): Place => ({
  path: MATTERS_PATH,
  query: open === null ? {} : { open },
});

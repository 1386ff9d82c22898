import { databaseOfScope, parseMediaId } from '#shared/media/names';
import type { ShelfRow } from './shelf';

const known = new WeakMap<ShelfRow, string>();

/**
 * The hub database whose records a picture belongs to; that of no scope for an id that is none. Every step of sending asks this of all
 * that wait, so it is read once a row.
 */
export function databaseOf(row: ShelfRow): string {
  const found = known.get(row) ?? databaseOfScope(parseMediaId(row.id)?.scope ?? '');
  known.set(row, found);
  return found;
}

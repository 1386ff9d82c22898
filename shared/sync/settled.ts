import type { Yield } from '../schema/envelope';
import { jsonBytes } from './json-bytes';

/** Settled values that a record keeps after a decision, and the bytes of them after which no older one is kept. */
export const SETTLED_KEPT = 50;
const SETTLED_BYTES = 32 * 1024;

/**
 * The yields of a record with the latest decided of its settled values: they are kept for whoever looks back, not for ever. Open ones
 * all stay. For a write alone, never for a merge: a value that is gone from a state is dropped wherever that state arrives, as one
 * overwritten knowingly, and only a write knows that whoever drops it had seen it. A merge that dropped by number would end
 * differently by the way in which states meet.
 */
export function boundSettled(yields: readonly Yield[]): readonly Yield[] {
  const latestFirst = yields
    .filter(({ settled }) => settled !== undefined)
    .sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1));
  const kept = new Set<Yield>();
  let bytes = 0;
  for (const entry of latestFirst) {
    if (kept.size >= SETTLED_KEPT || bytes >= SETTLED_BYTES) break;
    kept.add(entry);
    bytes += jsonBytes(entry.value ?? null);
  }
  return kept.size === latestFirst.length
    ? yields
    : yields.filter((entry) => entry.settled === undefined || kept.has(entry));
}

const keyOf = ({ settled, stamp, field }: Yield): string => `${settled ?? ''} ${stamp} ${field}`;

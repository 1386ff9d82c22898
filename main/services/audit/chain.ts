import { createHmac } from 'node:crypto';
import { auditEntrySchema, type AuditEntry } from '#shared/ipc/admin-api';

/** Links of the audit chain: one JSON line each, whose hash covers the entry and the hash before it. */

/** An entry that takes its place in the chain; only who has the key can make one that fits. */
export function linkEntry(key: Uint8Array, entry: Omit<AuditEntry, 'hash'>, hashBefore: string): AuditEntry {
  return { ...entry, hash: hashOf(key, entry, hashBefore) };
}

/** An entry by its number, and the hash that stands for all up to it. */
export interface ChainHead {
  readonly n: number;
  readonly hash: string;
}

export const NO_HEAD: ChainHead = { n: 0, hash: '' };

/** A chain that is being read from its first link on. */
export interface ChainReader {
  /** Takes the next line in; null for one that is no entry at all. */
  read(line: string): AuditEntry | null;
  /** The last entry: what the next one goes on from. */
  last(): ChainHead;
  /**
   * The number of the first link that does not fit the one before, or that is missing at the end; null when the chain holds and
   * reaches the head that it was known to have.
   */
  brokenAt(): number | null;
}

/** A reader at the beginning of a chain. It goes on behind a link that does not fit, from what that link says of itself. */
export function readChain(key: Uint8Array, known: ChainHead): ChainReader {
  let last = NO_HEAD;
  let broken: number | null = null;
  let reachesKnown = known.n === 0;
  return {
    read: (line) => {
      const entry = parseEntry(line);
      if (!entry) {
        broken ??= last.n + 1;
        return null;
      }
      const { hash, ...content } = entry;
      if (entry.n !== last.n + 1 || hash !== hashOf(key, content, last.hash)) broken ??= last.n + 1;
      if (entry.n === known.n && hash === known.hash) reachesKnown = true;
      last = { n: Math.max(last.n, entry.n), hash };
      return entry;
    },
    last: () => last,
    brokenAt: () => broken ?? (reachesKnown ? null : Math.min(last.n + 1, known.n)),
  };
}

/** A list, so that the order of a line's fields does not matter. */
function hashOf(key: Uint8Array, entry: Omit<AuditEntry, 'hash'>, hashBefore: string): string {
  const { n, atMs, kind, by, subject, detail } = entry;
  return createHmac('sha256', key)
    .update(JSON.stringify([hashBefore, n, atMs, kind, by, subject, detail]))
    .digest('base64url');
}

function parseEntry(line: string): AuditEntry | null {
  try {
    return auditEntrySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

import type { OutboxRow } from '#shared/sync/ports';

/** What waits for one hub database. */
export interface WaitingGroup {
  readonly db: string;
  readonly count: number;
  /** The oldest first; fewer than `count` where there are more than anybody reads. */
  readonly rows: readonly OutboxRow[];
}

/**
 * What waits to go out, by database, the one with the oldest row first. At most `limit` rows in all are handed out, the oldest of them:
 * after an import a hundred thousand wait, and they are only counted.
 */
export function waitingByDatabase(outbox: readonly OutboxRow[], limit: number): readonly WaitingGroup[] {
  const waiting = outbox.filter(({ state }) => state === 'waiting');
  const counts = new Map<string, number>();
  for (const { db } of waiting) counts.set(db, (counts.get(db) ?? 0) + 1);
  const shown = new Map<string, OutboxRow[]>();
  for (const row of waiting.sort((a, b) => a.queuedAtMs - b.queuedAtMs).slice(0, limit)) {
    const rows = shown.get(row.db) ?? [];
    rows.push(row);
    shown.set(row.db, rows);
  }
  return [...shown].map(([db, rows]) => ({ db, count: counts.get(db) ?? rows.length, rows }));
}

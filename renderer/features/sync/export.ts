import type { OutboxRow } from '#shared/sync/ports';

/** The unsent records as a JSON file: whole, with sealed values still sealed, and why the station refused each. */
export function exportFile(
  rows: readonly OutboxRow[],
  nowMs: number,
): { readonly name: string; readonly text: string } {
  const records = rows.map(({ db, state, code, reason, queuedAtMs, record }) => ({
    database: db,
    state,
    code: code ?? null,
    reason: reason ?? null,
    queuedAtMs,
    record,
  }));
  const stamp = new Date(nowMs).toISOString().replace(/[-:]/g, '').slice(0, 15);
  return {
    name: `linli-unsent-${stamp}.json`,
    text: `${JSON.stringify({ format: 'linli-unsent', version: 1, exportedAtMs: nowMs, records }, null, 2)}\n`,
  };
}

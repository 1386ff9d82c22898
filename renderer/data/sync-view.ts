import { combineLatest, map, shareReplay, type Observable } from 'rxjs';
import type { OutboxRow, SyncStatus } from '#shared/sync/ports';
import type { SyncView } from './types';

/**
 * What a person reads about sync, from the outbox and the engine's status. Rows that could go out but for a missing
 * permission show as `held`: those of a database that the hub withholds, and of one this session does not name at all.
 */
export function watchSync(
  outbox$: Observable<readonly OutboxRow[]>,
  status$: Observable<SyncStatus>,
): Observable<SyncView> {
  return combineLatest([status$, outbox$]).pipe(
    map(([status, rows]): SyncView => {
      const open = new Set(status.databases.flatMap(({ name, state }) => (state === 'held' ? [] : [name])));
      const outbox = rows.map((row): OutboxRow =>
        row.state === 'waiting' && !open.has(row.db) ? { ...row, state: 'held' } : row,
      );
      const count = (state: OutboxRow['state']) => outbox.filter((row) => row.state === state).length;
      return { status, outbox, waiting: count('waiting'), refused: count('refused'), held: count('held') };
    }),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
}

import { combineLatest, map, shareReplay, type Observable } from 'rxjs';
import type { OutboxRow, OutboxState, SyncStatus } from '#shared/sync/ports';
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
      const counts: Record<OutboxState, number> = { waiting: 0, refused: 0, held: 0 };
      const outbox = rows.map((row): OutboxRow => {
        const isHeld = row.state === 'waiting' && !open.has(row.db);
        counts[isHeld ? 'held' : row.state] += 1;
        return isHeld ? { ...row, state: 'held' } : row;
      });
      return { status, outbox, ...counts };
    }),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
}

import type { CollectionName } from '../schema/record-type';
import type { DeliverDeps } from './deliver';
import { localState } from './outbox';
import type { OutboxRow, StoreWrite } from './ports';
import { toStored } from './rxdb-store';
import { compareVectors } from './vector';

/** Rows looked at in one read: after weeks offline thousands wait, and each read is a trip to the disk. */
const ROWS_AT_ONCE = 500;

/**
 * Brings the collections up to what the outbox says was saved: after a crash between the two writes of a save, the
 * outbox is ahead. Run once when the database opens, before anything else reads it.
 */
export async function replayOutbox(deps: DeliverDeps): Promise<void> {
  const all = await deps.control.allQueued();
  for (const collection of new Set(all.map((row) => row.collection))) {
    const rows = all.filter((row) => row.collection === collection);
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      await replayRows(deps, collection, rows.slice(from, from + ROWS_AT_ONCE));
    }
  }
}

async function replayRows(
  { store }: DeliverDeps,
  collection: CollectionName,
  rows: readonly OutboxRow[],
): Promise<void> {
  const ids = rows.map((row) => row.id);
  await store.hold(ids, async () => {
    const known = await store.read(collection, ids);
    const writes = rows.flatMap((row): readonly StoreWrite[] => {
      const previous = known.get(row.id);
      const state = localState(previous, row.record) ?? row.record;
      if (previous && !previous.locked && compareVectors(previous.vv, state.vv) === 'equal') return [];
      return [{ previous, next: toStored(state, previous?.rev ?? row.rev) }];
    });
    if (writes.length > 0) await store.write(collection, writes);
  });
}

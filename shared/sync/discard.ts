import { AppError } from '../errors/app-error';
import type { DeliverDeps } from './deliver';
import { placeRow } from './place-row';
import type { FeedRow, HubClient, OutboxRow, StoredRecord } from './ports';
import { toStored } from './rxdb-store';

export interface DiscardDeps extends DeliverDeps {
  readonly hub: Pick<HubClient, 'fetch'>;
  /** Called with what is about to be dropped, before it is: what keeps copies of unsent rows forgets these for good. */
  forget(rows: readonly Pick<OutboxRow, 'id' | 'vectorKey'>[]): Promise<void>;
}

/** The unsent states of records that a person gives up. */
export type Discarded = Pick<OutboxRow, 'id' | 'vectorKey' | 'db' | 'collection'>;

/**
 * Drops unsent rows from the device and shows the hub's states of their records instead. To be called when the host keeps a copy of
 * each. A record that was changed since, or went out by itself, stays as it is; answers the ids that were dropped.
 *
 * Cut short at any point, a row is either dropped whole or waits as before: the collection goes back first, and as long as the outbox
 * has the row, the next opening brings the collection up to it again. From here on the device writes as a new replica: the numbers
 * that it forgets are in no vector that it makes later, so that the dropped states can still be had back.
 */
export async function discardRows(
  deps: DiscardDeps,
  rows: readonly Discarded[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (rows.length === 0) return [];
  await deps.control.renewReplica();
  const dropped: string[] = [];
  for (const db of new Set(rows.map((row) => row.db))) {
    const here = rows.filter((row) => row.db === db);
    const ids = here.map(({ id }) => id);
    // The hub is asked while nobody changes the records: what is put in place is no older than what any page brought before.
    await deps.store.hold(ids, async () => {
      const queued = await deps.control.queued(ids);
      const same = here.filter(({ id, vectorKey }) => queued.get(id)?.vectorKey === vectorKey);
      if (same.length === 0) return;
      const states = await statesOf(deps, db, same, signal);
      await deps.forget(same);
      for (const row of same) await putBack(deps, row, states.get(row.id));
      await deps.control.acknowledge(
        same.map(({ id, vectorKey }) => ({ id, vectorKey, rev: states.get(id)?.rev ?? '' })),
      );
      dropped.push(...same.map(({ id }) => id));
    });
  }
  return dropped;
}

/** The hub's states; of a database that the person may not read any more there are none, and it is read anew should the right return. */
async function statesOf(
  { hub, control }: DiscardDeps,
  db: string,
  rows: readonly Discarded[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, FeedRow>> {
  try {
    return await hub.fetch(
      db,
      rows.map(({ id }) => id),
      signal,
    );
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'access.denied') throw thrown;
    if (await control.cursor(db)) await control.setCursor({ db, epoch: '', seq: '0' });
    return new Map();
  }
}

/** Shows the hub's state of a record, or takes the record away where the hub has none that this device can show. */
async function putBack(
  { store, control }: DiscardDeps,
  { id, db, collection }: Discarded,
  state: FeedRow | undefined,
): Promise<void> {
  const current = (await store.read(collection, [id])).get(id);
  const place = state && placeRow(state);
  if (state && place?.kind === 'aside') await control.putAside([{ id, db, rev: state.rev, record: place.record }]);
  if (state && place?.kind === 'record') {
    const next: StoredRecord = toStored(place.record, state.rev);
    const inTheWay = await store.write(collection, [{ previous: current, next }]);
    if (inTheWay.size > 0) throw new AppError('device.storage-failed', 'a record changed although it was held');
  } else if (current) {
    await store.erase(collection, [current]);
  }
}

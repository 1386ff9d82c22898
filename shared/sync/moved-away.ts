import type { Stub } from '../schema/moved';
import type { CollectionName } from '../schema/record-type';
import type { DeliverDeps } from './deliver';
import { localState, outboxRow } from './outbox';
import type { OutboxRow, StoredRecord } from './ports';
import { compareVectors } from './vector';

/** What the hub keeps of a record that lies in another grid now. */
export interface HubStub {
  readonly stub: Stub;
  readonly rev: string;
}

/**
 * Takes away what lies in another grid now, with all it held; a stub itself is never stored and never merged. What the hub has not
 * seen of a record stays and goes out first: the hub brings it after the record, and its next stub takes the rest away. Safe to repeat.
 */
export async function takeAwayMoved(
  { store, control, clock }: DeliverDeps,
  db: string,
  collection: CollectionName,
  stubs: readonly HubStub[],
): Promise<void> {
  const { replica } = control;
  const ownCounter = stubs.reduce((highest, { stub }) => Math.max(highest, stub.vv[replica] ?? 0), 0);
  await control.notice({ replica, counter: ownCounter });
  const ids = stubs.map(({ stub }) => stub._id);
  await store.hold(ids, async () => {
    const queued = await control.queued(ids);
    const known = await store.read(collection, ids);
    const ahead: OutboxRow[] = [];
    const gone: StoredRecord[] = [];
    let forgetsOwn = false;
    const arrived: { readonly id: string; readonly vectorKey: string; readonly rev: string }[] = [];
    for (const { stub, rev } of stubs) {
      const [stored, row] = [known.get(stub._id), queued.get(stub._id)];
      const local = localState(stored, row?.record);
      const causality = local ? compareVectors(local.vv, stub.vv) : 'before';
      if (local && (causality === 'after' || causality === 'concurrent')) {
        ahead.push(outboxRow(db, collection, local, rev, clock.nowMs()));
      } else {
        if (stored) gone.push(stored);
        forgetsOwn ||= stored !== undefined && stub.vv[replica] !== undefined;
        if (row) arrived.push({ id: row.id, vectorKey: row.vectorKey, rev });
      }
    }
    if (ahead.length > 0) await control.queue(ahead);
    // Where a hub that is set back brings such a record again, an edit under the old name would seem to have seen what was forgotten.
    if (forgetsOwn) await control.renewReplica();
    if (gone.length > 0) await store.erase(collection, gone);
    // Last: after a crash before it, what is queued is brought into the collection again, and the page comes again.
    if (arrived.length > 0) await control.acknowledge(arrived);
  });
}

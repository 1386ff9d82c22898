import { AppError } from '../errors/app-error';
import type { WireRecord } from '../schema/envelope';
import type { CollectionName } from '../schema/record-type';
import { takeAwayMoved, type HubStub } from './moved-away';
import { joinRecords, localState, outboxRow } from './outbox';
import { placeRow } from './place-row';
import type {
  AsideRow,
  ControlStore,
  FeedRow,
  HubRecord,
  OutboxRow,
  RecordStore,
  StoredRecord,
  StoreWrite,
} from './ports';
import { toStored } from './rxdb-store';
import { observeRecord, type HybridClock } from './stamp';
import { compareVectors } from './vector';

export interface DeliverDeps {
  readonly store: RecordStore;
  readonly control: ControlStore;
  readonly clock: HybridClock;
}

/** Reading a page's known rows first costs one read; below this many unknown rows it is not worth guessing. */
const FRESH_INSERT_ROWS = 200;

/** Rounds until a page is in: the second writes over what a fresh insert found in its way. */
const MAX_ROUNDS = 3;

/**
 * Takes a page of one hub database into the local collections. Resolves when everything in it is on disk: records written
 * or merged, what lies in another grid now taken away, what this build cannot place put aside, what the hub has of our own
 * unsent rows acknowledged. Safe to repeat. Answers the ids that were put aside.
 */
export async function deliverPage(
  deps: DeliverDeps,
  db: string,
  rows: readonly FeedRow[],
  expectFresh: boolean,
): Promise<readonly string[]> {
  const byCollection = new Map<CollectionName, HubRecord[]>();
  const erasedIn = new Map<CollectionName, string[]>();
  const movedIn = new Map<CollectionName, HubStub[]>();
  /** Nothing of these stays, what an earlier build could not place included. */
  const gone: string[] = [];
  const aside: AsideRow[] = [];

  for (const row of rows) {
    const place = placeRow(row);
    if (place.kind === 'record') {
      pushTo(byCollection, place.collection, { record: place.record, rev: row.rev });
    } else if (place.kind === 'aside') {
      aside.push({ id: row.id, db, rev: row.rev, record: place.record });
    } else if (place.kind === 'erased') {
      gone.push(row.id);
      if (place.collection) pushTo(erasedIn, place.collection, row.id);
    } else if (place.kind === 'moved') {
      gone.push(row.id);
      if (place.collection) pushTo(movedIn, place.collection, { stub: place.stub, rev: row.rev });
    }
  }

  if (aside.length > 0) await deps.control.putAside(aside);
  if (gone.length > 0) await deps.control.removeAside(gone);
  for (const [collection, ids] of erasedIn) await eraseRecords(deps, collection, ids);
  for (const [collection, stubs] of movedIn) await takeAwayMoved(deps, db, collection, stubs);
  const ends = await Promise.allSettled(
    [...byCollection].map(([collection, records]) => deliverRecords(deps, db, collection, records, expectFresh)),
  );
  // A failure is told when all of them have ended: nothing goes on writing once the engine has stopped.
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  return aside.map((row) => row.id);
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Takes records as the hub has them into one collection; see `deliverPage`. */
async function deliverRecords(
  deps: DeliverDeps,
  db: string,
  collection: CollectionName,
  incoming: readonly HubRecord[],
  expectFresh: boolean,
): Promise<void> {
  const incomingById = new Map(incoming.map((row) => [row.record._id, row]));
  for (const { record } of incoming) observeRecord(deps.clock, record);
  const { replica } = deps.control;
  const ownCounter = incoming.reduce((highest, { record }) => Math.max(highest, record.vv[replica] ?? 0), 0);
  await deps.control.notice({ replica, counter: ownCounter });
  await deps.store.hold([...incomingById.keys()], () =>
    deliverHeld(deps, db, collection, incomingById, expectFresh && incoming.length >= FRESH_INSERT_ROWS),
  );
}

/** `deliverRecords` while nobody else changes the records. */
async function deliverHeld(
  { store, control, clock }: DeliverDeps,
  db: string,
  collection: CollectionName,
  incoming: ReadonlyMap<string, HubRecord>,
  isFreshInsert: boolean,
): Promise<void> {
  const ids = [...incoming.keys()];
  // Rows queued here and not yet in the collection (a crash or a full disk between the two) are part of the local truth.
  const queued = await control.queued(ids);
  const known =
    isFreshInsert && queued.size === 0 ? new Map<string, StoredRecord>() : await store.read(collection, ids);

  let pending = [...incoming.values()];
  for (let round = 0; pending.length > 0; round += 1) {
    if (round === MAX_ROUNDS) throw new AppError('device.storage-failed', 'records change although they are held');
    const decisions = pending.map((row) =>
      reconcile(row, known.get(row.record._id), queued.get(row.record._id)?.record),
    );
    // Queue first: a merge that is in the collection but not in the queue would never reach the hub.
    const ahead = decisions.flatMap(({ ahead }) => ahead ?? []);
    if (ahead.length > 0) {
      const nowMs = clock.nowMs();
      await control.queue(ahead.map(({ record, rev }) => outboxRow(db, collection, record, rev, nowMs)));
    }
    const writes = decisions.flatMap(({ write }) => write ?? []);
    const inTheWay = writes.length > 0 ? await store.write(collection, writes) : new Map<string, StoredRecord>();
    pending = [...inTheWay.keys()].flatMap((id) => incoming.get(id) ?? []);
    for (const [id, current] of inTheWay) known.set(id, current);
  }
  if (queued.size > 0) await acknowledgeArrived(control, queued, incoming);
}

interface Decision {
  /** What to write so that the device has taken the row in; absent when it already has. */
  readonly write?: StoreWrite;
  /** What the hub lacks: merged just now, edited here, or lost by a hub that went back without saying so. */
  readonly ahead?: HubRecord;
}

function reconcile({ record, rev }: HubRecord, current?: StoredRecord, unsent?: WireRecord): Decision {
  const take = (next: WireRecord): Decision =>
    current?.rev === rev && compareVectors(current.vv, next.vv) === 'equal'
      ? {}
      : { write: { previous: current, next: toStored(next, rev) } };
  const local = localState(current, unsent);
  if (!local) return take(record);
  switch (compareVectors(local.vv, record.vv)) {
    case 'before':
    case 'equal':
      return take(record);
    case 'after':
      return { ...take(local), ahead: { record: local, rev } };
    case 'concurrent': {
      const merged = joinRecords(local, record);
      return { ...take(merged), ahead: { record: merged, rev } };
    }
  }
}

/** Removes from the queue what the hub's states cover: it has arrived. */
async function acknowledgeArrived(
  control: ControlStore,
  queued: ReadonlyMap<string, OutboxRow>,
  incoming: ReadonlyMap<string, HubRecord>,
): Promise<void> {
  const arrived = [...queued.values()].flatMap((row) => {
    const hub = incoming.get(row.id);
    const causality = hub ? compareVectors(row.record.vv, hub.record.vv) : 'after';
    return hub && (causality === 'before' || causality === 'equal')
      ? [{ id: row.id, vectorKey: row.vectorKey, rev: hub.rev }]
      : [];
  });
  if (arrived.length > 0) await control.acknowledge(arrived);
}

/** Legal erasure reached the device: the record goes, unless something about it is still unsent and needs a person. */
async function eraseRecords(
  { store, control }: DeliverDeps,
  collection: CollectionName,
  ids: readonly string[],
): Promise<void> {
  await store.hold(ids, async () => {
    const queued = await control.queued(ids);
    if (queued.size > 0) {
      const change = { state: 'refused', code: 'row.deletion', reason: 'erased at the hub' } as const;
      await control.amend([...queued.values()].map(({ id, vectorKey }) => ({ id, vectorKey, change })));
    }
    const gone = ids.filter((id) => !queued.has(id));
    const known = await store.read(collection, gone);
    if (known.size > 0) await store.erase(collection, [...known.values()]);
  });
}

/**
 * Looks again at rows that an earlier build could not place; run once when the database opens. What still cannot be
 * placed stays aside.
 */
export async function deliverAside(deps: DeliverDeps): Promise<void> {
  for (const { id, db, rev, record } of await deps.control.aside()) {
    const place = placeRow({ id, rev, deleted: false, record });
    if (place.kind === 'record') {
      await deliverRecords(deps, db, place.collection, [{ record: place.record, rev }], false);
    } else if (place.kind === 'moved') {
      if (place.collection) await takeAwayMoved(deps, db, place.collection, [{ stub: place.stub, rev }]);
    } else continue;
    await deps.control.removeAside([id]);
  }
}

import { AppError } from '../errors/app-error';
import type { WireRecord } from '../schema/envelope';
import { parseDocumentId } from '../schema/ids';
import type { CollectionName } from '../schema/record-type';
import { liftRecord } from '../schema/migrate';
import { findRecordType } from '../schema/registry';
import { mergeRecords } from './merge';
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
import { toStored, toWire } from './rxdb-store';
import { observeRecord, type HybridClock } from './stamp';
import { compareVectors, vectorKey } from './vector';

export interface DeliverDeps {
  readonly store: RecordStore;
  readonly control: ControlStore;
  readonly clock: HybridClock;
}

/** Reading a page's known rows first costs one read; below this many unknown rows it is not worth guessing. */
const FRESH_INSERT_ROWS = 200;

/** A record that keeps changing under us this often is not a race any more. */
const MAX_RACES = 50;

/**
 * Takes a page of one hub database into the local collections. Resolves when everything in it is on disk: records written
 * or merged, what this build cannot place put aside, what the hub has of our own unsent rows acknowledged. Safe to repeat.
 */
export async function deliverPage(
  deps: DeliverDeps,
  db: string,
  rows: readonly FeedRow[],
  expectFresh: boolean,
): Promise<void> {
  const byCollection = new Map<CollectionName, HubRecord[]>();
  const erased = new Map<CollectionName, string[]>();
  const aside: AsideRow[] = [];

  for (const row of rows) {
    const type = findRecordType(parseDocumentId(row.id)?.type ?? '');
    if (row.deleted) {
      if (type) pushTo(erased, type.collection, row.id);
    } else if (row.record !== null) {
      if (!type || row.record.schema > type.version) aside.push({ id: row.id, db, rev: row.rev, record: row.record });
      else pushTo(byCollection, type.collection, { record: liftRecord(type, row.record), rev: row.rev });
    }
  }

  if (aside.length > 0) await deps.control.putAside(aside);
  for (const [collection, ids] of erased) await eraseRecords(deps, collection, ids);
  await Promise.all(
    [...byCollection].map(([collection, records]) => deliverRecords(deps, db, collection, records, expectFresh)),
  );
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Takes records as the hub has them into one collection; see `deliverPage`. */
export async function deliverRecords(
  deps: DeliverDeps,
  db: string,
  collection: CollectionName,
  incoming: readonly HubRecord[],
  expectFresh: boolean,
): Promise<void> {
  const { store, control } = deps;
  const incomingById = new Map(incoming.map((row) => [row.record._id, row]));
  for (const { record } of incoming) observeRecord(deps.clock, record);

  // Rows queued here and not yet in the collection (a crash between the two) are part of the local truth.
  const queued = await control.queued([...incomingById.keys()]);
  const known =
    expectFresh && incoming.length >= FRESH_INSERT_ROWS && queued.size === 0
      ? new Map<string, StoredRecord>()
      : await store.read(collection, [...incomingById.keys()]);

  let pending = [...incomingById.values()];
  for (let race = 0; pending.length > 0; race += 1) {
    if (race > MAX_RACES) throw new AppError('device.storage-failed', 'a record keeps changing while it is delivered');
    const decisions = pending.map((row) => reconcile(row, known.get(row.record._id)));
    // Queue first: a merge that is in the collection but not in the queue would never reach the hub.
    const ahead = decisions.flatMap(({ ahead }) => ahead ?? []);
    if (ahead.length > 0) {
      const nowMs = deps.clock.nowMs();
      await control.queue(ahead.map(({ record, rev }) => outboxRow(db, collection, record, rev, nowMs)));
    }
    const writes = decisions.flatMap(({ write }) => write ?? []);
    const inTheWay = writes.length > 0 ? await store.write(collection, writes) : new Map<string, StoredRecord>();
    pending = [...inTheWay.keys()].flatMap((id) => incomingById.get(id) ?? []);
    for (const [id, current] of inTheWay) known.set(id, current);
  }
  if (queued.size > 0) await settleQueued(control, queued, incomingById);
}

interface Decision {
  /** What to write so that the device has taken the row in; absent when it already has. */
  readonly write?: StoreWrite;
  /** What the hub lacks: merged just now, edited here, or lost by a hub that went back without saying so. */
  readonly ahead?: HubRecord;
}

function reconcile(row: HubRecord, current: StoredRecord | undefined): Decision {
  if (!current) return { write: { previous: undefined, next: toStored(row.record, row.rev) } };
  const takeRevision: Decision =
    current.rev === row.rev ? {} : { write: { previous: current, next: { ...current, rev: row.rev } } };
  switch (compareVectors(current.vv, row.record.vv)) {
    case 'before':
      return { write: { previous: current, next: toStored(row.record, row.rev) } };
    case 'equal':
      return takeRevision;
    case 'after':
      return { ...takeRevision, ahead: { record: toWire(current), rev: row.rev } };
    case 'concurrent': {
      const record = mergeRecords(toWire(current), row.record, findRecordType(row.record.type)?.merge ?? {});
      return { write: { previous: current, next: toStored(record, row.rev) }, ahead: { record, rev: row.rev } };
    }
  }
}

/** A row of the outbox for the state `record`, waiting to go out. */
export function outboxRow(
  db: string,
  collection: CollectionName,
  record: WireRecord,
  rev: string,
  queuedAtMs: number,
): OutboxRow {
  return { id: record._id, db, collection, record, rev, vectorKey: vectorKey(record.vv), queuedAtMs, state: 'waiting' };
}

/**
 * What the outbox holds for a record after `next` was queued over `existing`. Never goes back: a row that is ahead stays
 * (with its revision brought up to date), concurrent ones merge. A control store applies it in one transaction.
 */
export function joinOutboxRows(existing: OutboxRow | undefined, next: OutboxRow): OutboxRow {
  if (!existing) return next;
  switch (compareVectors(existing.record.vv, next.record.vv)) {
    case 'before':
      return next;
    case 'equal':
    case 'after':
      return existing;
    case 'concurrent': {
      const policies = findRecordType(next.record.type)?.merge ?? {};
      const record = mergeRecords(existing.record, next.record, policies);
      return { ...next, record, vectorKey: vectorKey(record.vv) };
    }
  }
}

/** The hub's state covers a queued row: it has arrived. A queued row that is ahead of it takes over its revision. */
async function settleQueued(
  control: ControlStore,
  queued: ReadonlyMap<string, OutboxRow>,
  incoming: ReadonlyMap<string, HubRecord>,
): Promise<void> {
  const arrived: { id: string; vectorKey: string; rev: string }[] = [];
  const ahead: { id: string; vectorKey: string; change: { rev: string } }[] = [];
  for (const [id, row] of queued) {
    const hub = incoming.get(id);
    if (!hub) continue;
    const causality = compareVectors(row.record.vv, hub.record.vv);
    if (causality === 'before' || causality === 'equal') arrived.push({ id, vectorKey: row.vectorKey, rev: hub.rev });
    else if (causality === 'after') ahead.push({ id, vectorKey: row.vectorKey, change: { rev: hub.rev } });
  }
  if (arrived.length > 0) await control.acknowledge(arrived);
  if (ahead.length > 0) await control.amend(ahead);
}

/** Legal erasure reached the device: the record goes, unless something about it is still unsent and needs a person. */
async function eraseRecords(deps: DeliverDeps, collection: CollectionName, ids: readonly string[]): Promise<void> {
  const queued = await deps.control.queued(ids);
  if (queued.size > 0) {
    await deps.control.amend(
      [...queued.values()].map((row) => ({
        id: row.id,
        vectorKey: row.vectorKey,
        change: { state: 'refused' as const, code: 'row.deletion', reason: 'erased at the hub' },
      })),
    );
  }
  const known = await deps.store.read(
    collection,
    ids.filter((id) => !queued.has(id)),
  );
  if (known.size > 0) await deps.store.erase(collection, [...known.values()]);
}

/** Looks again at rows that an earlier build could not place; run once when the database opens. */
export async function deliverAside(deps: DeliverDeps): Promise<void> {
  for (const row of await deps.control.aside()) {
    const type = findRecordType(row.record.type);
    if (!type || row.record.schema > type.version) continue;
    await deliverRecords(
      deps,
      row.db,
      type.collection,
      [{ record: liftRecord(type, row.record), rev: row.rev }],
      false,
    );
    await deps.control.removeAside([row.id]);
  }
}

/**
 * Brings the collections up to what the outbox says was saved: after a crash between the two writes of a save, the
 * outbox is ahead. Run once when the database opens, before anything else reads it.
 */
export async function replayOutbox({ store, control }: DeliverDeps): Promise<void> {
  for (const row of await control.allQueued()) {
    for (let race = 0; race <= MAX_RACES; race += 1) {
      const current = (await store.read(row.collection, [row.id])).get(row.id);
      const causality = current ? compareVectors(current.vv, row.record.vv) : 'before';
      if (causality === 'equal' || causality === 'after') break;
      const policies = findRecordType(row.record.type)?.merge ?? {};
      const record = current ? mergeRecords(toWire(current), row.record, policies) : row.record;
      const inTheWay = await store.write(row.collection, [
        { previous: current, next: toStored(record, current?.rev ?? row.rev) },
      ]);
      if (inTheWay.size === 0) break;
    }
  }
}

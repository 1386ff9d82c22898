import { AppError } from '../errors/app-error';
import { LIMITS } from '../ipc/station-api';
import type { WireRecord } from '../schema/envelope';
import { databaseName, documentId, parseDocumentId } from '../schema/ids';
import type { CollectionName, RecordType } from '../schema/record-type';
import { findRecordType } from '../schema/registry';
import {
  beginWriting,
  createRecord,
  editRecord,
  settleConflict,
  type Decision,
  type NewRecord,
  type Writing,
} from './author';
import type { DeliverDeps } from './deliver';
import { jsonBytes } from './json-bytes';
import { outboxRow } from './outbox';
import type { StoredRecord } from './ports';
import { otherPlacements } from './placements';
import { toStored, toWire } from './rxdb-store';
import { stampOf } from './merge';
import { observeRecord } from './stamp';

export interface LocalWriterDeps extends DeliverDeps {
  /** uid of the signed-in person. */
  readonly author: string;
  /** Called after a write is on disk, with the hub database it is bound for. */
  onQueued(db: string): void;
}

/** A new record of a known type; the schema version is the type's current one. */
export type Creation = Omit<NewRecord, 'schema'>;

/** The changed fields, computed from the record as it is at that moment. */
export type Change = (record: WireRecord) => Readonly<Record<string, unknown>>;

/** One of several writes that belong together. */
export type Write =
  | {
      readonly kind: 'create';
      readonly creation: Creation;
      /** Leaves a record of this id that is there as it is, instead of failing: a write that is taken up again after a crash. */
      readonly keepExisting?: boolean;
    }
  | { readonly kind: 'edit'; readonly id: string; readonly change: Change }
  /** What a person decided about contested fields of a record. */
  | { readonly kind: 'settle'; readonly id: string; readonly decisions: readonly Decision[] };

/**
 * The only way to write records on a device. A promise that resolves means "saved": the write is on disk twice, in the
 * outbox and in its collection, and survives a crash at any point; the hub is not involved.
 */
export interface LocalWriter {
  /**
   * Throws `row.conflict` when the device holds a record of this id, `row.malformed` for fields that do not fit, `row.too-large`
   * for more than a hub takes, `device.storage-full` and `device.storage-failed`.
   */
  create(creation: Creation): Promise<WireRecord>;
  /** Throws `request.not-found` when this device does not hold the record, `device.locked` when it cannot open it; else as `create`. */
  edit(id: string, change: Change): Promise<WireRecord>;
  /**
   * Writes down what a person decided; values that came since the person looked stay open. Throws `row.stale-vector` when another
   * value than one of those seen stands by now, else as `edit`.
   */
  settle(id: string, decisions: readonly Decision[]): Promise<WireRecord>;
  /**
   * All of the writes or none of them, on this device; at the hub they arrive one after another. Each record is named once. Answers
   * with the records in the order asked for, as they stand after it. Throws as `create` and `edit`.
   */
  writeTogether(writes: readonly Write[]): Promise<readonly WireRecord[]>;
}

/** A write that is ready for the disk. */
interface Prepared {
  readonly type: RecordType<never>;
  readonly previous: StoredRecord | undefined;
  readonly record: WireRecord;
  readonly rev: string;
}

/** See `LocalWriter`. */
export function createLocalWriter(deps: LocalWriterDeps): LocalWriter {
  const { store, control, clock } = deps;

  async function begin(): Promise<Writing> {
    const { replica, counter } = await control.nextWrite();
    return beginWriting(clock, replica, counter, deps.author);
  }

  async function prepare(write: Write, current: StoredRecord | undefined): Promise<Prepared | null> {
    const id = idOf(write);
    if (write.kind === 'create') {
      const { creation, keepExisting = false } = write;
      if (current && keepExisting) return null;
      if (current) throw new AppError('row.conflict', 'a record with this key exists', { details: { id } });
      const type = knownType(creation.type);
      const record = createRecord({ ...creation, schema: type.version }, await begin());
      return { type, previous: undefined, record, rev: '' };
    }
    const type = knownType(parseDocumentId(id)?.type ?? '');
    if (!current) throw new AppError('request.not-found', 'this device does not hold the record', { details: { id } });
    if (current.locked) throw new AppError('device.locked', 'the record does not open here', { details: { id } });
    const wire = toWire(current);
    observeRecord(clock, wire);
    if (write.kind === 'settle') assertSeen(wire, write.decisions);
    const writing = await begin();
    const record =
      write.kind === 'settle'
        ? settleConflict(wire, write.decisions, writing)
        : editRecord(wire, write.change(wire), writing);
    return { type, previous: current, record, rev: current.rev };
  }

  /** Outbox first, in one transaction: after a crash between the two, what it holds is brought into the collections. */
  async function save(prepared: readonly Prepared[]): Promise<void> {
    for (const { type, previous, record } of prepared) check(type, record, previous);
    const rows = prepared.map(({ type, record, rev }) =>
      outboxRow(databaseFor(type, record), type.collection, record, rev, clock.nowMs()),
    );
    await control.queue(rows);
    for (const collection of new Set(prepared.map(({ type }) => type.collection))) {
      const inTheWay = await store.write(
        collection,
        prepared
          .filter(({ type }) => type.collection === collection)
          .map(({ previous, record, rev }) => ({ previous, next: toStored(record, rev) })),
      );
      if (inTheWay.size > 0) throw new Error('a record changed although it was held');
    }
    for (const db of new Set(rows.map((row) => row.db))) deps.onQueued(db);
  }

  async function readAll(ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>> {
    const byCollection = new Map<CollectionName, string[]>();
    for (const id of ids) {
      const { collection } = knownType(parseDocumentId(id)?.type ?? '');
      const wanted = byCollection.get(collection) ?? [];
      wanted.push(id);
      byCollection.set(collection, wanted);
    }
    const found = await Promise.all([...byCollection].map(([collection, wanted]) => store.read(collection, wanted)));
    return new Map(found.flatMap((records) => [...records]));
  }

  async function writeTogether(writes: readonly Write[]): Promise<readonly WireRecord[]> {
    const ids = writes.map(idOf);
    if (new Set(ids).size < ids.length) throw new Error('a record is named twice in one write');
    const elsewhere = await otherPlacements(control, ids);
    return store.hold([...ids, ...elsewhere], async () => {
      const stored = await readAll(ids);
      // Numbered in one row, what is written in one grid would seem to have seen what was written in the other.
      if (elsewhere.length > 0 && (await readAll(elsewhere)).size > 0) await control.renewReplica();
      const prepared: Prepared[] = [];
      const results: WireRecord[] = [];
      for (const write of writes) {
        const current = stored.get(idOf(write));
        const ready = await prepare(write, current);
        if (ready) prepared.push(ready);
        results.push(ready ? ready.record : toWire(current as StoredRecord));
      }
      if (prepared.length > 0) await save(prepared);
      return results;
    });
  }

  const writeOne = async (write: Write): Promise<WireRecord> => {
    const [record] = await writeTogether([write]);
    return record as WireRecord;
  };
  return {
    create: (creation) => writeOne({ kind: 'create', creation }),
    edit: (id, change) => writeOne({ kind: 'edit', id, change }),
    settle: (id, decisions) => writeOne({ kind: 'settle', id, decisions }),
    writeTogether,
  };
}

const idOf = (write: Write): string => {
  if (write.kind !== 'create') return write.id;
  const { type, scope, uid, key } = write.creation;
  return documentId(type, scope, key ?? uid);
};

const databaseFor = (type: RecordType<never>, { _id }: WireRecord): string =>
  databaseOf(type, parseDocumentId(_id)?.scope ?? '');

function knownType(name: string): RecordType<never> {
  const type = findRecordType(name);
  if (!type) throw new Error(`no such record type: ${name}`);
  return type;
}

/** A value that nobody saw must not be overwritten by a decision about the others. */
function assertSeen(record: WireRecord, decisions: readonly Decision[]): void {
  const unseen = decisions.filter(({ field, seen }) => !seen.includes(stampOf(record, field)));
  if (unseen.length === 0) return;
  const fields = unseen.map(({ field }) => field).join(', ');
  throw new AppError('row.stale-vector', 'another value stands since', { details: { id: record._id, fields } });
}

/** A record the hub would refuse is refused here, where the person can still mend it. */
function check(type: RecordType<never>, record: WireRecord, previous: StoredRecord | undefined): void {
  const parsed = type.schema.safeParse(record);
  if (parsed.success) return checkSize(record, previous);
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))].join(', ');
  throw new AppError('row.malformed', `fields that do not fit: ${fields}`, { details: { id: record._id, fields } });
}

/** Left for what a record gains on its way: its revision, and values that yield to it in a merge. */
const ROOM_BYTES = 8 * 1024;

/**
 * One that has become too large by values that wait in it may still be made smaller: deciding about them is how it fits again.
 */
function checkSize(record: WireRecord, previous: StoredRecord | undefined): void {
  const bytes = jsonBytes(record);
  if (bytes <= LIMITS.documentBytes - ROOM_BYTES) return;
  if (previous && bytes < jsonBytes(toWire(previous))) return;
  throw new AppError('row.too-large', 'more than a hub takes in one record', { details: { id: record._id, bytes } });
}

function databaseOf(type: RecordType<never>, scope: string): string {
  const [station, grid] = scope.split('-');
  return databaseName(type.database, station ?? '', grid === undefined ? undefined : Number(grid));
}

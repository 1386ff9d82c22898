import { AppError } from '../errors/app-error';
import { LIMITS } from '../ipc/station-api';
import type { WireRecord } from '../schema/envelope';
import { databaseName, parseDocumentId } from '../schema/ids';
import type { RecordType } from '../schema/record-type';
import { findRecordType } from '../schema/registry';
import { beginWriting, createRecord, editRecord, type NewRecord, type Writing } from './author';
import type { DeliverDeps } from './deliver';
import { jsonBytes } from './json-bytes';
import { outboxRow } from './outbox';
import type { StoredRecord } from './ports';
import { toStored, toWire } from './rxdb-store';
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
}

/** See `LocalWriter`. */
export function createLocalWriter(deps: LocalWriterDeps): LocalWriter {
  const { store, control, clock } = deps;

  async function begin(): Promise<Writing> {
    const { replica, counter } = await control.nextWrite();
    return beginWriting(clock, replica, counter, deps.author);
  }

  /** Outbox first: after a crash between the two, what it holds is brought into the collection. */
  async function save(type: RecordType<never>, previous: StoredRecord | undefined, record: WireRecord): Promise<void> {
    check(type, record);
    const db = databaseOf(type, parseDocumentId(record._id)?.scope ?? '');
    const rev = previous?.rev ?? '';
    await control.queue([outboxRow(db, type.collection, record, rev, clock.nowMs())]);
    const inTheWay = await store.write(type.collection, [{ previous, next: toStored(record, rev) }]);
    if (inTheWay.size > 0) throw new Error('a record changed although it was held');
    deps.onQueued(db);
  }

  return {
    async create(creation) {
      const type = knownType(creation.type);
      const record = createRecord({ ...creation, schema: type.version }, await begin());
      await store.hold([record._id], async () => {
        if ((await store.read(type.collection, [record._id])).size > 0) {
          throw new AppError('row.conflict', 'a record with this key exists', { details: { id: record._id } });
        }
        await save(type, undefined, record);
      });
      return record;
    },

    edit: (id, change) =>
      store.hold([id], async () => {
        const type = knownType(parseDocumentId(id)?.type ?? '');
        const current = (await store.read(type.collection, [id])).get(id);
        if (!current) {
          throw new AppError('request.not-found', 'this device does not hold the record', { details: { id } });
        }
        if (current.locked) throw new AppError('device.locked', 'the record does not open here', { details: { id } });
        const wire = toWire(current);
        observeRecord(clock, wire);
        const record = editRecord(wire, change(wire), await begin());
        await save(type, current, record);
        return record;
      }),
  };
}

function knownType(name: string): RecordType<never> {
  const type = findRecordType(name);
  if (!type) throw new Error(`no such record type: ${name}`);
  return type;
}

/** A record the hub would refuse is refused here, where the person can still mend it. */
function check(type: RecordType<never>, record: WireRecord): void {
  const parsed = type.schema.safeParse(record);
  if (parsed.success) return checkSize(record);
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))].join(', ');
  throw new AppError('row.malformed', `fields that do not fit: ${fields}`, { details: { id: record._id, fields } });
}

/** Left for what a record gains on its way: its revision, and values that yield to it in a merge. */
const ROOM_BYTES = 8 * 1024;

function checkSize(record: WireRecord): void {
  const bytes = jsonBytes(record);
  if (bytes <= LIMITS.documentBytes - ROOM_BYTES) return;
  throw new AppError('row.too-large', 'more than a hub takes in one record', { details: { id: record._id, bytes } });
}

function databaseOf(type: RecordType<never>, scope: string): string {
  const [station, grid] = scope.split('-');
  return databaseName(type.database, station ?? '', grid === undefined ? undefined : Number(grid));
}

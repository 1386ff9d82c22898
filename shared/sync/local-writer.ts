import { AppError } from '../errors/app-error';
import type { WireRecord } from '../schema/envelope';
import { databaseName, parseDocumentId } from '../schema/ids';
import type { RecordType } from '../schema/record-type';
import { findRecordType } from '../schema/registry';
import { beginWriting, createRecord, editRecord, type NewRecord, type Writing } from './author';
import { outboxRow, type DeliverDeps } from './deliver';
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

/** The changed fields, computed from the record as it is at that moment. May run more than once. */
export type Change = (record: WireRecord) => Readonly<Record<string, unknown>>;

/**
 * The only way to write records on a device. A promise that resolves means "saved": the write is on disk twice, in the
 * outbox and in its collection, and survives a crash at any point; the hub is not involved.
 */
export interface LocalWriter {
  /** Throws `row.conflict` when the device holds a record of this id, `row.malformed` for fields that do not fit. */
  create(creation: Creation): Promise<WireRecord>;
  /** Throws `request.not-found` when this device does not hold the record. */
  edit(id: string, change: Change): Promise<WireRecord>;
}

const MAX_RACES = 50;

/** See `LocalWriter`. */
export function createLocalWriter(deps: LocalWriterDeps): LocalWriter {
  const { store, control, clock } = deps;

  async function begin(): Promise<Writing> {
    return beginWriting(clock, control.replica, await control.nextCounter(), deps.author);
  }

  return {
    async create(creation) {
      const type = knownType(creation.type);
      const record = createRecord({ ...creation, schema: type.version }, await begin());
      check(type, record);
      const db = databaseOf(type, creation.scope);
      // A second state of the same record in the outbox would merge with the first; so look before queueing.
      const exists = new AppError('row.conflict', 'a record with this key exists', { details: { id: record._id } });
      if ((await store.read(type.collection, [record._id])).size > 0) throw exists;
      await control.queue([outboxRow(db, type.collection, record, '', clock.nowMs())]);
      const inTheWay = await store.write(type.collection, [{ previous: undefined, next: toStored(record, '') }]);
      if (inTheWay.size > 0) throw exists; // The feed was quicker by a moment: the queued state merges with it.
      deps.onQueued(db);
      return record;
    },

    async edit(id, change) {
      const type = knownType(parseDocumentId(id)?.type ?? '');
      for (let race = 0; race < MAX_RACES; race += 1) {
        const current = (await store.read(type.collection, [id])).get(id);
        if (!current)
          throw new AppError('request.not-found', 'this device does not hold the record', { details: { id } });
        const wire = toWire(current);
        observeRecord(clock, wire);
        const record = editRecord(wire, change(wire), await begin());
        check(type, record);
        const db = databaseOf(type, parseDocumentId(id)?.scope ?? '');
        await control.queue([outboxRow(db, type.collection, record, current.rev, clock.nowMs())]);
        const next = toStored(record, current.rev);
        const inTheWay = await store.write(type.collection, [{ previous: current, next }]);
        if (inTheWay.size > 0) continue; // The hub's feed was quicker: edit what it brought.
        deps.onQueued(db);
        return record;
      }
      throw new AppError('device.storage-failed', 'a record keeps changing while it is edited', { details: { id } });
    },
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
  if (parsed.success) return;
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))].join(', ');
  throw new AppError('row.malformed', `fields that do not fit: ${fields}`, { details: { id: record._id, fields } });
}

function databaseOf(type: RecordType<never>, scope: string): string {
  const [station, grid] = scope.split('-');
  return databaseName(type.database, station ?? '', grid === undefined ? undefined : Number(grid));
}

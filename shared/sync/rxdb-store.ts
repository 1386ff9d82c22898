import type { RxCollection, RxDocumentData } from 'rxdb';
import { prepareQuery } from 'rxdb';
import { AppError } from '../errors/app-error';
import { findRecordType } from '../schema/registry';
import type { WireRecord } from '../schema/envelope';
import type { CollectionName, SortKeys } from '../schema/record-type';
import { createKeyedLock } from './keyed-lock';
import type { AgedStore } from './budget';
import type { RecordStore, StoredRecord } from './ports';
import { onDevice } from './storage-error';

/** RxDB collections by name; only those that are open. */
export type Collections = Readonly<Partial<Record<CollectionName, RxCollection<StoredRecord>>>>;

type Row = RxDocumentData<StoredRecord>;

/** Names a write in RxDB's change stream as one of ours. */
const WRITE_CONTEXT = 'linli-record-store';

/**
 * Records in RxDB, read and written through the collections' own (wrapped) storage instances: whole pages at once, with
 * RxDB's optimistic check, so that a page of the feed and a keystroke that land on one record cannot overwrite each other.
 * Live queries follow, because they listen to the same instances.
 */
export function createRxdbStore(collections: Collections): RecordStore & AgedStore {
  const storageOf = (name: CollectionName) => {
    const collection = collections[name];
    if (!collection) throw new Error(`collection ${name} is not open`);
    return collection.storageInstance;
  };

  const lock = createKeyedLock();

  return {
    hold: (ids, task) => lock.run(ids, task),

    async read(name, ids) {
      const rows = await onDevice(() => storageOf(name).findDocumentsById([...ids], false));
      return new Map(rows.map((row) => [row._id, row]));
    },

    async write(name, writes) {
      const rows = writes.map(({ previous, next }) =>
        previous === undefined
          ? { document: asRow(next) }
          : { previous: previous as Row, document: { ...asRow(next), _meta: { ...(previous as Row)._meta } } },
      );
      const { error } = await onDevice(() => storageOf(name).bulkWrite(rows, WRITE_CONTEXT));
      const inTheWay = new Map<string, StoredRecord>();
      for (const failure of error) {
        if (failure.status !== 409) throw new Error(`storage refused a record with status ${failure.status}`);
        inTheWay.set(failure.documentId, failure.documentInDb);
      }
      return inTheWay;
    },

    async erase(name, records) {
      const rows = records.map((record) => ({ previous: record as Row, document: asErased(record as Row) }));
      const { error } = await onDevice(() => storageOf(name).bulkWrite(rows, WRITE_CONTEXT));
      if (error.length > 0) throw new AppError('device.storage-failed', `${error.length} records were not erased`);
    },

    async page(name, type, scope, afterId, limit) {
      const storage = storageOf(name);
      const prefix = `${type}~${scope}~`;
      const query = prepareQuery<StoredRecord>(storage.schema, {
        selector: {
          _deleted: { $eq: false },
          _id: { $gt: afterId > prefix ? afterId : prefix, $lt: `${prefix}\uffff` },
        },
        sort: [{ _deleted: 'asc' }, { _id: 'asc' }],
        limit,
        skip: 0,
      } as Parameters<typeof prepareQuery<StoredRecord>>[1]);
      const { documents } = await onDevice(() => storage.query(query));
      return documents;
    },

    async count(name, type) {
      const storage = storageOf(name);
      const query = prepareQuery<StoredRecord>(storage.schema, {
        selector: { _deleted: { $eq: false }, _id: { $gt: `${type}~`, $lt: `${type}~\uffff` } },
        sort: [{ _deleted: 'asc' }, { _id: 'asc' }],
        skip: 0,
      } as Parameters<typeof prepareQuery<StoredRecord>>[1]);
      return (await onDevice(() => storage.count(query))).count;
    },

    async byRank(name, type, after, limit) {
      const storage = storageOf(name);
      for (let rows = limit; ; rows *= 2) {
        const query = prepareQuery<StoredRecord>(storage.schema, {
          selector: { _deleted: { $eq: false }, type: { $eq: type }, rank: { $gte: after.rank } },
          sort: [{ type: 'asc' }, { rank: 'asc' }, { _id: 'asc' }],
          limit: rows,
          skip: 0,
        } as Parameters<typeof prepareQuery<StoredRecord>>[1]);
        const { documents } = await onDevice(() => storage.query(query));
        const fresh = documents.filter(({ rank, _id }) => rank > after.rank || _id > after.id);
        // Only where a whole page shares one rank is there nothing new in it, and still more to come.
        if (fresh.length > 0 || documents.length < rows) return fresh;
      }
    },
  };
}

// RxDB's own fields; `_rev`, `_meta.lwt` are filled by the wrapped instance.
function asRow(record: StoredRecord): Row {
  return { ...record, _deleted: false, _attachments: {}, _rev: '', _meta: { lwt: 1 } };
}

// RxDB keeps a deleted document until its next cleanup; what was erased by law must not wait for that.
function asErased({ _id, type, _rev, _meta, _attachments }: Row): Row {
  const rest = { rank: '', owner: '', rev: '', _deleted: true, _attachments, _rev, _meta: { ..._meta } };
  return { _id, type, ...rest } as unknown as Row;
}

/** A record as the device stores it: with its sort keys and the revision it was read at. */
export function toStored(record: WireRecord, rev: string): StoredRecord {
  return { ...record, ...sortKeysOf(record), rev };
}

function sortKeysOf(record: WireRecord): SortKeys {
  const type = findRecordType(record.type);
  return type ? type.sortKeys(record as never) : { rank: '', owner: '' };
}

const LOCAL_FIELDS: ReadonlySet<string> = new Set([
  'rank',
  'owner',
  'rev',
  'locked',
  '_deleted',
  '_attachments',
  '_rev',
  '_meta',
]);

/** The record without what belongs to this device alone: what is queued, merged and sent. */
export function toWire(stored: WireRecord): WireRecord {
  return Object.fromEntries(
    Object.entries(stored).filter(([field]) => !LOCAL_FIELDS.has(field)),
  ) as unknown as WireRecord;
}

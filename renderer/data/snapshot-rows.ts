import type { RxCollection } from 'rxdb';
import type { Table } from 'dexie';
import type { StoredRecord } from '#shared/sync/ports';
import { rowCipherOf } from './encrypted-storage';
import type { Row } from './row-cipher';

/** The records of one type, deleted ones among them. A query walks a cursor; this reads RxDB's Dexie table in one go. */
export async function readRows(collection: RxCollection<StoredRecord>, type: string): Promise<readonly StoredRecord[]> {
  const table = await dexieTableOf(collection);
  const rows = rowCipherOf(collection.internalStorageInstance);
  if (!table || !rows) {
    return (await collection.find({ selector: { type } }).exec()).map((document) => document.toJSON());
  }
  const closed = await table.where('_id').between(`${type}~`, `${type}~\uffff`).toArray();
  // RxDB's Dexie storage keeps `_deleted` as '0' or '1'.
  const opened = await Promise.all(closed.map((row) => rows.open({ ...row, _deleted: row['_deleted'] === '1' })));
  return opened as unknown as readonly StoredRecord[];
}

async function dexieTableOf(collection: RxCollection<StoredRecord>): Promise<Table<Row, string> | null> {
  const internals: unknown = await collection.storageInstance.internals;
  const table = (internals as { readonly dexieTable?: Table<Row, string> } | null)?.dexieTable;
  return table ?? null;
}

import type { RxCollection } from 'rxdb';
import type { Table } from 'dexie';
import { Observable, ReplaySubject, share } from 'rxjs';
import type { WireRecord } from '#shared/schema/envelope';
import type { StoredRecord } from '#shared/sync/ports';

/**
 * Every record of one type, held in memory and kept current: what lists over names, and rules over everybody, are computed
 * from. A query over tens of thousands of records walks a cursor and makes an object with getters for each; this reads the
 * table in one go and then follows the collection's changes, so that opening 100,000 records is the price of reading them.
 */
export function snapshotOf<T extends WireRecord>(
  collection: RxCollection<StoredRecord>,
  type: string,
): Observable<readonly T[]> {
  return new Observable<readonly T[]>((subscriber) => {
    const records = new Map<string, T>();
    const early: StoredRecord[] = [];
    let isLoaded = false;
    let pending = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const emit = () => {
      timer = undefined;
      pending = 0;
      subscriber.next([...records.values()]);
    };
    const take = (record: StoredRecord & { readonly _deleted?: boolean }) => {
      if (record._deleted) records.delete(record._id);
      else records.set(record._id, record as unknown as T);
    };

    const changes = collection.storageInstance.changeStream().subscribe(({ events }) => {
      for (const { documentData } of events) {
        if (documentData.type !== type) continue;
        pending += 1;
        if (isLoaded) take(documentData);
        else early.push(documentData);
      }
      if (isLoaded && pending > 0) timer ??= setTimeout(emit, pending > FLOOD_ROWS ? FLOOD_MS : QUIET_MS);
    });

    readAll(collection, type).then(
      (rows) => {
        for (const row of rows) take(row);
        for (const row of early) take(row);
        isLoaded = true;
        emit();
      },
      (error: unknown) => subscriber.error(error),
    );
    return () => {
      clearTimeout(timer);
      changes.unsubscribe();
    };
  }).pipe(share({ connector: () => new ReplaySubject(1), resetOnRefCountZero: true }));
}

/** A change a person made shows within this. */
const QUIET_MS = 20;

/** A first sync brings pages of thousands: showing each would take longer than storing it. */
const FLOOD_ROWS = 500;
const FLOOD_MS = 1000;

async function readAll(collection: RxCollection<StoredRecord>, type: string): Promise<readonly StoredRecord[]> {
  const table = await dexieTableOf(collection);
  if (!table) return (await collection.find({ selector: { type } }).exec()).map((document) => document.toJSON());
  // RxDB's Dexie storage keeps `_deleted` as '0' or '1', and every other field of ours as it is.
  const rows = await table.where('_id').between(`${type}~`, `${type}~\uffff`).toArray();
  return rows.filter((row) => row._deleted !== '1').map(({ _deleted, ...row }) => row as unknown as StoredRecord);
}

type DexieRow = Omit<StoredRecord, '_deleted'> & { readonly _deleted: '0' | '1' };

async function dexieTableOf(collection: RxCollection<StoredRecord>): Promise<Table<DexieRow, string> | null> {
  const internals: unknown = await collection.storageInstance.internals;
  const table = (internals as { readonly dexieTable?: Table<DexieRow, string> } | null)?.dexieTable;
  return table ?? null;
}

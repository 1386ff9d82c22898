import { firstValueFrom } from 'rxjs';
import type { WireRecord } from '#shared/schema/envelope';
import { createRxdbStore, toStored } from '#shared/sync/rxdb-store';
import { createLocalCipher } from '#renderer/data/local-cipher';
import { openLocalDatabase } from '#renderer/data/local-database';
import { recordStorage } from '#renderer/data/open-databases';
import { createRecordOpener } from '#renderer/data/record-opener';
import { createRecords } from '#renderer/data/records';

/** The encrypting storage over this browser's own IndexedDB, put through what made RxDB's wrapper fail. */
export interface StorageTrial {
  /** Ids in the order in which the change stream told of them, and in the order of their write times. */
  readonly told: readonly string[];
  readonly written: readonly string[];
  /** What a live query showed last, when one of two rows was closed by another key. */
  readonly shown: readonly string[];
  /** The row that does not open was taken for `locked`. */
  readonly isLocked: boolean;
  /** Writes went on after it. */
  readonly isAlive: boolean;
}

/** Runs the trial with these visits, the first of which another key closes. */
export async function tryStorage(visits: readonly WireRecord[]): Promise<StorageTrial> {
  const name = `trial-${crypto.randomUUID()}`;
  const [foreign, second, ...rest] = visits;
  if (!foreign || !second) throw new Error('a trial needs two visits');
  const other = await open(name, 1);
  await other.store.write('visits', [fresh(foreign)]);
  await other.local.close();

  const { local, store, visits: collection, records } = await open(name, 2);
  const told: string[] = [];
  collection.storageInstance.changeStream().subscribe(({ events }) => {
    for (const { documentData } of events) if (!documentData.locked) told.push(documentData._id);
  });
  const query = records.find('visits', { selector: { type: 'visit' }, sort: [{ type: 'asc' }, { rank: 'asc' }] });
  let shown: readonly string[] = [];
  query.subscribe((found) => (shown = found.map(({ _id }) => _id)));
  await store.write('visits', [fresh(second)]);
  await Promise.all(rest.map((visit) => store.write('visits', [fresh(visit)])));
  await firstValueFrom(query);
  const rows = await store.read('visits', [foreign._id, ...told]);
  const lwt = (id: string) => (rows.get(id) as unknown as { _meta: { lwt: number } })._meta.lwt;
  await new Promise((resolve) => setTimeout(resolve));
  const isAlive = shown.length === visits.length - 1;
  const isLocked = rows.get(foreign._id)?.locked === true;
  await local.close();
  return { told, written: [...told].sort((a, b) => lwt(a) - lwt(b)), shown, isLocked, isAlive };
}

const fresh = (record: WireRecord) => ({ previous: undefined, next: toStored(record, '1-a') });

async function open(name: string, key: number) {
  const cipher = await createLocalCipher(new Uint8Array(32).fill(key), 'records');
  const local = await openLocalDatabase(name, recordStorage(cipher));
  const { visits } = local.collections;
  if (!visits) throw new Error('no visits');
  const opener = createRecordOpener(async () => null);
  const records = createRecords(local.collections, opener, () => []);
  return { local, visits, records, store: createRxdbStore(local.collections) };
}

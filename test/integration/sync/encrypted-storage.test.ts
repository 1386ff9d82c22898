import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { firstValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { RxStorageChangeEvent } from 'rxdb';
import type { WireRecord } from '#shared/schema/envelope';
import { createRxdbStore, toStored, toWire } from '#shared/sync/rxdb-store';
import type { StoredRecord } from '#shared/sync/ports';
import { createLocalCipher } from '#renderer/data/local-cipher';
import { openLocalDatabase } from '#renderer/data/local-database';
import { recordStorage } from '#renderer/data/open-databases';
import { createRecordOpener } from '#renderer/data/record-opener';
import { createRecords } from '#renderer/data/records';
import { aVisit, testReplica } from '#test/support/builders';

let opened = 0;
const newName = () => `encrypted-${(opened += 1)}`;
const keyOf = (byte: number) => new Uint8Array(32).fill(byte);
const RIGHT = keyOf(1);
const WRONG = keyOf(2);

async function open(name: string, key: Uint8Array<ArrayBuffer>) {
  const local = await openLocalDatabase(name, recordStorage(await createLocalCipher(key, 'records')));
  const { visits } = local.collections;
  if (!visits) throw new Error('no visits');
  const opener = createRecordOpener(async () => null);
  return {
    visits,
    store: createRxdbStore(local.collections),
    records: createRecords(local.collections, opener, () => ['qinghe-1']),
    close: () => local.close(),
  };
}

const fresh = (record: WireRecord) => ({ previous: undefined, next: toStored(record, '1-a') });

/** Every document that lies in IndexedDB under a database name, as it lies there. */
async function onDisk(name: string): Promise<readonly Record<string, unknown>[]> {
  const names = (await Dexie.getDatabaseNames()).filter(
    (each) => each.includes(`${name}--`) && each.endsWith('visits'),
  );
  const all: Record<string, unknown>[] = [];
  for (const each of names) {
    const database = await new Dexie(each).open();
    all.push(...((await database.table('docs').toArray()) as Record<string, unknown>[]));
    database.close();
  }
  return all;
}

describe('records at rest on a device', () => {
  const by = testReplica('rest');

  it('leave only ids, types, sort keys and what RxDB keeps for itself readable', async () => {
    const name = newName();
    const device = await open(name, RIGHT);
    const record = aVisit(1, { by });
    await device.store.write('visits', [fresh(record)]);
    const [row] = await onDisk(name);
    const clear = ['_attachments', '_deleted', '_id', '_meta', '_rev', 'closed', 'owner', 'rank', 'type'];
    expect(Object.keys(row ?? {}).sort()).toEqual(clear);
    expect(JSON.stringify(row)).not.toContain(String(record['finishedAtMs']));
    expect(toWire((await device.store.read('visits', [record._id])).get(record._id) as StoredRecord)).toEqual(record);
    await device.close();
  });

  it('tell of every write in the order it was made, opened', async () => {
    const device = await open(newName(), RIGHT);
    const events: RxStorageChangeEvent<StoredRecord>[] = [];
    device.visits.storageInstance.changeStream().subscribe((bulk) => events.push(...bulk.events));
    const small = Array.from({ length: 60 }, (_, n) => aVisit(n, { by }));
    // Closing the first takes much longer than closing the others.
    const records = small.map((record, n) => (n === 0 ? { ...record, note: '长'.repeat(1_000_000) } : record));
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => device.store.write('visits', records.slice(n * 3, n * 3 + 3).map(fresh))),
    );
    const written = events.map(({ documentData }) => documentData._id);
    expect(new Set(written).size).toBe(60);
    const read = await device.store.read('visits', written);
    const times = written.map((id) => (read.get(id) as unknown as { _meta: { lwt: number } })._meta.lwt);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(events.every(({ documentData }) => !documentData.locked && documentData.vv !== undefined)).toBe(true);
    await device.close();
  });

  it('come back opened when they stand in the way of a write', async () => {
    const device = await open(newName(), RIGHT);
    const record = aVisit(1, { by });
    await device.store.write('visits', [fresh(record)]);
    const inTheWay = await device.store.write('visits', [fresh(record)]);
    expect(toWire(inTheWay.get(record._id) as StoredRecord)).toEqual(record);
    await device.close();
  });

  it('stay out of lists when another key closed them, and hold up nothing', async () => {
    const name = newName();
    const wrong = await open(name, WRONG);
    await wrong.store.write('visits', [fresh(aVisit(1, { by }))]);
    await wrong.close();

    const device = await open(name, RIGHT);
    const found = device.records.find('visits', { selector: { type: 'visit' } });
    const emitted: number[] = [];
    found.subscribe((records) => emitted.push(records.length));
    await device.store.write('visits', [fresh(aVisit(2, { by }))]);
    await firstValueFrom(device.records.all('visits', 'visit'));
    expect(await firstValueFrom(device.records.all('visits', 'visit'))).toHaveLength(1);
    expect(await firstValueFrom(found)).toHaveLength(1);
    expect(await firstValueFrom(device.records.byId('visits', aVisit(1, { by })._id))).toBeNull();

    const locked = (await device.store.read('visits', [aVisit(1, { by })._id])).get(aVisit(1, { by })._id);
    expect(locked?.locked).toBe(true);
    const again = aVisit(1, { by });
    expect(await device.store.write('visits', [{ previous: locked, next: toStored(again, '2-b') }])).toEqual(new Map());
    expect(await firstValueFrom(device.records.byId('visits', again._id))).toMatchObject({ _id: again._id });
    await device.close();
  });

  it('do not open in the place of another record', async () => {
    const name = newName();
    const device = await open(name, RIGHT);
    const [a, b] = [aVisit(1, { by }), aVisit(2, { by })];
    await device.store.write('visits', [fresh(a), fresh(b)]);
    await device.close();
    const [raw] = (await Dexie.getDatabaseNames()).filter(
      (each) => each.includes(`${name}--`) && each.endsWith('visits'),
    );
    const database = await new Dexie(raw ?? '').open();
    const [rowA, rowB] = (await database.table('docs').bulkGet([a._id, b._id])) as Record<string, unknown>[];
    await database.table('docs').put({ ...rowA, closed: rowB?.['closed'] });
    database.close();
    const swapped = await open(name, RIGHT);
    const read = await swapped.store.read('visits', [a._id, b._id]);
    expect([read.get(a._id)?.locked, read.get(b._id)?.locked]).toEqual([true, undefined]);
    await swapped.close();
  });
});

import 'fake-indexeddb/auto';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import type { RxStorage } from 'rxdb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCollections } from '#shared/schema/registry';
import { openDatabases } from '#renderer/data/open-databases';
import { aVisit, testReplica } from '#test/support/builders';
import { until } from '#test/support/device';
import { DB, aNewVisit } from './bad-line';
import { openTestStation, type TestStation } from './station';

/** Faults of stock parts in storing on a device, none of which may be ours. See `README.md` for all of them. */
describe('storing', () => {
  let station: TestStation;
  beforeEach(async () => {
    station = await openTestStation();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await station.close();
  });

  it('does not move on in the feed when the disk is full, and takes in all once there is room', async () => {
    const disk = fullableStorage();
    const by = testReplica('elsewhere');
    const write = (first: number, count: number) => {
      const rows = Array.from({ length: count }, (_, n) => aVisit(first + n, { by }));
      return station.running.hub.database(DB)?.bulkDocs({ rows, newEdits: true });
    };
    const tablet = await station.device('tablet', { databases: [DB], collections: ['visits'], storage: disk.storage });
    await tablet.settled();
    const before = await tablet.control.cursor(DB);
    disk.setFull(true);
    await write(1, 300);
    await until(() => tablet.engine.status().databases[0]?.state === 'failing');
    expect(tablet.engine.status().databases[0]?.error).toMatchObject({ code: 'device.storage-full' });
    // What comes next finds the disk full as well, and leaves nothing behind it.
    await write(1001, 1);
    tablet.engine.wake();
    const tried = tablet.requests.length;
    await until(() => tablet.requests.length > tried && tablet.engine.status().databases[0]?.state === 'failing');
    expect(await tablet.control.cursor(DB)).toEqual(before);
    disk.setFull(false);
    tablet.engine.wake();
    await tablet.settled();
    expect(await tablet.count('visits')).toBe(301);
  });

  it('keeps one database for sync, however many there are at the hub', async () => {
    const databases = Array.from({ length: 12 }, (_, n) => `grid-qinghe-${n + 11}`);
    for (const name of databases) await station.running.hub.create(name);
    const bearer = station.token(databases);
    const options = { databases, token: () => bearer, collections: ['visits'] } as const;
    const tablet = await station.device('tablet', options);
    await tablet.settled();
    await tablet.writer.create({ ...aNewVisit(1), scope: 'qinghe-11' });
    await tablet.settled();
    const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(tablet.name) ? [name] : []));
    expect(names).toEqual([`${tablet.name}-control`]);
  });

  it('waits for the disk with every write, of records and of what sync keeps itself', async () => {
    const durabilities: (string | undefined)[] = [];
    const transaction = IDBDatabase.prototype.transaction;
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      stores: string | Iterable<string>,
      mode?: IDBTransactionMode,
      options?: IDBTransactionOptions,
    ) {
      if (mode === 'readwrite') durabilities.push(options?.durability);
      return transaction.call(this, stores, mode, options);
    });
    const opened = await openDatabases({
      name: 'durable',
      localKey: new Uint8Array(32).fill(1),
      newReplicaId: () => 'durable00000',
      makeParcel: async () => 'parcel',
    });
    const before = durabilities.length;
    await opened.control.setCursor({ db: DB, epoch: 'e', seq: '1' });
    expect(durabilities.slice(before)).toEqual(['strict']);
    await opened.local.collections.visits?.insert({ ...aVisit(1), rank: '', owner: '', rev: '' });
    expect(durabilities.length).toBeGreaterThan(before + 1);
    expect(new Set(durabilities)).toEqual(new Set(['strict']));
    await opened.close();
  });

  it('opens no more collections than RxDB has room for', () => {
    expect(openCollections.length).toBeLessThanOrEqual(12);
  });
});

/** A disk that can be full. */
function fullableStorage() {
  const memory = getRxStorageMemory() as RxStorage<unknown, unknown>;
  let isFull = false;
  const storage: RxStorage<unknown, unknown> = {
    ...memory,
    async createStorageInstance(params) {
      const instance = await memory.createStorageInstance(params);
      const write = instance.bulkWrite.bind(instance);
      instance.bulkWrite = (...given) =>
        isFull ? Promise.reject(new DOMException('no room', 'QuotaExceededError')) : write(...given);
      return instance;
    },
  };
  return {
    storage,
    setFull: (next: boolean) => {
      isFull = next;
    },
  };
}

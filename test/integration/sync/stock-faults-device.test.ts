import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import type { RxStorage } from 'rxdb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { openCollections } from '#shared/schema/registry';
import { toStored } from '#shared/sync/rxdb-store';
import { openDatabases } from '#renderer/data/open-databases';
import { aVisit, testReplica, visitFields } from '#test/support/builders';
import { until, type TestDevice } from '#test/support/device';
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

  it('takes a first sync in whole while somebody makes one of its records here, and loses neither state', async () => {
    const by = testReplica('elsewhere');
    const rows = Array.from({ length: 300 }, (_, n) => aVisit(n, { by, fields: { kind: 'phone' } }));
    await station.running.hub.database(DB)?.bulkDocs({ rows, newEdits: true });
    const [theirs] = rows;
    if (!theirs) throw new Error('nothing to make');
    const { uid, _id: id } = theirs;
    let tablet: TestDevice | null = null;
    let isMade = false;
    tablet = await station.device('tablet', {
      databases: [DB],
      collections: ['visits'],
      hub: (client) => ({
        ...client,
        // The page is on its way, and nothing of it is on the disk yet.
        changes: async (...asked) => {
          const page = await client.changes(...asked);
          await until(() => tablet !== null);
          if (!isMade) await tablet?.writer.create({ type: 'visit', scope: 'qinghe-1', uid, fields: visitFields() });
          isMade = true;
          return page;
        },
      }),
    });
    await tablet.settled();
    expect(await tablet.count('visits')).toBe(300);
    expect(kindsIn(await tablet.get('visits', id))).toEqual(['home', 'phone']);
    const again = await station.device('again', { databases: [DB], collections: ['visits'] });
    await again.settled();
    expect(kindsIn(await again.get('visits', id))).toEqual(['home', 'phone']);
  });

  it('takes a first sync in whole where the disk already has one of its records that no outbox tells of', async () => {
    const by = testReplica('elsewhere');
    const rows = Array.from({ length: 300 }, (_, n) => aVisit(n, { by, fields: { kind: 'phone' } }));
    const here = aVisit(0, { by: testReplica('here'), fields: { kind: 'home' } });
    await station.running.hub.database(DB)?.bulkDocs({ rows, newEdits: true });
    const disk = storageThatHas(here);
    const tablet = await station.device('tablet', { databases: [DB], collections: ['visits'], storage: disk.storage });
    await tablet.settled();
    expect(disk.wasInTheWay()).toBe(true);
    expect(await tablet.count('visits')).toBe(300);
    expect(kindsIn(await tablet.get('visits', here._id))).toEqual(['home', 'phone']);
    const again = await station.device('again', { databases: [DB], collections: ['visits'] });
    await again.settled();
    expect(kindsIn(await again.get('visits', here._id))).toEqual(['home', 'phone']);
  });

  it('has the Dexie that RxDB is made for, and the RxDB that its storage was read in', () => {
    const versionIn = (path: string, name: string): string => {
      const { dependencies, devDependencies } = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
      return { ...devDependencies, ...dependencies }[name] ?? '';
    };
    expect(versionIn('package.json', 'dexie')).toMatch(/^\d+\.\d+\.\d+$/);
    expect(versionIn('package.json', 'dexie')).toBe(versionIn('node_modules/rxdb/package.json', 'dexie'));
    expect(versionIn('package.json', 'rxdb')).toBe(READ_RXDB);
  });

  it('asks for nothing downwards, nor past rows to be skipped: Dexie reads the whole range for either', () => {
    const sources = ['renderer', 'shared'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => path.join(folder, name)),
    );
    expect(sources.length).toBeGreaterThan(500);
    const asking = /:\s*'desc'|\bskip:\s*(?!0\b)[\w.]*\d|\.skip\(/;
    expect(sources.filter((file) => asking.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});

/** Whose storage was read in its source: with another one, everything here is to be looked at again. */
const READ_RXDB = '17.6.0';

type Manifest = Readonly<Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>>;

/** What a record shows and keeps of its kind. */
const kindsIn = (record: WireRecord | undefined): readonly unknown[] =>
  [record?.['kind'], ...(record?.yields ?? []).flatMap(({ field, value }) => (field === 'kind' ? [value] : []))].sort();

/** A disk that turns out to have a record in the moment in which a page of hundreds is put down over it. */
function storageThatHas(record: WireRecord) {
  const memory = getRxStorageMemory() as RxStorage<unknown, unknown>;
  let isInTheWay = false;
  const storage: RxStorage<unknown, unknown> = {
    ...memory,
    async createStorageInstance(params) {
      const instance = await memory.createStorageInstance(params);
      const write = instance.bulkWrite.bind(instance);
      instance.bulkWrite = async (given, context) => {
        const [first] = given.filter(({ document }) => (document as unknown as WireRecord)._id === record._id);
        if (given.length < 200 || isInTheWay || !first) return write(given, context);
        const before = { ...first.document, ...toStored(record, '') };
        await write([{ document: before } as unknown as typeof first], 'somebody else');
        isInTheWay = true;
        return write(given, context);
      };
      return instance;
    },
  };
  return { storage, wasInTheWay: () => isInTheWay };
}

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

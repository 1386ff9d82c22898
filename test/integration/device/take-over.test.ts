import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { firstValueFrom } from 'rxjs';
import { outboxRow } from '#shared/sync/outbox';
import { createRxdbStore, toStored, toWire } from '#shared/sync/rxdb-store';
import { ControlDatabase } from '#renderer/data/control/control-database';
import { createDevice } from '#renderer/data/device';
import { openLocalDatabase } from '#renderer/data/local-database';
import { holdTab } from '#renderer/data/tab-lock';
import type { Device } from '#renderer/data/types';
import { aPerson, aVisit, testReplica } from '#test/support/builders';
import { until } from '#test/support/device';
import { nodePlatform, tabLocks } from '#test/support/device-platform';
import { scriptedStation, DATABASE } from '#test/support/scripted-station';

const OLD = 'linli-qinghe-w1';
const by = testReplica('oldreplica00');
const unsent = Array.from({ length: 3 }, (_, n) => aVisit(n, { by }));
const sent = Array.from({ length: 5 }, (_, n) => aVisit(100 + n, { by }));
const person = aPerson(1, { by });

/** What release 0.1 left: everything readable, under the names and in the form it used. */
async function leaveOldDatabases(): Promise<void> {
  const local = await openLocalDatabase(OLD, getRxStorageDexie({}));
  const store = createRxdbStore(local.collections);
  const fresh = (record: (typeof sent)[number]) => ({ previous: undefined, next: toStored(record, '1-a') });
  // The last of the unsent rows never reached its collection: the device died between the two writes.
  await store.write('visits', [...sent, ...unsent.slice(0, 2)].map(fresh));
  await store.write('people', [fresh(person)]);
  await local.close();
  const control = new Dexie(`${OLD}-control`);
  control.version(1).stores({
    outbox: 'id, [db+state+queuedAtMs], state',
    cursors: 'db',
    asides: 'id, db',
    drafts: 'id, form',
    meta: 'key',
  });
  await control.table('outbox').bulkPut(unsent.map((record, n) => outboxRow(DATABASE, 'visits', record, '', n)));
  await control
    .table('drafts')
    .put({ id: 'visit~x', form: 'visit', formVersion: 1, value: { note: '血压' }, startedAtMs: 1, savedAtMs: 2 });
  await control.table('cursors').put({ db: DATABASE, epoch: 'e1', seq: '0' });
  await control.table('meta').put({ key: 'replica', id: 'oldreplica00', reserved: 640 });
  control.close();
  const device = new Dexie('linli-device');
  device.version(1).stores({ rows: 'key' });
  await device.table('rows').bulkPut([
    { key: 'device', id: '01J0000000000000000000000C' },
    { key: 'session', session: { token: 'readable' }, keys: [] },
  ]);
  device.close();
}

describe('a device of release 0.1', { timeout: 120_000 }, () => {
  let device: Device;
  let station: ReturnType<typeof scriptedStation>;
  beforeEach(async () => {
    globalThis.indexedDB = new IDBFactory();
    Dexie.dependencies.indexedDB = globalThis.indexedDB;
    station = scriptedStation();
    await leaveOldDatabases();
    device = createDevice(nodePlatform(station.fetch));
  });

  async function expectAllTakenOver(): Promise<void> {
    station.isAway = true;
    const at = await device.signIn('w1', 'first passphrase');
    onTestFinished(() => at.close());
    const queued = (await firstValueFrom(at.sync$)).outbox.map(({ id }) => id).sort();
    expect(queued).toEqual(unsent.map(({ _id }) => _id).sort());
    const visits = await firstValueFrom(at.records.find('visits', { selector: { type: 'visit' } }));
    const ids = (records: readonly { readonly _id: string }[]) => records.map(({ _id }) => _id).sort();
    expect(ids(visits)).toEqual(ids([...sent, ...unsent]));
    const [first] = sent;
    expect(toWire(visits.find(({ _id }) => _id === first?._id) ?? person)).toMatchObject({
      uid: first?.uid,
      vv: first?.vv,
    });
    expect(await firstValueFrom(at.records.byId('people', person._id))).toMatchObject({ uid: person.uid });
    expect(await at.drafts.get('visit', 'x')).toMatchObject({ value: { note: '血压' }, startedAtMs: 1 });
    expect(at.replica).toBe('oldreplica00');
    const left = (await Dexie.getDatabaseNames()).filter((name) => name.startsWith(OLD) || name.includes(`-${OLD}--`));
    expect(left).toEqual([]);
    await at.close();
  }

  /** Signs in with sync unable to send, so that what waits can be counted afterwards. */
  async function signInOnce(): Promise<void> {
    const { fetch } = station;
    const onlySignIn: typeof fetch = (input, init) =>
      String(input).includes('/api/session') ? fetch(input, init) : Promise.reject(new TypeError('away'));
    const at = await createDevice(nodePlatform(onlySignIn)).signIn('w1', 'first passphrase');
    await at.close();
  }

  it('counts what it left unsent before anybody has signed in, and keeps no token', async () => {
    expect(await device.open()).toMatchObject({ unsent: 3, known: [] });
    const rows = await new Dexie('linli-device').open();
    expect((await rows.table('rows').toArray()).map(({ key }: { key: string }) => key)).toEqual(['device']);
    rows.close();
  });

  it('is taken over at the first sign-in, with unsent rows, drafts and its replica', async () => {
    await signInOnce();
    await expectAllTakenOver();
  });

  it('is left alone while a tab of that release still works with it', async () => {
    const locks = tabLocks();
    const releaseOld = await holdTab(locks, OLD);
    device = createDevice(nodePlatform(station.fetch, locks));
    await expect(device.signIn('w1', 'first passphrase')).rejects.toMatchObject({ code: 'device.other-tab' });
    expect(await device.open()).toMatchObject({ unsent: 3 });
    releaseOld?.();
    await expectAllTakenOver();
  });

  it('is rid of what a later release kept packed beside the register, whoever it was packed for', async () => {
    for (const name of ['linli2-qinghe-someone-packs', 'linli2-qinghe-another-packs']) {
      const packs = new Dexie(name);
      packs.version(1).stores({ heads: 'type', packs: 'id, type' });
      await packs.table('packs').put({ id: 'person~1~0', type: 'person', generation: 1, closed: new Uint8Array(3) });
      packs.close();
    }
    await signInOnce();
    await until(async () => !(await Dexie.getDatabaseNames()).some((name) => name.endsWith('-packs')));
    expect((await Dexie.getDatabaseNames()).some((name) => name.endsWith('-register'))).toBe(true);
  });

  it('loses nothing when it dies at any step of that', async () => {
    let kills = 0;
    for (let step = 0; ; step += step < 4 ? 1 : 2) {
      globalThis.indexedDB = new IDBFactory();
      Dexie.dependencies.indexedDB = globalThis.indexedDB;
      await leaveOldDatabases();
      device = createDevice(nodePlatform(station.fetch));
      station.isAway = false;
      const died = await signInAndDieAt(step);
      if (!died) break;
      kills += 1;
      const opening = await device.open();
      expect(opening).toMatchObject({ unsent: 3 });
      await signInOnce();
      await expectAllTakenOver();
    }
    expect(kills).toBeGreaterThanOrEqual(6);
  }, 300_000);

  /** Lets the first `step` disk operations of the take-over happen, then none; false when it was over before that. */
  async function signInAndDieAt(step: number): Promise<boolean> {
    let left = step;
    const spend = (): void => {
      if (left === 0) throw new Error('killed');
      left -= 1;
    };
    const deleteDatabase = Dexie.delete.bind(Dexie);
    const transaction = ControlDatabase.prototype.transaction;
    const spies = [
      vi.spyOn(Dexie, 'delete').mockImplementation((name) => {
        spend();
        return deleteDatabase(name);
      }),
      vi.spyOn(ControlDatabase.prototype, 'transaction').mockImplementation(function (this: ControlDatabase, ...args) {
        spend();
        return transaction.apply(this, args as never) as never;
      }),
    ];
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      if (this.name === 'docs' && /visits|people/.test(this.transaction.db.name)) spend();
      return put.apply(this, args);
    });
    try {
      await signInOnce();
      return false;
    } catch (thrown) {
      expect(String(thrown)).toContain('killed');
      return true;
    } finally {
      for (const spy of spies) spy.mockRestore();
      vi.restoreAllMocks();
    }
  }
});

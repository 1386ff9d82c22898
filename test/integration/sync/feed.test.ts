import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import type { WireRecord } from '#shared/schema/envelope';
import { deliverAside } from '#shared/sync/deliver';
import { aPerson, aVisit, personFields, testReplica, uid, visitFields } from '#test/support/builders';
import { until } from '#test/support/device';
import { faultyFetch, openTestStation, type TestStation } from './station';

const SCOPE = 'qinghe-1';
const DB = 'grid-qinghe-1';
const aNewVisit = (n: number) => ({ type: 'visit', scope: SCOPE, uid: uid(n), fields: visitFields() });

describe('what comes from a hub', () => {
  let station: TestStation;
  beforeEach(async () => {
    station = await openTestStation();
  });
  afterEach(() => station.close());

  const hub = () => {
    const database = station.running.hub.database(DB);
    if (!database) throw new Error('no such database');
    return database;
  };
  const erase = async (id: string) => {
    const found = await hub().get(id, { rev: null, latest: false, revs: false, conflicts: false });
    const rev = found.found ? (found.document as { _rev: string })._rev : undefined;
    await hub().bulkDocs({ rows: [{ _id: id, _rev: rev, _deleted: true }], newEdits: true });
  };

  it('takes in the rest when one record at the hub is broken', async () => {
    const broken = [
      { ...aVisit(1), born: 'nonsense' },
      { ...aVisit(2), stamps: { kind: 'nonsense' } },
      { ...aVisit(3), startedAtMs: undefined, personUid: undefined },
      { ...aVisit(4), vv: { a: 'x' } },
      { ...aVisit(5), type: 'person' },
      { ...aVisit(6), schema: -3 },
      { ...aVisit(7), yields: [null] },
    ];
    await hub().bulkDocs({ rows: [...broken, aVisit(8)], newEdits: true });
    const tablet = await station.device('tablet');
    await tablet.settled();
    expect(await tablet.get('visits', aVisit(8)._id)).toBeDefined();
    expect(await tablet.count('visits')).toBe(1);
    expect((await tablet.control.aside()).map((row) => row.id)).toEqual(broken.map((row) => row._id).sort());
    await tablet.stop();
    const again = await station.device('tablet');
    await again.settled();
    expect(await again.count('visits')).toBe(1);
  });

  it('leaves nothing of an erased record on the device, nor of one it had put aside', async () => {
    const tablet = await station.device('tablet');
    const person = await tablet.writer.create({
      type: 'person',
      scope: SCOPE,
      uid: uid(1),
      fields: personFields({ name: '要删的人' }),
    });
    await tablet.settled();
    const newer = { ...aVisit(1), schema: 9, telepathy: '要删的事' };
    await hub().bulkDocs({ rows: [newer], newEdits: true });
    await until(async () => (await tablet.control.aside()).length === 1);
    await erase(person._id);
    await erase(newer._id);
    await until(async () => (await tablet.get('people', person._id)) === undefined);
    await until(async () => (await tablet.control.aside()).length === 0);
    const kept = await tablet.collections.people?.storageInstance.findDocumentsById([person._id], true);
    expect(JSON.stringify(kept)).not.toContain('要删的人');
  });

  it('does not bring an erased record back when it is told twice or the hub was restored', async () => {
    const storage = getRxStorageMemory();
    const tablet = await station.device('tablet', { storage });
    const person = await tablet.writer.create({ type: 'person', scope: SCOPE, uid: uid(1), fields: personFields() });
    await tablet.settled();
    await tablet.stop();
    await erase(person._id);
    // The hub calls itself another now, as after a restore: the device compares everything before it reads on.
    const cursor = await (async () => {
      const again = await station.device('tablet', { storage, token: () => 'nobody' });
      const found = await again.control.cursor(DB);
      if (found) await again.control.setCursor({ ...found, epoch: 'another' });
      await again.stop();
      return found;
    })();
    expect(cursor).toBeDefined();
    const back = await station.device('tablet', { storage });
    await back.settled();
    expect(await back.get('people', person._id)).toBeUndefined();
    expect(await back.outbox()).toEqual([]);
  });

  it('keeps what was unsent about an erased record, for a person to see', async () => {
    const network = faultyFetch();
    const tablet = await station.device('tablet', { fetch: network.send });
    const person = await tablet.writer.create({ type: 'person', scope: SCOPE, uid: uid(1), fields: personFields() });
    await tablet.settled();
    network.set('no-network');
    await tablet.writer.edit(person._id, () => ({ status: 'moved-out' }));
    await erase(person._id);
    network.set('none');
    tablet.engine.wake();
    await until(async () => (await tablet.outbox())[0]?.state === 'refused');
    expect(await tablet.outbox()).toMatchObject([{ id: person._id, code: 'row.deletion' }]);
    expect(await tablet.get('people', person._id)).toMatchObject({ status: 'moved-out' });
  });

  it('opens although a record it had put aside cannot be read by any version', async () => {
    const tablet = await station.device('tablet');
    await tablet.settled();
    const record = { ...aVisit(1), born: 'nonsense' } as WireRecord;
    await tablet.control.putAside([{ id: record._id, db: DB, rev: '1-a', record }]);
    await deliverAside(tablet.deps);
    expect((await tablet.control.aside()).length).toBe(1);
    expect(await tablet.count('visits')).toBe(0);
  });

  it('sends what was unsent when the browser threw the outbox away and kept the records', async () => {
    const network = faultyFetch();
    network.set('no-network');
    const storage = getRxStorageMemory();
    const tablet = await station.device('tablet', { storage, fetch: network.send });
    const visit = await tablet.writer.create(aNewVisit(1));
    const { name } = tablet;
    await tablet.stop();
    await Dexie.delete(`${name}-control`);
    const again = await station.device('tablet', { storage });
    await until(async () => (await hub().info()).documents === 1);
    await again.settled();
    expect(await again.get('visits', visit._id)).toMatchObject({ vv: visit.vv });
  });

  it('makes itself a new replica when the hub knows writes of it that it never made', async () => {
    const tablet = await station.device('tablet');
    await tablet.settled();
    const { replica } = tablet.control;
    const future = testReplica(replica);
    for (let n = 0; n < 500; n += 1) future.write();
    await hub().bulkDocs({ rows: [aPerson(1, { by: { ...future, id: replica } })], newEdits: true });
    await until(async () => (await tablet.get('people', aPerson(1)._id)) !== undefined);
    const visit = await tablet.writer.create(aNewVisit(1));
    expect(Object.keys(visit.vv)).not.toContain(replica);
    await tablet.settled();
    expect((await hub().info()).documents).toBe(2);
  });

  it('goes by causes and not by clocks when a device is three days behind', async () => {
    const desk = await station.device('desk');
    const person = await desk.writer.create({ type: 'person', scope: SCOPE, uid: uid(1), fields: personFields() });
    const late = await station.device('late', { wallMs: () => Date.now() - 3 * 86_400_000 });
    await until(async () => (await late.get('people', person._id)) !== undefined);
    await late.writer.edit(person._id, () => ({ name: '后来写的' }));
    await until(async () => (await desk.get('people', person._id))?.['name'] === '后来写的');
    await desk.writer.edit(person._id, () => ({ status: 'moved-out' }));
    await until(async () => (await late.get('people', person._id))?.['status'] === 'moved-out');
    expect(await late.get('people', person._id)).toMatchObject({ name: '后来写的', yields: [] });
    await late.settled();
  });

  it('tells the time as the hub does, whichever way the device clock is wrong', async () => {
    const late = await station.device('late', { wallMs: () => Date.now() - 3 * 86_400_000 });
    await late.settled();
    await until(() => Math.abs(late.deps.clock.nowMs() - Date.now()) < 60_000);
    const visit = await late.writer.create(aNewVisit(1));
    expect(Math.abs(visit.created.at - Date.now())).toBeLessThan(60_000);
  });
});

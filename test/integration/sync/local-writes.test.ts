import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outboxRow } from '#shared/sync/outbox';
import { replayOutbox } from '#shared/sync/replay';
import { createLocalWriter } from '#shared/sync/local-writer';
import type { RecordStore } from '#shared/sync/ports';
import { resendRow } from '#renderer/data/unsent/resend';
import { aVisit, anAddition, personFields, testReplica, uid, visitFields, WORKER_UID } from '#test/support/builders';
import { until, type TestDevice } from '#test/support/device';
import { faultyFetch, openTestStation, type TestStation } from './station';

const SCOPE = 'qinghe-1';
const DB = 'grid-qinghe-1';
const aPerson = { type: 'person', scope: SCOPE, uid: uid(1), fields: personFields() };

/** A writer of the device whose store can be made to fail as a full disk does. */
function writerOnFullDisk(device: TestDevice, isFull: () => boolean) {
  const store: RecordStore = {
    ...device.deps.store,
    write: (collection, writes) =>
      isFull() ? Promise.reject(new Error('disk full')) : device.deps.store.write(collection, writes),
  };
  return createLocalWriter({
    ...device.deps,
    store,
    author: WORKER_UID,
    onQueued: (db) => device.engine.queued(db),
  });
}

describe('saving on a device', () => {
  let station: TestStation;
  beforeEach(async () => {
    station = await openTestStation();
  });
  afterEach(() => station.close());

  it('keeps a saved change although a change made at the same moment could not be saved', async () => {
    const network = faultyFetch();
    const tablet = await station.device('tablet', { fetch: network.send });
    const person = await tablet.writer.create(aPerson);
    await tablet.settled();
    network.set('no-network');
    let writes = 0;
    const writer = writerOnFullDisk(tablet, () => (writes += 1) > 1);
    const [name, status] = await Promise.allSettled([
      writer.edit(person._id, () => ({ name: '新名字' })),
      writer.edit(person._id, () => ({ status: 'moved-out' })),
    ]);
    expect([name.status, status.status]).toEqual(['fulfilled', 'rejected']);
    network.set('none');
    tablet.engine.wake();
    await tablet.settled();
    const workstation = await station.device('workstation');
    await workstation.settled();
    expect(await workstation.get('people', person._id)).toMatchObject({ name: '新名字' });
    await until(async () => (await tablet.get('people', person._id))?.['status'] === 'moved-out');
    expect(await tablet.get('people', person._id)).toMatchObject({ name: '新名字' });
  });

  it('does not get stuck over a change that reached the outbox only, when the hub has moved on', async () => {
    const desk = await station.device('desk');
    const person = await desk.writer.create(aPerson);
    await desk.settled();
    const network = faultyFetch();
    const tablet = await station.device('tablet', { fetch: network.send });
    await tablet.settled();
    network.set('no-network');
    const writer = writerOnFullDisk(tablet, () => true);
    await expect(writer.edit(person._id, () => ({ status: 'moved-out' }))).rejects.toThrow();
    await desk.writer.edit(person._id, () => ({ name: '窗口写的' }));
    await desk.settled();
    network.set('none');
    tablet.engine.wake();
    await tablet.settled();
    await until(async () => (await desk.get('people', person._id))?.['status'] === 'moved-out');
    expect(await tablet.get('people', person._id)).toMatchObject({ name: '窗口写的', status: 'moved-out' });
  });

  it('refuses a record larger than any hub takes, with nothing written', async () => {
    const tablet = await station.device('tablet');
    const huge = { personUid: uid(1), note: '走'.repeat(90_000) };
    const saving = tablet.writer.create({ type: 'visit', scope: SCOPE, uid: uid(2), fields: visitFields(huge) });
    await expect(saving).rejects.toMatchObject({ code: 'row.too-large' });
    expect(await tablet.outbox()).toEqual([]);
    expect(await tablet.count('visits')).toBe(0);
  });

  it('sends a refused record again when it was corrected', async () => {
    const tablet = await station.device('tablet');
    await tablet.settled();
    const bad = { ...aVisit(1, { by: testReplica('bad') }), kind: 'by-drone' };
    await tablet.control.queue([outboxRow(DB, 'visits', bad, '', Date.now())]);
    await replayOutbox(tablet.deps);
    tablet.engine.queued(DB);
    await until(async () => (await tablet.outbox())[0]?.state === 'refused');
    await tablet.writer.edit(bad._id, () => ({ kind: 'phone' }));
    await until(async () => (await tablet.outbox()).length === 0);
    const workstation = await station.device('workstation');
    await workstation.settled();
    expect(await workstation.get('visits', bad._id)).toMatchObject({ kind: 'phone' });
  });

  it('sends a refused record again as it is: nobody wrote it anew, and one that was sent meanwhile is let be', async () => {
    const desk = await station.device('desk');
    const person = await desk.writer.create(aPerson);
    await desk.settled();
    let isAllowed = false;
    let refusals = 0;
    const tablet = await station.device('tablet', {
      hub: (client) => ({
        ...client,
        push: async (db, rows, replica, signal) => {
          if (isAllowed) return client.push(db, rows, replica, signal);
          refusals += 1;
          const no = { error: 'forbidden', reason: 'no', code: 'access.denied' } as const;
          return rows.map(({ record }) => ({ id: record._id, ...no }));
        },
      }),
    });
    await tablet.settled();
    const edited = await tablet.writer.edit(person._id, () => ({ status: 'moved-out' }));
    await until(async () => (await tablet.outbox())[0]?.state === 'refused');
    const [row] = await tablet.outbox();
    if (!row) throw new Error('nothing came back');
    const deps = { control: tablet.control, onQueued: (db: string) => tablet.engine.queued(db) };
    // The station still says no: it stands in the tray again, once.
    await resendRow(row, deps);
    await until(async () => refusals === 2 && (await tablet.outbox())[0]?.state === 'refused');
    isAllowed = true;
    await resendRow(row, deps);
    await until(async () => (await tablet.outbox()).length === 0);
    await until(async () => (await desk.get('people', person._id))?.['status'] === 'moved-out');
    expect(await desk.get('people', person._id)).toMatchObject({ vv: edited.vv, changed: edited.changed });
    await resendRow(row, deps);
    expect(await tablet.outbox()).toEqual([]);
  });

  it('keeps a refused record, with what the hub brought for it since', async () => {
    const desk = await station.device('desk');
    const person = await desk.writer.create(aPerson);
    await desk.settled();
    const tablet = await station.device('tablet', {
      hub: (client) => ({
        ...client,
        push: async (_db, rows) =>
          rows.map(({ record }) => ({ id: record._id, error: 'forbidden', reason: 'no', code: 'row.malformed' })),
      }),
    });
    await tablet.settled();
    await tablet.writer.edit(person._id, () => ({ status: 'moved-out' }));
    await until(async () => (await tablet.outbox())[0]?.state === 'refused');
    await desk.writer.edit(person._id, () => ({ name: '窗口写的' }));
    await until(async () => (await tablet.get('people', person._id))?.['name'] === '窗口写的');
    await until(async () => (await tablet.outbox())[0]?.state === 'refused');
    const [row] = await tablet.outbox();
    expect(row?.record).toMatchObject({ name: '窗口写的', status: 'moved-out' });
  });

  it('adds what was added once, however often two devices and the hub meet on the record', async () => {
    const desk = await station.device('desk');
    const tablet = await station.device('tablet');
    const visit = await desk.writer.create({ type: 'visit', scope: SCOPE, uid: uid(2), fields: visitFields() });
    await until(async () => (await tablet.get('visits', visit._id)) !== undefined);
    for (let n = 0; n < 30; n += 1) {
      const device = n % 2 === 0 ? desk : tablet;
      await device.writer.edit(visit._id, (record) => ({
        additions: [...(record['additions'] as []), anAddition(n, device.control.replica)],
      }));
    }
    const ids = async (device: TestDevice) =>
      ((await device.get('visits', visit._id))?.['additions'] as { id: string }[]).map(({ id }) => id);
    await until(async () => (await ids(desk)).length >= 30 && (await ids(tablet)).length >= 30);
    await desk.settled();
    await tablet.settled();
    expect(new Set(await ids(desk)).size).toBe((await ids(desk)).length);
    expect((await ids(desk)).length).toBe(30);
  });

  it('opens ten thousand unsent records with a few reads', async () => {
    const network = faultyFetch();
    network.set('no-network');
    const tablet = await station.device('tablet', { fetch: network.send });
    const by = testReplica('many');
    const rows = Array.from({ length: 10_000 }, (_, n) => outboxRow(DB, 'visits', aVisit(n, { by }), '', n));
    await tablet.control.queue(rows);
    let reads = 0;
    const { store } = tablet.deps;
    const counting: RecordStore = {
      ...store,
      read: (collection, ids) => {
        reads += 1;
        return store.read(collection, ids);
      },
    };
    await replayOutbox({ ...tablet.deps, store: counting });
    expect(await tablet.count('visits')).toBe(10_000);
    expect(reads).toBeLessThanOrEqual(50);
  });
});

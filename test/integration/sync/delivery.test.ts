import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { AppError } from '#shared/errors/app-error';
import { deliverPage } from '#shared/sync/deliver';
import { openConflicts } from '#shared/sync/merge';
import { outboxRow } from '#shared/sync/outbox';
import { anAddition, aPerson, aVisit, personFields, testReplica, uid, visitFields } from '#test/support/builders';
import { until } from '#test/support/device';
import { faultyFetch, openTestStation, type TestStation } from './station';

const SCOPE = 'qinghe-1';
const aNewVisit = (n: number, change = {}) => ({
  type: 'visit',
  scope: SCOPE,
  uid: uid(n),
  fields: visitFields(change),
});

describe('sync between devices and the edge hub', () => {
  let station: TestStation;
  beforeEach(async () => {
    station = await openTestStation();
  });
  afterEach(() => station.close());

  it('shows a visit saved on the tablet on the workstation', async () => {
    const tablet = await station.device('tablet');
    const workstation = await station.device('workstation');
    const visit = await tablet.writer.create(aNewVisit(1));
    await until(async () => (await workstation.get('visits', visit._id)) !== undefined);
    expect(await workstation.get('visits', visit._id)).toMatchObject({ personUid: uid(1), vv: visit.vv });
    await tablet.settled();
    expect(await tablet.outbox()).toEqual([]);
  });

  it('reads each hub database once for all collections in a first sync', async () => {
    const desk = await station.device('desk');
    for (let n = 0; n < 20; n += 1) await desk.writer.create(aNewVisit(n));
    await desk.writer.create({ type: 'person', scope: SCOPE, uid: uid(99), fields: personFields() });
    await desk.settled();
    const fresh = await station.device('fresh');
    await fresh.settled();
    expect(await fresh.count('visits')).toBe(20);
    expect(await fresh.count('people')).toBe(1);
    for (const db of station.databases) {
      expect(fresh.requests.filter((request) => request === `GET /hub/${db}/_changes`).length, db).toBe(1);
    }
  });

  it('asks for no changes when it starts and nothing has changed', async () => {
    const storage = getRxStorageMemory();
    const first = await station.device('same', { storage });
    await first.writer.create(aNewVisit(1));
    await first.settled();
    await until(async () => (await first.get('visits', `visit~${SCOPE}~${uid(1)}`))?.['rev'] !== '');
    await first.settled();
    await first.stop();
    const again = await station.device('same', { storage });
    await again.settled();
    expect(again.requests.filter((request) => request.includes('_changes'))).toEqual([]);
  });

  it('tells that a page could not be taken in only when nothing of it is being written any more', async () => {
    const tablet = await station.device('tablet');
    await tablet.settled();
    const by = testReplica('hub');
    const rows = [aPerson(1, { by }), aVisit(2, { by })].map((record) => ({
      ...{ id: record._id, rev: '1-a', deleted: false },
      record,
    }));
    const { store } = tablet.deps;
    const failing: typeof store = {
      ...store,
      write: async (collection, writes) => {
        if (collection === 'people') throw new AppError('device.storage-full', 'no room');
        await new Promise((resolve) => setTimeout(resolve, 50));
        return store.write(collection, writes);
      },
    };
    const taking = deliverPage({ ...tablet.deps, store: failing }, 'grid-qinghe-1', rows, false);
    await expect(taking).rejects.toMatchObject({ code: 'device.storage-full' });
    expect(await tablet.get('visits', `visit~${SCOPE}~${uid(2)}`)).toBeDefined();
  });

  it('delivers what was saved without a network and survived a kill', async () => {
    const network = faultyFetch();
    network.set('no-network');
    const storage = getRxStorageMemory();
    const tablet = await station.device('tablet', { storage, fetch: network.send });
    const visit = await tablet.writer.create(aNewVisit(1));
    await tablet.stop(); // Nothing is flushed here: what is not on disk by now is gone. Real kills are in test/flows.
    const restarted = await station.device('tablet', { storage });
    await restarted.settled();
    const workstation = await station.device('workstation');
    await workstation.settled();
    expect(await workstation.get('visits', visit._id)).toBeDefined();
  });

  it('finishes a save that a crash cut between the outbox and the collection', async () => {
    const tablet = await station.device('tablet');
    const visit = aVisit(1, { by: testReplica('cut') });
    await tablet.control.queue([outboxRow('grid-qinghe-1', 'visits', visit, '', Date.now())]);
    await tablet.stop();
    const again = await station.device('tablet', { storage: getRxStorageMemory() });
    expect(await again.get('visits', visit._id)).toMatchObject({ uid: visit.uid });
    await again.settled();
  });

  it('doubles nothing and drops nothing when the answer to a push is lost', async () => {
    const network = faultyFetch();
    const tablet = await station.device('tablet', { fetch: network.send });
    await tablet.settled();
    network.set('lost-answer');
    const visit = await tablet.writer.create(aNewVisit(1));
    const hub = station.running.hub.database('grid-qinghe-1');
    await until(async () => (await hub?.info())?.documents === 1);
    // A later edit meets its own earlier write at the hub.
    await tablet.writer.edit(visit._id, (record) => ({
      additions: [...(record['additions'] as []), anAddition(1, 'x'.padEnd(12, '0'))],
    }));
    network.set('none');
    tablet.engine.wake();
    await tablet.settled();
    const workstation = await station.device('workstation');
    await workstation.settled();
    const arrived = await workstation.get('visits', visit._id);
    expect((arrived?.['additions'] as unknown[]).length).toBe(1);
    expect(arrived?.yields).toEqual([]);
  });

  it('sets a refused record aside with its reason and lets the rest flow', async () => {
    const tablet = await station.device('tablet');
    await tablet.settled();
    const bad = { ...aVisit(1, { by: testReplica('bad') }), kind: 'by-drone' };
    await tablet.control.queue([outboxRow('grid-qinghe-1', 'visits', bad, '', Date.now() - 1000)]);
    const good = await tablet.writer.create(aNewVisit(2));
    await tablet.settled();
    const [refused, ...rest] = await tablet.outbox();
    expect(rest).toEqual([]);
    expect(refused).toMatchObject({ id: bad._id, state: 'refused', code: 'row.malformed' });
    expect(refused?.reason).toContain('kind');
    const workstation = await station.device('workstation');
    await workstation.settled();
    expect(await workstation.get('visits', good._id)).toBeDefined();
    expect(await workstation.get('visits', bad._id)).toBeUndefined();
  });

  it('brings two devices that changed one record offline to one state, and shows the value that yielded', async () => {
    const desk = await station.device('desk');
    const person = await desk.writer.create({ type: 'person', scope: SCOPE, uid: uid(1), fields: personFields() });
    await desk.settled();
    const network = faultyFetch();
    const tablet = await station.device('tablet', { fetch: network.send });
    await tablet.settled();
    network.set('no-network');
    await tablet.writer.edit(person._id, () => ({ name: '平板写的', status: 'moved-out' }));
    await desk.writer.edit(person._id, () => ({ name: '窗口写的' }));
    await desk.settled();
    network.set('none');
    tablet.engine.wake();
    const both = async () => [await desk.get('people', person._id), await tablet.get('people', person._id)] as const;
    await until(async () => {
      const [a, b] = await both();
      return a?.yields.length === 1 && JSON.stringify(a.vv) === JSON.stringify(b?.vv);
    });
    const [a, b] = await both();
    expect(a?.['name']).toBe(b?.['name']);
    expect(a?.['status']).toBe('moved-out');
    expect(openConflicts(a!).length).toBe(1);
    expect(new Set([a?.['name'], openConflicts(a!)[0]?.value])).toEqual(new Set(['平板写的', '窗口写的']));
  });

  it('delivers from a device whose clock is three days ahead, with stamps put right', async () => {
    const ahead = 3 * 86_400_000;
    const tablet = await station.device('tablet', { wallMs: () => Date.now() + ahead });
    const visit = await tablet.writer.create(aNewVisit(1));
    await tablet.settled();
    const workstation = await station.device('workstation');
    await workstation.settled();
    const arrived = await workstation.get('visits', visit._id);
    expect(arrived?.created.at).toBeLessThan(Date.now() + 60_000);
    expect(await tablet.outbox()).toEqual([]);
  });

  it('keeps other databases going when one is withheld, and holds what waits for it', async () => {
    const tablet = await station.device('tablet', { databases: ['grid-qinghe-1'] as const });
    await tablet.settled();
    const bearer = station.token(['grid-qinghe-2']);
    const both = await station.device('both', { token: () => bearer, databases: ['grid-qinghe-1', 'grid-qinghe-2'] });
    const lost = await both.writer.create(aNewVisit(1));
    const kept = await both.writer.create({ ...aNewVisit(2), scope: 'qinghe-2' });
    await until(async () => (await both.outbox()).every((row) => row.id === lost._id));
    expect(both.engine.status().databases.find((each) => each.name === 'grid-qinghe-1')?.state).toBe('held');
    expect((await both.outbox()).map((row) => row.id)).toEqual([lost._id]);
    expect(await station.running.hub.database('grid-qinghe-2')?.get(kept._id, GET)).toMatchObject({ found: true });
  });

  it('pauses when the token has run out, keeps what waits, and goes on after signing in', async () => {
    let bearer = station.token();
    const tablet = await station.device('tablet', { token: () => bearer });
    await tablet.settled();
    station.running.sessions.expire(bearer);
    await tablet.writer.create(aNewVisit(1));
    await until(() => tablet.engine.status().link.kind === 'sign-in');
    expect((await tablet.outbox()).length).toBe(1);
    bearer = station.token();
    tablet.engine.wake();
    await tablet.settled();
    expect(await tablet.outbox()).toEqual([]);
  });

  it('takes a captive portal for what it is, and loses nothing to it', async () => {
    const network = faultyFetch();
    network.set('portal');
    const tablet = await station.device('tablet', { fetch: network.send });
    await tablet.writer.create(aNewVisit(1));
    await until(() => {
      const { link } = tablet.engine.status();
      return link.kind === 'away' && link.error.code === 'hub.not-a-hub';
    });
    network.set('none');
    await tablet.settled();
    expect(await station.running.hub.database('grid-qinghe-1')?.info()).toMatchObject({ documents: 1 });
  });

  it('puts a record of a newer version aside, whole, and takes in the rest', async () => {
    const hub = station.running.hub.database('grid-qinghe-1');
    const newer = { ...aVisit(1), schema: 9, telepathy: { strength: 3 } };
    await hub?.bulkDocs({ rows: [newer, aVisit(2)], newEdits: true });
    const tablet = await station.device('tablet');
    await tablet.settled();
    expect(await tablet.count('visits')).toBe(1);
    expect(await tablet.control.aside()).toMatchObject([{ id: newer._id, record: { telepathy: { strength: 3 } } }]);
  });

  it('sends a re-created hub what it lacks, before trusting it', async () => {
    const storage = getRxStorageMemory();
    const tablet = await station.device('tablet', { storage });
    for (let n = 0; n < 5; n += 1) await tablet.writer.create(aNewVisit(n));
    await tablet.settled();
    await tablet.stop();

    const recreated = await openTestStation();
    try {
      const bearer = recreated.token();
      const facing = await station.device('tablet', { storage, origin: recreated.running.origin, token: () => bearer });
      await facing.settled();
      await until(async () => (await recreated.running.hub.database('grid-qinghe-1')?.info())?.documents === 5);
      const other = await recreated.device('other');
      await other.settled();
      expect(await other.count('visits')).toBe(5);
    } finally {
      await recreated.close();
    }
  });

  it('saves one visit when the same draft is completed twice', async () => {
    const tablet = await station.device('tablet');
    const visit = await tablet.writer.create(aNewVisit(1));
    await expect(tablet.writer.create(aNewVisit(1))).rejects.toMatchObject({ code: 'row.conflict' });
    await tablet.settled();
    expect((await tablet.get('visits', visit._id))?.vv).toEqual(visit.vv);
  });

  it('refuses a record that does not fit before anything is written', async () => {
    const tablet = await station.device('tablet');
    const bad = tablet.writer.create(aNewVisit(1, { kind: 'by-drone' }));
    await expect(bad).rejects.toMatchObject({ code: 'row.malformed' });
    expect(await tablet.outbox()).toEqual([]);
    expect(await tablet.count('visits')).toBe(0);
  });

  it('leaves no loop and no request behind after stop()', async () => {
    const tablet = await station.device('tablet');
    await tablet.settled();
    await tablet.stop();
    const before = tablet.requests.length;
    const desk = await station.device('desk');
    await desk.writer.create(aNewVisit(1));
    await desk.settled();
    expect(tablet.requests.length).toBe(before);
    expect(tablet.engine.status().link.kind).toBe('stopped');
  });

  it('keeps both when a keystroke and the feed land on one record at once', async () => {
    const desk = await station.device('desk');
    const tablet = await station.device('tablet');
    const visit = await desk.writer.create(aNewVisit(1));
    await until(async () => (await tablet.get('visits', visit._id)) !== undefined);
    const add = (device: typeof desk, n: number) =>
      device.writer.edit(visit._id, (record) => ({
        additions: [...(record['additions'] as []), anAddition(n, device.control.replica)],
      }));
    await Promise.all(Array.from({ length: 20 }, (_, n) => add(n % 2 === 0 ? desk : tablet, n)));
    const additions = async (device: typeof desk) =>
      ((await device.get('visits', visit._id))?.['additions'] as unknown[]).length;
    await until(async () => (await additions(desk)) === 20 && (await additions(tablet)) === 20);
    await desk.settled();
    await tablet.settled();
    expect((await desk.get('visits', visit._id))?.vv).toEqual((await tablet.get('visits', visit._id))?.vv);
  });
});

const GET = { rev: null, latest: false, revs: false, conflicts: false } as const;

import 'fake-indexeddb/auto';
import { firstValueFrom, of, skipWhile, type Observable } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Decision } from '#shared/sync/author';
import { contestedFields } from '#shared/sync/conflicts';
import { createLocalWriter } from '#shared/sync/local-writer';
import { stampOf } from '#shared/sync/merge';
import { outboxRow } from '#shared/sync/outbox';
import type { RecordStore } from '#shared/sync/ports';
import { replayOutbox } from '#shared/sync/replay';
import { createRxdbStore } from '#shared/sync/rxdb-store';
import { fillContestedIndex, watchContested, type ContestedRecord } from '#renderer/data/contested';
import { openContestedIndex } from '#renderer/data/control/contested-index';
import { ControlDatabase } from '#renderer/data/control/control-database';
import type { SessionView } from '#renderer/data/index';
import { aVisit, personFields, testReplica, uid, WORKER_UID } from '#test/support/builders';
import { until, type TestDevice } from '#test/support/device';
import { DATABASES, faultyFetch, openTestStation, type TestStation } from './station';

const SCOPE = 'qinghe-1';
const aPerson = { type: 'person', scope: SCOPE, uid: uid(1), fields: personFields() };

const sessionOf = (post: 'manager' | 'grid-worker', gridNumbers: readonly number[] = []) =>
  of({ staff: { post, functions: [], gridNumbers }, stationGrids: [1, 2] } as unknown as SessionView);

/** What somebody on that device sees of conflicts. */
const viewOf = (device: TestDevice, session$: Observable<SessionView> = sessionOf('manager')) =>
  watchContested({ index: device.contestedIndex, store: device.deps.store, session$ });

/** The tray, once it holds so many records. */
const trayOf = (device: TestDevice, length: number, session$?: Observable<SessionView>) =>
  firstValueFrom(viewOf(device, session$).open$.pipe(skipWhile((open) => open.length !== length)));

/** Decides about a field as somebody who sees all that is there. */
const decisionOf = ({ fields }: ContestedRecord, field: string, value: unknown): Decision => ({
  field,
  value,
  seen: fields.find((each) => each.field === field)?.seen ?? [],
});

describe('one field changed on two devices', () => {
  let station: TestStation;
  const network = faultyFetch();
  beforeEach(async () => {
    network.set('none');
    station = await openTestStation();
  });
  afterEach(() => station.close());

  /** A desk and a tablet that changed the name, and more, apart from each other and have met again. */
  async function contested(more: Readonly<Record<string, unknown>> = {}) {
    const desk = await station.device('desk');
    const tablet = await station.device('tablet', { fetch: network.send });
    const person = await desk.writer.create(aPerson);
    await until(async () => (await tablet.get('people', person._id)) !== undefined);
    network.set('no-network');
    await tablet.writer.edit(person._id, () => ({ name: '平板写的', ...more }));
    await desk.writer.edit(person._id, () => ({ name: '窗口写的' }));
    await desk.settled();
    network.set('none');
    tablet.engine.wake();
    await tablet.settled();
    await until(async () => ((await desk.get('people', person._id))?.yields.length ?? 0) > 0);
    return { desk, tablet, id: person._id };
  }

  it('stands in both trays until one of them decides, and then both agree and both trays are empty', async () => {
    const { desk, tablet, id } = await contested();
    const [atDesk] = await trayOf(desk, 1);
    const [onTablet] = await trayOf(tablet, 1);
    expect(onTablet?.fields).toEqual(atDesk?.fields);
    const [field] = atDesk?.fields ?? [];
    expect(field).toMatchObject({ field: 'name', others: [{ value: expect.stringMatching(/写的/) }] });
    expect(new Set([field?.stands.replica, field?.others[0]?.replica])).toEqual(
      new Set([desk.control.replica, tablet.control.replica]),
    );
    await tablet.writer.settle(id, [decisionOf(onTablet as ContestedRecord, 'name', '平板写的')]);
    expect(await trayOf(tablet, 0)).toEqual([]);
    expect(await trayOf(desk, 0)).toEqual([]);
    for (const device of [desk, tablet]) {
      expect(await device.get('people', id)).toMatchObject({ name: '平板写的' });
      const [decided] = await firstValueFrom(viewOf(device).decided$);
      expect(decided?.decisions[0]).toMatchObject({
        field: 'name',
        value: '平板写的',
        stands: true,
        replica: tablet.control.replica,
      });
      expect(decided?.decisions[0]?.passed.map(({ value }) => value)).toContain('窗口写的');
    }
  });

  it('is decided together with another field in one write', async () => {
    const { desk, tablet, id } = await contested({ status: 'moved-out' });
    await until(async () => (await tablet.get('people', id))?.['status'] === 'moved-out');
    const [shown] = await trayOf(desk, 1);
    const before = (await desk.get('people', id))?.vv[desk.control.replica] ?? 0;
    const [written] = await desk.writer.writeTogether([
      {
        kind: 'settle',
        id,
        decisions: [
          decisionOf(shown as ContestedRecord, 'name', '合起来的'),
          { field: 'status', value: 'living-here', seen: [stampOf(shown!.record, 'status')] },
        ],
      },
    ]);
    expect(written).toMatchObject({ name: '合起来的', status: 'living-here' });
    expect(written?.vv[desk.control.replica]).toBe(before + 1);
    await until(async () => (await tablet.get('people', id))?.['name'] === '合起来的');
  });

  it('is not decided over a value that came after somebody looked', async () => {
    const { desk, tablet, id } = await contested();
    const [shown] = await trayOf(desk, 1);
    await tablet.writer.edit(id, () => ({ name: '刚改的' }));
    await until(async () => (await desk.get('people', id))?.['name'] === '刚改的');
    await expect(
      desk.writer.settle(id, [decisionOf(shown as ContestedRecord, 'name', '窗口写的')]),
    ).rejects.toMatchObject({ code: 'row.stale-vector' });
    expect(await desk.get('people', id)).toMatchObject({ name: '刚改的' });
  });

  it('is shown to nobody who may not change the record', async () => {
    const { desk } = await contested();
    expect(await trayOf(desk, 1, sessionOf('grid-worker', [1]))).toHaveLength(1);
    expect(await trayOf(desk, 0, sessionOf('grid-worker', [2]))).toEqual([]);
  });
});

describe('the index of contested records', () => {
  let station: TestStation;
  beforeEach(async () => {
    station = await openTestStation();
  });
  afterEach(() => station.close());

  /** A device with somebody whose name waits for a decision; the other side is invented. */
  async function deviceWithConflict(name: string) {
    const device = await station.device(name);
    const person = await device.writer.create(aPerson);
    await device.settled();
    const here = await device.writer.edit(person._id, () => ({ name: '这边' }));
    const there = { ...person, name: '那边', stamps: { ...person.stamps } };
    const writing = testReplica('elsewhere').write();
    const concurrent = {
      ...there,
      vv: { ...person.vv, [writing.replica]: writing.counter },
      stamps: { name: writing.stamp, changed: writing.stamp },
      changed: writing.touch,
    };
    return { device, person, here, concurrent };
  }

  it('has the entry before the record, so that a crash in between leaves one too many, which reading puts right', async () => {
    const { device, person, concurrent } = await deviceWithConflict('crash');
    await device.engine.stop();
    const raw = createRxdbStore(device.collections);
    const dying: RecordStore = {
      ...raw,
      page: device.deps.store.page,
      write: async () => Promise.reject(new Error('killed')),
    };
    const deps = { ...device.deps, store: device.contestedIndex.over(dying) };
    await device.control.queue([outboxRow('grid-qinghe-1', 'people', concurrent, '', Date.now())]);
    await expect(replayOutbox(deps)).rejects.toThrow('killed');
    expect((await device.get('people', person._id))?.yields).toEqual([]);
    const again = new ControlDatabase(`${device.name}-control`);
    const index = await openContestedIndex(again);
    expect(index.all()).toEqual([{ id: person._id, collection: 'people', isOpen: true }]);
    const { open$ } = watchContested({ index, store: device.deps.store, session$: sessionOf('manager') });
    expect(await firstValueFrom(open$)).toEqual([]);
    await until(() => index.all().length === 0);
    expect(await again.contested.count()).toBe(0);
    again.close();
  });

  it('finds the record again when the crash came and the record is brought in from the outbox', async () => {
    const { device, person, concurrent } = await deviceWithConflict('replay');
    await device.engine.stop();
    await device.control.queue([outboxRow('grid-qinghe-1', 'people', concurrent, '', Date.now())]);
    await replayOutbox(device.deps);
    const stored = await device.get('people', person._id);
    expect(contestedFields(stored!).map(({ field }) => field)).toEqual(['name']);
    expect(await trayOf(device, 1)).toHaveLength(1);
  });

  it('is filled once for a device that held conflicts before there was an index', async () => {
    const { device, person, concurrent } = await deviceWithConflict('older');
    await device.engine.stop();
    await device.control.queue([outboxRow('grid-qinghe-1', 'people', concurrent, '', Date.now())]);
    await replayOutbox(device.deps);
    const database = new ControlDatabase(`${device.name}-control`);
    await database.contested.clear();
    const index = await openContestedIndex(database);
    const reads = vi.spyOn(device.deps.store, 'page');
    const fill = () =>
      fillContestedIndex(database, { index, store: device.deps.store }, DATABASES, new AbortController().signal);
    await fill();
    expect(index.all()).toEqual([{ id: person._id, collection: 'people', isOpen: true }]);
    const count = reads.mock.calls.length;
    await fill();
    expect(reads.mock.calls.length).toBe(count);
    database.close();
  });

  it('costs nothing in a first sync of ten thousand records', async () => {
    const device = await station.device('first');
    const by = testReplica('many');
    const rows = Array.from({ length: 10_000 }, (_, n) =>
      outboxRow('grid-qinghe-1', 'visits', aVisit(n, { by }), '', n),
    );
    const database = new ControlDatabase(`${device.name}-control`);
    const puts = vi.spyOn(database.contested, 'bulkPut');
    const index = await openContestedIndex(database);
    let told = 0;
    index.changes$.subscribe(() => (told += 1));
    const store: RecordStore = { ...device.deps.store, write: async () => new Map() };
    await index.over(store).write(
      'visits',
      rows.map(({ record }) => ({ previous: undefined, next: { ...record, rank: '', owner: '', rev: '' } })),
    );
    expect([puts.mock.calls.length, told]).toEqual([0, 0]);
    database.close();
  });

  it('lets a record go that was erased', async () => {
    const { device, concurrent } = await deviceWithConflict('erased');
    await device.engine.stop();
    await device.control.queue([outboxRow('grid-qinghe-1', 'people', concurrent, '', Date.now())]);
    await replayOutbox(device.deps);
    const stored = await device.deps.store.read('people', [concurrent._id]);
    await device.deps.store.erase('people', [...stored.values()]);
    expect(device.contestedIndex.all()).toEqual([]);
    expect(await trayOf(device, 0)).toEqual([]);
  });
});

describe('a record that has grown too large by what waits in it', () => {
  it('may be made smaller by deciding, and nothing else', async () => {
    const station = await openTestStation();
    const device = await station.device('large');
    await device.engine.stop();
    const person = await device.writer.create(aPerson);
    for (let n = 0; n < 30; n += 1) {
      const writing = testReplica(`big${String(n).padStart(4, '0')}x`).write();
      const value = {
        id: uid(n),
        name: '甲',
        relation: '长'.repeat(40),
        phone: { kid: 'k', iv: 'AAAAAAAAAAAAAAAA', ct: 'A'.repeat(12_000) },
      };
      await device.control.queue([
        outboxRow(
          'grid-qinghe-1',
          'people',
          {
            ...person,
            contacts: [value],
            vv: { ...person.vv, [writing.replica]: writing.counter },
            stamps: { contacts: writing.stamp, changed: writing.stamp },
            changed: writing.touch,
          },
          '',
          n,
        ),
      ]);
    }
    await replayOutbox(device.deps);
    const [shown] = await trayOf(device, 1);
    const writer = createLocalWriter({ ...device.deps, author: WORKER_UID, onQueued: () => undefined });
    await expect(writer.edit(person._id, () => ({ name: '乙' }))).rejects.toMatchObject({ code: 'row.too-large' });
    await writer.settle(person._id, [decisionOf(shown as ContestedRecord, 'contacts', [])]);
    expect(await writer.edit(person._id, () => ({ name: '乙' }))).toMatchObject({ name: '乙', contacts: [] });
    await station.close();
  });
});

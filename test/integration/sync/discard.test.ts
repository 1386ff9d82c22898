import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import type { WireRecord } from '#shared/schema/envelope';
import { discardRows, type DiscardDeps } from '#shared/sync/discard';
import { createHubClient } from '#shared/sync/hub-client';
import { joinRecords } from '#shared/sync/outbox';
import type { OutboxRow } from '#shared/sync/ports';
import { personFields, uid, visitFields } from '#test/support/builders';
import { until, type TestDevice } from '#test/support/device';
import { openTestStation, type TestStation } from './station';

const DB = 'grid-qinghe-1';
const SCOPE = 'qinghe-1';
const GET = { rev: null, latest: false, revs: false, conflicts: false } as const;
const SOON = () => AbortSignal.timeout(10_000);

describe('a record that is discarded', () => {
  let station: TestStation;
  beforeEach(async () => {
    station = await openTestStation();
  });
  afterEach(() => station.close());

  const depsOf = (device: TestDevice, token = station.token()): DiscardDeps => ({
    ...device.deps,
    hub: createHubClient({ origin: station.running.origin, token: () => token, timeoutMs: 10_000, fetch }),
    forget: async () => undefined,
  });
  const atHub = async (id: string): Promise<(WireRecord & { readonly _rev: string }) | null> => {
    const found = await station.running.hub.database(DB)?.get(id, GET);
    return found?.found ? (found.document as unknown as WireRecord & { readonly _rev: string }) : null;
  };
  const aPerson = { type: 'person', scope: SCOPE, uid: uid(1), key: 'one', fields: personFields({ name: '沈桂英' }) };

  /** A row as it stands in the tray: refused by the hub for some reason. */
  async function refuse(device: TestDevice, id: string): Promise<OutboxRow> {
    const row = (await device.outbox()).find((each) => each.id === id);
    if (!row) throw new Error('nothing waits');
    const change = { state: 'refused', code: 'access.denied', reason: 'x' } as const;
    await device.control.amend([{ id, vectorKey: row.vectorKey, change }]);
    return { ...row, ...change };
  }

  /** A person at the hub, and an edit of it on the tablet that came back. */
  async function withRefusedEdit(storage = getRxStorageMemory()) {
    const tablet = await station.device('tablet', { storage });
    const person = await tablet.writer.create(aPerson);
    await tablet.settled();
    await tablet.engine.stop();
    const edited = await tablet.writer.edit(person._id, () => ({ name: '写错的' }));
    return { tablet, person, edited, row: await refuse(tablet, person._id) };
  }

  it('shows what the hub has again, and waits no longer', async () => {
    const { tablet, person, row } = await withRefusedEdit();
    const desk = await station.device('desk');
    await until(async () => (await desk.get('people', person._id)) !== undefined);
    await desk.writer.edit(person._id, () => ({ sex: 'male' }));
    await desk.settled();
    expect(await discardRows(depsOf(tablet), [row], SOON())).toEqual([person._id]);
    expect(await tablet.outbox()).toEqual([]);
    expect(await tablet.get('people', person._id)).toMatchObject({ name: '沈桂英', sex: 'male' });
  });

  it('leaves the device when the hub never had it, and does not come back when the hub is compared anew', async () => {
    const storage = getRxStorageMemory();
    const tablet = await station.device('tablet', { storage });
    await tablet.settled();
    await tablet.engine.stop();
    const visit = await tablet.writer.create({ type: 'visit', scope: SCOPE, uid: uid(2), fields: visitFields() });
    await discardRows(depsOf(tablet), [await refuse(tablet, visit._id)], SOON());
    expect(await tablet.get('visits', visit._id)).toBeUndefined();
    await tablet.control.removeCursor(DB);
    await tablet.stop();
    const again = await station.device('tablet', { storage });
    await again.settled();
    expect([await again.get('visits', visit._id), await atHub(visit._id)]).toEqual([undefined, null]);
  });

  it('stays when it was changed since, and the change goes out', async () => {
    const { tablet, person, row } = await withRefusedEdit();
    await tablet.writer.edit(person._id, () => ({ name: '改对了' }));
    expect(await discardRows(depsOf(tablet), [row], SOON())).toEqual([]);
    expect(await tablet.outbox()).toMatchObject([{ id: person._id, state: 'waiting', record: { name: '改对了' } }]);
    expect(await tablet.get('people', person._id)).toMatchObject({ name: '改对了' });
  });

  it('can be had back later, beside what the same device wrote in between', async () => {
    const storage = getRxStorageMemory();
    const { tablet, person, edited, row } = await withRefusedEdit(storage);
    await discardRows(depsOf(tablet), [row], SOON());
    await tablet.writer.edit(person._id, () => ({ sex: 'male' }));
    await tablet.stop();
    const again = await station.device('tablet', { storage });
    await again.settled();
    const there = await atHub(person._id);
    if (!there) throw new Error('the hub lost the person');
    const { _rev: _kept, ...leaf } = there;
    // The very numbers that were forgotten are in no later vector: neither state has seen the other.
    expect(joinRecords(leaf as unknown as WireRecord, edited)).toMatchObject({ name: '写错的', sex: 'male' });
    expect(joinRecords(leaf as unknown as WireRecord, edited).vv).not.toEqual(leaf.vv);
  });

  it('of a database that the person may not read any more goes whole, and the database is read anew when the right returns', async () => {
    const { tablet, person, row } = await withRefusedEdit();
    const elsewhere = station.token(['grid-qinghe-2']);
    expect(await discardRows(depsOf(tablet, elsewhere), [row], SOON())).toEqual([person._id]);
    expect([await tablet.outbox(), await tablet.get('people', person._id)]).toEqual([[], undefined]);
    expect(await tablet.control.cursor(DB)).toMatchObject({ epoch: '', seq: '0' });
  });

  it('is not touched while the hub does not answer', async () => {
    const { tablet, person, row } = await withRefusedEdit();
    const hub = { fetch: () => Promise.reject(new AppError('hub.unreachable', 'away', { retry: true })) };
    await expect(discardRows({ ...depsOf(tablet), hub }, [row], SOON())).rejects.toMatchObject({
      code: 'hub.unreachable',
    });
    expect(await tablet.outbox()).toMatchObject([{ id: person._id, state: 'refused' }]);
    expect(await tablet.get('people', person._id)).toMatchObject({ name: '写错的' });
  });

  const killed = (): Promise<never> => Promise.reject(new Error('killed'));
  it.each<[string, (deps: DiscardDeps) => DiscardDeps]>([
    ['before anything was dropped', (deps) => ({ ...deps, forget: killed })],
    ['before the collection went back', (deps) => ({ ...deps, store: { ...deps.store, write: killed } })],
    // Everything but the outbox row is gone by then.
    ['before the outbox let it go', (deps) => ({ ...deps, control: withoutAcknowledge(deps) })],
  ])('waits whole after a kill %s, and can be discarded again', async (_when, cut) => {
    const storage = getRxStorageMemory();
    const { tablet, person, row } = await withRefusedEdit(storage);
    await expect(discardRows(cut(depsOf(tablet)), [row], SOON())).rejects.toThrow('killed');
    await tablet.stop();
    const again = await station.device('tablet', { storage });
    expect(await again.outbox()).toMatchObject([{ id: person._id, state: 'refused', record: { name: '写错的' } }]);
    expect(await again.get('people', person._id)).toMatchObject({ name: '写错的' });
    expect(await discardRows(depsOf(again), [row], SOON())).toEqual([person._id]);
    expect(await again.get('people', person._id)).toMatchObject({ name: '沈桂英' });
  });

  const withoutAcknowledge = ({ control }: DiscardDeps): DiscardDeps['control'] =>
    new Proxy(control, { get: (target, name) => (name === 'acknowledge' ? killed : Reflect.get(target, name)) });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { outboxRow } from '#shared/sync/outbox';
import { aVisit, anAddition, testReplica } from '#test/support/builders';
import { until, type TestDevice } from '#test/support/device';
import { aNewVisit, DB } from './bad-line';
import { faultyFetch, openTestStation, type TestStation } from './station';

/** Faults of stock replication in sending to a hub, none of which may be ours. See `README.md` for all of them. */
describe('sending', () => {
  let station: TestStation;
  beforeEach(async () => {
    station = await openTestStation();
  });
  afterEach(() => station.close());

  const OPTIONS = { collections: ['visits'], databases: [DB] } as const;
  const atHub = async (id: string) => {
    const found = await station.running.hub
      .database(DB)
      ?.get(id, { rev: null, latest: false, revs: false, conflicts: true });
    return found?.found
      ? (found.document as unknown as WireRecord & { _rev: string; _conflicts?: unknown })
      : undefined;
  };
  const add = (device: TestDevice, id: string, n: number) =>
    device.writer.edit(id, (visit) => ({
      additions: [...(visit['additions'] as []), anAddition(n, device.control.replica)],
    }));
  const knowsRevision = (device: TestDevice, id: string) =>
    until(async () => {
      const { _rev } = (await atHub(id)) ?? {};
      return _rev !== undefined && (await device.get('visits', id))?.['rev'] === _rev;
    });
  const additionsOf = (record: WireRecord | undefined) => ((record?.['additions'] ?? []) as unknown[]).length;

  it('never stops for a refused record: what is saved after it, hour after hour, goes out', async () => {
    const tablet = await station.device('tablet', OPTIONS);
    await tablet.settled();
    for (const n of [1, 2, 3]) {
      const bad = { ...aVisit(n, { by: testReplica(`bad${n}`) }), kind: 'by-drone' };
      await tablet.control.queue([outboxRow(DB, 'visits', bad, '', n)]);
      const good = await tablet.writer.create(aNewVisit(100 + n));
      await until(async () => (await atHub(good._id)) !== undefined);
    }
    await until(async () => (await tablet.outbox()).filter(({ state }) => state === 'refused').length === 3);
  });

  it('neither revives a record that was erased while it was changed here, nor stands still over it', async () => {
    const network = faultyFetch();
    const tablet = await station.device('tablet', { ...OPTIONS, fetch: network.send });
    const { _id: id } = await tablet.writer.create(aNewVisit(1));
    await tablet.settled();
    network.set('no-network');
    await add(tablet, id, 1);
    const { _rev } = (await atHub(id)) ?? {};
    await station.running.hub.database(DB)?.bulkDocs({ rows: [{ _id: id, _rev, _deleted: true }], newEdits: true });
    const after = await tablet.writer.create(aNewVisit(2));
    network.set('none');
    tablet.engine.wake();
    await until(async () => (await atHub(after._id)) !== undefined);
    await until(async () => (await tablet.outbox()).some((row) => row.id === id && row.state === 'refused'));
    expect(await atHub(id)).toBeUndefined();
    expect(additionsOf((await tablet.outbox()).find((row) => row.id === id)?.record)).toBe(1);
  });

  it('goes on taking in while the hub takes nothing, and keeps what waits over what comes', async () => {
    let isBroken = false;
    const tablet = await station.device('tablet', {
      ...OPTIONS,
      fetch: (input, init) =>
        isBroken && String(input).endsWith('_bulk_docs')
          ? Promise.resolve(new Response('{}', { status: 500, headers: { 'content-type': 'application/json' } }))
          : fetch(input, init),
    });
    const desk = await station.device('desk', OPTIONS);
    const { _id: id } = await desk.writer.create(aNewVisit(1));
    await until(async () => (await tablet.get('visits', id)) !== undefined);
    isBroken = true;
    await add(tablet, id, 1);
    await until(() => tablet.engine.status().databases[0]?.state === 'failing');
    await add(desk, id, 2);
    const other = await desk.writer.create(aNewVisit(2));
    await until(async () => (await tablet.get('visits', other._id)) !== undefined);
    // The colleague's change has come in beside the own one, which is still here and still to be sent.
    expect(additionsOf(await tablet.get('visits', id))).toBe(2);
    expect((await tablet.outbox()).map((row) => row.id)).toEqual([id]);
    isBroken = false;
    tablet.engine.wake();
    await until(async () => additionsOf(await desk.get('visits', id)) === 2);
  });

  it('does not take equal content of somebody else for its own write', async () => {
    const network = faultyFetch();
    const desk = await station.device('desk', OPTIONS);
    const tablet = await station.device('tablet', { ...OPTIONS, fetch: network.send });
    const { _id: id } = await desk.writer.create(aNewVisit(1));
    await until(async () => (await tablet.get('visits', id)) !== undefined);
    network.set('no-network');
    for (const device of [desk, tablet]) await device.writer.edit(id, () => ({ kind: 'phone' }));
    await desk.settled();
    network.set('none');
    tablet.engine.wake();
    await until(async () => {
      const { vv = {} } = (await atHub(id)) ?? {};
      return vv[tablet.control.replica] !== undefined && (vv[desk.control.replica] ?? 0) > 1;
    });
    await tablet.settled();
    expect(await atHub(id)).toMatchObject({ kind: 'phone' });
  });

  it('sends a change with the revision that it was made from, never with the newest that it heard of', async () => {
    const sent: { readonly _id: string; readonly _rev?: string }[] = [];
    const network = faultyFetch();
    const tablet = await station.device('tablet', {
      ...OPTIONS,
      fetch: (input, init) => {
        if (String(input).endsWith('_bulk_docs')) sent.push(...(JSON.parse(String(init?.body)) as { docs: [] }).docs);
        return network.send(input, init);
      },
    });
    const desk = await station.device('desk', OPTIONS);
    const { _id: id } = await desk.writer.create(aNewVisit(1));
    await knowsRevision(tablet, id);
    const base = (await atHub(id))?._rev;
    network.set('no-network');
    await add(tablet, id, 1);
    await add(desk, id, 2);
    await desk.settled();
    const newest = (await atHub(id))?._rev;
    network.set('none');
    tablet.engine.wake();
    await until(async () => additionsOf(await atHub(id)) === 2);
    const bases = sent.filter(({ _id }) => _id === id).map(({ _rev }) => _rev);
    expect([base, newest]).toContain(bases[0]);
    // On the newer one only what has taken it in: nothing of the colleague's may be missing from it.
    const onNewest = sent.filter(({ _id, _rev }) => _id === id && _rev === newest);
    expect(onNewest.map((row) => additionsOf(row as unknown as WireRecord))).toEqual([2]);
    expect((await atHub(id))?._conflicts).toBeUndefined();
  });

  it('reads the echo of its own write, so that the next change is no conflict', async () => {
    const tablet = await station.device('tablet', OPTIONS);
    await tablet.settled();
    const { _id: id } = await tablet.writer.create(aNewVisit(1));
    for (const n of [1, 2, 3]) {
      await until(async () => (await tablet.outbox()).length === 0);
      await knowsRevision(tablet, id);
      await add(tablet, id, n);
    }
    await until(async () => additionsOf(await atHub(id)) === 3);
    await tablet.settled();
    expect(tablet.requests.filter((request) => request.endsWith('_all_docs'))).toEqual([]);
  });

  it('sends once what holds values that no wire keeps, instead of finding a difference for ever', async () => {
    const tablet = await station.device('tablet', OPTIONS);
    await tablet.settled();
    const creation = aNewVisit(1);
    const { _id: id } = await tablet.writer.create({
      ...creation,
      fields: { ...creation.fields, extra: undefined, nested: { gone: undefined, kept: [undefined, 1] } },
    });
    await knowsRevision(tablet, id);
    await tablet.settled();
    const desk = await station.device('desk', OPTIONS);
    await desk.settled();
    await add(desk, id, 1);
    await until(async () => additionsOf(await tablet.get('visits', id)) === 1);
    await tablet.settled();
    expect(tablet.requests.filter((request) => request.endsWith('_bulk_docs'))).toHaveLength(1);
  });
});

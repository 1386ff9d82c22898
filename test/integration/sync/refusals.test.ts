import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { replayOutbox } from '#shared/sync/replay';
import { outboxRow } from '#shared/sync/outbox';
import type { HubClient, OutboxRow } from '#shared/sync/ports';
import { aPerson, aVisit, personFields, testReplica, uid, visitFields } from '#test/support/builders';
import { until, type TestDevice } from '#test/support/device';
import { openTestStation, type TestStation } from './station';

const SCOPE = 'qinghe-1';
const DB = 'grid-qinghe-1';
const GET = { rev: null, latest: false, revs: false, conflicts: false } as const;
const aNewVisit = (n: number, change = {}) => ({
  type: 'visit',
  scope: SCOPE,
  uid: uid(n),
  fields: visitFields(change),
});

describe('what a hub will not take', () => {
  let station: TestStation;
  beforeEach(async () => {
    station = await openTestStation();
  });
  afterEach(() => station.close());

  const refusedAt = async (device: TestDevice): Promise<OutboxRow | undefined> =>
    (await device.outbox()).find((row) => row.state === 'refused');
  const isAtHub = async (id: string) => (await station.running.hub.database(DB)?.get(id, GET))?.found === true;

  it('lets the rest flow when one record spoils the whole request', async () => {
    const tablet = await station.device('tablet');
    await tablet.settled();
    let deep: unknown = 1;
    for (let depth = 0; depth < 40; depth += 1) deep = [deep];
    const bad = await tablet.writer.create(aNewVisit(1, { answers: { outcome: 'met', extra: deep } }));
    const good = await tablet.writer.create(aNewVisit(2));
    await until(async () => (await tablet.outbox()).every((row) => row.state === 'refused'));
    expect(await refusedAt(tablet)).toMatchObject({ id: bad._id, code: 'row.malformed' });
    expect(await isAtHub(good._id)).toBe(true);
  });

  it('lets the rest flow when one record is larger than a request may be', async () => {
    const tablet = await station.device('tablet');
    await tablet.settled();
    const huge = aVisit(1, { by: testReplica('huge'), fields: { note: 'x'.repeat(9 * 1024 * 1024) } });
    await tablet.control.queue([outboxRow(DB, 'visits', huge, '', 1)]);
    const good = await tablet.writer.create(aNewVisit(2));
    await until(async () => (await tablet.outbox()).every((row) => row.state === 'refused'));
    expect(await refusedAt(tablet)).toMatchObject({ id: huge._id, code: 'row.too-large' });
    expect(await isAtHub(good._id)).toBe(true);
  });

  it('measures Chinese text as the wire does, so that no request grows too large', async () => {
    const sizes: number[] = [];
    const tablet = await station.device('tablet', {
      fetch: (input, init) => {
        if (String(input).endsWith('_bulk_docs')) sizes.push(Buffer.byteLength(String(init?.body)));
        return fetch(input, init);
      },
    });
    const by = testReplica('wordy');
    const note = '老人身体尚可，血压略高。'.repeat(1000);
    const rows = Array.from({ length: 150 }, (_, n) =>
      outboxRow(DB, 'visits', aVisit(n, { by, fields: { note } }), '', n),
    );
    await tablet.control.queue(rows);
    tablet.engine.queued(DB);
    await until(async () => (await tablet.outbox()).length === 0);
    expect(await station.running.hub.database(DB)?.info()).toMatchObject({ documents: 150 });
    expect(Math.max(...sizes)).toBeLessThan(LIMITS.requestBytes / 3);
  });

  it('tries again, by itself, what the hub failed to write for reasons of its own', async () => {
    let failures = 0;
    const tablet = await station.device('tablet', {
      hub: (client): HubClient => ({
        ...client,
        push: async (db, rows, replica, signal) => {
          failures += 1;
          if (failures > 1) return client.push(db, rows, replica, signal);
          return rows.map(({ record }) => ({ id: record._id, error: 'internal_server_error', reason: 'disk' }));
        },
      }),
    });
    const visit = await tablet.writer.create(aNewVisit(1));
    await until(async () => (await tablet.outbox()).length === 0);
    expect(await isAtHub(visit._id)).toBe(true);
  });

  it('does not let records the hub cannot write now stand before those it can', async () => {
    const tablet = await station.device('tablet', {
      hub: (client): HubClient => ({
        ...client,
        push: async (db, rows, replica, signal) => {
          const isSick = ({ record }: { record: WireRecord }) => record['kind'] === 'phone';
          const well = rows.filter((row) => !isSick(row));
          const answers = well.length > 0 ? await client.push(db, well, replica, signal) : [];
          const failed = rows.filter(isSick).map(({ record }) => ({ id: record._id, error: 'io', reason: 'disk' }));
          return [...answers, ...failed];
        },
      }),
    });
    await tablet.settled();
    const by = testReplica('sick');
    const sick = Array.from({ length: 600 }, (_, n) =>
      outboxRow(DB, 'visits', aVisit(n, { by, fields: { kind: 'phone' } }), '', n),
    );
    await tablet.control.queue(sick);
    const good = await tablet.writer.create(aNewVisit(9999));
    await until(() => isAtHub(good._id), 4000);
    await until(async () => (await tablet.outbox()).length === 600);
  });

  it('understands a refusal with a code that only a newer hub knows', async () => {
    const tablet = await station.device('tablet', {
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (!String(input).endsWith('_bulk_docs')) return response;
        const text = (await response.text()).replace('row.malformed', 'row.from-the-future');
        return new Response(text, { status: 201, headers: { 'content-type': 'application/json' } });
      },
    });
    await tablet.settled();
    const odd = { ...aVisit(1, { by: testReplica('odd') }), kind: 'by-drone' };
    await tablet.control.queue([outboxRow(DB, 'visits', odd, '', 1)]);
    const good = await tablet.writer.create(aNewVisit(2));
    await until(async () => (await tablet.outbox()).every((row) => row.state === 'refused'));
    expect(await refusedAt(tablet)).toMatchObject({ id: odd._id, code: 'row.malformed' });
    expect(await isAtHub(good._id)).toBe(true);
  });

  it('gives up on a record whose clock cannot be put right, instead of asking for ever', async () => {
    let pushes = 0;
    const tablet = await station.device('tablet', {
      hub: (client): HubClient => ({
        ...client,
        push: async (_db, rows) => {
          pushes += 1;
          return rows.map(({ record }) => ({ id: record._id, error: 'forbidden', reason: 'clock', code: 'row.clock' }));
        },
      }),
    });
    await tablet.writer.create(aNewVisit(1));
    await until(async () => (await refusedAt(tablet)) !== undefined);
    expect(await refusedAt(tablet)).toMatchObject({ code: 'row.clock' });
    expect(pushes).toBeLessThan(10);
  });

  it('puts right every stamp of a wrong clock, those of values that yielded too', async () => {
    const ahead = 3 * 86_400_000;
    const tablet = await station.device('tablet', { wallMs: () => Date.now() + ahead });
    await tablet.settled();
    const by = testReplica('ahead', () => Date.now() + ahead);
    const person = aPerson(1, { by });
    const late = by.write();
    const withYield = {
      ...person,
      vv: { [by.id]: late.counter },
      yields: [{ field: 'name', stamp: late.stamp, value: '输了的' }],
    };
    await tablet.control.queue([outboxRow(DB, 'people', withYield, '', Date.now())]);
    await replayOutbox(tablet.deps);
    tablet.engine.queued(DB);
    await until(async () => (await tablet.outbox()).length === 0);
    expect(await isAtHub(person._id)).toBe(true);
  });

  it('keeps an edit of a record that the hub holds in a newer version, until this device is updated', async () => {
    const desk = await station.device('desk');
    const person = await desk.writer.create({ type: 'person', scope: SCOPE, uid: uid(1), fields: personFields() });
    await desk.settled();
    const hub = station.running.hub.database(DB);
    const found = await hub?.get(person._id, GET);
    const document = found?.found ? (found.document as unknown as WireRecord) : null;
    await desk.stop();
    const newer = testReplica('newer').write();
    const lifted = {
      ...document,
      schema: 9,
      name: { family: '测', given: '试' },
      vv: { ...document?.vv, [newer.replica]: 1 },
    };
    await hub?.bulkDocs({ rows: [lifted], newEdits: true });

    const tablet = await station.device('desk');
    await tablet.writer.edit(person._id, () => ({ status: 'moved-out' }));
    await until(async () => (await refusedAt(tablet))?.code === 'row.newer-schema');
    expect((await refusedAt(tablet))?.record).toMatchObject({ status: 'moved-out' });
    expect(await tablet.get('people', person._id)).toMatchObject({ schema: person.schema, status: 'moved-out' });
    expect(await tablet.control.aside()).toMatchObject([{ id: person._id, record: { schema: 9 } }]);
  });

  it('goes on taking in what others write when this person may only read', async () => {
    const bearer = station.running.sessions.issue({ dbs: { [DB]: 'read' } });
    const reader = await station.device('reader', { token: () => bearer, databases: [DB] });
    await reader.writer.create(aNewVisit(1));
    await until(() => reader.engine.status().databases[0]?.state === 'held');
    const desk = await station.device('desk');
    const visit = await desk.writer.create(aNewVisit(2));
    await until(async () => (await reader.get('visits', visit._id)) !== undefined);
    expect((await reader.outbox()).length).toBe(1);
    expect(reader.engine.status().databases[0]?.state).toBe('held');
  });
});

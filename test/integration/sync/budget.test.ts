import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { firstValueFrom } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { deliverPage } from '#shared/sync/deliver';
import { createHubClient } from '#shared/sync/hub-client';
import { aPerson, aVisit, anAddition, T0, testReplica, uid } from '#test/support/builders';
import { until } from '#test/support/device';
import { openTestStation, type TestStation } from './station';

const DB = 'grid-qinghe-1';
const DAY_MS = 86_400_000;

/** Twenty people with `each` visits, one a day, the last `endedDaysAgo` days before the tests were written. */
function rounds(each: number, endedDaysAgo: number): readonly WireRecord[] {
  const people = Array.from({ length: 20 }, (_, n) => uid(5000 + n));
  const wall = { ms: T0 };
  const by = testReplica('history', () => wall.ms);
  return Array.from({ length: each }, (_, day) => {
    wall.ms = T0 - (endedDaysAgo + each - day) * DAY_MS;
    return people.map((personUid, n) =>
      aVisit(day * 20 + n + 1, { by, fields: { personUid, startedAtMs: wall.ms, finishedAtMs: wall.ms } }),
    );
  }).flat();
}

describe('a tablet that may hold only so much', () => {
  let station: TestStation;
  beforeEach(async () => {
    station = await openTestStation();
  });
  afterEach(() => station.close());

  const atHub = async (records: readonly WireRecord[]) => {
    const answers = await station.running.hub.database(DB)?.bulkDocs({ rows: records, newEdits: true });
    expect(answers?.every((answer) => 'ok' in answer)).toBe(true);
  };
  const startsOf = async (device: Awaited<ReturnType<TestStation['device']>>) =>
    (await device.collections.visits?.find().exec())?.map((visit) => (visit.toJSON() as WireRecord)['startedAtMs']) ??
    [];

  it('keeps the newest visits and leaves the oldest at the station', async () => {
    await atHub(rounds(10, 90));
    const tablet = await station.device('tablet', { limit: 100 });
    await tablet.settled();
    const held = await startsOf(tablet);
    expect(held.length).toBeLessThanOrEqual(100);
    expect(held.length).toBeGreaterThan(60);
    expect(Math.min(...held.map(Number))).toBeGreaterThan(T0 - (90 + 6) * DAY_MS);
    const state = tablet.budget && (await firstValueFrom(tablet.budget.state$));
    expect(state).toMatchObject({ documents: held.length, limit: 100 });
    expect(Object.keys(state?.left ?? {})).toEqual(['visit']);
  });

  it('says how many it holds when somebody looks, also while there is room', async () => {
    const tablet = await station.device('tablet', { limit: 1000 });
    await atHub(rounds(3, 90));
    await until(async () => (await tablet.count('visits')) === 60);
    await tablet.budget?.recount();
    const state = tablet.budget && (await firstValueFrom(tablet.budget.state$));
    expect(state).toMatchObject({ documents: 60, left: {} });
  });

  it('keeps the last visit to everybody, however old it is', async () => {
    const rarely = aVisit(9000, {
      by: testReplica('rare', () => T0 - 900 * DAY_MS),
      fields: { personUid: uid(7000), startedAtMs: T0 - 900 * DAY_MS, finishedAtMs: T0 - 900 * DAY_MS },
    });
    await atHub([rarely, ...rounds(10, 90)]);
    const tablet = await station.device('tablet', { limit: 100 });
    await tablet.settled();
    expect(await tablet.get('visits', rarely._id)).toMatchObject({ personUid: uid(7000) });
    expect(await tablet.count('visits')).toBeLessThanOrEqual(101);
  });

  it('keeps the last visit to somebody who is on the way to another grid, in whichever grid it is looked for', async () => {
    const by = testReplica('rare', () => T0 - 900 * DAY_MS);
    const fields = { personUid: uid(7000), startedAtMs: T0 - 900 * DAY_MS, finishedAtMs: T0 - 900 * DAY_MS };
    const [before, after] = [aVisit(9000, { by, fields }), aVisit(9000, { by, fields, grid: 2 })];
    await atHub([before, ...rounds(10, 90)]);
    await station.running.hub.database('grid-qinghe-2')?.bulkDocs({ rows: [after], newEdits: true });
    const tablet = await station.device('tablet', { limit: 100 });
    await tablet.settled();
    for (const { _id } of [before, after]) expect(await tablet.get('visits', _id), _id).toBeDefined();
  });

  it('keeps what is unsent and what was written lately', async () => {
    await atHub(rounds(10, 1));
    const storage = getRxStorageMemory();
    const tablet = await station.device('tablet', { storage });
    await tablet.settled();
    const oldest = `visit~qinghe-1~${uid(1)}`;
    await tablet.engine.stop();
    await tablet.writer.edit(oldest, () => ({ nextVisitOn: '2026-12-01' }));
    await tablet.stop();
    const again = await station.device('tablet', { storage, limit: 100, databases: [] });
    expect(await again.get('visits', oldest)).toMatchObject({ nextVisitOn: '2026-12-01' });
    // All 200 are of the last days: a hub that is set back may need them.
    expect(await again.count('visits')).toBe(200);
  });

  it('does not take old visits in again, but shows a change of one that it holds', async () => {
    await atHub(rounds(10, 90));
    const storage = getRxStorageMemory();
    const tablet = await station.device('tablet', { storage, limit: 100 });
    await tablet.settled();
    const before = await tablet.count('visits');
    await tablet.stop();

    const other = await station.device('workstation');
    await other.settled();
    await other.writer.edit(`visit~qinghe-1~${uid(1)}`, () => ({ nextVisitOn: '2026-12-01' }));
    await other.writer.edit(`visit~qinghe-1~${uid(200)}`, () => ({ nextVisitOn: '2026-12-02' }));
    await other.settled();

    const again = await station.device('tablet', { storage, limit: 100 });
    await again.settled();
    await until(
      async () => (await again.get('visits', `visit~qinghe-1~${uid(200)}`))?.['nextVisitOn'] === '2026-12-02',
    );
    expect(await again.get('visits', `visit~qinghe-1~${uid(1)}`)).toBeUndefined();
    expect(await again.count('visits')).toBe(before);
  });

  it('fetches what it left when somebody asks, and keeps it while they look', async () => {
    await atHub([aPerson(5000), ...rounds(10, 90)]);
    const tablet = await station.device('tablet', { limit: 100 });
    await tablet.settled();
    const token = station.token();
    const hub = createHubClient({ origin: station.running.origin, token: () => token, timeoutMs: 5000, fetch });
    const rows = await hub.belongingTo(DB, { type: 'visit', personUid: uid(5000) }, AbortSignal.timeout(5000));
    expect(rows.map(({ record }) => record?.['startedAtMs'])).toEqual(
      Array.from({ length: 10 }, (_, day) => T0 - (90 + 10 - (9 - day)) * DAY_MS),
    );
    tablet.budget?.pin(rows.map(({ id }) => id));
    await deliverPage(tablet.deps, DB, rows, false);
    await tablet.budget?.settle(1000);
    for (const { id } of rows) expect(await tablet.get('visits', id), id).toBeDefined();
  });

  it('loses no addition when the station is set back and an old visit comes a second time', async () => {
    await atHub(rounds(10, 90));
    const storage = getRxStorageMemory();
    const tablet = await station.device('tablet', { storage, limit: 100 });
    await tablet.settled();
    const { replica } = tablet.control;
    await tablet.budget?.meetEpoch();
    expect(tablet.control.replica, 'what it forgot may come back without its writes').not.toBe(replica);
    const id = `visit~qinghe-1~${uid(200)}`;
    await tablet.writer.edit(id, () => ({ additions: [anAddition(1, tablet.control.replica)] }));
    await tablet.settled();
    expect((await tablet.get('visits', id))?.vv).toHaveProperty(tablet.control.replica);
  });
});

describe('what a station answers when asked for records of one person', () => {
  let station: TestStation;
  beforeEach(async () => {
    station = await openTestStation();
  });
  afterEach(() => station.close());

  const find = (body: unknown, token = station.token(), db = DB) =>
    fetch(`${station.running.origin}/hub/${db}/_find`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('nothing to somebody who may not read the grid', async () => {
    const answer = await find({ selector: { type: 'visit', personUid: uid(1) } }, station.token(['grid-qinghe-2']));
    expect(answer.status).toBe(403);
  });

  it('a refusal to other questions than that', async () => {
    for (const body of [
      {},
      { selector: { type: 'visit' } },
      { selector: { type: 'visit', personUid: { $gt: null } } },
      { selector: { type: '~', personUid: uid(1) } },
      { selector: { type: 'visit', personUid: uid(1) }, limit: 1_000_000 },
    ]) {
      expect((await find(body)).status, JSON.stringify(body)).toBe(400);
    }
  });

  it('nothing but the records asked for', async () => {
    const { hub } = station.running;
    await hub.database(DB)?.bulkDocs({
      rows: [aVisit(1, { fields: { personUid: uid(1) } }), aVisit(2, { fields: { personUid: uid(2) } }), aPerson(1)],
      newEdits: true,
    });
    const answer = (await (await find({ selector: { type: 'visit', personUid: uid(1) } })).json()) as {
      readonly docs: readonly { readonly _id: string }[];
    };
    expect(answer.docs.map(({ _id }) => _id)).toEqual([`visit~qinghe-1~${uid(1)}`]);
  });
});

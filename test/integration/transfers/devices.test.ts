import { beforeEach, describe, expect, it } from 'vitest';
import { accessOf } from '#shared/domain/access/access';
import type { Parcel } from '#shared/ipc/station-api';
import { transferPaths } from '#shared/ipc/transfer-api';
import type { WireRecord } from '#shared/schema/envelope';
import { editRecord } from '#shared/sync/author';
import { writeParcel } from '#main/services/gateway/unsent/write-parcel';
import { aVisit, STATION, testReplica, uid, visitFields, WORKER_UID } from '#test/support/builders';
import { until, type TestDevice } from '#test/support/device';
import { faultyFetch } from '#test/integration/sync/station';
import { memoryServices } from '#test/support/services';
import { FAMILY, FAMILY_RECORDS, idIn, moveIn, OTHER_DWELLING, PERSONAL } from './family';
import { dyingAt, openStation, type Station } from './station';

let station: Station;
beforeEach(async () => {
  station = await openStation();
  await moveIn(station);
});

const household = { kind: 'household', uid: FAMILY.household, dwellingUid: OTHER_DWELLING } as const;
const grandmother = (grid: number) => idIn('person', grid, FAMILY.grandmother);

/** A tablet of the first grid that has everything and then loses the network. */
async function tabletOffline(): Promise<{ readonly tablet: TestDevice; online(): void }> {
  const network = faultyFetch();
  const tablet = await station.device('tablet', [1], { fetch: network.send });
  await tablet.settled();
  network.set('no-network');
  return {
    tablet,
    online: () => {
      network.set('none');
      tablet.engine.wake();
    },
  };
}

/** Everything that lies in the collections of a device, as text. */
async function textOn({ collections }: TestDevice): Promise<string> {
  const all = await Promise.all(Object.values(collections).map((collection) => collection.find().exec()));
  return JSON.stringify(all.flat().map((document) => document.toJSON()));
}

const isGone = (device: TestDevice, id: string) => async () => (await device.get('people', id)) === undefined;

describe('a tablet of the former grid', () => {
  it('holds nothing of who has left, and the one of the new grid has everything', async () => {
    const [tablet, theirs] = [await station.device('old', [1]), await station.device('new', [2])];
    await Promise.all([tablet.settled(), theirs.settled()]);
    expect(await textOn(tablet)).toMatch(PERSONAL);
    await station.send(household);
    await until(isGone(tablet, grandmother(1)));
    await until(async () => (await theirs.get('people', grandmother(2))) !== undefined);
    await Promise.all([tablet.settled(), theirs.settled()]);
    expect(await textOn(tablet)).not.toMatch(PERSONAL);
    expect(await tablet.get('people', idIn('person', 1, uid(5)))).toMatchObject({ name: '邻居' });
    for (const [type, key] of FAMILY_RECORDS) {
      const collection = type === 'visit' ? 'visits' : type === 'household' ? 'homes' : 'people';
      expect(await theirs.get(collection, idIn(type, 2, key)), type).toBeDefined();
      expect(await tablet.get(collection, idIn(type, 1, key)), type).toBeUndefined();
    }
  });

  it('may have changed the file while it was away: the change follows the person, under the new keys', async () => {
    const { tablet, online } = await tabletOffline();
    const phone = await station.seal({ uid: FAMILY.grandmother, field: 'phone' }, '13811112222', 1, 'general');
    await tablet.writer.edit(grandmother(1), () => ({ sex: 'male', phone }));
    await station.send(household);
    online();
    await tablet.settled();
    await until(isGone(tablet, grandmother(1)));
    const moved = await station.read(grandmother(2));
    expect(moved).toMatchObject({ sex: 'male', dwellingUid: OTHER_DWELLING, yields: [] });
    const at = { uid: FAMILY.grandmother, field: 'phone' };
    expect(await station.openAs(2, 'general', moved?.['phone'], at)).toBe('13811112222');
    expect(await station.read(grandmother(1))).toMatchObject({ movedTo: { scope: `${STATION}-2` } });
    expect(await tablet.outbox()).toEqual([]);
  });

  it('writes as a new replica once it has forgotten writes of its own, and only then', async () => {
    const [writer, reader] = [await station.device('writer', [1]), await station.device('reader', [1])];
    await Promise.all([writer.settled(), reader.settled()]);
    const before = [writer.control.replica, reader.control.replica];
    await writer.writer.edit(grandmother(1), () => ({ sex: 'male' }));
    await writer.settled();
    await station.send(household);
    await Promise.all([until(isGone(writer, grandmother(1))), until(isGone(reader, grandmother(1)))]);
    expect(writer.control.replica).not.toBe(before[0]);
    expect(reader.control.replica).toBe(before[1]);
  });

  it('may meet the stub before it can send: what is unsent stays until the hub has it', async () => {
    const { tablet, online } = await tabletOffline();
    await tablet.writer.edit(grandmother(1), () => ({ sex: 'male' }));
    await station.send(household);
    const stub = await station.read(grandmother(1));
    const { deliverPage } = await import('#shared/sync/deliver');
    const row = { id: grandmother(1), rev: '9-a', deleted: false, record: stub };
    await deliverPage(tablet.deps, 'grid-qinghe-1', [row], false);
    expect(await tablet.get('people', grandmother(1))).toMatchObject({ sex: 'male', name: '测试甲' });
    expect(await tablet.outbox()).toMatchObject([{ id: grandmother(1), state: 'waiting' }]);
    online();
    await tablet.settled();
    await until(isGone(tablet, grandmother(1)));
    expect(await station.read(grandmother(2))).toMatchObject({ sex: 'male' });
  });

  it('may have written a visit, a consent and a new member of the family: they follow', async () => {
    const { tablet, online } = await tabletOffline();
    const scope = `${STATION}-1`;
    const note = await station.seal({ uid: uid(60), field: 'answers.note' }, '血压偏高', 1, 'health');
    const fields = visitFields({ personUid: FAMILY.grandmother, answers: { outcome: 'met', note } });
    await tablet.writer.create({ type: 'visit', scope, uid: uid(60), fields });
    const { personUid, purpose, given, statedOn, atMs, by, how, validUntil } = (await station.read(
      idIn('consent', 1, FAMILY.consent),
    )) as WireRecord & Record<string, unknown>;
    const said = { personUid, purpose, given: !given, statedOn, atMs, by, how, validUntil, note: null };
    await tablet.writer.create({ type: 'consent', scope, uid: uid(61), fields: said });
    const neighbour = (await station.read(idIn('person', 1, uid(5)))) as WireRecord & Record<string, unknown>;
    const own = Object.fromEntries(
      [
        'sex',
        'birthDate',
        'registeredDwellingUid',
        'relation',
        'status',
        'citizenId',
        'phone',
        'contacts',
        'disability',
      ]
        .concat(['livingAlone', 'relationCode', 'profile', 'importUid', 'mergedIntoUid'])
        .map((field) => [field, neighbour[field]]),
    );
    const son = { ...own, name: '许海涛', householdUid: FAMILY.household, dwellingUid: FAMILY.dwelling };
    await tablet.writer.create({ type: 'person', scope, uid: uid(62), fields: son });
    await station.send(household);
    online();
    await tablet.settled();
    await until(async () => (await tablet.get('visits', idIn('visit', 1, uid(60)))) === undefined);
    await station.transfers().settled();
    const visit = (await station.read(idIn('visit', 2, uid(60)))) as WireRecord & { answers: { note: unknown } };
    const at = { uid: uid(60), field: 'answers.note' };
    expect(await station.openAs(2, 'health', visit.answers.note, at)).toBe('血压偏高');
    expect(await station.read(idIn('consent', 2, uid(61)))).toMatchObject({ given: false });
    expect(await station.read(idIn('person', 2, uid(62)))).toMatchObject({ dwellingUid: OTHER_DWELLING });
    await until(isGone(tablet, idIn('person', 1, uid(62))));
  });

  it('may have missed going and coming back: its change and those made elsewhere are together', async () => {
    const { tablet, online } = await tabletOffline();
    await tablet.writer.edit(grandmother(1), () => ({ sex: 'male' }));
    await station.send(household);
    const theirs = await station.device('new', [2]);
    await until(async () => (await theirs.get('people', grandmother(2))) !== undefined);
    await theirs.writer.edit(grandmother(2), () => ({ status: 'moved-out' }));
    await theirs.settled();
    await station.send({ ...household, from: 2, to: 1, dwellingUid: FAMILY.dwelling });
    online();
    await tablet.settled();
    await until(async () => (await tablet.get('people', grandmother(1)))?.['status'] === 'moved-out');
    await tablet.settled();
    const back = await station.read(grandmother(1));
    expect(back).toMatchObject({ sex: 'male', status: 'moved-out', dwellingUid: FAMILY.dwelling });
    expect((await tablet.get('people', grandmother(1)))?.vv).toEqual(back?.vv);
    await until(isGone(theirs, grandmother(2)));
  });

  it('reaches somebody who has moved on to a third grid', async () => {
    const { tablet, online } = await tabletOffline();
    await tablet.writer.edit(grandmother(1), () => ({ sex: 'male' }));
    await tablet.writer.create({
      type: 'visit',
      scope: `${STATION}-1`,
      uid: uid(60),
      fields: visitFields({ personUid: FAMILY.grandmother }),
    });
    await station.send({ uid: FAMILY.grandmother });
    await station.send({ uid: FAMILY.grandmother, from: 2, to: 3 });
    online();
    await tablet.settled();
    await until(isGone(tablet, grandmother(1)));
    await until(async () => (await station.read(idIn('visit', 3, uid(60)))) !== null);
    expect(await station.read(grandmother(3))).toMatchObject({ sex: 'male' });
    await station.transfers().settled();
    expect(await station.read(idIn('visit', 2, uid(60)))).toMatchObject({ movedTo: { scope: `${STATION}-3` } });
  });
});

describe('the hub', () => {
  const change = async (fields: Record<string, unknown>, of = grandmother(1)) => {
    const record = await station.read(of);
    return editRecord(record as WireRecord, fields, testReplica('other').write());
  };
  const push = (row: object, grids: readonly number[] = [1]) =>
    station.ask(station.token(grids), 'POST /hub/grid-qinghe-1/_bulk_docs', { docs: [row] });

  it('takes a change once, however often it comes and whenever it was cut off', { timeout: 60_000 }, async () => {
    for (let writes = 0; ; writes += 1) {
      station = await openStation();
      await moveIn(station);
      const row = await change({ sex: 'male' });
      await station.send(household);
      const cut = dyingAt(writes, 'after');
      await station.reopen({ between: cut.between });
      await push(row);
      const wasCut = cut.isDead();
      await station.reopen();
      const answer = await push(row);
      expect(JSON.stringify(answer.body)).toMatch(/"ok":true|row\.stale-vector/);
      const moved = await station.read(grandmother(2));
      expect(moved).toMatchObject({ sex: 'male', yields: [], vv: row.vv });
      expect((await station.read(grandmother(1)))?.vv).toMatchObject({ [testReplica('other').id]: 1 });
      if (!wasCut) return;
    }
  });

  it('brings a change after the person that somebody else hands over for its author', async () => {
    const record = await change({ sex: 'male' });
    await station.send(household);
    const database = station.hub().database('grid-qinghe-1');
    const access = accessOf({ actor: 'grid-worker', functions: [], gridNumbers: [1] }, [1, 2]);
    const content = { db: 'grid-qinghe-1', rev: '1-a', record } as unknown as Parcel;
    const author = { staff: WORKER_UID, access };
    const { stepAuthors } = memoryServices();
    const deps = { now: () => Date.now(), transfers: station.transfers(), stepAuthors };
    const answer = database && (await writeParcel(content, author, database, deps));
    expect(answer).toMatchObject({ outcome: 'written', id: grandmother(1) });
    expect(await station.read(grandmother(2))).toMatchObject({ sex: 'male' });
  });

  it('that is stopped while visits still come finds them when it starts again', async () => {
    await station.send(household);
    const by = testReplica('other');
    const late = Array.from({ length: 30 }, (_, n) =>
      aVisit(300 + n, { by, fields: { personUid: FAMILY.grandmother } }),
    );
    await station.hub().database('grid-qinghe-1')?.bulkDocs({ rows: late, newEdits: true });
    await station.reopen();
    await station.transfers().settled();
    const left = await Promise.all(late.map(async ({ _id }) => (await station.read(_id))?.movedTo?.scope));
    expect(new Set(left)).toEqual(new Set(['qinghe-2']));
  });

  it('keeps no former state of what has left that anybody could ask for', async () => {
    const database = station.hub().database('grid-qinghe-1');
    const query = { rev: null, latest: false, revs: false, conflicts: false };
    const before = await database?.get(grandmother(1), query);
    const rev = before?.found ? String(before.document['_rev']) : '';
    await station.send(household);
    const asked = await station.ask(station.token([1]), `GET /hub/grid-qinghe-1/${grandmother(1)}?rev=${rev}`);
    expect(asked.status).toBe(404);
  });

  it('lets nobody make an adult of a child who has left, or a stub', async () => {
    const child = idIn('person', 1, FAMILY.child);
    const grown = await change({ birthDate: '1990-01-01' }, child);
    await station.send(household);
    expect(await push(grown)).toMatchObject({ body: [{ error: 'forbidden', code: 'access.denied' }] });
    expect(await station.read(idIn('person', 2, FAMILY.child))).toMatchObject({ birthDate: '2019-05-06' });
    const movedTo = { scope: 'qinghe-2', at: 1, by: uid(900) };
    const forged = { ...aVisit(80, { by: testReplica('other') }), movedTo };
    expect(await push(forged)).toMatchObject({ body: [{ error: 'forbidden', code: 'row.malformed' }] });
  });

  it('does not take what claims to have seen somebody go for somebody who came back', async () => {
    const row = await change({ name: '冒名' });
    await station.send(household);
    const stub = await station.read(grandmother(1));
    await push({ ...row, vv: { ...stub?.vv, ...row.vv } });
    expect(await station.read(grandmother(1))).toMatchObject({ movedTo: { scope: 'qinghe-2' } });
  });

  it('set back to before the transfer gets everything again from whoever holds it, and only where it belongs', async () => {
    const [tablet, theirs] = [await station.device('old', [1]), await station.device('new', [2])];
    await Promise.all([tablet.settled(), theirs.settled()]);
    await station.copyHub();
    await station.send(household);
    await until(isGone(tablet, grandmother(1)));
    await until(async () => (await theirs.get('people', grandmother(2))) !== undefined);
    await theirs.writer.edit(grandmother(2), () => ({ sex: 'male' }));
    await theirs.settled();
    await station.setBack('copy');
    tablet.engine.wake();
    theirs.engine.wake();
    await until(async () => (await station.read(grandmother(2)))?.['sex'] === 'male');
    await Promise.all([tablet.settled(), theirs.settled()]);
    expect(await station.read(grandmother(1))).toMatchObject({ movedTo: { scope: 'qinghe-2' } });
    expect(await textOn(tablet)).not.toMatch(PERSONAL);
    expect((await theirs.get('people', grandmother(2)))?.vv).toEqual((await station.read(grandmother(2)))?.vv);
  });

  it('set back to before a visit was there gets it from a tablet that has not heard of the transfer', async () => {
    await station.copyHub();
    const fields = { personUid: FAMILY.grandmother };
    await station.write(aVisit(70, { by: testReplica('seen'), fields }));
    const { tablet, online } = await tabletOffline();
    await station.send(household);
    await station.setBack('copy');
    online();
    await until(async () => (await station.read(idIn('visit', 2, uid(70)))) !== null);
    await until(async () => (await tablet.get('visits', idIn('visit', 1, uid(70)))) === undefined);
    expect(await station.read(idIn('visit', 1, uid(70)))).toMatchObject({ movedTo: { scope: 'qinghe-2' } });
  });

  it('made anew does not take a file back from a tablet that never heard of the transfer', async () => {
    const { tablet, online } = await tabletOffline();
    const theirs = await station.device('new', [2]);
    await station.send(household);
    await until(async () => (await theirs.get('people', grandmother(2))) !== undefined);
    await theirs.settled();
    await station.setBack('empty');
    theirs.engine.wake();
    online();
    await until(isGone(tablet, grandmother(1)));
    await until(async () => (await station.read(grandmother(2)))?.['name'] === '测试甲');
    expect(await station.read(grandmother(1))).toMatchObject({ movedTo: { scope: 'qinghe-2' } });
  });
});

describe('who asks where somebody went', () => {
  const ask = (grids: readonly number[], of: string) =>
    station.ask(station.token(grids), `GET ${transferPaths.placement}?type=person&uid=${of}`);

  it('hears the number of the grid, if they went from one that he may see', async () => {
    await station.send(household);
    expect(await ask([1], FAMILY.grandmother)).toEqual({ status: 200, body: { movedTo: 2 } });
    expect(await ask([3], FAMILY.grandmother)).toEqual({ status: 200, body: { movedTo: null } });
    expect(await ask([1], uid(5))).toEqual({ status: 200, body: { movedTo: null } });
  });
});

describe('what cannot be', () => {
  const start = (transfer: object, grids: readonly number[] = [1, 2, 3]) =>
    station.ask(station.token(grids), `POST ${transferPaths.transfers}`, {
      kind: 'person',
      uid: FAMILY.grandmother,
      from: 1,
      to: 2,
      dwellingUid: null,
      reason: '',
      ...transfer,
    });

  it.each([
    ['to the same grid', { to: 1 }, 'same-grid'],
    ['of somebody who does not live there', { uid: uid(99) }, 'not-there'],
    ['to a home that is not there', { dwellingUid: uid(99) }, 'dwelling-unknown'],
    ['of a household to no home', { kind: 'household', uid: FAMILY.household }, 'dwelling-needed'],
  ])('a transfer %s is not begun, and says why', async (_what, transfer, reason) => {
    expect(await start(transfer)).toEqual({ status: 200, body: { outcome: 'refused', reason } });
    expect(station.transfers().list()).toEqual([]);
  });

  it('a transfer to a grid where one may not write is refused', async () => {
    expect((await start({}, [1])).status).toBe(403);
    expect((await start({ to: 9 })).status).toBe(403);
  });

  it('two people cannot send the same person at one moment', async () => {
    const answers = await Promise.all([start({}), start({ to: 3 })]);
    expect(answers.map(({ body }) => (body as { outcome: string }).outcome).sort()).toEqual(['refused', 'started']);
    await station.transfers().settled();
    expect(await start({ to: 3 })).toMatchObject({ body: { reason: 'not-there' } });
  });

  it('the list says what became of each', async () => {
    await start({ reason: '投亲' });
    await station.transfers().settled();
    const { body } = await station.ask(station.token([1, 2]), `GET ${transferPaths.transfers}`);
    expect(body).toMatchObject({
      transfers: [{ state: 'done', reason: '投亲', from: 1, to: 2, counts: { people: 1 } }],
    });
    const elsewhere = await station.ask(station.token([3]), `GET ${transferPaths.transfers}`);
    expect(elsewhere.body).toEqual({ transfers: [] });
  });
});

import { describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { editRecord } from '#shared/sync/author';
import { aPerson, aVisit, STATION, testReplica, uid } from '#test/support/builders';
import { openDistrict, DISTRICTS, type District } from './district';
import { DATABASES, GRID, openEdge } from './edge';
import { bringThere, pathOf, revThere, writeThere } from './there';

const hash = (n: number): string => n.toString(16).padStart(32, '0');

describe.each(DISTRICTS)('with %s at the district', (kind) => {
  it('what the station writes is at the district, and what others changed there comes back', async () => {
    const district = await openDistrict(kind, DATABASES);
    const edge = await openEdge();
    const here = aVisit(1);
    await edge.write(here, aPerson(2));
    await edge.connect(district);
    const view = await edge.untilCurrent();
    expect(view.databases.map(({ name, left }) => [name, left])).toEqual(DATABASES.map((name) => [name, 0]));
    const there = await district.ask('GET', pathOf(here._id));
    expect(there.body).toMatchObject({ _id: here._id, personUid: here['personUid'], vv: here.vv });

    const elsewhere = editRecord(here, { nextVisitOn: '2026-12-24' }, testReplica('district').write());
    await writeThere(district, { ...elsewhere, _rev: await revThere(district, here._id) });
    await edge.look();
    expect((await edge.leaves(here._id)).map((leaf) => leaf['nextVisitOn'])).toEqual(['2026-12-24']);
  });

  it('a record erased by law at the station is erased at the district, and does not come back', async () => {
    const district = await openDistrict(kind, DATABASES);
    const edge = await openEdge();
    const person = aPerson(1);
    await edge.write(person);
    await edge.connect(district);
    await edge.untilCurrent();
    const before = await revThere(district, person._id);
    const [leaf] = await edge.leaves(person._id);
    const rev = (leaf as unknown as { readonly _rev: string })._rev;
    await edge.grid().bulkDocs({ rows: [{ _id: person._id, _rev: rev, _deleted: true }], newEdits: true });
    // The district wrote to the record without knowing.
    const edited = editRecord(person, { name: '测试乙' }, testReplica('district').write());
    await writeThere(district, { ...edited, _rev: before });

    await edge.look();
    await edge.untilCurrent();
    expect(await edge.leaves(person._id)).toEqual([]);
    expect(await district.ask('GET', pathOf(person._id))).toMatchObject({ status: 404, body: { reason: 'deleted' } });
    expect(JSON.stringify(await edge.grid().openRevisions(person._id, ALL))).not.toContain('测试乙');
  });

  it('a record deleted at the district stays at the station, which says that it did not follow', async () => {
    const district = await openDistrict(kind, DATABASES);
    const edge = await openEdge();
    const person = aPerson(1);
    await edge.write(person);
    await edge.connect(district);
    await edge.untilCurrent();
    await writeThere(district, { _id: person._id, _rev: await revThere(district, person._id), _deleted: true });
    const view = await edge.look();
    expect(await edge.leaves(person._id)).toHaveLength(1);
    expect(view.databases.find(({ name }) => name === GRID)).toMatchObject({ state: 'current', refusedHere: 1 });

    await edge.write(editRecord(person, { name: '测试丙' }, testReplica('desk').write()));
    await edge.untilCurrent();
    expect((await district.ask('GET', pathOf(person._id))).body).toMatchObject({ name: '测试丙' });
  });

  it('takes nothing in that is no record of this database, and everything beside it', async () => {
    const district = await openDistrict(kind, DATABASES);
    const edge = await openEdge();
    await edge.connect(district);
    await edge.untilCurrent();
    const good = aVisit(1);
    const { personUid: _missing, ...broken } = aVisit(2);
    const strange = { ...aVisit(3), _id: `weather~${STATION}-1~${uid(3)}`, type: 'weather' };
    const foreign = aVisit(4, { grid: 2 });
    await writeThere(district, good, broken, strange, foreign);
    if (kind !== 'the embedded hub') await writeThere(district, { _id: '_design/look', views: {} });
    const view = await edge.look();
    expect(view.databases.find(({ name }) => name === GRID)).toMatchObject({ state: 'current', refusedHere: 3 });
    const page = await edge.grid().changes({ ...CHANGES, since: '0' });
    expect(page.results.map(({ id }) => id)).toEqual([good._id]);
  });

  it('writes of both sides become one record, here and at the district', async () => {
    const district = await openDistrict(kind, DATABASES);
    const edge = await openEdge();
    const person = aPerson(1);
    await edge.write(person);
    await edge.connect(district);
    await edge.untilCurrent();
    const rev = await revThere(district, person._id);
    await district.goAway();
    await edge.write(editRecord(person, { name: '站内改名' }, testReplica('desk').write()));
    await district.comeBack();
    const there = editRecord(person, { status: 'moved-out' }, testReplica('district').write());
    await writeThere(district, { ...there, _rev: rev });

    await edge.look();
    await edge.untilCurrent();
    const [leaf, ...others] = await edge.leaves(person._id);
    expect(others).toEqual([]);
    expect(leaf).toMatchObject({ name: '站内改名', status: 'moved-out' });
    const { body } = await district.ask('GET', `${pathOf(person._id)}?conflicts=true`);
    expect(body).toMatchObject({ name: '站内改名', status: 'moved-out', _rev: (leaf as { _rev?: string })._rev });
    expect(body).not.toHaveProperty('_conflicts');
  });

  it('never shows two leaves of a record, whenever the line or the host goes', async () => {
    const district = await openDistrict(kind, DATABASES);
    const edge = await openEdge();
    await edge.connect(district);
    await edge.untilCurrent();
    const base = aPerson(1);
    const one = editRecord(base, { name: '甲' }, testReplica('one').write());
    const two = editRecord(base, { status: 'moved-out' }, testReplica('two').write());
    const leaf = (record: WireRecord, n: number) => ({ ...record, _rev: `1-${hash(n)}` });
    await bringThere(district, leaf(one, 1), leaf(two, 15));
    // The line goes as soon as the page is written.
    district.fault = (request) => {
      if (request.method !== 'PUT' || !(request.url ?? '').includes(`${GRID}/_local`)) return false;
      request.destroy();
      return true;
    };
    const cut = await edge.look();
    expect(cut.databases.find(({ name }) => name === GRID)?.trouble).toBe('unreachable');
    expect(await edge.leaves(base._id)).toMatchObject([{ name: '甲', status: 'moved-out' }]);

    // The host goes in the middle of the page, and comes back without the district.
    const other = aPerson(2);
    const [first, second] = [one, two].map((record, n) => ({ ...leaf(record, n + 1), _id: other._id }));
    await district.goAway();
    await edge.grid().bulkDocs({ rows: [first, second], newEdits: false });
    await edge.reopen();
    await expect.poll(() => edge.leaves(other._id)).toMatchObject([{ name: '甲', status: 'moved-out' }]);
  });

  it('leaves that two nodes of a cluster took at once are merged, whichever of them wins', async () => {
    const district = await openDistrict(kind, DATABASES);
    const edge = await openEdge();
    await edge.connect(district);
    await edge.untilCurrent();
    const base = aPerson(1);
    const one = editRecord(base, { name: '甲' }, testReplica('one').write());
    const two = editRecord(base, { status: 'moved-out' }, testReplica('two').write());
    const three = editRecord(base, { phone: null, sex: 'male' }, testReplica('three').write());
    const leaf = (record: WireRecord, n: number) => ({ ...record, _rev: `1-${hash(n)}` });
    await bringThere(district, leaf(one, 1), leaf(two, 15), leaf(three, 7));
    await edge.look();
    await edge.untilCurrent();
    expect(await edge.leaves(base._id)).toMatchObject([{ name: '甲', status: 'moved-out', sex: 'male' }]);
    const { body } = await district.ask('GET', `${pathOf(base._id)}?conflicts=true`);
    expect(body).toMatchObject({ name: '甲', status: 'moved-out', sex: 'male' });
    expect(body).not.toHaveProperty('_conflicts');
  });
});

const ALL = { revisions: 'all', latest: false, revs: false } as const;
const CHANGES = {
  limit: 100,
  includeDocs: false,
  style: 'main_only',
  conflicts: false,
  descending: false,
  ids: null,
} as const;

describe.each(DISTRICTS)('with %s that keeps a digest of the station', (kind) => {
  const DIGEST = `digest-${STATION}`;
  const requests = ({ asked }: District, of: string) => asked.filter((line) => line === `GET /${of}`).length;

  it('databases in which nothing happened are not asked, and the one that another machine wrote to is', async () => {
    const district = await openDistrict(kind, [...DATABASES, DIGEST]);
    const edge = await openEdge({ lookEveryMs: 40 });
    await edge.write(aVisit(1));
    await edge.connect(district);
    await edge.untilCurrent();
    // Each node of a cluster has words of its own for the same place; the number in front is the same.
    const placeOf = (seq: string | undefined) => (kind === 'a cluster of CouchDB' ? seq?.split('-')[0] : seq);
    await expect
      .poll(async () =>
        placeOf(((await district.ask('GET', `/${DIGEST}/${GRID}`)).body as { readonly seq?: string }).seq),
      )
      .toBe(placeOf(((await district.ask('GET', `/${GRID}`)).body as { readonly update_seq: string }).update_seq));
    const quiet = async (): Promise<boolean> => {
      const [before, rounds] = [requests(district, GRID), requests(district, '')];
      await expect.poll(() => requests(district, '')).toBeGreaterThan(rounds + 8);
      return requests(district, GRID) === before;
    };
    await expect.poll(quiet).toBe(true);

    await writeThere(district, aVisit(2));
    const { body } = await district.ask('GET', `/${GRID}`);
    const { _rev } = (await district.ask('GET', `/${DIGEST}/${GRID}`)).body as { readonly _rev: string };
    const { update_seq: seq } = body as { readonly update_seq: string };
    await district.ask('POST', `/${DIGEST}/_bulk_docs`, { docs: [{ _id: GRID, _rev, seq, at: 1 }] });
    await expect.poll(() => edge.leaves(aVisit(2)._id)).toHaveLength(1);
  });
});

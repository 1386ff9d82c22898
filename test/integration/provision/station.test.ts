import { describe, expect, it, onTestFinished } from 'vitest';
import { editRecord } from '#shared/sync/author';
import { applyPlan } from '#sync-server/provision/apply';
import { credentialFolder } from '#sync-server/provision/credentials';
import { stationOfDatabase } from '#sync-server/provision/shape';
import { aPerson, aVisit, STATION, testReplica } from '#test/support/builders';
import { temporaryFolder } from '#test/support/temporary-folder';
import type { District } from '#test/integration/upstream/district';
import { GRID, openEdge } from '#test/integration/upstream/edge';
import { couchTarget } from './targets';

const couchUrl = process.env['COUCHDB_URL'];

/** A provisioned CouchDB for the test's station; gone with the test. The station may not be there already. */
async function provisioned() {
  const target = await couchTarget(String(couchUrl), STATION);
  const names = (await target.ask('GET', '/_all_dbs')).body as string[];
  if (names.some((name) => stationOfDatabase(name) === STATION))
    throw new Error(`${STATION} has databases there already`);
  onTestFinished(() => target.close());
  const files = credentialFolder(await temporaryFolder(), target.url);
  const stations = [{ id: STATION, gridNumbers: [1, 2], residents: 100 }];
  const apply = () =>
    applyPlan({ ask: target.ask, wanted: { stations, jwtKeys: [] }, files, publicUrl: target.url, rotate: [] });
  await apply();
  const file = await files.read(STATION);
  if (!file) throw new Error('no file of credentials');
  const district = { url: file.url, user: file.user, password: file.password } as District;
  return { ...target, apply, district };
}

describe.skipIf(!couchUrl)('a station with the account that provisioning made', () => {
  it('brings all it has to the hub, edits and erasures included, and nothing is refused', async () => {
    const { ask, district } = await provisioned();
    const edge = await openEdge();
    const visit = aVisit(1);
    const person = aPerson(2);
    await edge.write(visit, person);
    await edge.connect(district);
    await edge.untilCurrent();
    await edge.write(editRecord(visit, { nextVisitOn: '2026-12-24' }, testReplica('desk').write()));
    const [leaf] = await edge.leaves(person._id);
    const rev = (leaf as unknown as { readonly _rev: string })._rev;
    await edge.grid().bulkDocs({ rows: [{ _id: person._id, _rev: rev, _deleted: true }], newEdits: true });
    const view = await edge.untilCurrent();

    expect(view.databases.map(({ name, refusedThere }) => [name, refusedThere])).toEqual(
      view.databases.map(({ name }) => [name, 0]),
    );
    const at = (id: string) => ask('GET', `/${GRID}/${encodeURIComponent(id)}`);
    expect(await at(visit._id)).toMatchObject({ status: 200, body: { nextVisitOn: '2026-12-24' } });
    expect(await at(person._id)).toMatchObject({ status: 404, body: { reason: 'deleted' } });
  });

  it('shows what the hub refuses, and keeps it', async () => {
    const { ask, district } = await provisioned();
    // Somebody put a rule of his own beside ours.
    const guard = { language: 'javascript', validate_doc_update: 'function () { throw({forbidden: "mine"}); }' };
    await ask('PUT', `/${GRID}/_design/guard`, guard);
    const edge = await openEdge();
    await edge.write(aVisit(1));
    await edge.connect(district);
    const view = await edge.until(({ databases }) => databases.some(({ refusedThere }) => refusedThere > 0));
    expect(view.databases.find(({ name }) => name === GRID)).toMatchObject({ refusedThere: 1 });
    expect(await edge.leaves(aVisit(1)._id)).toHaveLength(1);
  });
});

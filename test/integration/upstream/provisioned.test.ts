import { describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { editRecord } from '#shared/sync/author';
import { designDocuments } from '#sync-server/provision/design';
import { stationDatabases } from '#sync-server/provision/shape';
import { aPerson, aVisit, STATION, testReplica } from '#test/support/builders';
import { COUCHES, openDistrict } from './district';
import { DATABASES, GRID, openEdge } from './edge';

const shape = { id: STATION, gridNumbers: [1, 2], residents: 4000 };
const made = stationDatabases(shape).filter(({ name }) => DATABASES.includes(name) || name === `digest-${STATION}`);

describe.runIf(COUCHES.length > 0).each(COUCHES.length > 0 ? COUCHES : (['CouchDB'] as const))(
  '%s with the rules that provisioning sets',
  (kind) => {
    it('takes records, edits, erasures, merged leaves and the digest, and refuses alone what stands in the open', async () => {
      const district = await openDistrict(
        kind,
        made.map(({ name }) => name),
      );
      const edge = await openEdge();
      const [person, erased] = [aPerson(1), aPerson(2)];
      await edge.write(person, erased, aVisit(3));
      const open = { ...aPerson(4), citizenId: '110101194203050021' };
      await edge.grid().bulkDocs({ rows: [open], newEdits: true });
      // Two nodes of the district took a first write each, before there were rules.
      const [one, two] = [
        editRecord(aPerson(5), { name: '甲' }, testReplica('one').write()),
        editRecord(aPerson(5), { status: 'moved-out' }, testReplica('two').write()),
      ];
      const leaf = (record: WireRecord, n: string) => ({ ...record, _rev: `1-${n.repeat(32)}` });
      await district.ask('POST', `/${GRID}/_bulk_docs`, { docs: [leaf(one, '1'), leaf(two, '2')], new_edits: false });
      for (const database of made) {
        for (const design of designDocuments(database)) {
          const answer = await district.ask('PUT', `/${database.name}/${design._id}`, design);
          expect(answer.status).toBe(201);
        }
      }

      await edge.connect(district);
      await edge.untilCurrent();
      const [leafHere] = await edge.leaves(erased._id);
      const rev = (leafHere as unknown as { readonly _rev: string })._rev;
      await edge.grid().bulkDocs({ rows: [{ _id: erased._id, _rev: rev, _deleted: true }], newEdits: true });
      await edge.write(editRecord(person, { name: '改名' }, testReplica('desk').write()));
      const view = await edge.untilCurrent();

      expect(view.databases.map(({ name, refusedThere, refusedHere }) => [name, refusedThere, refusedHere])).toEqual(
        DATABASES.map((name) => [name, name === GRID ? 1 : 0, 0]),
      );
      const there = async (id: string, rest = '') =>
        (await district.ask('GET', `/${GRID}/${encodeURIComponent(id)}${rest}`)).body;
      expect(await there(person._id)).toMatchObject({ name: '改名' });
      expect(await there(erased._id)).toMatchObject({ reason: 'deleted' });
      expect(await there(open._id)).toMatchObject({ reason: 'missing' });
      const merged = await there(aPerson(5)._id, '?conflicts=true');
      expect(merged).toMatchObject({ name: '甲', status: 'moved-out' });
      expect(merged).not.toHaveProperty('_conflicts');
      const digest = (await district.ask('GET', `/digest-${STATION}/${GRID}`)).body;
      expect(digest).toMatchObject({ seq: expect.any(String), at: expect.any(Number) });
    });
  },
);

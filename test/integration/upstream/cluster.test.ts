import { describe, expect, it } from 'vitest';
import { editRecord } from '#shared/sync/author';
import { aPerson, testReplica } from '#test/support/builders';
import { COUCHES, openDistrict, type District } from './district';
import { DATABASES, GRID, openEdge } from './edge';
import { pathOf } from './there';

const CLUSTER = 'a cluster of CouchDB';
const PEOPLE = 60;

interface Row {
  readonly id: string;
  readonly doc: Readonly<Record<string, unknown>> & { readonly _conflicts?: readonly string[] };
}

/** Every document of the grid as one node tells it. */
async function rowsAt(district: District, node: number): Promise<readonly Row[]> {
  const answer = await district.ask('GET', `/${GRID}/_all_docs?include_docs=true&conflicts=true`, undefined, node);
  return (answer.body as { readonly rows: readonly Row[] }).rows.filter(({ id }) => id.startsWith('person~'));
}
const contestedAt = async (district: District, node: number): Promise<number> =>
  (await rowsAt(district, node)).filter(({ doc }) => doc._conflicts !== undefined).length;

describe.runIf(COUCHES.includes(CLUSTER))('a cluster at the district', () => {
  it('that took a first write of the same people through each of its nodes at once has one of each in the end, with all that was written', async () => {
    const district = await openDistrict(CLUSTER, DATABASES);
    const writers = [
      { replica: testReplica('nodea'), change: { name: '甲' } },
      { replica: testReplica('nodeb'), change: { status: 'moved-out' } },
      { replica: testReplica('nodec'), change: { sex: 'male' } },
    ] as const;
    const people = Array.from({ length: PEOPLE }, (_, n) => aPerson(n + 1));
    for (const person of people)
      await Promise.all(
        writers.map(({ replica, change }, node) =>
          district.ask('POST', `/${GRID}/_bulk_docs`, { docs: [editRecord(person, change, replica.write())] }, node),
        ),
      );
    // Without leaves that contend there would be nothing to settle, and the test would say nothing.
    await expect.poll(() => contestedAt(district, 0), { timeout: 10_000 }).toBeGreaterThan(0);
    const before = await Promise.all(
      (await rowsAt(district, 0)).map(async ({ id }) => {
        const all = await district.ask('GET', `${pathOf(id)}?open_revs=all`);
        return { id, leaves: all.body as readonly { readonly ok: Readonly<Record<string, unknown>> }[] };
      }),
    );

    const edge = await openEdge();
    await edge.connect(district);
    await edge.untilCurrent();
    for (let node = 0; node < district.nodes; node += 1)
      await expect.poll(() => contestedAt(district, node), { timeout: 10_000 }).toBe(0);
    for (const { id, leaves } of before) {
      const [settled, ...others] = await edge.leaves(id);
      expect(others).toEqual([]);
      // Whatever any node had kept of a write is in what is left of them.
      for (const { ok } of leaves)
        for (const { change } of writers)
          for (const [field, value] of Object.entries(change))
            if (ok[field] === value) expect(settled, `${id} ${field}`).toMatchObject({ [field]: value });
      const there = (await district.ask('GET', pathOf(id), undefined, 2)).body;
      expect(there).toMatchObject({ _rev: (settled as { readonly _rev?: string } | undefined)?._rev });
    }
  }, 60_000);

  it('whose load balancer sends the station to another node is the same district: nothing is sent or read twice', async () => {
    const district = await openDistrict(CLUSTER, DATABASES);
    const edge = await openEdge();
    await edge.write(...Array.from({ length: 20 }, (_, n) => aPerson(n + 1)));
    await edge.connect(district);
    await edge.untilCurrent();
    for (const node of [1, 2, 0]) {
      const asked = district.asked.length;
      district.node = node;
      const edited = editRecord(aPerson(1), { name: `节点${node}` }, testReplica(`desk${node}`).write());
      await edge.write(edited);
      const view = await edge.untilCurrent();
      expect(view.madeAnewAtMs).toBeNull();
      const bulks = district.asked.slice(asked).filter((line) => line === `POST /${GRID}/_bulk_docs`);
      expect(bulks.length).toBeLessThanOrEqual(2);
      await expect
        .poll(async () => (await district.ask('GET', pathOf(edited._id))).body)
        .toMatchObject({ name: `节点${node}` });
    }
    expect((await rowsAt(district, 0)).length).toBe(20);
  }, 60_000);
});

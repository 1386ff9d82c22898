import { assertRight, type BenchResult } from './bench';
import { digestOf, type Saved, type Writes } from './sync/clients';
import { gridDatabase } from './sync/corpus';
import { gatherCrowd, type Crowd, type CrowdSize } from './sync/crowd';
import { rawChanges, type HubDocument } from './sync/wire';

export interface StormSize extends CrowdSize {
  readonly writes: Writes;
}

/** Five clients in each grid, so that their writes meet. */
const USUAL: StormSize = { clients: 50, grids: 10, visits: 5000, writes: { creations: 100, additions: 100 } };

/**
 * Many clients, each with all visits of its grid, lose the network, write, and come back in the same moment; those of one grid
 * have added to the same visits. How long until nobody has anything to send and everybody has everything, and what was lost or
 * doubled on the way.
 */
export async function run(size: StormSize = USUAL): Promise<BenchResult> {
  const crowd = await gatherCrowd(size);
  try {
    await crowd.quiet();
    await crowd.all('offline', null);
    const saved = (await crowd.all('write', size.writes)).flat();
    const { creations, additions } = size.writes;
    assertRight(saved.length === size.clients * (creations + additions), `${saved.length} writes were saved`);

    await crowd.hub.child.call('watch', null);
    const startedAt = performance.now();
    await crowd.all('online', null);
    await crowd.quiet();
    const quietMs = performance.now() - startedAt;
    const { peakMb, cpuMs, elapsedMs } = await crowd.hub.child.call('usage', null);

    const { lost, doubled } = await compare(crowd, saved);
    assertRight(lost === 0 && doubled === 0, `${lost} writes lost, ${doubled} doubled`);
    return {
      name: 'sync-storm',
      dataMix: [
        `${size.clients} clients in ${size.grids} grids of ${size.visits} visits; ${creations} visits made and ${additions} added to by each, the latter by all clients of a grid`,
        `hub and gateway in a process of their own, at ${Math.round((cpuMs / elapsedMs) * 100)} % of a core; clients in processes of up to 13`,
      ],
      figures: { quietMs, lost, doubled, hostPeakMb: peakMb },
      ceilings: {},
      ratios: {},
    };
  } finally {
    await crowd.stop();
  }
}

/** Looks for every write at the hub by what was written, and whether each client holds what the hub holds. */
async function compare({ grids, seeded, wire, all }: Crowd, saved: readonly Saved[]) {
  let lost = 0;
  let doubled = 0;
  const digests = new Map<number, string>();
  for (const grid of grids) {
    const documents = await rawChanges(wire, gridDatabase(grid));
    digests.set(grid, digestOf(documents));
    const writes = saved.filter((write) => write.grid === grid);
    const byId = new Map(documents.map((document) => [document._id, document]));
    for (const write of writes) {
      const times = timesFound(byId.get(write.id), write);
      if (times === 0) lost += 1;
      else doubled += times - 1;
    }
    const made = writes.filter(({ addition }) => addition === null).length;
    doubled += Math.max(0, documents.length - (seeded.get(grid)?.length ?? 0) - made);
  }
  for (const { grid, digest } of (await all('digests', null)).flat()) {
    assertRight(digest === digests.get(grid), `a client of grid ${grid} holds something else than the hub`);
  }
  return { lost, doubled };
}

function timesFound(document: HubDocument | undefined, { addition }: Saved): number {
  if (!document) return 0;
  if (addition === null) return 1;
  return (document['additions'] as readonly { readonly id: string }[]).filter(({ id }) => id === addition).length;
}

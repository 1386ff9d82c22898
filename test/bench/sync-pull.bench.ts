import { memoryPouch } from '#test/integration/hub/pouch';
import { assertRight, describeMix, type BenchResult } from './bench';
import { inGrid, practiceGrid } from './sync/corpus';
import { assertOnDevice, openBenchDevice } from './sync/device';
import { measureRates, POUCHDB_BATCH, timed, USUAL, type RateSize } from './sync/rates';
import { rawBulkDocs, rawChanges } from './sync/wire';

/** A device that holds nothing takes in one grid: documents a second, from the network being there to everything taken in. */
export async function run(size: RateSize = USUAL): Promise<BenchResult> {
  const records = await practiceGrid(size.households);
  return measureRates('sync-pull', 'rawChangesDocsPerS', size, records.length, [describeMix(records)], {
    async ours({ grid, db, wire }) {
      const seeded = inGrid(records, grid);
      await rawBulkDocs(wire, db, seeded);
      const device = await openBenchDevice({ name: `pull-${grid}`, ...wire, databases: [db] });
      try {
        const ms = await timed(() => device.online());
        await assertOnDevice(device, seeded);
        return ms;
      } finally {
        await device.stop();
      }
    },

    async raw({ grid, db, wire }) {
      await rawBulkDocs(wire, db, inGrid(records, grid));
      let found = 0;
      const ms = await timed(async () => {
        found = (await rawChanges(wire, db)).length;
      });
      assertRight(found === records.length, `${found} of ${records.length} documents read`);
      return ms;
    },

    async pouchdb({ grid, db, wire, far }) {
      await rawBulkDocs(wire, db, inGrid(records, grid));
      const near = memoryPouch();
      const ms = await timed(() => near.replicate.from(far(), { batch_size: POUCHDB_BATCH }));
      const { doc_count: found } = await near.info();
      assertRight(found === records.length, `PouchDB took in ${found} of ${records.length}`);
      await near.close();
      return ms;
    },
  });
}

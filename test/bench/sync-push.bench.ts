import type { WireRecord } from '#shared/schema/envelope';
import { findRecordType } from '#shared/schema/registry';
import { outboxRow } from '#shared/sync/outbox';
import { replayOutbox } from '#shared/sync/replay';
import { describeMix, type BenchResult } from './bench';
import { inGrid, practiceGrid } from './sync/corpus';
import { openBenchDevice, type BenchDevice } from './sync/device';
import { measureRates, POUCHDB_BATCH, pouchHolding, timed, USUAL, type RateSize } from './sync/rates';
import { assertAtHub, rawBulkDocs } from './sync/wire';

/** Rows queued at once before the clock runs. */
const QUEUE_ROWS = 500;

/**
 * A device sends one grid's records that it made without a network: documents a second, from the network being there until the
 * outbox is empty and its own echoes are read.
 */
export async function run(size: RateSize = USUAL): Promise<BenchResult> {
  const records = await practiceGrid(size.households);
  return measureRates('sync-push', 'rawBulkDocsPerS', size, records.length, [describeMix(records)], {
    async ours({ grid, db, wire }) {
      const made = inGrid(records, grid);
      const device = await openBenchDevice({ name: `push-${grid}`, ...wire, databases: [db] });
      try {
        // A device at work has read its grid before: one that has not compares everything it holds first.
        await device.online();
        await device.offline();
        await queueAll(device, db, made);
        const ms = await timed(() => device.online());
        await assertAtHub(wire, db, made);
        return ms;
      } finally {
        await device.stop();
      }
    },

    async raw({ grid, db, wire }) {
      const made = inGrid(records, grid);
      const ms = await timed(() => rawBulkDocs(wire, db, made));
      await assertAtHub(wire, db, made);
      return ms;
    },

    async pouchdb({ grid, db, wire, far }) {
      const made = inGrid(records, grid);
      const near = await pouchHolding(made);
      const ms = await timed(() => near.replicate.to(far(), { batch_size: POUCHDB_BATCH }));
      await assertAtHub(wire, db, made);
      await near.close();
      return ms;
    },
  });
}

/** Into the outbox and then into the collections, as a save does it. */
async function queueAll({ control, deps }: BenchDevice, db: string, records: readonly WireRecord[]): Promise<void> {
  for (let start = 0; start < records.length; start += QUEUE_ROWS) {
    const rows = records.slice(start, start + QUEUE_ROWS).map((record, index) => {
      const collection = findRecordType(record.type)?.collection ?? 'reference';
      return outboxRow(db, collection, record, '', start + index);
    });
    await control.queue(rows);
  }
  await replayOutbox(deps);
}

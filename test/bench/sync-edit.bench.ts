import type { WireRecord } from '#shared/schema/envelope';
import { editRecord } from '#shared/sync/author';
import type { Write } from '#shared/sync/local-writer';
import { memoryPouch, type Doc, type TestPouch } from '#test/integration/hub/pouch';
import { testReplica } from '#test/support/builders';
import { assertRight, describeMix, type BenchResult } from './bench';
import { editOf, inGrid, practiceGrid } from './sync/corpus';
import { openBenchDevice, type BenchDevice } from './sync/device';
import { measureRates, POUCHDB_BATCH, timed, USUAL, type Lane, type RateSize } from './sync/rates';
import { rawBulkDocs, rawChanges, type Wire } from './sync/wire';

/** Edits that are written together before the clock runs. */
const TOGETHER = 250;

/**
 * A device sends edits of visits and people's files, made without a network on records that the hub has: documents a second, from
 * the network being there until the outbox is empty and its own echoes are read.
 */
export async function run(size: RateSize = USUAL): Promise<BenchResult> {
  const records = (await practiceGrid(size.households)).filter((record, n) => editOf(record, n, '') !== null);
  const mix = `edits of ${describeMix(records)}`;
  return measureRates('sync-edit', 'rawBulkDocsPerS', size, records.length, [mix], {
    async ours({ grid, db, wire }) {
      const stored = inGrid(records, grid);
      await rawBulkDocs(wire, db, stored);
      const device = await openBenchDevice({ name: `edit-${grid}`, ...wire, databases: [db] });
      try {
        await device.online();
        await device.offline();
        await editAll(device, stored);
        const ms = await timed(() => device.online());
        await assertEdited(wire, db, stored, device.control.replica);
        return ms;
      } finally {
        await device.stop();
      }
    },

    async raw({ grid, db, wire }) {
      const stored = inGrid(records, grid);
      const revisions = await rawBulkDocs(wire, db, stored);
      const edits = edited(stored, revisions, wire.replica);
      const ms = await timed(() => rawBulkDocs(wire, db, edits));
      await assertEdited(wire, db, stored, wire.replica);
      return ms;
    },

    async pouchdb(lane) {
      const stored = inGrid(records, lane.grid);
      const near = await pouchWithEdits(lane, stored);
      const ms = await timed(() => near.replicate.to(lane.far(), { batch_size: POUCHDB_BATCH }));
      await assertEdited(lane.wire, lane.db, stored, lane.wire.replica);
      await near.close();
      return ms;
    },
  });
}

async function editAll({ writer, control }: BenchDevice, stored: readonly WireRecord[]): Promise<void> {
  const edits = stored.map((record, n): Write => {
    const change = (now: WireRecord) => editOf(now, n, control.replica) ?? {};
    return { kind: 'edit', id: record._id, change };
  });
  for (let start = 0; start < edits.length; start += TOGETHER)
    await writer.writeTogether(edits.slice(start, start + TOGETHER));
}

/** The edits as the bare wire sends them. */
function edited(stored: readonly WireRecord[], revisions: ReadonlyMap<string, string>, replica: string): WireRecord[] {
  const by = testReplica(replica, () => Date.now());
  return stored.map((record, n) => ({
    ...editRecord(record, editOf(record, n, replica) ?? {}, by.write()),
    _rev: revisions.get(record._id),
  }));
}

async function pouchWithEdits({ db, wire, far }: Lane, stored: readonly WireRecord[]): Promise<TestPouch> {
  const revisions = await rawBulkDocs(wire, db, stored);
  const near = memoryPouch();
  await near.replicate.from(far(), { batch_size: POUCHDB_BATCH });
  const answers = await near.bulkDocs(edited(stored, revisions, wire.replica) as unknown as readonly Doc[]);
  assertRight(
    answers.every(({ ok }) => ok),
    'PouchDB refused an edit',
  );
  return near;
}

/** Ends the benchmark unless the hub holds every edit of this replica, once. */
async function assertEdited(wire: Wire, db: string, stored: readonly WireRecord[], replica: string): Promise<void> {
  const found = new Map((await rawChanges(wire, db)).map((document) => [document._id, document]));
  assertRight(found.size === stored.length, `${found.size} of ${stored.length} records at the hub`);
  stored.forEach((record, n) => {
    const document = found.get(record._id);
    const [[field, value] = ['', null]] = Object.entries(editOf(record, n, replica) ?? {});
    const isThere = JSON.stringify(document?.[field]) === JSON.stringify(value);
    assertRight(
      isThere && (document?.vv[replica] ?? 0) > 0,
      `the edit of ${record._id} is not at the hub as it was made`,
    );
  });
}

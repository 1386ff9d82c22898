import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { HubDatabase } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { recordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

const ID = 'person~qinghe-1~01TEST00000000000000000001';
const EDITS = 40;
const RANGE = { startKey: null, endKey: null, inclusiveEnd: true, descending: false, skip: 0, limit: null } as const;
const WHOLE = { includeDocs: true, conflicts: false } as const;

/** Every way to read a document; false where it is said to be missing. */
const READINGS: readonly (readonly [string, (database: HubDatabase, rev: string) => Promise<boolean>])[] = [
  [
    'by its id',
    async (database) => (await database.get(ID, { rev: null, latest: false, revs: false, conflicts: false })).found,
  ],
  [
    'among others by id',
    async (database) => {
      const [row] = (await database.allDocs({ ...RANGE, ...WHOLE, keys: [ID] })).rows;
      return row !== undefined && 'doc' in row && row.doc !== null;
    },
  ],
  [
    'leaf by leaf',
    async (database) => {
      const leaves = await database.openRevisions(ID, { revisions: 'all', latest: false, revs: true });
      return leaves.length === 1 && leaves.every((leaf) => 'ok' in leaf);
    },
  ],
  [
    'as another hub fetches it, from the revision that it saw',
    async (database, rev) => {
      const { results } = await database.bulkGet({ docs: [{ id: ID, rev }], revs: true, latest: true });
      return results.every(({ docs }) => docs.every((doc) => 'ok' in doc));
    },
  ],
];

it.each(READINGS)('a record that is saved again and again is there whenever it is read: %s', async (_way, read) => {
  const root = await temporaryFolder();
  const files = { folder: join(root, 'hub'), epochsFile: join(root, 'epochs.json') };
  const hub = await openEdgeHub({ ...files, atRest: AT_REST, now: Date.now, log: recordedLog() });
  onTestFinished(() => hub.stop());
  const database = await hub.create('grid-qinghe-1');
  let rev = '';
  const write = async (n: number): Promise<void> => {
    const row = { _id: ID, n, ...(rev !== '' && { _rev: rev }) };
    const [answer] = await database.bulkDocs({ rows: [row], newEdits: true });
    if (answer && 'ok' in answer) rev = answer.rev;
  };
  await write(0);
  let isDone = false;
  let [reads, missed] = [0, 0];
  const reading = Array.from({ length: 4 }, async () => {
    while (!isDone) {
      reads += 1;
      if (!(await read(database, rev))) missed += 1;
    }
  });
  for (let n = 1; n <= EDITS; n += 1) await write(n);
  isDone = true;
  await Promise.all(reading);
  expect(reads).toBeGreaterThan(EDITS / 4);
  expect(missed).toBe(0);
});

import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { ChangesQuery, EdgeHub, HubDatabase } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { T0 } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

const ALL: ChangesQuery = {
  since: '0',
  limit: 1000,
  includeDocs: false,
  style: 'main_only',
  conflicts: false,
  descending: false,
  ids: null,
};
const NAME = 'grid-qinghe-1';

let root: string;
let folder: string;
let epochsFile: string;

beforeEach(async () => {
  root = await temporaryFolder();
  folder = join(root, 'hub');
  epochsFile = join(root, 'epochs.json');
});

async function open(): Promise<EdgeHub> {
  const hub = await openEdgeHub({ folder, epochsFile, atRest: AT_REST, now: () => T0, log: recordedLog() });
  onTestFinished(() => hub.stop());
  return hub;
}

const write = (database: HubDatabase, ...ids: string[]) =>
  database.bulkDocs({ rows: ids.map((_id) => ({ _id })), newEdits: true });
const idsSince = async (database: HubDatabase, since: string): Promise<string[]> =>
  (await database.changes({ ...ALL, since })).results.map(({ id }) => id);

describe('the hub', () => {
  it('opens what it held, with epochs and positions as they were', async () => {
    const first = await open();
    const before = await first.create(NAME);
    await write(before, 'a', 'b');
    const position = before.position();
    await first.stop();
    const again = await open();
    expect(again.names()).toEqual([NAME]);
    expect(again.database(NAME)?.position()).toEqual(position);
    expect(await idsSince(again.database(NAME) as HubDatabase, '0')).toEqual(['a', 'b']);
  });

  it('gives one database however many ask for it at once', async () => {
    const hub = await open();
    const [one, two] = await Promise.all([hub.create(NAME), hub.create(NAME)]);
    expect(one).toBe(two);
    expect(await hub.create(NAME)).toBe(one);
  });

  it('refuses names that could leave its folder', async () => {
    const hub = await open();
    for (const name of ['../x', 'a/b', '', 'A', '.', 'x'.repeat(64), 'a\u0000'])
      expect(() => hub.create(name), name).toThrow();
  });

  it('tells of a write once it is there to be read, and of nothing else', async () => {
    const hub = await open();
    const database = await hub.create(NAME);
    const told: string[] = [];
    const leave = hub.onChange(({ position }) => void told.push(position.seq));
    await write(database, 'a');
    expect(told).toEqual([database.position().seq]);
    await write(database, 'a');
    await database.putLocal('x', {});
    expect(told).toHaveLength(1);
    leave();
    await write(database, 'b');
    expect(told).toHaveLength(1);
  });

  it('takes good rows beside ones that PouchDB could not bear', async () => {
    const database = await (await open()).create(NAME);
    const bad = [
      null,
      7,
      'text',
      [],
      {},
      { _id: '' },
      { _id: 7 },
      { _id: '_design/x' },
      { _id: '_local/x' },
      { _id: 'a\u0000b' },
      { _id: 'x'.repeat(513) },
      { _id: 'a', _rev: 'nonsense' },
      { _id: 'a', _rev: 7 },
      { _id: 'a', _attachments: { f: { data: {} } } },
      { _id: 'a', _unheard_of: 1 },
      { _id: 'a', _deleted: 'yes' },
      { _id: 'a', n: Infinity },
      { _id: 'a', text: 'half \ud83d' },
      { _id: 'a', deep: [{ text: '\udc00' }] },
      { _id: 'a', _revisions: { start: 1, ids: ['x'] } },
    ];
    const rows = [...bad.slice(0, 10), { _id: 'good-1' }, ...bad.slice(10), { _id: 'good-2' }];
    const answers = await database.bulkDocs({ rows, newEdits: true });
    expect(answers).toHaveLength(rows.length);
    expect(answers.filter((answer) => 'ok' in answer).map(({ id }) => id)).toEqual(['good-1', 'good-2']);
    expect(
      answers
        .filter((answer) => 'error' in answer)
        .every((answer) => 'code' in answer && answer.code === 'row.malformed'),
    ).toBe(true);
  });

  it('refuses replicated rows whose revisions cannot be', async () => {
    const database = await (await open()).create(NAME);
    const bad = [
      { _id: 'a' },
      { _id: 'a', _rev: '2-b', _revisions: { start: 2, ids: ['c', 'a'] } },
      { _id: 'a', _rev: '2-b', _revisions: { start: 2, ids: ['b', 'a', 'z'] } },
      { _id: 'a', _rev: '1-b', _revisions: { start: 1, ids: [] } },
      { _id: 'a', _rev: '1-b', _revisions: { start: 1, ids: ['b'], more: 1 } },
      { _id: 'a', _rev: '0-b' },
      { _id: 'a', _rev: '1-b', _revisions: 'x' },
    ];
    const answers = await database.bulkDocs({ rows: [...bad, { _id: 'good', _rev: '1-b' }], newEdits: false });
    expect(answers).toHaveLength(bad.length);
    expect(await idsSince(database, '0')).toEqual(['good']);
  });

  it('keeps no body that was replaced, and every leaf', async () => {
    const database = await (await open()).create(NAME);
    const [first] = await database.bulkDocs({ rows: [{ _id: 'a', secret: 1 }], newEdits: true });
    const rev = first && 'rev' in first ? first.rev : '';
    await database.bulkDocs({ rows: [{ _id: 'a', _rev: rev, n: 2 }], newEdits: true });
    await database.bulkDocs({
      rows: [{ _id: 'a', _rev: '2-0', _revisions: { start: 2, ids: ['0', rev.slice(2)] } }],
      newEdits: false,
    });
    const query = { rev, latest: false, revs: false, conflicts: false };
    expect(await database.get('a', query)).toEqual({ found: false, reason: 'missing' });
    expect(await database.openRevisions('a', { revisions: 'all', latest: false, revs: false })).toMatchObject([
      { ok: { n: 2 } },
      { ok: { _rev: '2-0' } },
    ]);
  });

  it('judges a row against what is stored in one step with the write, however many write at once', async () => {
    const database = await (await open()).create(NAME);
    const attempts = Array.from({ length: 20 }, (_, n) =>
      database.bulkDocs({
        rows: [{ _id: 'a', n }],
        newEdits: true,
        judge: (_row, stored) =>
          stored ? { error: 'forbidden', reason: 'there is one', code: 'row.malformed' } : null,
      }),
    );
    const answers = (await Promise.all(attempts)).flat();
    expect(answers.filter((answer) => 'ok' in answer)).toHaveLength(1);
    expect(answers.filter((answer) => 'error' in answer && answer.error === 'forbidden')).toHaveLength(19);
  });

  it('ends a page of large documents early, says that there is more, and loses none between pages', async () => {
    const database = await (await open()).create(NAME);
    const big = 'x'.repeat(4 * 1024 * 1024);
    for (let n = 0; n < 12; n++) await database.bulkDocs({ rows: [{ _id: `d${n}`, big }], newEdits: true });
    const first = await database.changes({ ...ALL, includeDocs: true });
    expect(first.results.length).toBeLessThan(12);
    expect(first.pending).toBeGreaterThan(0);
    const second = await database.changes({ ...ALL, includeDocs: true, since: first.last_seq });
    expect(second.pending).toBe(0);
    expect([...first.results, ...second.results].map(({ id }) => id)).toEqual(
      Array.from({ length: 12 }, (_, n) => `d${n}`),
    );
  });
});

describe('epochs', () => {
  it('change when a database is set back to an older copy, and old positions then start from the beginning', async () => {
    const first = await open();
    await write(await first.create(NAME), 'a');
    await first.stop();
    await cp(folder, join(root, 'backup'), { recursive: true });
    const second = await open();
    const later = second.database(NAME) as HubDatabase;
    await write(later, 'b');
    const { epoch, seq } = later.position();
    await second.stop();
    await rm(folder, { recursive: true });
    await cp(join(root, 'backup'), folder, { recursive: true });

    const restored = (await open()).database(NAME) as HubDatabase;
    expect(restored.position().epoch).not.toBe(epoch);
    await write(restored, 'c', 'd');
    expect(await idsSince(restored, seq)).toEqual(['a', 'c', 'd']);
  });

  it('change when an older copy is put in place after a power cut that the record of epochs had not kept up with', async () => {
    const first = await open();
    await write(await first.create(NAME), 'a');
    await first.stop();
    await cp(folder, join(root, 'backup'), { recursive: true });
    const noted = await readFile(epochsFile, 'utf8');
    const second = await open();
    await write(second.database(NAME) as HubDatabase, 'b');
    const { epoch } = (second.database(NAME) as HubDatabase).position();
    await second.stop();
    await writeFile(epochsFile, noted);
    const third = await open();
    expect(third.database(NAME)?.position().epoch).toBe(epoch);
    await third.stop();
    await rm(folder, { recursive: true });
    await cp(join(root, 'backup'), folder, { recursive: true });

    expect((await open()).database(NAME)?.position().epoch).not.toBe(epoch);
  });

  it('change when a copy is put in place that had come further than a hub that was made anew', async () => {
    const first = await open();
    await write(await first.create(NAME), 'a', 'b', 'c');
    await first.stop();
    await cp(folder, join(root, 'backup'), { recursive: true });
    await rm(folder, { recursive: true });
    const anew = await open();
    await write(await anew.create(NAME), 'd');
    const { epoch, seq } = (anew.database(NAME) as HubDatabase).position();
    await anew.stop();
    await rm(folder, { recursive: true });
    await cp(join(root, 'backup'), folder, { recursive: true });

    const restored = (await open()).database(NAME) as HubDatabase;
    expect(restored.position().epoch).not.toBe(epoch);
    expect(await idsSince(restored, seq)).toEqual(['a', 'b', 'c']);
  });

  it('change when the later of two copies follows upon the earlier', async () => {
    const first = await open();
    await write(await first.create(NAME), 'a');
    await first.stop();
    await cp(folder, join(root, 'early'), { recursive: true });
    const second = await open();
    await write(second.database(NAME) as HubDatabase, 'b', 'c');
    await second.stop();
    await cp(folder, join(root, 'late'), { recursive: true });
    const putBack = async (copy: string) => {
      await rm(folder, { recursive: true });
      await cp(join(root, copy), folder, { recursive: true });
      return open();
    };
    const early = await putBack('early');
    await write(early.database(NAME) as HubDatabase, 'd');
    const { epoch } = (early.database(NAME) as HubDatabase).position();
    await early.stop();

    const late = (await putBack('late')).database(NAME) as HubDatabase;
    expect(late.position().epoch).not.toBe(epoch);
  });

  it('stay where a station comes from a build whose databases bore none', async () => {
    const first = await open();
    await write(await first.create(NAME), 'a');
    const { epoch } = (first.database(NAME) as HubDatabase).position();
    const mark = await first.database(NAME)?.getLocal('linli.epoch');
    await first.database(NAME)?.deleteLocal('linli.epoch', String(mark?.['_rev']));
    await first.stop();
    const { databases, ...rest } = JSON.parse(await readFile(epochsFile, 'utf8')) as { databases: object };
    const unmarked = Object.fromEntries(
      Object.entries(databases).map(([name, { isMarked: _, ...entry }]) => [name, entry]),
    );
    await writeFile(epochsFile, JSON.stringify({ ...rest, databases: unmarked }));

    const second = await open();
    expect(second.database(NAME)?.position().epoch).toBe(epoch);
    await second.stop();
    expect((await open()).database(NAME)?.position().epoch).toBe(epoch);
  });

  it('change when a database was removed and made anew', async () => {
    const first = await open();
    const before = await first.create(NAME);
    await write(before, 'a');
    const { epoch } = before.position();
    await first.stop();
    await rm(join(folder, NAME), { recursive: true });
    const again = await open();
    expect(again.names()).toEqual([]);
    expect((await again.create(NAME)).position().epoch).not.toBe(epoch);
  });

  it('change for all when their file is lost or damaged, which is kept aside', async () => {
    const first = await open();
    const { epoch } = (await first.create(NAME)).position();
    await first.stop();
    await writeFile(epochsFile, '{"version":1,"databases":');
    const second = await open();
    const next = second.database(NAME)?.position().epoch;
    expect(next).not.toBe(epoch);
    expect((await readdir(root)).filter((file) => file.includes('damaged'))).toHaveLength(1);
    await second.stop();
    await rm(epochsFile);
    expect((await open()).database(NAME)?.position().epoch).not.toBe(next);
  });

  it('rewind a position past the end, which only a lost tail explains', async () => {
    const database = await (await open()).create(NAME);
    await write(database, 'a');
    const { epoch } = database.position();
    expect(await idsSince(database, `7-${epoch}`)).toEqual(['a']);
    expect(await idsSince(database, `1-${epoch}`)).toEqual([]);
    expect(await idsSince(database, '1-g1AAAACTeJzL')).toEqual(['a']);
    expect(await idsSince(database, '1')).toEqual(['a']);
  });
});

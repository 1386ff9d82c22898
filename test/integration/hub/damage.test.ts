import { mkdir, readdir, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { AppError } from '#shared/errors/app-error';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import { leveldown, type Level } from '#sync-server/embedded/pouchdb-parts';
import { storageError } from '#sync-server/embedded/storage-error';
import type { EdgeHub, HubDatabase } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { T0 } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

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
describe('a store that cannot be used', () => {
  async function filled(): Promise<string> {
    const hub = await open();
    await write(await hub.create(NAME), 'a');
    await hub.stop();
    return join(folder, NAME);
  }
  const failure = async (): Promise<AppError> =>
    open().then(
      () => Promise.reject(new Error('it opened')),
      (error: AppError) => error,
    );
  const contents = async (at: string): Promise<Record<string, string>> =>
    Object.fromEntries(
      await Promise.all(
        (await readdir(at)).map(async (file) => [file, (await readFile(join(at, file))).toString('base64')] as const),
      ),
    );

  it.each([
    ['its MANIFEST is gone', /^MANIFEST-/],
    ['its CURRENT is gone', /^CURRENT$/],
  ])('is reported as damaged when %s, and its data files stay', async (_what, pattern) => {
    const at = await filled();
    const file = (await readdir(at)).find((each) => pattern.test(each)) as string;
    await rename(join(at, file), join(root, file));
    expect(await failure()).toMatchObject({ code: 'host.data-damaged', details: { database: NAME } });
    await rename(join(root, file), join(at, file));
    expect((await (await open()).database(NAME)?.info())?.documents).toBe(1);
  });

  it('is reported as damaged when a table is cut short', async () => {
    const at = await filled();
    const hub = await open();
    for (let n = 0; n < 40; n++)
      await hub
        .database(NAME)
        ?.bulkDocs({ rows: [{ _id: `big-${n}`, text: 'x'.repeat(200_000) + n }], newEdits: true });
    await hub.stop();
    // Opening turns the log into a table.
    await (await open()).stop();
    for (const file of await readdir(at)) if (/\.ldb$/.test(file)) await truncate(join(at, file), 10);
    expect(await failure()).toMatchObject({ code: 'host.data-damaged' });
  });

  it('is reported as in use when another hub has it open', async () => {
    await filled();
    await open();
    const before = await contents(join(folder, NAME));
    expect(await failure()).toMatchObject({ code: 'host.already-running' });
    expect(Object.keys(await contents(join(folder, NAME)))).toEqual(Object.keys(before));
  });

  it('leaves nothing open behind when one of several databases is damaged', async () => {
    const hub = await open();
    await hub.create('grid-qinghe-2');
    await write(await hub.create(NAME), 'a');
    await hub.stop();
    const current = join(folder, 'grid-qinghe-2', 'CURRENT');
    await rename(current, join(root, 'CURRENT'));
    await failure();
    await rename(join(root, 'CURRENT'), current);
    expect((await open()).names()).toEqual([NAME, 'grid-qinghe-2']);
  });

  it('is not written over when a document cannot be read for a moment', async () => {
    const prototype = (leveldown as unknown as { prototype: Pick<Level, '_get'> }).prototype;
    const original = prototype._get;
    let failing = false;
    prototype._get = function (this: Level, key, options, callback) {
      if (failing) process.nextTick(callback, new Error('IO error: /x/000005.ldb: Input/output error'));
      else original.call(this, key, options, callback);
    };
    onTestFinished(() => void (prototype._get = original));
    const database = await (await open()).create(NAME);
    await database.bulkDocs({
      rows: [{ _id: 'a', _rev: '2-b', _revisions: { start: 2, ids: ['b', 'a'] } }],
      newEdits: false,
    });

    failing = true;
    const replicated = {
      rows: [
        { _id: 'a', _rev: '1-z' },
        { _id: 'b', _rev: '1-b' },
      ],
      newEdits: false,
    };
    await expect(database.bulkDocs(replicated)).rejects.toMatchObject({
      code: 'internal',
      details: { database: NAME },
    });
    failing = false;
    expect(await database.openRevisions('a', { revisions: 'all', latest: false, revs: false })).toMatchObject([
      { ok: { _rev: '2-b' } },
    ]);
    expect(await database.bulkDocs(replicated)).toEqual([]);
    expect(await database.openRevisions('a', { revisions: 'all', latest: false, revs: false })).toMatchObject([
      { ok: { _rev: '2-b' } },
      { ok: { _rev: '1-z' } },
    ]);
    expect((await database.info()).documents).toBe(2);
  });

  it('is reported as not to be written where a file stands in the folder’s place', async () => {
    await mkdir(root, { recursive: true });
    await writeFile(folder, 'not a folder');
    expect((await failure()).code).toMatch(/^host\./);
  });

  it.each([
    ['IO error: /x/000005.log: No space left on device', 'host.disk-full'],
    ['ENOSPC: no space left on device, write', 'host.disk-full'],
    ['IO error: /x/000005.log: File too large', 'host.disk-full'],
    ['IO error: /x/LOCK: Permission denied', 'host.folder-read-only'],
    ["EROFS: read-only file system, mkdir '/x'", 'host.folder-read-only'],
    ['IO error: lock /x/LOCK: Resource temporarily unavailable', 'host.already-running'],
    ['IO error: lock /x/LOCK: already held by process', 'host.already-running'],
    ['Corruption: block checksum mismatch', 'host.data-damaged'],
    ['IO error: /x/MANIFEST-000004: No such file or directory', 'host.data-damaged'],
    ['something else', 'internal'],
  ])('is called by its name: %s', (text, code) => {
    expect(storageError(new Error(text), NAME).code).toBe(code);
  });
});

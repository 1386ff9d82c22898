import { randomBytes } from 'node:crypto';
import { cp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ensureEncrypted, type AtRest } from '#sync-server/embedded/at-rest';
import { leveldown, type Level } from '#sync-server/embedded/pouchdb-parts';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub, HubDatabase } from '#sync-server/embedded/types';
import { AT_REST, atRestUnder } from '#test/support/at-rest';
import { T0 } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';
import { bundleChild } from './child/bundle';
import { runChild } from './child/run';

const NAME = 'grid-qinghe-1';

let root: string;
let folder: string;
beforeEach(async () => {
  root = await temporaryFolder();
  folder = join(root, 'hub');
});

async function open(atRest: AtRest | null = AT_REST): Promise<EdgeHub> {
  const epochsFile = join(root, 'epochs.json');
  const hub = await openEdgeHub({ folder, epochsFile, atRest, now: () => T0, log: recordedLog() });
  onTestFinished(() => hub.stop());
  return hub;
}

/** Words that no store can make smaller, so that they stand in the files as they are if at all. */
const secretWords = (count: number) => Array.from({ length: count }, () => randomBytes(24).toString('hex'));

async function write(database: HubDatabase, words: readonly string[]): Promise<void> {
  const rows = words.map((word, index) => ({ _id: `person~qinghe-1~${index}`, word }));
  await database.bulkDocs({ rows, newEdits: true });
}

async function wordsIn(hub: EdgeHub): Promise<string[]> {
  const query = {
    keys: null,
    startKey: null,
    endKey: null,
    inclusiveEnd: true,
    descending: false,
    skip: 0,
    limit: null,
    includeDocs: true,
    conflicts: false,
  };
  const { rows } = (await hub.database(NAME)?.allDocs(query)) ?? { rows: [] };
  return rows.map((row) => String('doc' in row ? row.doc?.['word'] : row)).sort();
}

/** Which of the words stand in any file of the hub. */
async function readableOf(words: readonly string[]): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')));
  const found = new Set(texts.flatMap((text) => text.match(/(?:[0-9a-f]{48}|plainly)/g) ?? []));
  return words.filter((word) => found.has(word));
}

const settle = (run: (done: (error: Error | null | undefined) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => run((error) => (error ? reject(error) : resolve())));

/** Works on a database's leveldb directly, as somebody at the disk would. */
async function atDisk(work: (level: Level) => Promise<void>, name = NAME): Promise<void> {
  const level = leveldown(join(folder, name));
  await settle((done) => level.open({}, done));
  await work(level);
  await settle((done) => level.close(done));
}

async function keysOf(level: Level): Promise<Uint8Array[]> {
  const iterator = level.iterator({ keyAsBuffer: true });
  const keys: Uint8Array[] = [];
  for (;;) {
    const key = await new Promise((resolve, reject) =>
      iterator.next((error, found) => (error ? reject(error) : resolve(found))),
    );
    if (key === undefined) break;
    keys.push(key as Uint8Array);
  }
  await settle((done) => iterator.end(done));
  return keys;
}

const valueAt = (level: Level, key: unknown): Promise<Uint8Array> =>
  new Promise((resolve, reject) =>
    level._get(key, { asBuffer: true }, (error, value) => (error ? reject(error) : resolve(value as Uint8Array))),
  );
const put = (level: Level, key: unknown, value: unknown): Promise<void> =>
  settle((done) => level._put(key, value, { sync: true }, done));

const bodyKey = (keys: readonly Uint8Array[]): Uint8Array =>
  keys.find((key) => Buffer.from(key).toString().includes('by-sequence')) ?? new Uint8Array();

describe('a hub on disk', () => {
  it('holds no word that was written to it, in no file, and reads all of them back', async () => {
    const words = secretWords(300);
    const hub = await open();
    await write(await hub.create(NAME), words);
    await hub.database(NAME)?.putLocal('checkpoint', { word: words[0] });
    expect(await readableOf(words)).toEqual([]);
    await hub.stop();
    // Opening turns the log into a table.
    const again = await open();
    expect(await wordsIn(again)).toEqual(words.toSorted());
    expect(await again.database(NAME)?.getLocal('checkpoint')).toMatchObject({ word: words[0] });
    expect(await readableOf(words)).toEqual([]);
  });

  it('would show them without encryption', async () => {
    const words = secretWords(10);
    await write(await (await open(null)).create(NAME), words);
    expect(await readableOf(words)).toEqual(words);
  });

  it('is damaged, not empty, under another key', async () => {
    const hub = await open();
    await write(await hub.create(NAME), ['a']);
    await hub.stop();
    await expect(open(atRestUnder(8))).rejects.toMatchObject({
      code: 'host.data-damaged',
      details: { database: NAME },
    });
    expect(await wordsIn(await open())).toEqual(['a']);
  });

  it('takes no value for that of another database', async () => {
    const hub = await open();
    await write(await hub.create(NAME), ['a']);
    await hub.stop();
    await rename(join(folder, NAME), join(folder, 'grid-qinghe-2'));
    await expect(open()).rejects.toMatchObject({ code: 'host.data-damaged', details: { database: 'grid-qinghe-2' } });
  });

  const meddlings: [string, (level: Level, key: Uint8Array) => Promise<void>][] = [
    ['altered', async (level, key) => put(level, key, flipped(await valueAt(level, key)))],
    ['put under another key', async (level, key) => put(level, key, await valueAt(level, (await keysOf(level))[0]))],
    ['written in the clear', (level, key) => put(level, key, '{"_id":"person~qinghe-1~0","_rev":"1-a"}')],
    ['emptied', (level, key) => put(level, key, '')],
  ];
  it.each(meddlings)('calls a value that was %s damaged, in reading and in writing', async (_what, meddle) => {
    const hub = await open();
    await write(await hub.create(NAME), ['a', 'b']);
    await hub.stop();
    await atDisk(async (level) => meddle(level, bodyKey(await keysOf(level))));
    const database = (await open()).database(NAME) as HubDatabase;
    const damaged = { code: 'host.data-damaged', details: { database: NAME } };
    const query = { rev: null, latest: false, revs: false, conflicts: false };
    await expect(database.get('person~qinghe-1~0', query)).rejects.toMatchObject(damaged);
    await expect(
      database.changes({
        since: '0',
        limit: 10,
        includeDocs: true,
        style: 'main_only',
        conflicts: false,
        descending: false,
        ids: null,
      }),
    ).rejects.toMatchObject(damaged);
  });

  it('never writes a document anew whose record does not open', async () => {
    const hub = await open();
    const database = await hub.create(NAME);
    await write(database, ['a']);
    await hub.stop();
    let metadata: Uint8Array = new Uint8Array();
    await atDisk(async (level) => {
      metadata =
        (await keysOf(level)).find((key) => Buffer.from(key).toString().includes('document-store')) ?? metadata;
      await put(level, metadata, flipped(await valueAt(level, metadata)));
    });
    const damagedHub = await open();
    const row = { _id: 'person~qinghe-1~0', word: 'forged' };
    await expect(damagedHub.database(NAME)?.bulkDocs({ rows: [row], newEdits: true })).rejects.toMatchObject({
      code: 'host.data-damaged',
    });
    await damagedHub.stop();
    await atDisk(async (level) => put(level, metadata, flipped(await valueAt(level, metadata))));
    expect(await wordsIn(await open())).toEqual(['a']);
  });
});

describe('a hub of release 0.1', () => {
  async function lay(words: readonly string[]): Promise<string> {
    const hub = await open(null);
    const database = await hub.create(NAME);
    await write(database, words);
    const { position } = await database.info();
    await hub.stop();
    return position.seq;
  }

  it('is encrypted when it is opened, where it stood, and the old words leave its files', async () => {
    const words = secretWords(3000);
    const seq = await lay(words);
    // Few are cut in two by the log's blocks.
    expect((await readableOf(words)).length).toBeGreaterThan(2900);
    const hub = await open();
    expect((await hub.database(NAME)?.info())?.position.seq).toBe(seq);
    expect(await wordsIn(hub)).toEqual(words.toSorted());
    expect(await readableOf(words)).toEqual([]);
    await hub.stop();
    expect(await wordsIn(await open())).toEqual(words.toSorted());
  });

  it(
    'is whole and encrypted after being killed again and again while it was encrypted',
    { timeout: 90_000 },
    async () => {
      const child = await bundleChild();
      onTestFinished(() => child.remove());
      const words = secretWords(4000);
      await lay(words);
      let kills = 0;
      for (let waitMs = 0; ; waitMs = waitMs * 1.3 + 20) {
        const running = await runChild(process.execPath, [child.path, root, 'encrypt']);
        running.send('go');
        const gone = Promise.race([running.next(), new Promise((resolve) => setTimeout(resolve, waitMs, 'late'))]);
        if ((await gone) !== 'late') {
          await running.ended;
          break;
        }
        running.process.kill('SIGKILL');
        await running.ended;
        kills += 1;
      }
      expect(kills).toBeGreaterThan(1);
      const hub = await open();
      expect(await wordsIn(hub)).toEqual(words.toSorted());
      expect(await readableOf(words)).toEqual([]);
    },
  );

  it('is taken up where an attempt ended after half of the values', async () => {
    const words = secretWords(50);
    await lay(words);
    const done = join(root, 'done');
    await cp(join(folder, NAME), done, { recursive: true });
    await ensureEncrypted(done, AT_REST.cipherOf(NAME), true);
    const encrypted = new Map<string, Uint8Array>();
    const level = leveldown(done);
    await settle((ready) => level.open({}, ready));
    for (const key of await keysOf(level)) encrypted.set(Buffer.from(key).toString('hex'), await valueAt(level, key));
    await settle((ready) => level.close(ready));
    await atDisk(async (half) => {
      for (const [index, key] of (await keysOf(half)).entries()) {
        if (index % 2 === 0) await put(half, key, Buffer.from(encrypted.get(Buffer.from(key).toString('hex')) ?? []));
      }
    });
    expect(await wordsIn(await open())).toEqual(words.toSorted());
    expect(await readableOf(words)).toEqual([]);
  });

  it('is refused once all of the station is encrypted: somebody else put it there', async () => {
    await lay(['plainly']);
    const before = await readableOf(['plainly']);
    expect(before).toEqual(['plainly']);
    await expect(open(atRestUnder(7, false))).rejects.toMatchObject({ code: 'host.data-damaged' });
    expect(await readableOf(['plainly'])).toEqual(before);
    await rm(join(folder, NAME), { recursive: true });
    const hub = await open(atRestUnder(7, false));
    await write(await hub.create(NAME), ['b']);
    expect(await wordsIn(hub)).toEqual(['b']);
  });
});

function flipped(value: Uint8Array): Buffer {
  const copy = Buffer.from(value);
  copy[copy.length - 1] = (copy[copy.length - 1] ?? 0) ^ 1;
  return copy;
}

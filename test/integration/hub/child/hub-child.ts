import { createHash, randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import PouchDB from 'pouchdb-core';
// @ts-expect-error: publishes no types
import leveldb from 'pouchdb-adapter-leveldb';
import { toAppError } from '#shared/errors/app-error';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import { AT_REST } from '#test/support/at-rest';

/**
 * A hub in a process of its own. Reads `write <id>` lines and answers each with `ok <id>` once it is acknowledged, or
 * `failed <id> <code>`; `read <id>` with `found` or `absent`. `picture <id>` and `look <id>` are the same with a document and its
 * attachment, which `look` finds `whole` or `broken`. `node hub-child.mjs <folder> [plain]`: `plain` writes through
 * PouchDB's own store instead, as a control. With `encrypt` it waits for a line, opens the hub, says `done` and ends.
 */

const [folder = '', mode] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);
const silent = { info: () => undefined, warn: () => undefined };

interface Writer {
  write(id: string): Promise<boolean>;
  read(id: string): Promise<boolean>;
  /** A document with an attachment, which belong together. */
  picture(id: string): Promise<boolean>;
  look(id: string): Promise<'whole' | 'broken' | 'absent'>;
}

const PICTURE_BYTES = 60_000;

async function openOurs(name = 'grid-child-1'): Promise<Writer> {
  const hub = await openEdgeHub({
    folder: `${folder}/hub`,
    epochsFile: `${folder}/epochs.json`,
    atRest: AT_REST,
    now: Date.now,
    log: silent,
  });
  const database = await hub.create(name);
  return {
    write: async (id) => {
      // Random bytes, which no store can make smaller.
      const row = { _id: id, text: randomBytes(3000).toString('base64') };
      return 'ok' in ((await database.bulkDocs({ rows: [row], newEdits: true }))[0] ?? {});
    },
    read: async (id) => (await database.get(id, WINNER)).found,
    picture: async (id) => {
      const bytes = new Uint8Array(randomBytes(PICTURE_BYTES));
      const attachments = new Map([['full', { contentType: 'application/octet-stream', bytes }]]);
      const document = { _id: id, sha: createHash('sha256').update(bytes).digest('hex') };
      return (await database.putWhole({ document, attachments })).kind === 'written';
    },
    look: async (id) => {
      const stored = await database.get(id, WINNER);
      if (!stored.found) return 'absent';
      const bytes = (await database.attachment(id, 'full'))?.bytes ?? new Uint8Array(0);
      const sha = createHash('sha256').update(bytes).digest('hex');
      return sha === (stored.document as { readonly sha?: unknown }).sha ? 'whole' : 'broken';
    },
  };
}

const WINNER = { rev: null, latest: false, revs: false, conflicts: false } as const;

async function openPlain(): Promise<Writer> {
  PouchDB.plugin(leveldb as PouchDB.Plugin);
  const pouch = new PouchDB<object>(`${folder}/plain`, { adapter: 'leveldb' });
  await pouch.info();
  return {
    write: async (id) => (await pouch.put({ _id: id, text: 'x' })).ok,
    read: async (id) => (await pouch.allDocs({ key: id })).rows.length > 0,
    picture: async () => false,
    look: async () => 'absent',
  };
}

if (mode === 'encrypt') {
  say('ready');
  process.stdin.once('data', () => {
    void openOurs('grid-qinghe-1').then(() => {
      say('done');
      process.exit(0);
    });
  });
  await new Promise(() => undefined);
}

const writer = await (mode === 'plain' ? openPlain() : openOurs());
say('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [verb, id = ''] = line.split(' ');
  try {
    if (verb === 'write') say((await writer.write(id)) ? `ok ${id}` : `failed ${id} refused`);
    if (verb === 'picture') say((await writer.picture(id)) ? `ok ${id}` : `failed ${id} refused`);
    if (verb === 'look') say(await writer.look(id));
    if (verb === 'read') say((await writer.read(id)) ? 'found' : 'absent');
  } catch (error) {
    say(`failed ${id} ${toAppError(error).code}`);
  }
}
process.exit(0);

import { isEncrypted, openStored, sealStored, type ValueCipher } from './encrypted-leveldown';
import { leveldown, type Level, type LevelOperation } from './pouchdb-parts';

/** How a hub's databases are encrypted on disk. */
export interface AtRest {
  /** The cipher of one database: a key of its own, so that no value passes for one of another database. */
  readonly cipherOf: (database: string) => ValueCipher;
  /**
   * Whether a database that was never encrypted is taken in. Only until all of a station's are: a plain one that turns up later was
   * put there by somebody.
   */
  readonly takesPlain: boolean;
}

/** Stands in a database, encrypted itself, once all its values are and the plain ones are gone from the files. */
const MARKER_KEY = 'linli-at-rest';
const MARKER = 'aes-256-gcm 1';

const BATCH_ENTRIES = 1000;
const BATCH_BYTES = 4 * 1024 * 1024;
const READ_AHEAD_BYTES = 256 * 1024;

/**
 * Sees to it, before anything else opens it, that all values of a database are encrypted under this cipher. One of release 0.1 is
 * encrypted in place and then compacted, since leveldb keeps what is written over until it compacts. It may be cut off anywhere and
 * called again. Whether it had to encrypt anything.
 */
export async function ensureEncrypted(location: string, cipher: ValueCipher, takesPlain: boolean): Promise<boolean> {
  const level = leveldown(location);
  await settle((done) => level.open({}, done));
  try {
    const marker = await get(level, MARKER_KEY);
    if (marker) {
      if (openStored(cipher, MARKER_KEY, marker).toString() !== MARKER)
        throw new Error('corrupt store: another marker');
      return false;
    }
    const encrypted = await encryptAll(level, cipher, takesPlain);
    if (encrypted > 0) await settle((done) => level.compactRange(Buffer.from([0]), Buffer.alloc(8, 0xff), done));
    const value = sealStored(cipher, MARKER_KEY, MARKER);
    await settle((done) => level._put(MARKER_KEY, value, { sync: true }, done));
    return encrypted > 0;
  } finally {
    await settle((done) => level.close(done));
  }
}

/** Encrypts what is not yet; how many entries there are. What an earlier attempt encrypted opens, and is left. */
async function encryptAll(level: Level, cipher: ValueCipher, takesPlain: boolean): Promise<number> {
  let entries = 0;
  let batch: LevelOperation[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const writing = batch;
    batch = [];
    bytes = 0;
    if (writing.length > 0) await settle((done) => level._batch(writing, { sync: true }, done));
  };
  for await (const { key, value } of entriesOf(level)) {
    if (!takesPlain) throw new Error('corrupt store: a database that was never encrypted');
    entries += 1;
    if (isEncrypted(value)) {
      openStored(cipher, key, value);
      continue;
    }
    batch.push({ type: 'put', key, value: sealStored(cipher, key, value) });
    bytes += value.length;
    if (batch.length === BATCH_ENTRIES || bytes > BATCH_BYTES) await flush();
  }
  await flush();
  return entries;
}

async function* entriesOf(level: Level): AsyncGenerator<{ readonly key: Uint8Array; readonly value: Uint8Array }> {
  const iterator = level.iterator({ keyAsBuffer: true, valueAsBuffer: true, highWaterMark: READ_AHEAD_BYTES });
  const next = () =>
    new Promise<{ readonly key: Uint8Array; readonly value: Uint8Array } | null>((resolve, reject) => {
      iterator.next((error, key, value) => {
        if (error) reject(error);
        else if (key === undefined || value === undefined) resolve(null);
        else resolve({ key: key as Uint8Array, value: value as Uint8Array });
      });
    });
  try {
    for (let entry = await next(); entry; entry = await next()) yield entry;
  } finally {
    await settle((done) => iterator.end(done));
  }
}

function get(level: Level, key: string): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    level._get(key, { asBuffer: true }, (error, value) => {
      if (!error) resolve(value as Uint8Array);
      else if (/notfound/i.test(error.message)) resolve(null);
      else reject(error);
    });
  });
}

function settle(run: (done: (error: Error | null | undefined) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => run((error) => (error ? reject(error) : resolve())));
}

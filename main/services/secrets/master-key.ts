import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import type { DurableFolder } from '../durable-folder';
import { fromBase64, utf8, viewOf } from './cipher';

/**
 * The master key of a host-only store lies outside the data folder, in a file named after the store, so that neither a backup nor
 * a stolen disk of the data alone opens anything, and the stations of one machine do not meet.
 */

const storeSchema = z.strictObject({
  version: z.literal(1),
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** `making` until everything that belongs into the store is in it; files of release 0.1 are taken in until then and never after. */
  state: z.enum(['making', 'ready']),
  /** Known by the master key: tells a wrong key from damaged files, and that nobody set the state back. */
  check: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The host-only store's own description, in the clear beside its files. */
export type StoreFile = Readonly<z.infer<typeof storeSchema>>;

export const STORE_FILE = 'store.json';
const KEY_FORMAT = 'linli-key-1';
const KEY_BYTES = 32;

/** The name of a store's key file in the keys folder. */
export const keyFileName = (storeId: string): string => `${storeId}.key`;

/** The store's description, or null in a folder that has none. `host.data-damaged`. */
export async function readStoreFile(plain: DurableFolder): Promise<StoreFile | null> {
  const text = await plain.read(STORE_FILE);
  if (text === null) return null;
  const store = storeSchema.safeParse(parseJson(text));
  if (store.success) return store.data;
  throw new AppError('host.data-damaged', 'the description of the host-only store cannot be read', {
    details: { folder: plain.path, file: STORE_FILE },
  });
}

/** Writes the store's description; on disk when it resolves. */
export async function writeStoreFile(
  plain: DurableFolder,
  key: Uint8Array,
  { id, state }: Pick<StoreFile, 'id' | 'state'>,
): Promise<void> {
  const store: StoreFile = { version: 1, id, state, check: checkOf(key, id, state) };
  await plain.write(STORE_FILE, `${JSON.stringify(store, null, 1)}\n`);
}

/** Whether the key is that of the store. */
export function fitsStore(key: Uint8Array, { id, state, check }: StoreFile): boolean {
  return timingSafeEqual(utf8(check), utf8(checkOf(key, id, state)));
}

const checkOf = (key: Uint8Array, id: string, state: StoreFile['state']): string =>
  createHmac('sha256', key).update(`linli store ${id} ${state}`).digest('hex');

/** The store's key. `host.key-missing` where there is no file, `host.key-wrong` where it is another one. */
export async function readMasterKey(keys: DurableFolder, store: StoreFile): Promise<Uint8Array> {
  const details = { folder: keys.path, file: keyFileName(store.id) };
  const text = await keys.read(details.file);
  if (text === null) throw new AppError('host.key-missing', 'the key of the host-only store is not there', { details });
  const key = keyIn(text);
  if (!key || !fitsStore(key, store)) {
    throw new AppError('host.key-wrong', 'the key is not that of the host-only store', { details });
  }
  return key;
}

/** Keeps a store's key; on disk when it resolves. */
export async function writeMasterKey(keys: DurableFolder, storeId: string, key: Uint8Array): Promise<void> {
  await keys.write(keyFileName(storeId), `${KEY_FORMAT} ${Buffer.from(key).toString('base64')}\n`);
}

/** A new key and the store that it opens, the key on disk. */
export async function makeMasterKey(keys: DurableFolder): Promise<{ readonly id: string; readonly key: Uint8Array }> {
  const id = randomBytes(8).toString('hex');
  const key = viewOf(randomBytes(KEY_BYTES));
  await writeMasterKey(keys, id, key);
  return { id, key };
}

function keyIn(text: string): Uint8Array | null {
  const [format, content = ''] = text.trimEnd().split(' ');
  const key = fromBase64(content);
  return format === KEY_FORMAT && key.length === KEY_BYTES ? key : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

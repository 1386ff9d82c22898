import { mkdir, readdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AppError } from '#shared/errors/app-error';
import { ensureEncrypted, type AtRest } from './at-rest';
import { durableLeveldown } from './durable-leveldown';
import { syncFolder } from './epochs';
import { openPouch, type Level, type Pouch } from './pouchdb-parts';
import { storageError } from './storage-error';

/** One database folder, open: PouchDB to write through, leveldb to read from. */
export interface Store {
  readonly pouch: Pouch;
  readonly level: Level;
  /** The first failure since it was opened; such a store takes no writes and must be opened again. */
  trouble(): Error | null;
  close(): Promise<void>;
}

/**
 * Opens the database in `location`, making it if the folder is new or empty; with `atRest` it is encrypted first if it was not.
 * AppErrors of `storageError`.
 */
export async function openStore(location: string, database: string, atRest: AtRest | null): Promise<Store> {
  const key = resolve(location);
  // PouchDB would quietly share the store of whoever has it open in this process; leveldb's lock is for other processes.
  if (inUse.has(key))
    throw new AppError('host.already-running', `database ${database} is open`, { details: { database } });
  inUse.add(key);
  const cipher = atRest?.cipherOf(database) ?? null;
  const durable = durableLeveldown(cipher);
  let pouch: Pouch | null = null;
  const close = async (): Promise<void> => {
    try {
      await pouch?.close();
    } finally {
      inUse.delete(key);
    }
  };
  try {
    await prepareFolder(location);
    if (atRest && cipher) await ensureEncrypted(location, cipher, atRest.takesPlain);
    pouch = openPouch(location, durable.factory);
    await pouch.info();
    const trouble = durable.trouble();
    if (trouble) throw trouble;
    return { pouch, level: durable.level(), trouble: durable.trouble, close };
  } catch (error) {
    await close().catch(() => undefined);
    throw storageError(error, database);
  }
}

const inUse = new Set<string>();

/**
 * Where the file CURRENT is missing leveldb takes the folder for new and clears away the tables it finds in it. Such a
 * folder is damaged, and its files are all that is left.
 */
async function prepareFolder(location: string): Promise<void> {
  const made = await mkdir(location, { recursive: true });
  if (made !== undefined) {
    await syncFolder(dirname(location));
    return;
  }
  const files = await readdir(location);
  const hasData = files.some((file) => /\.(ldb|sst|log)$|^MANIFEST-/.test(file));
  if (hasData && !files.includes('CURRENT')) throw new Error('corrupt store: tables without the file CURRENT');
}

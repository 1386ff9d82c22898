import { statfs } from 'node:fs/promises';
import type { AtRest } from './at-rest';
import { openStore, type Store } from './store';
import { storageError } from './storage-error';

/**
 * Keeps one store usable: writes one at a time, reads beside them, and the store opened again after a failure before the
 * next use. A leveldb must not be closed under a read (the process would crash), so closing waits for readers.
 */
export interface Shelter {
  /** Fails with AppErrors of `storageError`. */
  read<T>(reader: (store: Store) => Promise<T>): Promise<T>;
  /** One writer at a time. Fails as `read`; what failed to be written is not there. */
  write<T>(writer: (store: Store) => Promise<T>): Promise<T>;
  /** PouchDB's own counts, for use inside `write`. */
  info(): Promise<{ readonly doc_count: number; readonly update_seq: number }>;
  close(): Promise<void>;
}

export async function createShelter(location: string, database: string, atRest: AtRest | null): Promise<Shelter> {
  let store: Promise<Store> = openStore(location, database, atRest);
  await store;
  let writing: Promise<unknown> = Promise.resolve();
  let readers = 0;
  let onQuiet: (() => void) | null = null;
  let closed = false;

  const quiet = (): Promise<void> =>
    readers === 0 ? Promise.resolve() : new Promise((resolve) => (onQuiet = resolve));

  async function reopen(broken: Store): Promise<Store> {
    await quiet();
    await broken.close().catch(() => undefined);
    return openStore(location, database, atRest);
  }

  /** The store, sound. Called by the one writer; readers that come meanwhile wait for the new one. */
  async function sound(): Promise<Store> {
    const current = await store.catch(() => null);
    const trouble = current?.trouble() ?? null;
    if (current && !trouble) return current;
    // Opening a store takes room. Without it the old one goes on being read.
    if (current && !(await hasRoom(location))) throw storageError(trouble, database);
    store = current ? reopen(current) : openStore(location, database, atRest);
    store.catch(() => undefined);
    return store;
  }

  async function read<T>(reader: (store: Store) => Promise<T>): Promise<T> {
    if (closed) throw new Error(`database ${database} is closed`);
    const current = await enter();
    try {
      return await reader(current);
    } catch (error) {
      throw storageError(error, database);
    } finally {
      leave();
    }
  }

  /** Counts the reader in without a gap in which the store it was given could be closed. */
  async function enter(): Promise<Store> {
    for (;;) {
      const waitedFor = store;
      const current = await waitedFor;
      if (waitedFor === store) {
        readers += 1;
        return current;
      }
    }
  }

  function leave(): void {
    readers -= 1;
    if (readers === 0) {
      onQuiet?.();
      onQuiet = null;
    }
  }

  function write<T>(writer: (store: Store) => Promise<T>): Promise<T> {
    const turn = writing.then(async () => {
      if (closed) throw new Error(`database ${database} is closed`);
      const current = await sound();
      try {
        return await writer(current);
      } catch (error) {
        throw storageError(current.trouble() ?? error, database);
      }
    });
    writing = turn.catch(() => undefined);
    return turn;
  }

  return {
    read,
    write,
    info: async () => (await store).pouch.info(),
    async close() {
      if (closed) return;
      closed = true;
      await writing;
      await quiet();
      const current = await store.catch(() => null);
      await current?.close();
    },
  };
}

/** What leveldb may write when it opens a store again: a log of 4 MB as a table, and its own bookkeeping. */
const REOPENING_BYTES = 32 * 1024 * 1024;

async function hasRoom(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize >= REOPENING_BYTES;
}

import 'fake-indexeddb/auto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { openTestHub, type TestHub, type TestHubOptions } from './hub';
import type { History } from './operations';
import { playHistory, type Verdict } from './play-history';
import type { Disk } from './replica';

export interface RunOptions {
  /** The hub is the CouchDB there instead of the embedded one. */
  readonly couchUrl?: string | undefined;
  /** Nodes of the CouchDB that is the district of histories with an upstream; without any a second embedded hub is. */
  readonly districtUrls?: readonly string[];
}

/** Plays a history in this process: RxDB in memory, the product's own control store over an IndexedDB in memory. */
export function runHistory(history: History, options: RunOptions = {}): Promise<Verdict> {
  return withHub({ grids: history.grids, features: history.features, ...options }, (hub) =>
    playHistory(history, hub, memoryDisk),
  );
}

/** A hub in a folder of its own, for as long as `work` takes. */
export async function withHub<T>(
  options: Omit<TestHubOptions, 'folder'>,
  work: (hub: TestHub) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(fastFolder(), 'linli-convergence-'));
  try {
    const hub = await openTestHub({ ...options, folder });
    try {
      return await work(hub);
    } finally {
      await hub.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const memoryDisk = async (): Promise<Disk> =>
  ({ ...getRxStorageMemory(), collectionStates: new Map() }) as unknown as Disk;

/** A folder in memory where there is one: power cuts are proved elsewhere, and a flush to a disk is most of a write's time. */
const fastFolder = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

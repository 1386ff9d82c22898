import { statfs } from 'node:fs/promises';
import { AppError } from '#shared/errors/app-error';
import { openDurableFolder, type DurableFolder } from '../services/durable-folder';
import { lockFolder, type FolderLock } from './lock';

/** With less the host does not start: leveldb, logs and one day's work would fill it, and each in the middle of a write. */
const MINIMUM_FREE_BYTES = 64 * 1024 * 1024;

export interface DataFolder {
  readonly root: DurableFolder;
  /** Where the host-only store lies: what is secret in it is sealed (`services/secrets`). */
  readonly hostOnly: DurableFolder;
  readonly hubFolder: string;
  readonly epochsFile: string;
  readonly logsFolder: string;
  /** Where the site puts its base maps. */
  readonly mapsFolder: string;
  /** Where the site puts its model for photos. */
  readonly modelsFolder: string;
  /** Where the site puts clips for the hall's boards. */
  readonly voiceFolder: string;
  readonly lock: FolderLock;
}

/**
 * Opens a data folder for this process alone. `host.folder-read-only`, `host.disk-full`, `host.already-running`; nothing
 * but the lock has been written when it fails.
 */
export async function openDataFolder(path: string, minimumFreeBytes = MINIMUM_FREE_BYTES): Promise<DataFolder> {
  const root = await openDurableFolder(path);
  await checkFreeSpace(path, minimumFreeBytes);
  // Here rather than by leveldb, whose words nobody understands.
  await root.check();
  const lock = await lockFolder(root);
  try {
    const hostOnly = await openDurableFolder(`${path}/host-only`);
    return {
      root,
      hostOnly,
      lock,
      hubFolder: `${path}/hub`,
      epochsFile: `${path}/host-only/epochs.json`,
      logsFolder: `${path}/logs`,
      mapsFolder: `${path}/map`,
      modelsFolder: `${path}/models`,
      voiceFolder: `${path}/voice`,
    };
  } catch (cause) {
    await lock.release();
    throw cause;
  }
}

async function checkFreeSpace(folder: string, minimumFreeBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  if (freeBytes >= minimumFreeBytes) return;
  throw new AppError('host.disk-full', 'too little space left for the data folder', {
    details: { folder, freeBytes, minimumFreeBytes },
  });
}

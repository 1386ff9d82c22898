import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { DurableFolder } from '../services/durable-folder';
import type { Log } from '../services/ports';
import { readStoreFile } from '../services/secrets/master-key';
import type { DataFolder } from './data-folder';

export interface NoticeCopyDeps {
  readonly folder: Pick<DataFolder, 'hostOnly' | 'epochsFile'>;
  /** Lies outside the data folder, and in no backup of it. */
  readonly keys: DurableFolder;
  readonly log: Log;
  readonly now: () => number;
}

/** In the data folder, names the last start; the keys folder has the same under the store's id. */
const START_FILE = 'last-start';
const startFileOf = (storeId: string): string => `${storeId}.last-start`;

/**
 * Notices that the data folder is a copy that somebody put back, or has come to another machine: the last start that it knows is not
 * the last that this machine knows. The record of epochs then goes aside, so that every database counts as a new one and devices send
 * what it lacks. To be called once at each start, before the hub opens; cut off anywhere it errs towards a copy.
 */
export async function noticeCopy({ folder, keys, log, now }: NoticeCopyDeps): Promise<void> {
  const store = await readStoreFile(folder.hostOnly);
  if (!store) return;
  const [here, there] = [await folder.hostOnly.read(START_FILE), await keys.read(startFileOf(store.id))];
  if (here !== there) {
    log.warn('host.copy-put-back');
    const epochs = basename(folder.epochsFile);
    if ((await folder.hostOnly.read(epochs)) !== null)
      await folder.hostOnly.rename(epochs, `${epochs}.before-${now()}`);
  }
  const start = `${randomBytes(16).toString('hex')}\n`;
  await keys.write(startFileOf(store.id), start);
  await folder.hostOnly.write(START_FILE, start);
}

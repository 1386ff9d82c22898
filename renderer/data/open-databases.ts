import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { OutboxRow } from '#shared/sync/ports';
import { ControlDatabase } from './control/control-database';
import { openControlStore, type DeviceControl } from './control/control-store';
import { encryptedStorage } from './encrypted-storage';
import { createLocalCipher, type LocalCipher, type LocalKey } from './local-cipher';
import { openLocalDatabase, type LocalDatabase } from './local-database';

/** What one person's station keeps on this device: sync's own state and drafts, and the records. */
export interface StationDatabases {
  readonly controlDatabase: ControlDatabase;
  readonly controlCipher: LocalCipher;
  readonly control: DeviceControl;
  readonly local: LocalDatabase;
  close(): Promise<void>;
}

export interface OpenDatabasesOptions {
  readonly name: string;
  readonly localKey: LocalKey;
  newReplicaId(): string;
  makeParcel(row: OutboxRow, replica: string): Promise<string>;
}

export const controlNameOf = (name: string): string => `${name}-control`;

/** The storage of the records of one person, closed under their key. */
export const recordStorage = (cipher: LocalCipher) =>
  encryptedStorage(getRxStorageDexie({ chromeTransactionDurability: 'strict' }), cipher);

/** Opens both databases of `name`, or neither: one left open could not be opened again before the page is loaded anew. */
export async function openDatabases({
  name,
  localKey,
  newReplicaId,
  makeParcel,
}: OpenDatabasesOptions): Promise<StationDatabases> {
  const [controlCipher, recordCipher] = await Promise.all([
    createLocalCipher(localKey, 'control'),
    createLocalCipher(localKey, 'records'),
  ]);
  const controlDatabase = new ControlDatabase(controlNameOf(name));
  try {
    const [control, local] = await both(
      openControlStore(controlDatabase, { cipher: controlCipher, newReplicaId, makeParcel }),
      openLocalDatabase(name, recordStorage(recordCipher)),
      (opened) => opened.close(),
    );
    const close = async (): Promise<void> => {
      await local.close();
      controlDatabase.close();
    };
    return { controlDatabase, controlCipher, control, local, close };
  } catch (thrown) {
    controlDatabase.close();
    throw thrown;
  }
}

/** Both at once; when the first fails, the second is closed again. */
async function both<A, B>(a: Promise<A>, b: Promise<B>, closeB: (opened: B) => Promise<void>): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b]);
  if (first.status === 'fulfilled' && second.status === 'fulfilled') return [first.value, second.value];
  if (second.status === 'fulfilled') await closeB(second.value);
  throw first.status === 'rejected' ? first.reason : (second as PromiseRejectedResult).reason;
}

import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { ControlDatabase, openControlStore, type DeviceControl } from './control-store';
import { openLocalDatabase, type LocalDatabase } from './local-database';

/** What one person's station keeps on this device: sync's own state and drafts, and the records. */
export interface StationDatabases {
  readonly controlDatabase: ControlDatabase;
  readonly control: DeviceControl;
  readonly local: LocalDatabase;
  close(): Promise<void>;
}

/** Opens both databases of `name`, or neither: one left open could not be opened again before the page is loaded anew. */
export async function openDatabases(name: string, newReplicaId: () => string): Promise<StationDatabases> {
  const controlDatabase = new ControlDatabase(`${name}-control`);
  try {
    const control = await openControlStore(controlDatabase, newReplicaId);
    const local = await openLocalDatabase(name, getRxStorageDexie({ chromeTransactionDurability: 'strict' }));
    const close = async (): Promise<void> => {
      await local.close();
      controlDatabase.close();
    };
    return { controlDatabase, control, local, close };
  } catch (thrown) {
    controlDatabase.close();
    throw thrown;
  }
}

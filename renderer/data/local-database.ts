import { addRxPlugin, createRxDatabase, type RxDatabase, type RxStorage } from 'rxdb';
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema';
import { COLLECTION_VERSIONS, collectionSchema, migrationStrategies } from '#shared/schema/rxdb-schema';
import type { CollectionName } from '#shared/schema/record-type';
import { openCollections } from '#shared/schema/registry';
import type { StoredRecord } from '#shared/sync/ports';
import type { Collections } from '#shared/sync/rxdb-store';

/** An open RxDB database with the collections this build uses. */
export interface LocalDatabase {
  readonly collections: Collections;
  close(): Promise<void>;
}

addRxPlugin(RxDBMigrationSchemaPlugin);

/**
 * Opens (or makes) the local database `name`, lifting what an earlier build stored. One page at a time may hold it: the
 * caller has the lock.
 */
export async function openLocalDatabase(
  name: string,
  storage: RxStorage<unknown, unknown>,
  versions: typeof COLLECTION_VERSIONS = COLLECTION_VERSIONS,
  names: readonly CollectionName[] = openCollections,
): Promise<LocalDatabase> {
  const database: RxDatabase = await createRxDatabase({
    name,
    storage,
    multiInstance: false,
    eventReduce: true,
    closeDuplicates: false,
  });
  try {
    return { collections: await addCollections(database, versions, names), close: () => close(database) };
  } catch (thrown) {
    await close(database);
    throw thrown;
  }
}

async function addCollections(
  database: RxDatabase,
  versions: typeof COLLECTION_VERSIONS,
  names: readonly CollectionName[],
): Promise<Collections> {
  const collections = await database.addCollections(
    Object.fromEntries(
      names.map((collection) => [
        collection,
        {
          schema: collectionSchema<StoredRecord>(collection, versions[collection]),
          migrationStrategies: migrationStrategies(versions[collection]),
        },
      ]),
    ),
  );
  return collections as unknown as Collections;
}

async function close(database: RxDatabase): Promise<void> {
  await database.close();
}

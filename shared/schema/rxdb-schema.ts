import type { RxJsonSchema } from 'rxdb';
import type { WireRecord } from './envelope';
import { liftRecord } from './migrate';
import type { CollectionName } from './record-type';
import { findRecordType } from './registry';

/**
 * RxDB schemas. Collections are polymorphic, so a schema names only what RxDB itself needs: the primary key and the
 * generic sort keys it indexes. What a record may hold is the type's zod schema; RxDB's own validators are not used.
 * Each index is paid for in first sync, so two per collection are the most there is.
 */

/**
 * Raised by one whenever a type kept in the collection gets a new version or other sort keys, or an index changes: opening the database then
 * lifts every stored record (`migrationStrategies`). The schema lock test notices a change that forgot to.
 */
export const COLLECTION_VERSIONS: Readonly<Record<CollectionName, number>> = {
  reference: 4,
  people: 2,
  homes: 2,
  visits: 3,
  care: 0,
  incidents: 1,
  tasks: 0,
  devices: 0,
  access: 0,
  desk: 0,
  entries: 0,
  queue: 0,
};

const BY_TYPE = ['type', 'rank'];
const BY_OWNER = ['owner', 'rank'];

/**
 * Collections of which only one order is asked for. Lists over everybody come from memory, so nobody asks the disk for people or
 * homes by rank, and an index is a fifth of what storing a record costs.
 */
const INDEXES: Readonly<Partial<Record<CollectionName, readonly (readonly string[])[]>>> = {
  people: [BY_OWNER],
  homes: [BY_OWNER],
  access: [BY_OWNER],
};

/** The schema of one collection. */
export function collectionSchema<T>(
  collection: CollectionName,
  version: number = COLLECTION_VERSIONS[collection],
): RxJsonSchema<T> {
  return {
    title: collection,
    version,
    primaryKey: '_id',
    type: 'object',
    properties: {
      _id: { type: 'string', maxLength: 160 },
      type: { type: 'string', maxLength: 32 },
      rank: { type: 'string', maxLength: 48 },
      owner: { type: 'string', maxLength: 26 },
    },
    required: ['_id', 'type', 'rank', 'owner'],
    indexes: INDEXES[collection] ?? [BY_TYPE, BY_OWNER],
  } as unknown as RxJsonSchema<T>;
}

/** RxDB's steps from version 0 to `version`: each lifts a record to its type's current version and renews its sort keys. */
export function migrationStrategies(version: number): Record<number, (stored: WireRecord) => WireRecord> {
  return Object.fromEntries(Array.from({ length: version }, (_, step) => [step + 1, liftStored]));
}

function liftStored(stored: WireRecord): WireRecord {
  const type = findRecordType(stored.type);
  if (!type) return stored;
  const lifted = liftRecord(type, stored);
  return { ...lifted, ...type.sortKeys(lifted as never) };
}

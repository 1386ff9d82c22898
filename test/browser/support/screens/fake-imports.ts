import type { WireRecord } from '#shared/schema/envelope';
import type { CollectionName } from '#shared/schema/record-type';
import type { StoredRecord } from '#shared/sync/ports';
import { openStationImports, type StationImportsOptions } from '#renderer/data/imports/open-imports';
import type { RunningImports } from '#renderer/data/imports/imports';

/** What of a store in memory imports look at. */
interface RawRecords {
  get(id: string): WireRecord | undefined;
  all(collection: CollectionName): readonly WireRecord[];
}

const KEY = new Uint8Array(32).fill(2);

/** The product's own imports, with their worker and their journal on the disk, over records in memory. */
export function screenImports(
  raw: RawRecords,
  options: Omit<StationImportsOptions, 'databaseName' | 'localKey' | 'store'>,
): Promise<RunningImports> {
  // Records as they lie on a device: what is sealed is closed.
  const asStored = (record: WireRecord): StoredRecord => ({ ...record, rank: '', owner: '', rev: '' });
  return openStationImports({
    ...options,
    databaseName: 'linli2-screens',
    localKey: KEY,
    store: {
      read: async (_collection, ids) =>
        new Map(
          ids.flatMap((id) => {
            const record = raw.get(id);
            return record ? [[id, asStored(record)] as const] : [];
          }),
        ),
      page: async (collection, type, scope, afterId, limit) =>
        raw
          .all(collection)
          .filter(({ _id }) => _id.startsWith(`${type}~${scope}~`) && _id > afterId)
          .sort((a, b) => (a._id < b._id ? -1 : 1))
          .slice(0, limit)
          .map(asStored),
    },
  });
}

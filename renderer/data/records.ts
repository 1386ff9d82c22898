import type { RxDocument } from 'rxdb';
import { combineLatest, map, shareReplay, type Observable } from 'rxjs';
import { documentId } from '#shared/schema/ids';
import type { WireRecord } from '#shared/schema/envelope';
import type { CollectionName } from '#shared/schema/record-type';
import type { ImportBatch } from '#shared/schema/types/import-batch';
import type { StoredRecord } from '#shared/sync/ports';
import type { Collections } from '#shared/sync/rxdb-store';
import type { RecordOpener } from './record-opener';
import { snapshotOf } from './snapshot';
import type { Records } from './types';
import { createImportBook, gridOf, isShown, type CompleteImports } from './visibility';

/** Live queries over the open collections; `scopes` are those of the databases that the person may read at the moment. */
export function createRecords(
  collections: Collections,
  opener: RecordOpener,
  scopes: () => readonly string[],
): Records {
  const collectionOf = (name: CollectionName) => {
    const collection = collections[name];
    if (!collection) throw new Error(`collection ${name} is not open`);
    return collection;
  };
  const snapshots = new Map<string, Observable<readonly WireRecord[]>>();
  const snapshot = (name: CollectionName, type: string): Observable<readonly WireRecord[]> =>
    snapshotOf(collectionOf(name), type).pipe(opener.opened(), shareReplay({ bufferSize: 1, refCount: false }));
  let importsOnce: Observable<CompleteImports> | null = null;
  const imports$ = (): Observable<CompleteImports> =>
    (importsOnce ??= snapshot('people', 'import-batch').pipe(
      map(completeOf),
      shareReplay({ bufferSize: 1, refCount: false }),
    ));
  /** Without what lists do not show; the same array where they show everything. */
  const shown = <T extends WireRecord>(
    name: CollectionName,
    rows$: Observable<readonly T[]>,
  ): Observable<readonly T[]> =>
    IMPORTED.has(name)
      ? combineLatest([rows$, imports$()]).pipe(
          map(([rows, imports]) =>
            rows.every((row) => isListed(row, imports)) ? rows : rows.filter((row) => isListed(row, imports)),
          ),
        )
      : rows$;
  return {
    all: <T extends WireRecord>(name: CollectionName, type: string) => {
      const known =
        snapshots.get(type) ?? shown(name, snapshot(name, type)).pipe(shareReplay({ bufferSize: 1, refCount: false }));
      snapshots.set(type, known);
      return known as Observable<readonly T[]>;
    },
    find: <T extends WireRecord>(name: CollectionName, query: Parameters<Records['find']>[1]) =>
      shown(
        name,
        collectionOf(name)
          .find(query)
          .$.pipe(
            map((documents) => documents.flatMap((document) => plain<T>(document) ?? [])),
            opener.opened<T>(),
          ) as Observable<readonly T[]>,
      ),
    byId: <T extends WireRecord>(name: CollectionName, id: string) => {
      const record$ = collectionOf(name)
        .findOne(id)
        .$.pipe(
          map((document): readonly T[] => {
            const record = document && plain<T>(document);
            return record ? [record] : [];
          }),
          opener.opened<T>(),
          map(([record]) => record ?? null),
        );
      if (!IMPORTED.has(name)) return record$;
      return combineLatest([record$, imports$()]).pipe(
        map(([record, imports]) => (record && isListed({ ...record, mergedIntoUid: null }, imports) ? record : null)),
      );
    },
    byUid: async <T extends WireRecord>(name: CollectionName, type: string, uid: string) => {
      const ids = scopes().map((scope) => documentId(type, scope, uid));
      const found = await collectionOf(name).storageInstance.findDocumentsById(ids, false);
      const readable = found.filter(({ locked }) => !locked) as unknown as readonly T[];
      const [record] = await opener.open(readable.slice(0, 1));
      return record ?? null;
    },
  };
}

/** Collections of which an import can bring something. */
const IMPORTED: ReadonlySet<CollectionName> = new Set(['people', 'homes', 'reference']);

const isListed = (record: WireRecord, imports: CompleteImports): boolean =>
  isShown(
    {
      type: record.type,
      grid: gridOf(record._id),
      // An import's own batches and parts carry its uid too, and are there from its beginning.
      importUid: record.type.startsWith('import-') ? null : (record['importUid'] as string | null | undefined),
      mergedIntoUid: record['mergedIntoUid'] as string | null | undefined,
    },
    imports,
  );

function completeOf(batches: readonly WireRecord[]): CompleteImports {
  const book = createImportBook();
  for (const batch of batches) {
    const { importUid, state } = batch as unknown as ImportBatch;
    book.put(batch._id, { importUid, state, grid: gridOf(batch._id) });
  }
  return book;
}

// RxDB hands out one document object per state of a record, so one plain copy per object is enough: a list of thousands
// that one record changed in copies one record, and React sees the others unchanged.
const plainCopies = new WeakMap<object, WireRecord>();

/** The record as it was sent; null for one that this device cannot open. */
function plain<T extends WireRecord>(document: RxDocument<StoredRecord>): T | null {
  let copy = plainCopies.get(document);
  if (!copy) {
    copy = document.toJSON() as unknown as WireRecord;
    plainCopies.set(document, copy);
  }
  return copy['locked'] ? null : (copy as T);
}

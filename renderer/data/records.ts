import type { RxDocument } from 'rxdb';
import { map, type Observable } from 'rxjs';
import { documentId } from '#shared/schema/ids';
import type { WireRecord } from '#shared/schema/envelope';
import type { CollectionName } from '#shared/schema/record-type';
import type { StoredRecord } from '#shared/sync/ports';
import type { Collections } from '#shared/sync/rxdb-store';
import { snapshotOf } from './snapshot';
import type { Records } from './types';

/** Live queries over the open collections; `scopes` are those of the databases the person may read. */
export function createRecords(collections: Collections, scopes: readonly string[]): Records {
  const open = (name: CollectionName) => {
    const collection = collections[name];
    if (!collection) throw new Error(`collection ${name} is not open`);
    return collection;
  };
  const snapshots = new Map<string, Observable<readonly WireRecord[]>>();
  return {
    all: <T extends WireRecord>(name: CollectionName, type: string) => {
      const known = snapshots.get(type) ?? snapshotOf(open(name), type);
      snapshots.set(type, known);
      return known as Observable<readonly T[]>;
    },
    find: <T extends WireRecord>(name: CollectionName, query: Parameters<Records['find']>[1]) =>
      open(name)
        .find(query)
        .$.pipe(map((documents) => documents.map((document) => plain<T>(document)))) as Observable<readonly T[]>,
    byId: <T extends WireRecord>(name: CollectionName, id: string) =>
      open(name)
        .findOne(id)
        .$.pipe(map((document) => (document ? plain<T>(document) : null))),
    byUid: async <T extends WireRecord>(name: CollectionName, type: string, uid: string) => {
      const ids = scopes.map((scope) => documentId(type, scope, uid));
      const found = await open(name).storageInstance.findDocumentsById(ids, false);
      return (found[0] as unknown as T | undefined) ?? null;
    },
  };
}

// RxDB hands out one document object per state of a record, so one plain copy per object is enough: a list of thousands
// that one record changed in copies one record, and React sees the others unchanged.
const plainCopies = new WeakMap<object, WireRecord>();

function plain<T extends WireRecord>(document: RxDocument<StoredRecord>): T {
  let copy = plainCopies.get(document);
  if (!copy) {
    copy = document.toJSON() as unknown as WireRecord;
    plainCopies.set(document, copy);
  }
  return copy as T;
}

import { Subject, type Observable } from 'rxjs';
import type { CollectionName } from '#shared/schema/record-type';
import { openConflicts } from '#shared/sync/merge';
import type { RecordStore, StoredRecord, StoreWrite } from '#shared/sync/ports';
import { onDevice } from '#shared/sync/storage-error';
import type { ControlDatabase } from './control-database';

/** A record in which values yielded. */
export interface ContestedRow {
  readonly id: string;
  readonly collection: CollectionName;
  /** Whether some of them still wait for a person. */
  readonly isOpen: boolean;
}

/**
 * Which records on this device hold values that yielded to others: an index over `yields` and nothing else. An entry is on the disk
 * before its record, and leaves after it: a crash in between leaves one too many, which `settle` puts right.
 */
export interface ContestedIndex {
  all(): readonly ContestedRow[];
  /** Emits when a record in the index, or that comes into it or leaves it, was written. */
  readonly changes$: Observable<void>;
  /** The store, with the index kept in step; a row without yields costs one look at its length. */
  over<Store extends RecordStore>(store: Store): Store;
  /** Takes in what stands in records that were written before there was an index. */
  note(collection: CollectionName, records: readonly StoredRecord[]): Promise<void>;
  /** What a record says about itself, read while nobody else changes it: undefined for one that is not here. */
  settle(row: ContestedRow, record: StoredRecord | undefined): Promise<void>;
}

/** Reads the index of a control database. */
export async function openContestedIndex({ contested }: Pick<ControlDatabase, 'contested'>): Promise<ContestedIndex> {
  const rows = new Map((await onDevice(() => contested.toArray())).map((row) => [row.id, row]));
  const changes$ = new Subject<void>();

  async function put(wanted: readonly ContestedRow[]): Promise<void> {
    const fresh = wanted.filter(({ id, isOpen }) => rows.get(id)?.isOpen !== isOpen);
    if (fresh.length === 0) return;
    await onDevice(() => contested.bulkPut([...fresh]));
    for (const row of fresh) rows.set(row.id, row);
  }

  async function remove(ids: readonly string[]): Promise<void> {
    const known = ids.filter((id) => rows.has(id));
    if (known.length === 0) return;
    await onDevice(() => contested.bulkDelete([...known]));
    for (const id of known) rows.delete(id);
  }

  /** Brings down the entries of records that are on the disk by now. */
  async function lower(collection: CollectionName, records: readonly StoredRecord[]): Promise<void> {
    await put(records.flatMap((record) => rowOf(collection, record) ?? []));
    await remove(records.flatMap((record) => (rowOf(collection, record) ? [] : [record._id])));
  }

  async function write(store: RecordStore, collection: CollectionName, writes: readonly StoreWrite[]) {
    const touched = writes.filter(({ next }) => hasYields(next) || rows.has(next._id)).map(({ next }) => next);
    if (touched.length === 0) return store.write(collection, writes);
    await put(touched.flatMap((record) => raised(rowOf(collection, record), rows.get(record._id)) ?? []));
    const inTheWay = await store.write(collection, writes);
    await lower(
      collection,
      touched.filter(({ _id }) => !inTheWay.has(_id)),
    );
    changes$.next();
    return inTheWay;
  }

  return {
    all: () => [...rows.values()],
    changes$,
    over: (store) => ({
      ...store,
      write: (collection, writes) => write(store, collection, writes),
      erase: async (collection, records) => {
        await store.erase(collection, records);
        const ids = records.map(({ _id }) => _id);
        if (!ids.some((id) => rows.has(id))) return;
        await remove(ids);
        changes$.next();
      },
    }),
    async note(collection, records) {
      const found = records.flatMap((record) => raised(rowOf(collection, record), rows.get(record._id)) ?? []);
      if (found.length === 0) return;
      await put(found);
      changes$.next();
    },
    async settle({ id, collection }, record) {
      // What does not open here may be contested all the same.
      if (record?.locked) return;
      if (record) await lower(collection, [record]);
      else await remove([id]);
    },
  };
}

// A record that does not open has no fields at all.
const hasYields = ({ yields }: StoredRecord): boolean =>
  ((yields as StoredRecord['yields'] | undefined) ?? []).length > 0;

const rowOf = (collection: CollectionName, record: StoredRecord): ContestedRow | null =>
  hasYields(record) ? { id: record._id, collection, isOpen: openConflicts(record).length > 0 } : null;

/** What an entry has to be before its record is written: never less open than it is. */
const raised = (next: ContestedRow | null, known: ContestedRow | undefined): ContestedRow | null =>
  next && { ...next, isOpen: next.isOpen || known?.isOpen === true };

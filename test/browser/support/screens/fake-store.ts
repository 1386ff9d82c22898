import { BehaviorSubject, map, type Observable } from 'rxjs';
import type { WireRecord } from '#shared/schema/envelope';
import { parseDocumentId } from '#shared/schema/ids';
import { openRecord, type OpenSealed } from '#shared/schema/open-record';
import type { CollectionName } from '#shared/schema/record-type';
import { findRecordType } from '#shared/schema/registry';
import type { StoredRecord } from '#shared/sync/ports';
import type { ImportBatch } from '#shared/schema/types/import-batch';
import type { OpenStation } from '#renderer/data/index';
import { createImportBook, gridOf, isShown, type Hideable } from '#renderer/data/visibility';

/** Every person `times` over under new uids, for long lists. */
export function repeatPeople(records: readonly WireRecord[], times: number): readonly WireRecord[] {
  const more: WireRecord[] = [];
  for (let copy = 1; copy < times; copy += 1) {
    for (const record of records) {
      if (record.type !== 'person' && record.type !== 'visit') continue;
      const renamed = (uid: unknown) => `${String(uid).slice(0, -2)}${String(copy).padStart(2, '0')}`;
      const uid = renamed(record.uid);
      const [type, scope] = record._id.split('~');
      const own = { ...record, uid, _id: `${type}~${scope}~${uid}` };
      more.push(record.type === 'visit' ? { ...own, personUid: renamed(record['personUid']) } : own);
    }
  }
  return [...records, ...more];
}

/** Records in memory as a device holds them: written as they came, handed out opened for one person. */
export async function createStore(initial: readonly WireRecord[], open: OpenSealed) {
  const raw = new Map(initial.map((record) => [record._id, record]));
  const collections = new Map<CollectionName, BehaviorSubject<ReadonlyMap<string, StoredRecord>>>();
  const collection = (name: CollectionName) => {
    const known = collections.get(name);
    if (known) return known;
    const made = new BehaviorSubject<ReadonlyMap<string, StoredRecord>>(new Map());
    collections.set(name, made);
    return made;
  };
  const stored = async (record: WireRecord): Promise<StoredRecord> => {
    const keys = findRecordType(record.type)?.sortKeys(record as never) ?? { rank: '', owner: '' };
    return { ...(await openRecord(record, open)), ...keys, rev: '' };
  };
  const byCollection = new Map<CollectionName, Map<string, StoredRecord>>();
  for (const record of initial) {
    const name = findRecordType(record.type)?.collection;
    if (!name) continue;
    const rows = byCollection.get(name) ?? new Map<string, StoredRecord>();
    rows.set(record._id, await stored(record));
    byCollection.set(name, rows);
  }
  for (const [name, rows] of byCollection) collection(name).next(rows);
  // As `records.ts` does: what an unfinished import brought is not there, nor is whoever turned out to be somebody else.
  const imports = createImportBook();
  const note = (record: WireRecord): void => {
    if (record.type !== 'import-batch') return;
    imports.put(record._id, { ...(record as unknown as ImportBatch), grid: gridOf(record._id) });
  };
  initial.forEach(note);
  const shows = (row: StoredRecord): boolean =>
    row.type.startsWith('import-') || isShown({ ...row, grid: gridOf(row._id) } as Hideable, imports);
  const nameOf = (id: string) => findRecordType(parseDocumentId(id)?.type ?? '')?.collection ?? 'visits';

  const records: OpenStation['records'] = {
    all: <T extends WireRecord>(name: CollectionName, type: string) =>
      collection(name).pipe(
        map((rows) => [...rows.values()].filter((row) => row.type === type && shows(row)) as unknown as T[]),
      ),
    find: <T extends WireRecord>(name: CollectionName, query: Parameters<OpenStation['records']['find']>[1]) => {
      const { type, owner } = (query.selector ?? {}) as { readonly type?: string; readonly owner?: string };
      return collection(name).pipe(
        map((rows) => {
          const found = [...rows.values()].filter(
            (row) =>
              (type === undefined || row.type === type) && (owner === undefined || row.owner === owner) && shows(row),
          );
          found.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
          return found.slice(0, query.limit ?? found.length) as unknown as readonly T[];
        }),
      ) as Observable<readonly T[]>;
    },
    byId: <T extends WireRecord>(name: CollectionName, id: string) =>
      collection(name).pipe(map((rows) => (rows.get(id) as unknown as T | undefined) ?? null)),
    byUid: async <T extends WireRecord>(name: CollectionName, type: string, uid: string) =>
      ([...collection(name).value.values()].find((row) => row.type === type && row.uid === uid) as unknown as
        T | undefined) ?? null,
  };
  return {
    records,
    has: (id: string) => raw.has(id),
    get: (id: string) => raw.get(id),
    every: (): readonly WireRecord[] => [...raw.values()],
    /** All of them at once. */
    put: async (records: readonly WireRecord[]) => {
      const rows = await Promise.all(records.map(stored));
      const changed = new Map<CollectionName, Map<string, StoredRecord>>();
      for (const [index, record] of records.entries()) {
        raw.set(record._id, record);
        note(record);
        const name = nameOf(record._id);
        const next = changed.get(name) ?? new Map(collection(name).value);
        changed.set(name, next.set(record._id, rows[index] as StoredRecord));
      }
      for (const [name, next] of changed) collection(name).next(next);
    },
    all: (name: CollectionName): readonly WireRecord[] =>
      [...raw.values()].filter(({ type }) => findRecordType(type)?.collection === name),
  };
}

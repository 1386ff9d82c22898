import { databaseName, documentId, parseDocumentId } from '#shared/schema/ids';
import { sealFields, type SealedFor } from '#shared/schema/seal-record';
import type { WireRecord } from '#shared/schema/envelope';
import { findRecordType } from '#shared/schema/registry';
import { importBatch, importPart, type ImportBatch, type ImportPart } from '#shared/schema/types/import-batch';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { RecordStore, StoredRecord } from '#shared/sync/ports';
import type { Sealer } from '../types';

/** The records that imports work with, as they lie on the device: sealed, of complete imports and of others. */
export interface ImportRecords {
  /** Records by `_id`, as they lie here; those that are not here or do not open are left out. */
  read(ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>>;
  /** The batches of an import in all grids that the person may open. */
  batches(importUid: string): Promise<readonly BatchRecord[]>;
  /** What the import changed, in all grids that the person may open. */
  parts(importUid: string): Promise<readonly PartRecord[]>;
  batchId(grid: number, importUid: string): string;
  /** The scope of a grid, or of the station where there is none (buildings). */
  scopeOf(grid: number | null): string;
  /** The fields of a record with what is secret closed. Throws `access.denied`. */
  seal(about: Omit<SealedFor, 'today'>, scope: string, fields: Fields): Promise<Fields>;
}

export type Fields = Readonly<Record<string, unknown>>;
export type BatchRecord = ImportBatch & WireRecord;
export type PartRecord = ImportPart & WireRecord;

export interface ImportRecordsDeps {
  readonly station: string;
  readonly store: Pick<RecordStore, 'read' | 'page'>;
  readonly sealer: Sealer;
  /** Numbers of the grids whose databases the person may open now. */
  grids(): readonly number[];
  today(): CalendarDate;
}

/** Parts in one read. */
const PAGE = 200;

/** See `ImportRecords`. */
export function createImportRecords({ station, store, sealer, grids, today }: ImportRecordsDeps): ImportRecords {
  const scopeOf = (grid: number | null) => (grid === null ? station : `${station}-${grid}`);

  async function read(ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>> {
    const collectionOf = (id: string) => findRecordType(parseDocumentId(id)?.type ?? '')?.collection;
    const collections = new Set(ids.flatMap((id) => collectionOf(id) ?? []));
    const found = await Promise.all(
      [...collections].map((name) =>
        store.read(
          name,
          ids.filter((id) => collectionOf(id) === name),
        ),
      ),
    );
    return new Map(found.flatMap((records) => [...records].filter(([, record]) => !record.locked)));
  }

  async function partsIn(scope: string, importUid: string): Promise<readonly PartRecord[]> {
    const found: PartRecord[] = [];
    let after = '';
    for (;;) {
      const page = await store.page(importPart.collection, importPart.type, scope, after, PAGE);
      for (const row of page)
        if (!row.locked && row['importUid'] === importUid) found.push(row as WireRecord as PartRecord);
      const last = page.at(-1);
      if (!last || page.length < PAGE) return found;
      after = last._id;
    }
  }

  const batchId = (grid: number, importUid: string) => documentId(importBatch.type, scopeOf(grid), importUid);
  return {
    scopeOf,
    batchId,
    read,
    batches: async (importUid) => [
      ...((await read(grids().map((grid) => batchId(grid, importUid)))).values() as Iterable<BatchRecord>),
    ],
    parts: async (importUid) => {
      const found = await Promise.all(grids().map((grid) => partsIn(scopeOf(grid), importUid)));
      return found.flat();
    },
    seal: (about, scope, fields) =>
      sealFields({ ...about, today: today() }, fields, (value, place, keyClass) =>
        sealer.seal(value, { ...place, scope, class: keyClass }),
      ),
  };
}

/** Number of the grid that an `_id` lies in; null for what belongs to the station as a whole. */
export function gridOfId(id: string): number | null {
  const grid = parseDocumentId(id)?.scope.split('-')[1];
  return grid === undefined ? null : Number(grid);
}

/** The grids among the hub databases that a session opens. */
export const gridsOf = (station: string, all: readonly number[], databases: readonly string[]): readonly number[] =>
  all.filter((grid) => databases.includes(databaseName('grid', station, grid)));

import { useMemo } from 'react';
import { parseDocumentId } from '#shared/schema/ids';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import type { ImportBatch } from '#shared/schema/types/import-batch';
import { useLiveQuery } from '#renderer/data/index';

export type BatchRecord = ImportBatch & WireRecord;

/** One import over all the grids that the reader may see. */
export interface ImportEntry {
  readonly importUid: string;
  /** Sealed in the first of its grids. */
  readonly fileName: Sealed;
  readonly fileNameUid: string;
  readonly state: ImportBatch['state'];
  readonly grids: readonly number[];
  readonly counts: ImportBatch['counts'];
  readonly startedAtMs: number;
  /** uid of who imported. */
  readonly by: string;
}

/** Every import, the newest first; undefined while loading. */
export function useImports(): readonly ImportEntry[] | undefined {
  const batches = useLiveQuery<BatchRecord>('people', {
    selector: { owner: 'import-batch' },
    sort: [{ owner: 'asc' }, { rank: 'asc' }],
  });
  return useMemo(() => batches && joinBatches(batches), [batches]);
}

/** See `useImports`; the batches of an import become one entry. */
function joinBatches(batches: readonly BatchRecord[]): readonly ImportEntry[] {
  const entries = new Map<string, ImportEntry>();
  for (const batch of batches) {
    const { importUid, fileName, uid, state, counts, startedAtMs, created } = batch;
    const grid = Number(parseDocumentId(batch._id)?.scope.split('-')[1] ?? 0);
    const known = entries.get(importUid);
    entries.set(importUid, {
      importUid,
      fileName: known?.fileName ?? fileName,
      fileNameUid: known?.fileNameUid ?? uid,
      state: known && STATES.indexOf(known.state) < STATES.indexOf(state) ? known.state : state,
      grids: [...(known?.grids ?? []), grid].sort((a, b) => a - b),
      counts: known ? sumOf(known.counts, counts) : counts,
      startedAtMs,
      by: created.by,
    });
  }
  return [...entries.values()].sort((a, b) => b.startedAtMs - a.startedAtMs);
}

/** What an import is called by while its batches differ: the first of these that one of them has. */
const STATES: readonly ImportBatch['state'][] = ['applying', 'complete', 'undone'];

function sumOf(a: ImportBatch['counts'], b: ImportBatch['counts']): ImportBatch['counts'] {
  return {
    people: a.people + b.people,
    dwellings: a.dwellings + b.dwellings,
    households: a.households + b.households,
    enterprises: a.enterprises + b.enterprises,
    certificates: a.certificates + b.certificates,
    changed: a.changed + b.changed,
  };
}

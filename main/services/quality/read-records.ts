import type { ImportBatch } from '#shared/schema/types/import-batch';
import { recordsOf, type ListedDatabase } from '../records-of';

/** What of a record says whether lists show it. */
export interface Hideable {
  readonly importUid?: string | null;
  readonly mergedIntoUid?: string | null;
}

/** Whether lists show a record: not while the import that brought it is unfinished, and not once it turned out to be another. */
export async function shownIn(database: ListedDatabase, scope: string): Promise<(record: Hideable) => boolean> {
  const complete = new Set<string>();
  for await (const page of recordsOf<ImportBatch>(database, 'import-batch', scope)) {
    for (const { importUid, state } of page) if (state === 'complete') complete.add(importUid);
  }
  return ({ importUid, mergedIntoUid }) => !mergedIntoUid && (!importUid || complete.has(importUid));
}

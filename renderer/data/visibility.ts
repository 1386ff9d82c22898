import type { ImportBatch } from '#shared/schema/types/import-batch';

/** What the rule looks at; records of types without imports and merges lack the fields. */
export interface Hideable {
  readonly type: string;
  /** Number of the grid that holds the record; 0 for one of the whole station. */
  readonly grid: number;
  readonly importUid?: string | null | undefined;
  readonly mergedIntoUid?: string | null | undefined;
}

/** Which imports are complete, and where. */
export interface CompleteImports {
  has(importUid: string, grid: number): boolean;
  /** Buildings belong to the whole station. */
  hasAnywhere(importUid: string): boolean;
}

/**
 * Whether lists show a record: one that an import made only while the import is complete in its grid (a building: in any grid), and
 * somebody who turned out to be somebody else never.
 */
export function isShown({ grid, importUid, mergedIntoUid }: Hideable, imports: CompleteImports): boolean {
  if (mergedIntoUid) return false;
  if (!importUid) return true;
  return grid === 0 ? imports.hasAnywhere(importUid) : imports.has(importUid, grid);
}

/** Complete imports as their batches come and go. */
export interface ImportBook extends CompleteImports {
  /** Takes in a batch; answers whether anything became visible or hidden by it. */
  put(id: string, batch: Pick<ImportBatch, 'importUid' | 'state'> & { readonly grid: number }): boolean;
  remove(id: string): boolean;
}

/** An `ImportBook` without any batch. */
export function createImportBook(): ImportBook {
  const completeById = new Map<string, string>();
  const places = new Map<string, number>();
  const anywhere = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string, step: 1 | -1): void => {
    const next = (counts.get(key) ?? 0) + step;
    if (next === 0) counts.delete(key);
    else counts.set(key, next);
  };
  const placeOf = (importUid: string, grid: number): string => `${grid}|${importUid}`;
  const remove = (id: string): string | undefined => {
    const place = completeById.get(id);
    if (place === undefined) return undefined;
    completeById.delete(id);
    count(places, place, -1);
    count(anywhere, place.slice(place.indexOf('|') + 1), -1);
    return place;
  };
  return {
    has: (importUid, grid) => places.has(placeOf(importUid, grid)),
    hasAnywhere: (importUid) => anywhere.has(importUid),
    put(id, { importUid, grid, state }) {
      const before = remove(id);
      if (state !== 'complete') return before !== undefined;
      const place = placeOf(importUid, grid);
      completeById.set(id, place);
      count(places, place, 1);
      count(anywhere, importUid, 1);
      return before !== place;
    },
    remove: (id) => remove(id) !== undefined,
  };
}

/** Number of the grid that an `_id` names; 0 for a record of the whole station. */
export function gridOf(id: string): number {
  const from = id.indexOf('~') + 1;
  const scope = id.slice(from, id.indexOf('~', from));
  const dash = scope.indexOf('-');
  return dash < 0 ? 0 : Number(scope.slice(dash + 1));
}

import type { WireRecord } from '#shared/schema/envelope';

/**
 * What lists and rules over everybody need of a record, by type; paths of at most two steps. Whoever shows one record asks for it
 * by id. A type that is not here is handed out whole.
 */
const BRIEFS: Readonly<Record<string, readonly string[]>> = {
  person: [
    '_id',
    'uid',
    'name',
    'sex',
    'birthDate',
    'householdUid',
    'dwellingUid',
    'relation',
    'status',
    'disability',
    'livingAlone',
    'importUid',
    'mergedIntoUid',
    'created',
  ],
  visit: ['_id', 'uid', 'personUid', 'kind', 'startedAtMs', 'finishedAtMs', 'nextVisitOn', 'answers.outcome'],
  dwelling: ['_id', 'uid', 'address', 'buildingUid', 'unit', 'floor', 'room', 'importUid'],
};

/** The paths of a type that has briefs, else null. */
export const briefPaths = (type: string): readonly string[] | null => BRIEFS[type] ?? null;

/** A record cut down to what lists need of it; of a type without briefs the record itself. */
export function briefOf(record: WireRecord): WireRecord {
  const paths = briefPaths(record.type);
  return paths ? fromCells(record.type, paths, toCells(paths, record)) : record;
}

/** The values at the paths, in their order: how many briefs lie in a pack. */
export function toCells(paths: readonly string[], record: WireRecord): readonly unknown[] {
  return paths.map((path) => {
    const [field = '', inner] = path.split('.');
    const value = record[field];
    return (inner === undefined ? value : (value as Readonly<Record<string, unknown>> | null)?.[inner]) ?? null;
  });
}

/** The brief that `toCells` took apart. */
export function fromCells(type: string, paths: readonly string[], cells: readonly unknown[]): WireRecord {
  const brief: Record<string, unknown> = { type };
  for (const [index, path] of paths.entries()) {
    const [field = '', inner] = path.split('.');
    if (inner === undefined) brief[field] = cells[index];
    else brief[field] = { ...(brief[field] as object | undefined), [inner]: cells[index] };
  }
  return brief as unknown as WireRecord;
}

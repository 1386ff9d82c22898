import type { PlannedRecord } from '#shared/domain/roster/index';
import type { ImportBatch } from '#shared/schema/types/import-batch';
import type { DeskChunk, RosterDesk } from './desk-types';
import type { Chunk, GridShare, ImportJournal } from './journal';
import type { Planning } from './imports';
import { gridOfId } from './records';

export interface PlanningDeps {
  readonly journal: ImportJournal;
  readonly author: { readonly uid: string; readonly replica: string };
  newUid(): string;
}

/** Writes what a desk has planned into the journal, as it comes. */
export function planningOf(desk: RosterDesk, { journal, author, newUid }: PlanningDeps): Planning {
  return async (head, signal, onProgress) => {
    const shares = new Map<number, Counts>();
    let position = 0;
    let records = 0;
    const take = async (chunk: DeskChunk): Promise<void> => {
      countInto(shares, chunk);
      records += chunk.records.length + chunk.changes.length;
      for (const part of partsOf(chunk, newUid)) {
        await journal.add(head.importUid, position, part);
        position += 1;
      }
      onProgress(records);
    };
    const stop = () => void desk.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const touch = { at: head.startedAtMs, by: author.uid, on: author.replica };
      await desk.planAll({ importUid: head.importUid, touch }, take);
    } finally {
      signal.removeEventListener('abort', stop);
    }
    const sorted = [...shares].sort(([a], [b]) => a - b);
    return { ...head, records, shares: sorted.map(([grid, counts]): GridShare => ({ grid, counts })) };
  };
}

type Counts = { -readonly [K in keyof ImportBatch['counts']]: number };

const COUNTED: Readonly<Record<PlannedRecord['type'], Exclude<keyof Counts, 'changed'> | null>> = {
  // Buildings belong to the station, not to a grid's share.
  building: null,
  dwelling: 'dwellings',
  household: 'households',
  person: 'people',
  certificate: 'certificates',
  enterprise: 'enterprises',
};

function countInto(shares: Map<number, Counts>, { records, changes }: DeskChunk): void {
  const shareOf = (grid: number): Counts => {
    const known = shares.get(grid);
    if (known) return known;
    const made = { people: 0, dwellings: 0, households: 0, enterprises: 0, certificates: 0, changed: 0 };
    shares.set(grid, made);
    return made;
  };
  for (const { type, grid } of records) {
    const share = shareOf(grid);
    const counted = COUNTED[type];
    if (counted) share[counted] += 1;
  }
  for (const { id } of changes) {
    const grid = gridOfId(id);
    if (grid !== null) shareOf(grid).changed += 1;
  }
}

function partsOf({ records, changes }: DeskChunk, newUid: () => string): readonly Chunk[] {
  const parts: Chunk[] = [];
  if (records.length > 0) parts.push({ kind: 'create', records });
  if (changes.length > 0) {
    const grids = [...new Set(changes.flatMap(({ id }) => gridOfId(id) ?? []))];
    parts.push({ kind: 'change', changes, partUids: Object.fromEntries(grids.map((grid) => [grid, newUid()])) });
  }
  return parts;
}

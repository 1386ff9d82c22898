import { monotonicFactory } from 'ulid';
import {
  isTakenIn,
  planImport,
  type PlanInput,
  type PlannedChange,
  type PlannedRecord,
  type RosterRow,
} from '#shared/domain/roster/index';
import type { Touch } from '#shared/schema/envelope';
import type { Checked } from './desk-checked';
import { decisionOf } from './desk-rows';
import type { DeskChunk, PlanTask } from './desk-types';
import { assertFits } from './fits';
import type { RosterPlan } from './types';

/** Records of one write: a few tens of milliseconds each. */
const CHUNK_RECORDS = 200;

/** Changes of one write: what they replace has to fit into one record (`import-part`). */
const CHUNK_CHANGES = 100;

const PLURALS = {
  building: 'buildings',
  dwelling: 'dwellings',
  household: 'households',
  person: 'people',
  certificate: 'certificates',
  enterprise: 'enterprises',
} as const satisfies Readonly<Record<PlannedRecord['type'], keyof RosterPlan>>;

/** What importing these rows would make. */
export function planOf(checked: Checked): RosterPlan {
  const plan = { people: 0, households: 0, dwellings: 0, buildings: 0, enterprises: 0, certificates: 0, skipped: 0 };
  const changed = new Set<string>();
  for (const { records, changes } of planImport(inputOf(checked, { importUid: NO_UID, touch: NOBODY }))) {
    for (const { type } of records) plan[PLURALS[type]] += 1;
    for (const { id } of changes) changed.add(id);
  }
  for (const row of checked.rows.all)
    if (row.row && decisionOf(row) === 'skip' && isTakenIn(row.findings)) plan.skipped += 1;
  return { ...plan, changed: changed.size };
}

/**
 * Hands out what the rows make, then what they change: an import that is cut short has changed nothing for as long as may be. Throws
 * `row.malformed` before anything is written where something does not fit.
 */
export async function planAll(
  checked: Checked,
  task: PlanTask,
  take: (chunk: DeskChunk) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const changes = new Map<string, PlannedChange>();
  for (const chunk of planImport(inputOf(checked, task))) {
    signal.throwIfAborted();
    for (const record of chunk.records) await assertFits(record, task.importUid, checked.task.rules.today);
    for (const change of chunk.changes) changes.set(change.id, joinChanges(changes.get(change.id), change));
    if (chunk.records.length > 0) await take({ records: chunk.records, changes: [] });
  }
  const all = [...changes.values()];
  for (let from = 0; from < all.length; from += CHUNK_CHANGES) {
    signal.throwIfAborted();
    await take({ records: [], changes: all.slice(from, from + CHUNK_CHANGES) });
  }
}

/** An import names every record once: what two rows change in it is one change. */
function joinChanges(known: PlannedChange | undefined, next: PlannedChange): PlannedChange {
  if (!known) return next;
  const fields =
    known.onlyEmpty && !next.onlyEmpty ? { ...known.fields, ...next.fields } : { ...next.fields, ...known.fields };
  return { ...known, onlyEmpty: known.onlyEmpty && next.onlyEmpty, fields };
}

function inputOf({ task, rows, together, station }: Checked, { importUid, touch }: PlanTask): PlanInput {
  const rowOf = (index: number) => rows.at(index)?.row ?? null;
  const nextUlid = monotonicFactory();
  return {
    rows: {
      *[Symbol.iterator](): Generator<RosterRow> {
        for (const { row, findings } of rows.all) if (row && isTakenIn(findings)) yield row;
      },
    },
    householdOf: (index) => together.householdOf(index),
    decisionOf: (index) => {
      const row = rows.at(index);
      return (row && decisionOf(row)) ?? 'new';
    },
    personAt: (index) => {
      const row = rowOf(index);
      const match = row && station.matchOf(row);
      return match?.person ?? match?.alike ?? null;
    },
    personById: (citizenId) => station.personById(citizenId),
    dwellingAt: (key) => station.dwellingAt(key),
    enterpriseAt: (index) => {
      const row = rowOf(index);
      return row ? station.matchOf(row).enterprise : null;
    },
    station: task.rules.homes,
    options: { importUid, touch, today: task.rules.today, chunkRecords: CHUNK_RECORDS, newUid: () => nextUlid() },
  };
}

/** For counting alone. */
const NO_UID = '00000000000000000000000000';
const NOBODY: Touch = { at: 0, by: NO_UID, on: '000000000000' };

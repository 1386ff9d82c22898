import { addDays, dateAtStation } from '#shared/domain/calendar/date';
import { LIMITS } from '#shared/ipc/station-api';
import { movedFields, type MovingKeys } from '#shared/schema/move-values';
import type { WireRecord } from '#shared/schema/envelope';
import { findRecordType } from '#shared/schema/registry';
import { person } from '#shared/schema/types/person';
import { misplacedValues, type About } from '#shared/schema/value-class';
import type { FollowedDatabase } from '../follow-hub';
import type { WritableDatabase } from '../host-writer';
import { createPeople, nextChange, storedRecord, type People } from './people';
import { earlier, type Progress } from './progress';

export type KeptDatabase = FollowedDatabase & WritableDatabase;

export interface KeepDatabaseOptions {
  readonly database: KeptDatabase;
  /** The scope of its records. */
  readonly scope: string;
  /** How far it was in order; null for one that was never looked at. */
  readonly known: Progress | null;
  readonly keys: MovingKeys;
  /** The record with the fields, as the host writes it. */
  readonly edit: (record: WireRecord, fields: Readonly<Record<string, unknown>>) => WireRecord;
  /** Hears how many records of a page were written, and how many stay as they are since they would not fit their type. */
  readonly tell: (page: { readonly moved: number; readonly unfit: number }) => void;
  readonly nowMs: number;
  readonly isStopped: () => boolean;
}

/**
 * Puts the sealed values of a database where they belong on that day; answers how far it is in order, or null when it was stopped.
 * What was looked at before is left out unless a birthday has come, or somebody's birth date was changed since: then what is
 * about them counts too, which shows no change.
 */
export async function keepDatabase(options: KeepDatabaseOptions): Promise<Progress | null> {
  const { known, nowMs } = options;
  const isDue = known !== null && known.due !== null && known.due <= dateAtStation(nowMs);
  for (let from = isDue ? BEGINNING : (known ?? BEGINNING); ; from = BEGINNING) {
    const kept = await keepFrom(from, options);
    if (!kept?.concernsOthers) return kept && kept.progress;
  }
}

const BEGINNING: Progress = { seq: '0', due: null, lacksPeople: false };

/** Bounds what is written in one go, and how long devices wait for it. */
const PAGE_ROWS = 200;

interface Kept {
  readonly progress: Progress;
  /** Whether records that were not read may be affected by those that were. */
  readonly concernsOthers: boolean;
}

async function keepFrom(from: Progress, options: KeepDatabaseOptions): Promise<Kept | null> {
  const { database, scope, isStopped } = options;
  const people = createPeople(database, scope);
  let { seq, due, lacksPeople } = from;
  let concernsOthers = false;
  // Until nothing more comes: what this writes comes again, and so does what somebody changed in the middle of it.
  for (;;) {
    const page = await database.changes({ ...QUERY, since: seq });
    if (page.results.length === 0 && page.pending === 0) break;
    const rows: Edited[] = [];
    let unfit = 0;
    for (const { doc, deleted } of page.results) {
      if (isStopped()) return null;
      const stored = doc && !deleted ? storedRecord(doc, scope) : null;
      if (!stored) continue;
      const looked = await look(stored.record, people, from, options);
      if (looked === 'nobody') lacksPeople = true;
      else {
        due = earlier(due, looked.due);
        concernsOthers ||= looked.concernsOthers;
        if (looked.edited === 'unfit') unfit += 1;
        else if (looked.edited) rows.push({ ...looked.edited, _rev: stored.rev });
      }
    }
    const moved = await writeRows(database, rows);
    options.tell({ moved, unfit });
    seq = page.last_seq;
  }
  return { progress: { seq, due, lacksPeople }, concernsOthers };
}

interface Looked {
  /** See `Progress.due`. */
  readonly due: string | null;
  /** See `Kept`. */
  readonly concernsOthers: boolean;
  /** Null where everything lies as it should. */
  readonly edited: WireRecord | 'unfit' | null;
}

async function look(
  record: WireRecord,
  people: People,
  from: Progress,
  options: KeepDatabaseOptions,
): Promise<Looked | 'nobody'> {
  const { nowMs } = options;
  const isPerson = record.type === person.type;
  const concernsOthers = isPerson && concernsAbout(record, people, from);
  const about = await people.find(isPerson ? record.uid : record['personUid']);
  if (!about) return 'nobody';
  const today = dateAtStation(nowMs);
  // A host whose clock fell back would take adults for children.
  if (record.changed.at > nowMs + LIMITS.clockAheadMs) return { due: addDays(today, 1), concernsOthers, edited: null };
  const due = isPerson ? nextChange(about.birthDate, today) : null;
  return { due, concernsOthers, edited: await editedRecord(record, about, today, options) };
}

/** Whether records about this person that were looked at before, in this pass or an earlier one, may take other keys by what is known now. */
function concernsAbout(record: WireRecord, people: People, from: Progress): boolean {
  const isNews = people.meet(record);
  return isNews || (from !== BEGINNING && (from.lacksPeople || record.stamps['birthDate'] !== undefined));
}

async function editedRecord(
  record: WireRecord,
  about: About,
  today: string,
  { keys, edit }: KeepDatabaseOptions,
): Promise<WireRecord | 'unfit' | null> {
  const misplaced = misplacedValues(record, about, today);
  if (misplaced.length === 0) return null;
  const fields = await movedFields(record, misplaced, keys);
  if (Object.keys(fields).length === 0) return null;
  // What a sealed value holds was never looked at by the host; in the open it has to be what the field may hold.
  const fits = findRecordType(record.type)?.schema.safeParse({ ...record, ...fields }).success;
  return fits ? edit(record, fields) : 'unfit';
}

type Edited = WireRecord & { readonly _rev: string };

/** Writes each over the revision it was made from, and answers how many; one that was changed meanwhile comes with a later page. */
async function writeRows(database: WritableDatabase, rows: readonly Edited[]): Promise<number> {
  if (rows.length === 0) return 0;
  const answers = await database.bulkDocs({ rows, newEdits: true });
  const failed = answers.filter((answer) => 'error' in answer && answer.error !== 'conflict').length;
  if (failed > 0) throw new Error('the hub did not take what the host wrote');
  return answers.filter((answer) => 'ok' in answer).length;
}

const QUERY = {
  limit: PAGE_ROWS,
  includeDocs: true,
  style: 'main_only',
  conflicts: false,
  descending: false,
  ids: null,
} as const;

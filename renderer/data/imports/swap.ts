import type { Stamp, WireRecord } from '#shared/schema/envelope';
import { parseStamp } from '#shared/sync/stamp';
import type { LocalWriter, Write } from '#shared/sync/local-writer';
import { compareVectors } from '#shared/sync/vector';
import type { UndoOutcome } from './types';
import { gridOfId, type BatchRecord, type Fields, type ImportRecords, type PartRecord } from './records';

/**
 * Taking an import out, and putting it back: the batches say which of the two it is, and what was changed is swapped with what the
 * parts remember. A part always holds the other side, so that the same step goes both ways; what somebody changed in between is left
 * alone, and forgotten by the part.
 */
export interface Swap {
  /** Goes on where it was cut short: parts written after their batch have been swapped already. */
  run(importUid: string, to: BatchRecord['state']): Promise<UndoOutcome>;
}

export interface SwapDeps {
  readonly records: ImportRecords;
  readonly writer: Pick<LocalWriter, 'writeTogether'>;
  nowMs(): number;
}

/** A record was written between reading and writing it; the step is made anew. */
class RecordMoved extends Error {}

/** Times a step is made anew: each takes milliseconds, and only a person's own keystroke comes between. */
const MAX_TRIES = 5;

/** Records that one write changes: small imports are taken out in one. */
const RECORDS_AT_ONCE = 500;

/** Sorts after every stamp. */
const LATEST = '~';

/** See `Swap`. */
export function createSwap({ records, writer, nowMs }: SwapDeps): Swap {
  const stateOf = (state: BatchRecord['state']): Fields => ({ state, endedAtMs: nowMs() });

  async function run(importUid: string, to: BatchRecord['state']): Promise<UndoOutcome> {
    const batches = await records.batches(importUid);
    const doneSince = new Map(
      batches.flatMap((batch) => (batch.state === to ? [[gridOfId(batch._id), stateStamp(batch)] as const] : [])),
    );
    const isDue = (part: PartRecord) => changesStamp(part) < (doneSince.get(gridOfId(part._id)) ?? LATEST);
    const due = (await records.parts(importUid)).filter(isDue);
    // The batches first, in one write with the first parts: from then on nobody is shown what the import made.
    let before: readonly Write[] = batches
      .filter(({ state }) => state !== to)
      .map((batch) => ({ kind: 'edit', id: batch._id, change: () => stateOf(to) }));
    const keptLater: string[] = [];
    let putBack = 0;
    for (const group of groupsOf(due)) {
      const swapped = await again(() => swapGroup(group, before));
      before = [];
      putBack += swapped.putBack;
      keptLater.push(...swapped.keptLater);
    }
    if (before.length > 0) await writer.writeTogether(before);
    return { hidden: batches.reduce((sum, batch) => sum + madeBy(batch), 0), putBack, keptLater };
  }

  async function swapGroup(parts: readonly PartRecord[], before: readonly Write[]) {
    const known = await records.read(parts.flatMap(({ changes }) => changes.map(({ id }) => id)));
    const keptLater: string[] = [];
    let putBack = 0;
    const writes = [...before];
    for (const part of parts) {
      const kept: PartRecord['changes'] = [];
      for (const { id, before: other } of part.changes) {
        const record = known.get(id);
        const fields = Object.keys(other);
        const untouched = record ? fields.filter((field) => isFrom(part, record, field)) : [];
        if (untouched.length < fields.length) keptLater.push(id);
        if (!record || untouched.length === 0) continue;
        putBack += 1;
        kept.push({ id, before: pick(record, untouched) });
        writes.push({ kind: 'edit', id, change: ifStill(record, pick(other, untouched)) });
      }
      // After the records: whatever bears a later number than this was written by somebody else.
      writes.push({ kind: 'edit', id: part._id, change: ifStill(part, { changes: kept }) });
    }
    await writer.writeTogether(writes);
    return { putBack, keptLater };
  }

  return { run };
}

/** Runs a step until nothing has moved under it. */
export async function again<T>(step: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await step();
    } catch (thrown) {
      if (!(thrown instanceof RecordMoved) || tries === MAX_TRIES) throw thrown;
    }
  }
}

/** A change for `writeTogether` that holds only for the very state that it was made from. */
export function ifStill(read: Pick<WireRecord, 'vv'>, fields: Fields): (record: WireRecord) => Fields {
  return (record) => {
    if (compareVectors(record.vv, read.vv) !== 'equal') throw new RecordMoved();
    return fields;
  };
}

/** What the fields of a record hold, `null` for those it does not have. */
export const pick = (record: Fields, fields: readonly string[]): Fields =>
  Object.fromEntries(fields.map((field) => [field, record[field] ?? null]));

/** Whether the field holds what was written together with the part: the same replica, and no later number. */
function isFrom(part: PartRecord, record: WireRecord, field: string): boolean {
  const wrote = parseStamp(changesStamp(part));
  const stamp = parseStamp(record.stamps[field] ?? record.born);
  return stamp.replica === wrote.replica && stamp.counter <= wrote.counter;
}

const changesStamp = (part: PartRecord): Stamp => part.stamps['changes'] ?? part.born;
const stateStamp = (batch: BatchRecord): Stamp => batch.stamps['state'] ?? batch.born;

/** Records that the import made in the batch's grid. */
export const madeBy = ({ counts }: BatchRecord): number =>
  counts.people + counts.dwellings + counts.households + counts.enterprises + counts.certificates;

/** Parts in groups that one write takes; an import names each record once. */
function groupsOf(parts: readonly PartRecord[]): readonly (readonly PartRecord[])[] {
  const groups: PartRecord[][] = [];
  let named = 0;
  for (const part of parts) {
    const last = groups.at(-1);
    const fits = last !== undefined && named + part.changes.length <= RECORDS_AT_ONCE;
    named = (fits ? named : 0) + part.changes.length;
    if (fits) last.push(part);
    else groups.push([part]);
  }
  return groups;
}

import { CHANGED, type Stamp, type Touch, type Vector, type WireRecord, type Yield } from '../schema/envelope';
import { documentId } from '../schema/ids';
import { boundSettled } from './settled';
import { formatStamp, type HybridClock } from './stamp';
import { advanceVector } from './vector';

/** One write by one person on one replica; made by the local writer, which reserves the counter durably first. */
export interface Writing {
  readonly replica: string;
  readonly counter: number;
  readonly stamp: Stamp;
  readonly touch: Touch;
}

/** Prepares write number `counter` of `replica` by the staff member `by`. */
export function beginWriting(clock: HybridClock, replica: string, counter: number, by: string): Writing {
  const { ms, tick } = clock.next();
  return {
    replica,
    counter,
    stamp: formatStamp({ ms, tick, replica, counter }),
    touch: { at: clock.nowMs(), by, on: replica },
  };
}

/** What a new record is made of; `key` defaults to the uid. */
export interface NewRecord {
  readonly type: string;
  readonly schema: number;
  readonly scope: string;
  readonly uid: string;
  readonly key?: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A record that nobody has seen yet. */
export function createRecord(record: NewRecord, writing: Writing): WireRecord {
  const vv: Vector = { [writing.replica]: writing.counter };
  return {
    ...record.fields,
    _id: documentId(record.type, record.scope, record.key ?? record.uid),
    uid: record.uid,
    type: record.type,
    schema: record.schema,
    created: writing.touch,
    changed: writing.touch,
    vv,
    born: writing.stamp,
    stamps: {},
    yields: [],
  };
}

/**
 * The record after a person changed some of its fields, seen as it is now. Fields not named, known to this build or not,
 * stay; values that once yielded stay and wait (see `settleConflict`).
 */
export function editRecord(
  record: WireRecord,
  changes: Readonly<Record<string, unknown>>,
  writing: Writing,
): WireRecord {
  const stamps: Record<string, Stamp> = { ...record.stamps, [CHANGED]: writing.stamp };
  for (const field of Object.keys(changes)) stamps[field] = writing.stamp;
  return {
    ...record,
    ...changes,
    changed: writing.touch,
    vv: advanceVector(record.vv, writing.replica, writing.counter),
    stamps,
  };
}

/**
 * What a person decided that a contested field should hold. `seen` are the stamps of the values that the person saw: one that came
 * since stays open.
 */
export interface Decision {
  readonly field: string;
  readonly value: unknown;
  readonly seen: readonly Stamp[];
}

/**
 * The record after a person decided about some of its fields: the values that were seen are settled by this write, those that stood
 * among them. The oldest settled ones go (`boundSettled`).
 */
export function settleConflict(record: WireRecord, decisions: readonly Decision[], writing: Writing): WireRecord {
  const edited = editRecord(record, Object.fromEntries(decisions.map(({ field, value }) => [field, value])), writing);
  const seenIn = new Map(decisions.map(({ field, seen }) => [field, new Set(seen)]));
  const stood = decisions.map(({ field }): Yield => ({
    field,
    stamp: record.stamps[field] ?? record.born,
    value: record[field] ?? null,
    settled: writing.stamp,
  }));
  const waited = record.yields.map((entry): Yield =>
    entry.settled === undefined && seenIn.get(entry.field)?.has(entry.stamp)
      ? { ...entry, settled: writing.stamp }
      : entry,
  );
  return { ...edited, yields: boundSettled([...waited, ...stood]) };
}

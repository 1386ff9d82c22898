import { may, type Access } from '../domain/access/access';
import { parseDocumentId } from '../schema/ids';
import { findRecordType } from '../schema/registry';
import type { Stamp, WireRecord, Yield } from '../schema/envelope';
import { canonicalJson } from './canonical-json';
import { openConflicts, stampOf } from './merge';
import { parseStamp } from './stamp';

/** A value of a field with the write that made it. */
export interface WrittenValue {
  readonly value: unknown;
  readonly stamp: Stamp;
  readonly atMs: number;
  /** The local database that wrote it: who and on which device is told by `replica` records. */
  readonly replica: string;
}

/** A field of which concurrent writes left more than one value. */
export interface ContestedField {
  readonly field: string;
  /** What all devices show until somebody decides. */
  readonly stands: WrittenValue;
  /** What yielded to it, each value once, the latest first. */
  readonly others: readonly WrittenValue[];
  /** Stamps of all that waits here, what says the same among it: what a decision about the field has seen. */
  readonly seen: readonly Stamp[];
}

/** A decision that stands in a record. */
export interface PastDecision {
  readonly field: string;
  readonly stamp: Stamp;
  readonly atMs: number;
  readonly replica: string;
  /** What was decided; undefined where it was changed since and is kept nowhere. */
  readonly value: unknown;
  /** Whether it is what the field still holds. */
  readonly stands: boolean;
  /** What was there to choose from, the latest first. */
  readonly passed: readonly WrittenValue[];
}

/** The contested fields of a record in order of name; empty where nothing waits for a person. */
export function contestedFields(record: WireRecord): readonly ContestedField[] {
  const waiting = openConflicts(record);
  return [...new Set(waiting.map(({ field }) => field))].sort().map((field): ContestedField => {
    const stamp = stampOf(record, field);
    const open = record.yields.filter((entry) => entry.field === field && entry.settled === undefined);
    return {
      field,
      stands: written({ stamp, value: record[field] }),
      others: eachOnce(waiting.filter((entry) => entry.field === field)),
      seen: [stamp, ...open.map((entry) => entry.stamp)],
    };
  });
}

/** The decisions that are still kept in a record, the latest first. */
export function pastDecisions(record: WireRecord): readonly PastDecision[] {
  const byDecision = new Map<string, Yield[]>();
  for (const entry of record.yields) {
    if (entry.settled === undefined) continue;
    const key = `${entry.settled} ${entry.field}`;
    byDecision.set(key, [...(byDecision.get(key) ?? []), entry]);
  }
  return [...byDecision.values()]
    .flatMap((entries): readonly PastDecision[] => {
      const [{ field = '', settled: stamp = '' } = {}] = entries;
      const stands = stampOf(record, field) === stamp;
      const value = stands
        ? (record[field] ?? null)
        : record.yields.find((entry) => entry.field === field && entry.stamp === stamp)?.value;
      const { atMs, replica } = written({ stamp, value });
      return [{ field, stamp, atMs, replica, value, stands, passed: eachOnce(entries) }];
    })
    .sort((a, b) => (a.stamp < b.stamp ? 1 : -1));
}

function eachOnce(entries: readonly Pick<Yield, 'stamp' | 'value'>[]): readonly WrittenValue[] {
  const latestFirst = [...entries].sort((a, b) => (a.stamp < b.stamp ? 1 : -1));
  const known = new Set<string>();
  return latestFirst.flatMap((entry) => {
    const text = canonicalJson(entry.value ?? null);
    if (known.has(text)) return [];
    known.add(text);
    return [written(entry)];
  });
}

function written({ stamp, value }: Pick<Yield, 'stamp' | 'value'>): WrittenValue {
  const { ms, replica } = parseStamp(stamp);
  return { value: value ?? null, stamp, atMs: ms, replica };
}

/** Whether somebody may change a record of that `_id`, and so decide about what is contested in it. */
export function mayDecide(access: Access, id: string): boolean {
  const { type = '', scope = '' } = parseDocumentId(id) ?? {};
  const kind = findRecordType(type)?.database;
  const grid = scope.split('-')[1];
  return (
    kind !== undefined && may(access, 'edit', type, { kind, gridNumber: grid === undefined ? null : Number(grid) })
  );
}

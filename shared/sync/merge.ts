import { CHANGED, ENVELOPE_FIELDS, type Stamp, type Vector, type WireRecord, type Yield } from '../schema/envelope';
import { LAST, type MergePolicy } from '../schema/record-type';
import { canonicalJson } from './canonical-json';
import { hasSeen } from './stamp';
import { compareVectors, joinVectors } from './vector';

/** Policies by field name; a field without one is `last`. */
export type MergePolicies = Readonly<Record<string, MergePolicy>>;

/**
 * Brings two leaves of one record together without their ancestor. Pure and total; commutative, associative and
 * idempotent over records that real edits produced.
 *
 * A leaf whose vector dominates is the answer. Otherwise every field is a small set of stamped values: a value stays when
 * both leaves hold it, or when the other leaf had not seen it (had it seen it and no longer holds it, it was overwritten
 * knowingly). The greatest value by the field's policy is current; the rest yield and wait for a person. However many wait, a
 * merge drops none of them; what was decided long ago goes with the next decision (`boundSettled`).
 */
export function mergeRecords(a: WireRecord, b: WireRecord, policies: MergePolicies): WireRecord {
  switch (compareVectors(a.vv, b.vv)) {
    case 'after':
      return a;
    case 'before':
      return b;
    case 'equal':
      // Only a counter used twice makes equal vectors differ; every replica must still pick the same one.
      return canonicalJson(a) >= canonicalJson(b) ? a : b;
    case 'concurrent':
      return mergeConcurrent(a, b, policies);
  }
}

function mergeConcurrent(a: WireRecord, b: WireRecord, policies: MergePolicies): WireRecord {
  const elder = a.born <= b.born ? a : b;
  const merged: Record<string, unknown> = {
    _id: elder._id,
    uid: elder.uid,
    type: elder.type,
    schema: Math.max(a.schema, b.schema),
    created: elder.created,
    changed: (isLaterChange(a, b) ? a : b).changed,
    vv: joinVectors(a.vv, b.vv),
    born: elder.born,
  };
  const stamps: Record<string, Stamp> = {};
  const yields: Yield[] = [];
  const changed = maxOf(stampOf(a, CHANGED), stampOf(b, CHANGED));
  if (changed !== elder.born) stamps[CHANGED] = changed;

  for (const field of fieldNames(a, b)) {
    const policy = policies[field] ?? LAST;
    if (policy.kind === 'union') {
      merged[field] = unionEntries(a[field], b[field]);
      const stamp = maxOf(stampOf(a, field), stampOf(b, field));
      if (stamp !== elder.born) stamps[field] = stamp;
      continue;
    }
    const values = mergeCells(cellOf(a, field), a.vv, cellOf(b, field), b.vv);
    const current = pickCurrent(values, policy);
    if (current.value !== null || field in a || field in b) merged[field] = current.value;
    if (current.stamp !== elder.born) stamps[field] = current.stamp;
    for (const value of values) if (value.stamp !== current.stamp) yields.push(asYield(field, value));
  }

  merged['stamps'] = stamps;
  merged['yields'] = yields.sort((x, y) => compareText(`${x.field} ${x.stamp}`, `${y.field} ${y.stamp}`));
  return merged as unknown as WireRecord;
}

interface StampedValue {
  readonly stamp: Stamp;
  readonly value: unknown;
  readonly settled: Stamp | undefined;
}

/** The stamp of a field: its own, or that of the record's creation. */
export function stampOf(record: WireRecord, field: string): Stamp {
  return record.stamps[field] ?? record.born;
}

function cellOf(record: WireRecord, field: string): Map<Stamp, StampedValue> {
  const cell = new Map<Stamp, StampedValue>();
  for (const entry of record.yields) {
    if (entry.field === field)
      cell.set(entry.stamp, { stamp: entry.stamp, value: entry.value ?? null, settled: entry.settled });
  }
  const stamp = stampOf(record, field);
  cell.set(stamp, { stamp, value: record[field] ?? null, settled: undefined });
  return cell;
}

function mergeCells(
  a: ReadonlyMap<Stamp, StampedValue>,
  aSeen: Vector,
  b: ReadonlyMap<Stamp, StampedValue>,
  bSeen: Vector,
): readonly StampedValue[] {
  const kept: StampedValue[] = [];
  for (const [stamp, value] of a) {
    const other = b.get(stamp);
    if (other) kept.push({ ...value, settled: laterSettlement(value.settled, other.settled) });
    else if (!hasSeen(bSeen, stamp)) kept.push(value);
  }
  for (const [stamp, value] of b) if (!a.has(stamp) && !hasSeen(aSeen, stamp)) kept.push(value);
  // Each side overwrote what the other holds: no run of honest edits does this, but a merge must not lose a field to it.
  return kept.length > 0 ? kept : [...a.values(), ...b.values()];
}

function pickCurrent(values: readonly StampedValue[], policy: MergePolicy): StampedValue {
  const open = values.filter((value) => value.settled === undefined);
  const candidates = open.length > 0 ? open : values;
  return candidates.reduce((best, value) => (isGreater(value, best, policy) ? value : best));
}

function isGreater(a: StampedValue, b: StampedValue, policy: MergePolicy): boolean {
  if (policy.kind === 'advance') {
    const byState = policy.order.indexOf(String(a.value)) - policy.order.indexOf(String(b.value));
    if (byState !== 0) return byState > 0;
  }
  return a.stamp > b.stamp;
}

function asYield(field: string, { stamp, value, settled }: StampedValue): Yield {
  return { field, stamp, value, ...(settled ? { settled } : {}) };
}

interface Entry {
  readonly id: string;
}

function unionEntries(a: unknown, b: unknown): readonly Entry[] {
  const byId = new Map<string, Entry>();
  for (const entry of [...asEntries(a), ...asEntries(b)]) {
    const known = byId.get(entry.id);
    if (!known || canonicalJson(entry) > canonicalJson(known)) byId.set(entry.id, entry);
  }
  return [...byId.values()].sort((x, y) => compareText(x.id, y.id));
}

function asEntries(value: unknown): readonly Entry[] {
  if (!Array.isArray(value)) return [];
  return value.filter((entry): entry is Entry => typeof (entry as Partial<Entry> | null)?.id === 'string');
}

function fieldNames(a: WireRecord, b: WireRecord): readonly string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const entry of [...a.yields, ...b.yields]) names.add(entry.field);
  return [...names].filter((name) => !ENVELOPE_FIELDS.has(name) && !name.startsWith('_')).sort();
}

// Wall-clock instants can run against causality; stamps cannot, since a clock never falls behind what it was shown.
function isLaterChange(a: WireRecord, b: WireRecord): boolean {
  return stampOf(a, CHANGED) >= stampOf(b, CHANGED);
}

function laterSettlement(a: Stamp | undefined, b: Stamp | undefined): Stamp | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : maxOf(a, b);
}

const maxOf = (a: string, b: string): string => (a >= b ? a : b);
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The values of a record that lost a merge and still wait for a person: open, and different from what is current. */
export function openConflicts(record: WireRecord): readonly Yield[] {
  return record.yields.filter(
    (entry) => entry.settled === undefined && canonicalJson(entry.value) !== canonicalJson(record[entry.field] ?? null),
  );
}

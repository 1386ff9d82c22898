import type { Vector, WireRecord } from '#shared/schema/envelope';
import { canonicalJson } from '#shared/sync/canonical-json';

/** One change somebody made: the state it was made from, and its name when the save was acknowledged. */
interface Attempt {
  readonly id: string;
  readonly field: string;
  readonly value: unknown;
  base: Vector | null;
  saved: { readonly replica: string; readonly counter: number } | null;
}

/** What devices said was saved, kept outside of them. */
export interface Ledger {
  created(record: WireRecord): void;
  attempted(
    id: string,
    field: string,
    value: unknown,
  ): {
    base(vector: Vector): void;
    saved(vector: Vector, replica: string): void;
  };
  size(): number;
  /** What was acknowledged and is neither current, nor shown as yielding, nor overwritten by somebody who had seen it. */
  missingFrom(records: ReadonlyMap<string, WireRecord>): readonly string[];
}

export function createLedger(): Ledger {
  const creations: string[] = [];
  const attempts: Attempt[] = [];

  const isShown = ({ id, field, value }: Attempt, records: ReadonlyMap<string, WireRecord>): boolean => {
    const record = records.get(id);
    if (!record) return false;
    const text = canonicalJson(value);
    if (field === 'additions') {
      return (record['additions'] as unknown[]).filter((entry) => canonicalJson(entry) === text).length === 1;
    }
    const yielded = record.yields.filter((entry) => entry.field === field).map((entry) => entry.value);
    return [record[field], ...yielded].some((each) => canonicalJson(each) === text);
  };

  // Somebody's later change covers it only if that change itself is accounted for: one that was never saved covers nothing.
  const isAccountedFor = (attempt: Attempt, records: ReadonlyMap<string, WireRecord>): boolean =>
    isShown(attempt, records) ||
    (attempt.field !== 'additions' &&
      attempts.some(
        (later) =>
          later !== attempt &&
          later.id === attempt.id &&
          later.field === attempt.field &&
          attempt.saved !== null &&
          (later.base?.[attempt.saved.replica] ?? 0) >= attempt.saved.counter &&
          isAccountedFor(later, records),
      ));

  return {
    created: (record) => void creations.push(record._id),
    attempted(id, field, value) {
      const attempt: Attempt = { id, field, value, base: null, saved: null };
      attempts.push(attempt);
      return {
        base: (vector) => void (attempt.base = vector),
        saved: (vector, replica) => void (attempt.saved = { replica, counter: vector[replica] ?? 0 }),
      };
    },
    size: () => creations.length + attempts.filter((attempt) => attempt.saved).length,
    missingFrom: (records) => [
      ...creations.filter((id) => !records.has(id)).map((id) => `${id}: gone`),
      ...attempts
        .filter((attempt) => attempt.saved && !isAccountedFor(attempt, records))
        .map(({ id, field, value }) => `${id} ${field}: ${canonicalJson(value)}`),
    ],
  };
}

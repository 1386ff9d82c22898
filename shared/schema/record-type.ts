import type { z } from 'zod';
import type { DatabaseKind } from './ids';

/** The local RxDB collections. Free RxDB opens at most 13 without delay; 12 is the whole budget. */
export const COLLECTIONS = [
  'reference',
  'people',
  'homes',
  'visits',
  'care',
  'incidents',
  'tasks',
  'devices',
  'access',
  'desk',
  'entries',
  'queue',
] as const;
export type CollectionName = (typeof COLLECTIONS)[number];

/** Who may read a value: open to whoever may read the record, or sealed under the grid's key of that class. */
export type FieldClass = 'open' | 'general' | 'health' | 'child';

/** Whose key a value takes: what is sealed about a child takes the child key, so the class depends on whom the record is about. */
export interface ValueClass {
  readonly adult: FieldClass;
  readonly child: FieldClass;
}

/**
 * How concurrent writes of one field come together.
 * `last` – the later stamp stays, the other value yields and is shown.
 * `union` – an array of entries with `id`; entries are only ever added.
 * `advance` – a state; the one further along `order` stays, then the later stamp.
 */
export type MergePolicy =
  | { readonly kind: 'last' }
  | { readonly kind: 'union' }
  | { readonly kind: 'advance'; readonly order: readonly string[] };

export const LAST: MergePolicy = { kind: 'last' };
export const UNION: MergePolicy = { kind: 'union' };

/** Keys that lists are sorted and grouped by on a device; computed when a record is stored, never sent. */
export interface SortKeys {
  /** Ascending order within the type: at most 48 characters. */
  readonly rank: string;
  /** uid of the thing this record belongs to (a visit to its person, a dwelling to its building), or ''. */
  readonly owner: string;
}

/** Everything the product knows about one document type; the registry holds one per type. */
export interface RecordType<T = unknown> {
  readonly type: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly collection: CollectionName;
  readonly database: DatabaseKind;
  /** Current schema version; a hub also accepts the one before. */
  readonly version: number;
  /** The whole record, frame included; fields it does not know are kept. */
  readonly schema: z.ZodType<T>;
  /** The class of every field of an adult's record; of a field with several values, the strictest of them. */
  readonly fields: Readonly<Record<string, FieldClass>>;
  /**
   * The values that are sealed for somebody, each alone, by path without positions (`SealedPlace.field`); a path that is not named
   * is open for everybody.
   */
  readonly values: Readonly<Record<string, ValueClass>>;
  /** Policies of fields that are not `last`. */
  readonly merge: Readonly<Record<string, MergePolicy>>;
  sortKeys(record: T): SortKeys;
  /**
   * Work that is past when it is written, and only grows: `rank` is `newestFirst` of when it was done, and a device that holds more than
   * it may leaves the oldest of it at the hub (`shared/sync/budget`). The newest of every owner stays.
   */
  readonly ages?: true;
  /** `migrations[n]` lifts a record of version n to n + 1; every version below `version` has one. */
  readonly migrations: Readonly<Record<number, (old: Record<string, unknown>) => Record<string, unknown>>>;
}

/** Pins `T` to what the schema yields, so that `sortKeys` is checked against the real shape. */
export function defineRecordType<T>(definition: RecordType<T>): RecordType<T> {
  return definition;
}

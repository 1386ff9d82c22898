import { documentId } from '#shared/schema/ids';
import type { Creation } from '#shared/sync/local-writer';
import { personFields, STATION, T0, uid, visitFields, WORKER_UID } from '#test/support/builders';

/** The records of a history: what the number of one says about it, and the values that steps write into its fields. */

export const COLLECTIONS = ['people', 'visits', 'access'] as const;

const TYPES = ['person', 'visit', 'person', 'visit', 'reveal'] as const;
export type Type = (typeof TYPES)[number];

export interface RecordName {
  readonly id: string;
  readonly type: Type;
  readonly grid: number;
  readonly key: string;
}

/** Every fourth record has a natural key: whoever does not know it makes it, so two may. */
export const isNatural = (record: number): boolean => record % 4 === 0;

/** What the number of a record says about it. */
export function nameOf(record: number, grids: number): RecordName {
  const type = TYPES[record % TYPES.length] as Type;
  const grid = (record % grids) + 1;
  const key = isNatural(record) ? `key-${record}` : uid(record + 1);
  return { id: documentId(type, `${STATION}-${grid}`, key), type, grid, key };
}

/** Fields that steps write, by type. `later` is one that this build does not know; `additions` only ever grow. */
const FIELDS: Readonly<Record<Type, readonly string[]>> = {
  person: ['name', 'phone', 'householdUid', 'later', 'profile'],
  visit: ['additions', 'finishedAtMs', 'answers', 'additions', 'nextVisitOn'],
  reveal: ['atMs'],
};

/** The field of a type that a step names by number. */
export function fieldOf(type: Type, index: number): string {
  const fields = FIELDS[type];
  return fields[index % fields.length] as string;
}

/** Fields of a type whose values are told apart, without those that grow. */
export const trackedFields = (type: Type): readonly string[] => FIELDS[type].filter((field) => field !== 'additions');

const sealed = (serial: number) => ({
  kid: `${STATION}-1.general.1`,
  iv: 'AAAAAAAAAAAAAAAA',
  ct: btoa(`sealed ${serial}`),
});

const DAY_MS = 86_400_000;

/** The value that step `serial` gives a field. No two serials give the same. */
export function valueOf(field: string, serial: number): unknown {
  switch (field) {
    case 'name':
      return `名${serial}`;
    case 'phone':
    case 'profile':
      return sealed(serial);
    case 'householdUid':
      return uid(10_000_000 + serial);
    case 'later':
      return { of: serial };
    case 'finishedAtMs':
    case 'atMs':
      return T0 + serial;
    case 'answers':
      return { outcome: 'met', note: sealed(serial) };
    case 'nextVisitOn':
      return new Date(Date.UTC(1000, 0, 1) + serial * DAY_MS).toISOString().slice(0, 10);
    case 'additions':
      return {
        id: uid(30_000_000 + serial),
        written: { at: T0, by: WORKER_UID, on: 'x'.padEnd(12, '0') },
        text: sealed(serial),
      };
    default:
      throw new Error(`no values for ${field}`);
  }
}

/** A new record, every field of it with a value of this step. */
export function creationOf({ type, grid, key }: RecordName, serial: number): Creation {
  const own = Object.fromEntries(trackedFields(type).map((field) => [field, valueOf(field, serial)]));
  const frame = { type, scope: `${STATION}-${grid}`, uid: uid(50_000_000 + serial), key };
  switch (type) {
    case 'person':
      return { ...frame, fields: personFields(own) };
    case 'visit':
      return { ...frame, fields: visitFields(own) };
    case 'reveal':
      return {
        ...frame,
        fields: { subjectType: 'person', subjectUid: uid(1), field: 'phone', purpose: 'show', ...own },
      };
  }
}

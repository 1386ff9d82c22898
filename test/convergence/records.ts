import type { WireRecord } from '#shared/schema/envelope';
import { documentId, parseDocumentId } from '#shared/schema/ids';
import { claimsMove } from '#shared/schema/moved';
import type { Creation } from '#shared/sync/local-writer';
import type { WireDocument } from '#sync-server/embedded/types';
import type { Feature } from './operations';
import { personFields, STATION, T0, uid, visitFields, WORKER_UID } from '#test/support/builders';

/** The records of a history: what the number of one says about it, and the values that steps write into its fields. */

/** What a device opens, by whether people go to other grids: free RxDB has room for few. */
export const COLLECTIONS = { usual: ['people', 'visits', 'access'], moves: ['people', 'visits', 'homes'] } as const;

const TYPES = {
  usual: ['person', 'visit', 'person', 'visit', 'reveal'],
  moves: ['person', 'visit', 'person', 'visit', 'household'],
} as const;
export type Type = (typeof TYPES)[keyof typeof TYPES][number];

export interface RecordName {
  readonly id: string;
  readonly type: Type;
  /** Whether whoever does not know it makes it. */
  readonly isNatural: boolean;
  /** Made by one device alone: its key is a number that nobody draws twice, and what was let go is not made again. */
  readonly isMadeOnce: boolean;
  /** Number of the grid where it is made. */
  readonly grid: number;
  readonly key: string;
  /** In a history with moves: number of the first of the five records that belong together. */
  readonly family: number | null;
  /** Key of the person a visit is made to, where that matters. */
  readonly owner: string | null;
}

/** What the numbers of a history's records are read by. */
export interface Naming {
  readonly grids: number;
  readonly features: readonly Feature[];
}

/** Every fourth record has a natural key: whoever does not know it makes it, so two may. */
const isNatural = (record: number): boolean => record % 4 === 0;

/** What the number of a record says about it. */
export function nameOf(record: number, { grids, features }: Naming): RecordName {
  const hasMoves = features.includes('moves');
  const type = TYPES[hasMoves ? 'moves' : 'usual'][record % 5] as Type;
  // Two people, a visit to each, and their household lie in one grid.
  const family = hasMoves ? record - (record % 5) : null;
  const grid = ((family === null ? record : family / 5) % grids) + 1;
  const isMadeOnce = hasMoves || (features.includes('archive') && type === 'visit');
  const key = isNatural(record) && !isMadeOnce ? `key-${record}` : uid(record + 1);
  const owner = ownerOf(record, family, grid, features);
  return {
    id: documentId(type, `${STATION}-${grid}`, key),
    type,
    isNatural: isNatural(record),
    isMadeOnce,
    grid,
    key,
    family,
    owner,
  };
}

/** Of a family each visit is to the person before it; where old work is left at the hub, two people of each grid are visited often. */
function ownerOf(record: number, family: number | null, grid: number, features: readonly Feature[]): string | null {
  if (family !== null) return uid(record);
  return features.includes('archive') ? uid(80_000_000 + 10 * grid + (record % 2)) : null;
}

/** Ids under which a record may lie: where it was made, and every grid that it may have been sent to. */
export function placementsOf({ id, type, key }: RecordName, { grids, features }: Naming): readonly string[] {
  if (!features.includes('moves')) return [id];
  const others = Array.from({ length: grids }, (_, index) => documentId(type, `${STATION}-${index + 1}`, key));
  return [id, ...others.filter((other) => other !== id)];
}

/** The one home of a grid that a household may move into. */
export const homeOf = (grid: number): string => uid(90_000_000 + grid);

/** It, to be made. */
export function homeCreation(grid: number): Creation {
  const fields = {
    ...{ buildingUid: uid(90_000_100), unit: '2', floor: 3, room: '301', address: '清和路8幢2单元301' },
    ...{ position: null, use: null, areaSquareMeters: null, importUid: null },
  };
  return { type: 'dwelling', scope: `${STATION}-${grid}`, uid: homeOf(grid), fields };
}

/** What a record is called wherever it lies: it may go to another grid. */
export function thingOf(id: string): string {
  const parsed = parseDocumentId(id);
  return parsed ? `${parsed.type}~${parsed.key}` : id;
}

/** The record that a leaf holds; nothing for a stub. */
export function recordIn({ _rev, ...record }: WireDocument): readonly WireRecord[] {
  return claimsMove(record) ? [] : [record as unknown as WireRecord];
}

/**
 * Fields that steps write, by type. `later` is one that this build does not know; `additions` only ever grow. Where people move, their
 * homes and households change by that.
 */
const FIELDS: Readonly<Record<Type, readonly string[]>> = {
  person: ['name', 'phone', 'householdUid', 'later', 'profile'],
  visit: ['additions', 'finishedAtMs', 'answers', 'additions', 'nextVisitOn'],
  reveal: ['atMs'],
  household: ['registerNumber', 'later'],
};
const MOVING_PERSON: readonly string[] = ['name', 'phone', 'citizenId', 'later', 'profile'];

const fieldsOf = ({ type, family }: RecordName): readonly string[] =>
  type === 'person' && family !== null ? MOVING_PERSON : FIELDS[type];

/** The field of a record that a step names by number. */
export function fieldOf(name: RecordName, index: number): string {
  const fields = fieldsOf(name);
  return fields[index % fields.length] as string;
}

/** Fields of a record whose values are told apart, without those that grow. */
export const trackedFields = (name: RecordName): readonly string[] =>
  fieldsOf(name).filter((field) => field !== 'additions');

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
    case 'citizenId':
    case 'registerNumber':
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
export function creationOf(name: RecordName, serial: number): Creation {
  const { type, grid, key, family, owner } = name;
  const own = Object.fromEntries(trackedFields(name).map((field) => [field, valueOf(field, serial)]));
  // Somebody who may be sent elsewhere is named by a uid that is the key, too.
  const frame = { type, scope: `${STATION}-${grid}`, uid: family === null ? uid(50_000_000 + serial) : key, key };
  switch (type) {
    case 'person': {
      const at = family === null ? {} : { householdUid: uid(family + 5), dwellingUid: homeOf(grid) };
      return { ...frame, fields: personFields({ ...at, ...own }) };
    }
    case 'visit': {
      // One step is a minute later than the one before.
      const startedAtMs = T0 + serial * 60_000;
      const about = owner === null ? {} : { personUid: owner, startedAtMs };
      return { ...frame, fields: visitFields({ ...about, ...own }) };
    }
    case 'household': {
      const fixed = { dwellingUid: homeOf(grid), headUid: uid((family ?? 0) + 1), kind: 'family', status: 'current' };
      return { ...frame, fields: { ...fixed, importUid: null, ...own } };
    }
    case 'reveal':
      return {
        ...frame,
        fields: { subjectType: 'person', subjectUid: uid(1), field: 'phone', purpose: 'show', ...own },
      };
  }
}

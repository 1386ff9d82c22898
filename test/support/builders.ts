import type { WireRecord } from '#shared/schema/envelope';
import { person } from '#shared/schema/types/person';
import { visit } from '#shared/schema/types/visit';
import { createHybridClock, type HybridClock } from '#shared/sync/stamp';
import { beginWriting, createRecord, type Writing } from '#shared/sync/author';

/**
 * Makers of test data: valid by default, so that a test names only what it is about.
 */

export const STATION = 'qinghe';
export const WORKER_UID = '01J0000000000000000W0RKER1';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The n-th uid of a test, a valid ULID. */
export function uid(n: number): string {
  let rest = n;
  let tail = '';
  for (let digit = 0; digit < 10; digit += 1) {
    tail = (CROCKFORD[rest % 32] ?? '0') + tail;
    rest = Math.floor(rest / 32);
  }
  return `01TEST0000000000${tail}`;
}

/** A replica id that can be told apart in a failing test. */
export const replicaId = (name: string): string => name.padEnd(12, '0').slice(0, 12);

export const T0 = Date.UTC(2026, 10, 23, 0, 0, 0);

/** A device that writes: its own clock, its own counter. */
export interface TestReplica {
  readonly id: string;
  readonly clock: HybridClock;
  write(): Writing;
}

/** A replica whose wall clock is read from `wall`. */
export function testReplica(name: string, wall: () => number = () => T0, by: string = WORKER_UID): TestReplica {
  const id = replicaId(name);
  const clock = createHybridClock(wall, 5 * 60_000);
  let counter = 0;
  return {
    id,
    clock,
    write: () => {
      counter += 1;
      return beginWriting(clock, id, counter, by);
    },
  };
}

/** Fields of a visit; sealed values hold nothing that opens. */
export function visitFields(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    personUid: uid(1),
    householdUid: null,
    dwellingUid: null,
    kind: 'home',
    startedAtMs: T0,
    finishedAtMs: T0 + 60_000,
    place: null,
    form: { id: 'visit', version: 1 },
    answers: { outcome: 'met' },
    nextVisitOn: null,
    additions: [],
    photos: [],
    ...change,
  };
}

/** Fields of a person aged 84 who lives alone nowhere in particular. */
export function personFields(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    name: '测试甲',
    sex: 'female',
    birthDate: '1942-03-05',
    householdUid: null,
    dwellingUid: null,
    registeredDwellingUid: null,
    relation: 'head',
    status: 'living-here',
    citizenId: null,
    phone: null,
    contacts: [],
    disability: null,
    livingAlone: null,
    relationCode: null,
    profile: null,
    importUid: null,
    mergedIntoUid: null,
    ...change,
  };
}

/** A visit in grid `grid` of the test station. */
export function aVisit(
  n: number,
  options: { grid?: number; by?: TestReplica; fields?: Record<string, unknown> } = {},
): WireRecord {
  const replica = options.by ?? testReplica('builder');
  return createRecord(
    {
      type: 'visit',
      schema: visit.version,
      scope: `${STATION}-${options.grid ?? 1}`,
      uid: uid(n),
      fields: visitFields(options.fields),
    },
    replica.write(),
  );
}

/** A person in grid `grid` of the test station. */
export function aPerson(
  n: number,
  options: { grid?: number; by?: TestReplica; fields?: Record<string, unknown> } = {},
): WireRecord {
  const replica = options.by ?? testReplica('builder');
  return createRecord(
    {
      type: 'person',
      schema: person.version,
      scope: `${STATION}-${options.grid ?? 1}`,
      uid: uid(n),
      fields: personFields(options.fields),
    },
    replica.write(),
  );
}

/** An addition to a visit. */
export function anAddition(n: number, on: string): Record<string, unknown> {
  return {
    id: uid(1000 + n),
    written: { at: T0, by: WORKER_UID, on },
    text: { kid: 'qinghe-1.general.1', iv: 'AAAAAAAAAAAAAAAA', ct: 'AAAA' },
  };
}

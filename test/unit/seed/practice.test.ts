import { beforeAll, describe, expect, it } from 'vitest';
import type { DataKey } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { parseDatabaseName, parseDocumentId } from '#shared/schema/ids';
import { findRecordType } from '#shared/schema/registry';
import { importSealingKey, openValue, sealingAad } from '#shared/schema/sealing';
import type { Dwelling, Household } from '#shared/schema/types/home';
import type { Person } from '#shared/schema/types/person';
import type { Building } from '#shared/schema/types/place';
import type { Visit } from '#shared/schema/types/visit';
import { parseStamp } from '#shared/sync/stamp';
import { ageOn, DAY_MS, dateInShanghai } from '#sync-server/seed/calendar';
import type { PracticeDatabase } from '#sync-server/seed/grid-records';
import { citizenIdCheck, NOWHERE } from '#sync-server/seed/identity';
import { practiceRecords, STATION_RECORD_ID } from '#sync-server/seed/practice';
import { visitIntervalDays } from '#sync-server/seed/rounds';
import { PRACTICE_SIZE, practiceStaff, type PracticeOptions } from '#sync-server/seed/station';

const NOW_MS = Date.UTC(2026, 10, 23, 1, 42);
const REPLICA = 'seedseedseed';

const keyOf = (scope: string, keyClass: DataKey['class'], fill: number): DataKey => ({
  kid: `${scope}.${keyClass}.1`,
  scope,
  class: keyClass,
  key: Buffer.alloc(32, fill).toString('base64'),
});
const keys = [1, 2, 3].flatMap((grid) => [
  keyOf(`qinghe-${grid}`, 'general', grid),
  keyOf(`qinghe-${grid}`, 'health', grid + 10),
]);
const options: PracticeOptions = { randomSeed: 'test', nowMs: NOW_MS, replica: REPLICA, keys, size: PRACTICE_SIZE };
const small: PracticeOptions = { ...options, size: { householdsPerGrid: [12, 5, 0], historyDays: 180 } };

function groupBy<T, K>(items: readonly T[], keyFor: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyFor(item));
    if (group) group.push(item);
    else groups.set(keyFor(item), [item]);
  }
  return groups;
}

let databases: PracticeDatabase[];
let all: readonly WireRecord[];
const ofType = <T>(type: string, from = all): T[] => from.filter((record) => record.type === type) as unknown as T[];

beforeAll(async () => {
  databases = await practiceRecords(options);
  all = databases.flatMap(({ records }) => records);
});

describe('every practice record', () => {
  it('is what the schema of its type says', () => {
    for (const record of all) {
      const result = findRecordType(record.type)?.schema.safeParse(record);
      expect(result?.error?.issues ?? [], record._id).toEqual([]);
      expect(result, record.type).toBeDefined();
    }
  });

  it('lies in the database that its id and type name', () => {
    for (const { database, records } of databases) {
      const identity = parseDatabaseName(database);
      for (const record of records) {
        expect(parseDocumentId(record._id)).toMatchObject({ type: record.type, scope: identity?.scope });
        expect(findRecordType(record.type)?.database).toBe(identity?.kind);
      }
    }
  });

  it('is a write of its own in the version vector, and its stamp says which', () => {
    const counters = all.map((record) => record.vv[REPLICA] ?? 0);
    expect(counters.toSorted((a, b) => a - b)).toEqual(all.map((_, place) => place + 1));
    for (const record of all) {
      expect(parseStamp(record.born)).toEqual({
        ms: record.created.at,
        tick: 0,
        replica: REPLICA,
        counter: record.vv[REPLICA],
      });
    }
  });

  it('has an id of its own', () => {
    expect(new Set(all.map(({ uid }) => uid)).size).toBe(all.length);
    expect(new Set(all.map(({ _id }) => _id)).size).toBe(all.length);
  });

  it('was written in the past by somebody of the station', () => {
    const staff = new Set(practiceStaff.map(({ uid }) => uid));
    for (const { created } of all) {
      expect(created.at).toBeLessThanOrEqual(NOW_MS);
      expect(staff).toContain(created.by);
    }
  });

  it('about a person was not made before that person was born', () => {
    const people = ofType<Person>('person');
    const early = people.filter(({ birthDate, created }) => created.at < Date.parse(`${birthDate}T00:00:00+08:00`));
    expect(people.some(({ birthDate }) => birthDate > '2026-07')).toBe(true);
    expect(early).toEqual([]);
  });

  it('refers only to records that are there', () => {
    const uids = new Set(all.map(({ uid }) => uid));
    const references = [
      ...ofType<Building>('building').map(({ gridUid }) => gridUid),
      ...ofType<Dwelling>('dwelling').map(({ buildingUid }) => buildingUid),
      ...ofType<Household>('household').flatMap(({ dwellingUid, headUid }) => [dwellingUid, headUid]),
      ...ofType<Person>('person').flatMap((person) => [person.householdUid, person.dwellingUid]),
      ...ofType<Visit>('visit').flatMap((visit) => [visit.personUid, visit.householdUid, visit.dwellingUid]),
    ];
    expect(references.filter((uid) => uid === null || !uids.has(uid))).toEqual([]);
  });
});

describe('the station as a whole', () => {
  it('has the households that two grid workers look after', () => {
    const perGrid = databases.map(({ records }) => ofType('household', [...records]).length);
    expect(perGrid).toEqual([386, 421, 352, 0]);
  });

  it('ends with the record of the station, which tells that everything before it is in', () => {
    expect(all.at(-1)?._id).toBe(STATION_RECORD_ID);
  });

  it('has as many old people, alone or not, and as many disabled as an old quarter has', () => {
    const today = dateInShanghai(NOW_MS);
    const people = ofType<Person>('person');
    const sizes = groupBy(people, ({ householdUid }) => householdUid);
    const old = people.filter(({ birthDate }) => ageOn(today, birthDate) >= 65);
    const alone = old.filter(({ householdUid }) => sizes.get(householdUid)?.length === 1);
    const disabled = people.filter(({ disability }) => disability !== null);
    const oldDisabled = disabled.filter(({ birthDate }) => ageOn(today, birthDate) >= 65);
    expect(old.length / people.length).toBeGreaterThan(0.2);
    expect(old.length / people.length).toBeLessThan(0.25);
    expect(alone.length / old.length).toBeGreaterThan(0.1);
    expect(alone.length / old.length).toBeLessThan(0.14);
    expect(disabled.length / people.length).toBeGreaterThan(0.05);
    expect(disabled.length / people.length).toBeLessThan(0.07);
    expect(oldDisabled.length / disabled.length).toBeGreaterThan(0.5);
  });

  it('has families that could be: couples of two sexes, parents 18 to 45 years older than their children', () => {
    const year = ({ birthDate }: Person) => Number(birthDate.slice(0, 4));
    for (const family of groupBy(ofType<Person>('person'), ({ householdUid }) => householdUid).values()) {
      const [head, ...others] = family;
      if (!head) continue;
      expect(head.relation).toBe('head');
      const spouse = others.find(({ relation }) => relation === 'spouse');
      if (spouse) expect(spouse.sex).not.toBe(head.sex);
      for (const child of others.filter(({ relation }) => relation === 'child')) {
        expect(year(child) - year(head)).toBeGreaterThanOrEqual(18);
        expect(year(child) - year(head)).toBeLessThanOrEqual(45);
      }
      for (const parent of others.filter(({ relation }) => relation === 'parent')) {
        expect(year(head) - year(parent)).toBeGreaterThanOrEqual(18);
      }
    }
  });

  it('never holds two visits to one person at a time, and never one at night', () => {
    for (const { startedAtMs, finishedAtMs } of ofType<Visit>('visit')) {
      const hour = new Date(startedAtMs + 8 * 3_600_000).getUTCHours();
      expect(hour).toBeGreaterThanOrEqual(8);
      expect(hour).toBeLessThan(18);
      expect(finishedAtMs).toBeGreaterThan(startedAtMs);
    }
    for (const visits of groupBy(ofType<Visit>('visit'), ({ personUid }) => personUid).values()) {
      expect(new Set(visits.map(({ startedAtMs }) => startedAtMs)).size).toBe(visits.length);
    }
  });
});

describe('the people one meets in the manual', () => {
  const daysSinceLastVisit = (name: string): number | null => {
    const person = ofType<Person>('person').find((candidate) => candidate.name === name);
    const visits = ofType<Visit>('visit').filter(({ personUid }) => personUid === person?.uid);
    if (visits.length === 0) return null;
    return Math.floor((NOW_MS - Math.max(...visits.map(({ startedAtMs }) => startedAtMs))) / DAY_MS);
  };

  it.each([
    ['沈桂英', 84, 'female', '清和路 8幢2单元301', 1],
    ['何秀兰', 81, 'female', '清和路 8幢2单元402', 2],
    ['钱阿宝', 77, 'male', '清和路 5幢1单元202', 1],
    ['郑国强', 69, 'male', '清和路 3幢3单元101', 2],
    ['许小满', 9, 'female', '清和路 6幢1单元502', 3],
    ['冯月娥', 73, 'female', '清和路 8幢1单元102', 2],
  ] as const)('%s, %i, lives where the manual says', (name, age, sex, address, householdSize) => {
    const person = ofType<Person>('person').find((candidate) => candidate.name === name);
    const home = ofType<Dwelling>('dwelling').find(({ uid }) => uid === person?.dwellingUid);
    const family = ofType<Person>('person').filter(({ householdUid }) => householdUid === person?.householdUid);
    expect(person && ageOn(dateInShanghai(NOW_MS), person.birthDate)).toBe(age);
    expect(person?.sex).toBe(sex);
    expect(home?.address).toBe(address);
    expect(family.length).toBe(householdSize);
  });

  it('are not alone in being overdue: about one key person in fifty is', () => {
    const today = dateInShanghai(NOW_MS);
    const people = ofType<Person>('person');
    const households = groupBy(people, ({ householdUid }) => householdUid);
    const visits = groupBy(ofType<Visit>('visit'), ({ personUid }) => personUid);
    let keyPeople = 0;
    let overdue = 0;
    for (const person of people) {
      const interval = visitIntervalDays(person, households.get(person.householdUid)?.length === 1, today);
      if (interval === null) continue;
      keyPeople += 1;
      const last = Math.max(0, ...(visits.get(person.uid) ?? []).map(({ startedAtMs }) => startedAtMs));
      if (NOW_MS - last > interval * DAY_MS) overdue += 1;
    }
    expect(overdue / keyPeople).toBeGreaterThan(0.01);
    expect(overdue / keyPeople).toBeLessThan(0.035);
  });

  it('some of them are overdue and some are not', () => {
    expect(daysSinceLastVisit('沈桂英')).toBeGreaterThan(30);
    expect(daysSinceLastVisit('郑国强')).toBeGreaterThan(60);
    expect(daysSinceLastVisit('许小满')).toBeNull();
    expect(daysSinceLastVisit('钱阿宝')).toBeLessThan(30);
    expect(daysSinceLastVisit('冯月娥')).toBeLessThan(90);
  });
});

describe('what is sealed', () => {
  const open = async (fill: number, record: WireRecord, field: string, sealed: unknown) =>
    openValue(
      await importSealingKey(Buffer.alloc(32, fill).toString('base64')),
      sealed as never,
      sealingAad({ uid: record.uid, field }),
    );

  it('is a citizen id that is well formed and of no place', async () => {
    for (const record of ofType<Person & WireRecord>('person').slice(0, 300)) {
      const fill = Number(record._id.split('~')[1]?.split('-')[1]);
      const opened = await open(fill, record, 'citizenId', record.citizenId);
      const id = opened.ok ? String(opened.value) : '';
      expect(id).toMatch(/^\d{17}[\dX]$/);
      expect(id.slice(0, 6)).toBe(NOWHERE);
      expect(id.slice(6, 14)).toBe(record.birthDate.replaceAll('-', ''));
      expect(Number(id[16]) % 2).toBe(record.sex === 'male' ? 1 : 0);
      expect(id[17]).toBe(citizenIdCheck(id.slice(0, 17)));
    }
  });

  it('is a phone that nobody can be called on', async () => {
    const record = ofType<Person & WireRecord>('person')[0];
    if (!record) throw new Error('nobody lives here');
    expect(await open(1, record, 'phone', record.phone)).toEqual({
      ok: true,
      value: expect.stringMatching(/^154\d{8}$/),
    });
  });

  it('opens health answers with the health key and not with the general one', async () => {
    const record = ofType<Visit & WireRecord>('visit').find(({ answers }) => answers.bloodPressure);
    if (!record) throw new Error('no blood pressure was measured');
    const sealed = record.answers.bloodPressure;
    expect(await open(11, record, 'answers.bloodPressure', sealed)).toMatchObject({
      ok: true,
      value: { systolic: expect.any(Number), diastolic: expect.any(Number) },
    });
    expect(await open(1, record, 'answers.bloodPressure', sealed)).toEqual({ ok: false, error: 'unreadable' });
  });

  it('needs its key: without one there is no half-open station', async () => {
    const withoutHealth = keys.filter(({ kid }) => kid !== 'qinghe-2.health.1');
    await expect(practiceRecords({ ...small, keys: withoutHealth })).rejects.toThrow('no health key for qinghe-2');
  });
});

describe('making it again', () => {
  /** Sealed values differ by their iv each time; everything else must not. */
  const shape = (made: readonly PracticeDatabase[]) =>
    JSON.stringify(made, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && 'ct' in value
        ? `sealed ${(value as { kid?: string }).kid}`
        : value,
    );

  it('gives the same station for the same seed', async () => {
    expect(shape(await practiceRecords(small))).toBe(shape(await practiceRecords(small)));
  });

  it('gives other people for another seed', async () => {
    const other = await practiceRecords({ ...small, randomSeed: 'another' });
    const uids = new Set(
      other.flatMap(({ records }) => records.filter(({ type }) => type !== 'staff').map(({ uid }) => uid)),
    );
    const same = (await practiceRecords(small)).flatMap(({ records }) => records.filter(({ uid }) => uids.has(uid)));
    expect(same).toEqual([]);
  });

  it('gives the same ids on another day, so that an interrupted first run can go on', async () => {
    const ids = async (nowMs: number) =>
      (await practiceRecords({ ...small, nowMs })).flatMap(({ records }) =>
        records.filter(({ type }) => type !== 'visit').map(({ _id }) => _id),
      );
    expect(await ids(NOW_MS + 3 * DAY_MS)).toEqual(await ids(NOW_MS));
  });
});

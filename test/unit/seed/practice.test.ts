import { beforeAll, describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { parseDatabaseName, parseDocumentId } from '#shared/schema/ids';
import { findRecordType } from '#shared/schema/registry';
import type { OpenedPerson } from '#shared/schema/opened-person';
import type { Dwelling, Household } from '#shared/schema/types/home';
import type { Building, Staff } from '#shared/schema/types/place';
import type { Visit } from '#shared/schema/types/visit';
import { parseStamp } from '#shared/sync/stamp';
import { ageOn, DAY_MS, dateInShanghai } from '#sync-server/seed/calendar';
import type { Resident } from '#sync-server/seed/families';
import type { PracticeDatabase } from '#sync-server/seed/grid-records';
import { practiceRecords, STATION_RECORD_ID } from '#sync-server/seed/practice';
import { visitIntervalDays } from '#sync-server/seed/rounds';
import { practiceStaff } from '#sync-server/seed/station';
import { NOW_MS, ofType, openedPeople, options, REPLICA, small } from './practice-station';

/** As the seed planned somebody; only the birth date and the disability matter to how often visits are due. */
const residentOf = ({ birthDate, disability }: OpenedPerson): Resident => ({
  name: '',
  sex: 'female',
  relation: 'head',
  birthDate,
  disability,
});
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
let people: readonly (OpenedPerson & WireRecord)[];

beforeAll(async () => {
  databases = await practiceRecords(options);
  all = databases.flatMap(({ records }) => records);
  people = await openedPeople(all);
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
    const early = people.filter(({ birthDate, created }) => created.at < Date.parse(`${birthDate}T00:00:00+08:00`));
    expect(people.some(({ birthDate }) => birthDate > '2026-07')).toBe(true);
    expect(early).toEqual([]);
  });

  it('refers only to records that are there', () => {
    const uids = new Set(all.map(({ uid }) => uid));
    const references = [
      ...ofType<Building>('building', all).map(({ gridUid }) => gridUid),
      ...ofType<Dwelling>('dwelling', all).map(({ buildingUid }) => buildingUid),
      ...ofType<Household>('household', all).flatMap(({ dwellingUid, headUid }) => [dwellingUid, headUid]),
      ...people.flatMap((person) => [person.householdUid, person.dwellingUid]),
      ...ofType<Visit>('visit', all).flatMap((visit) => [visit.personUid, visit.householdUid, visit.dwellingUid]),
    ];
    expect(references.filter((uid) => uid === null || !uids.has(uid))).toEqual([]);
  });
});

describe('the station as a whole', () => {
  it('has the households that two grid workers look after', () => {
    const perGrid = databases.map(({ records }) => ofType('household', records).length);
    expect(perGrid).toEqual([386, 421, 352, 0]);
  });

  it('ends with the record of the station, which tells that everything before it is in', () => {
    expect(all.at(-1)?._id).toBe(STATION_RECORD_ID);
  });

  it('has as many old people, alone or not, and as many disabled as an old quarter has', () => {
    const today = dateInShanghai(NOW_MS);
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
    const year = ({ birthDate }: OpenedPerson) => Number(birthDate.slice(0, 4));
    for (const family of groupBy(people, ({ householdUid }) => householdUid).values()) {
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
    for (const { startedAtMs, finishedAtMs } of ofType<Visit>('visit', all)) {
      const hour = new Date(startedAtMs + 8 * 3_600_000).getUTCHours();
      expect(hour).toBeGreaterThanOrEqual(8);
      expect(hour).toBeLessThan(18);
      expect(finishedAtMs).toBeGreaterThan(startedAtMs);
    }
    for (const visits of groupBy(ofType<Visit>('visit', all), ({ personUid }) => personUid).values()) {
      expect(new Set(visits.map(({ startedAtMs }) => startedAtMs)).size).toBe(visits.length);
    }
  });
});

describe('the staff one signs in as', () => {
  it('are one of every post that is worth a look, and a worker with and one without the functions', () => {
    expect(
      ofType<Staff>('staff', all).map(({ code, post, functions }) => `${code} ${post} ${functions.join('+')}`),
    ).toEqual([
      'zhoum manager ',
      'sunlh duty-lead ',
      'linxy clerk ',
      'lijg grid-worker health+child',
      'zhangxm grid-worker ',
      'chenaf building-head ',
      'zhangw it ',
      'wuzy auditor ',
    ]);
  });
});

describe('the people one meets in the manual', () => {
  const daysSinceLastVisit = (name: string): number | null => {
    const person = people.find((candidate) => candidate.name === name);
    const visits = ofType<Visit>('visit', all).filter(({ personUid }) => personUid === person?.uid);
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
    const person = people.find((candidate) => candidate.name === name);
    const home = ofType<Dwelling>('dwelling', all).find(({ uid }) => uid === person?.dwellingUid);
    const family = people.filter(({ householdUid }) => householdUid === person?.householdUid);
    expect(person && ageOn(dateInShanghai(NOW_MS), person.birthDate)).toBe(age);
    expect(person?.sex).toBe(sex);
    expect(home?.address).toBe(address);
    expect(family.length).toBe(householdSize);
  });

  it('are not alone in being overdue: about one key person in fifty is', () => {
    const today = dateInShanghai(NOW_MS);
    const households = groupBy(people, ({ householdUid }) => householdUid);
    const visits = groupBy(ofType<Visit>('visit', all), ({ personUid }) => personUid);
    let keyPeople = 0;
    let overdue = 0;
    for (const person of people) {
      const interval = visitIntervalDays(residentOf(person), households.get(person.householdUid)?.length === 1, today);
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

import { beforeAll, describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { parseDatabaseName, parseDocumentId } from '#shared/schema/ids';
import { findRecordType } from '#shared/schema/registry';
import type { OpenedPerson } from '#shared/schema/opened-person';
import type { Certificate } from '#shared/schema/types/certificate';
import type { Consent } from '#shared/schema/types/consent';
import type { Enterprise } from '#shared/schema/types/enterprise';
import type { Dwelling, Household } from '#shared/schema/types/home';
import type { Person } from '#shared/schema/types/person';
import type { Building, Staff } from '#shared/schema/types/place';
import type { Visit } from '#shared/schema/types/visit';
import { parseStamp } from '#shared/sync/stamp';
import { DAY_MS } from '#sync-server/seed/calendar';
import type { PracticeDatabase } from '#sync-server/seed/grid-records';
import { practiceRecords, STATION_RECORD_ID } from '#sync-server/seed/practice';
import { practiceStaff } from '#sync-server/seed/station';
import { living, NOW_MS, ofType, openedPeople, options, REPLICA, small } from './practice-station';

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
      ...ofType<Household>('household', all).map(({ dwellingUid }) => dwellingUid),
      ...ofType<Enterprise>('enterprise', all).map(({ buildingUid }) => buildingUid),
      ...ofType<Certificate>('certificate', all).map(({ personUid }) => personUid),
      ...ofType<Consent>('consent', all).map(({ personUid }) => personUid),
      ...living(people).map((person) => person.dwellingUid),
      ...ofType<Visit>('visit', all).flatMap((visit) => [visit.personUid, visit.householdUid, visit.dwellingUid]),
    ];
    const optional = [
      ...people.flatMap((person) => [person.householdUid, person.dwellingUid, person.registeredDwellingUid]),
      ...ofType<Household>('household', all).map(({ headUid }) => headUid),
      ...ofType<Enterprise>('enterprise', all).map(({ dwellingUid }) => dwellingUid),
    ];
    expect(references.filter((uid) => uid === null || !uids.has(uid))).toEqual([]);
    expect(optional.filter((uid) => uid !== null && !uids.has(uid))).toEqual([]);
  });

  it('of a grid refers to records of that grid', () => {
    for (const { database, records } of databases) {
      const uids = new Set(records.map(({ uid }) => uid));
      const own = ofType<Person>('person', records).flatMap((person) => person.householdUid ?? []);
      expect(
        own.filter((uid) => !uids.has(uid)),
        database,
      ).toEqual([]);
    }
  });
});

describe('the station as a whole', () => {
  it('has the households that two grid workers look after', () => {
    const perGrid = databases.map(
      ({ records }) => ofType<Household>('household', records).filter(({ status }) => status === 'current').length,
    );
    expect(perGrid).toEqual([386, 421, 352, 0, 0]);
  });

  it('ends with the record of the station, which tells that everything before it is in', () => {
    expect(all.at(-1)?._id).toBe(STATION_RECORD_ID);
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
      'zhangw it devices',
      'wuzy auditor ',
      'hejg department-handler ',
    ]);
  });
});

describe('making it again', () => {
  /** Sealed values differ by their iv each time, signatures by their nonce; everything else must not. */
  const shape = (made: readonly PracticeDatabase[]) =>
    JSON.stringify(made, (key, value: unknown) =>
      key === 'signature'
        ? 'signed'
        : typeof value === 'object' && value !== null && 'ct' in value
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
        records.filter(({ type }) => type !== 'visit' && type !== 'consent').map(({ _id }) => _id),
      );
    expect(await ids(NOW_MS + 3 * DAY_MS)).toEqual(await ids(NOW_MS));
  });
});

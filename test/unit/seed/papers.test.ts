import { beforeAll, describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import type { OpenedPerson } from '#shared/schema/opened-person';
import type { Certificate } from '#shared/schema/types/certificate';
import type { Consent } from '#shared/schema/types/consent';
import type { Enterprise } from '#shared/schema/types/enterprise';
import type { Household } from '#shared/schema/types/home';
import { ageOn, dateInShanghai, isoDateInShanghai } from '#sync-server/seed/calendar';
import { creditCodeCheck, organisationCheck } from '#sync-server/seed/credit-code';
import { NOWHERE } from '#sync-server/seed/identity';
import { PLANTED } from '#sync-server/seed/planted';
import { practiceRecords } from '#sync-server/seed/practice';
import { expectShare, groupBy, living, NOW_MS, ofType, opened, openedPeople, options } from './practice-station';

type Stored<T> = T & WireRecord;

let all: readonly WireRecord[];
let people: readonly Stored<OpenedPerson>[];
const today = dateInShanghai(NOW_MS);
const todayIso = isoDateInShanghai(NOW_MS);

beforeAll(async () => {
  all = (await practiceRecords(options)).flatMap(({ records }) => records);
  people = await openedPeople(all);
});

describe('a disability certificate', () => {
  const holdsOf = async (record: Stored<Certificate>) =>
    'ct' in record.holds ? await opened(record, 'holds') : record.holds;

  it('is there for everybody whose file tells of a disability, and says the same', async () => {
    const byPerson = groupBy(ofType<Stored<Certificate>>('certificate', all), ({ personUid }) => personUid);
    const disabled = people.filter(({ disability }) => disability !== null);
    expect([...byPerson.keys()].sort()).toEqual(disabled.map(({ uid }) => uid).sort());
    for (const { uid, disability } of disabled) {
      const valid = (byPerson.get(uid) ?? []).filter(({ status }) => status === 'valid');
      expect(valid).toHaveLength(1);
      for (const record of valid) expect(await holdsOf(record)).toEqual(disability);
    }
  });

  it('holds for ten years, and one alone has run out', () => {
    const records = ofType<Stored<Certificate>>('certificate', all);
    const names = new Map(people.map(({ uid, name }) => [uid, name]));
    const expired = records.filter(({ status, expiresOn }) => status === 'valid' && (expiresOn ?? '') < todayIso);
    expect(expired.map(({ personUid }) => names.get(personUid))).toEqual([...PLANTED.expiredCertificate]);
    for (const { issuedOn, expiresOn } of records) {
      expect((issuedOn ?? '') <= todayIso).toBe(true);
      expect(Number(expiresOn?.slice(0, 4)) - Number(issuedOn?.slice(0, 4))).toBeGreaterThanOrEqual(9);
    }
  });

  it('was withdrawn when another came', () => {
    const withdrawn = ofType<Stored<Certificate>>('certificate', all).filter(({ status }) => status === 'withdrawn');
    expect(withdrawn.length).toBeGreaterThan(0);
    for (const { expiresOn } of withdrawn) expect((expiresOn ?? '') < todayIso).toBe(true);
  });

  it('has a number made of the holder’s id', async () => {
    for (const record of ofType<Stored<Certificate>>('certificate', all).slice(0, 40)) {
      expect(await opened(record, 'number')).toMatch(new RegExp(`^${NOWHERE}\\d{11}[\\dX][1-7][1-4]$`));
    }
  });
});

describe('consents', () => {
  it('are there for some of the old and for some children, whose guardians spoke for them', () => {
    const born = new Map(people.map(({ uid, birthDate }) => [uid, birthDate]));
    const statements = ofType<Stored<Consent>>('consent', all);
    expect(statements.length).toBeGreaterThan(100);
    for (const { personUid, by, statedOn, atMs } of statements) {
      const age = ageOn(today, born.get(personUid) ?? '');
      expect(by).toBe(age < 15 ? 'guardian' : 'self');
      expect(age < 15 || age >= 65).toBe(true);
      expect(statedOn).toBe(isoDateInShanghai(atMs));
    }
    expect(new Set(statements.map(({ purpose }) => purpose)).size).toBeGreaterThanOrEqual(4);
  });

  it('were given before they were withdrawn', () => {
    const statements = ofType<Stored<Consent>>('consent', all);
    const withdrawn = statements.filter(({ given }) => !given);
    expect(withdrawn.length).toBeGreaterThan(0);
    for (const { personUid, purpose, atMs } of withdrawn) {
      const before = statements.find((each) => each.given && each.personUid === personUid && each.purpose === purpose);
      expect(before?.atMs).toBeLessThan(atMs);
    }
  });
});

describe('enterprises', () => {
  it('are 8 to 25 in a grid, of several kinds', () => {
    const perGrid = groupBy(ofType<Stored<Enterprise>>('enterprise', all), ({ _id }) => _id.split('~')[1]);
    expect(perGrid.size).toBe(3);
    for (const grid of perGrid.values()) {
      expect(grid.length).toBeGreaterThanOrEqual(8);
      expect(grid.length).toBeLessThanOrEqual(25);
      expect(new Set(grid.map(({ name }) => name)).size).toBe(grid.length);
    }
    const kinds = new Set(ofType<Enterprise>('enterprise', all).map(({ kind }) => kind));
    for (const kind of ['company', 'sole-trader', 'social'] as const) expect(kinds).toContain(kind);
  });

  it('have credit codes whose two checks are right and whose place of registration does not exist', () => {
    const codes = ofType<Enterprise>('enterprise', all).flatMap(({ creditCode }) => creditCode ?? []);
    expect(codes.length).toBeGreaterThan(10);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) {
      expect(code.slice(2, 8)).toBe(NOWHERE);
      expect(code.charAt(16)).toBe(organisationCheck(code.slice(8, 16)));
      expect(code.charAt(17)).toBe(creditCodeCheck(code.slice(0, 17)));
    }
  });

  it.each([
    ['91350100M000100Y4', '3'],
    ['91110000802100433', 'B'],
    ['51610700305332460', 'K'],
  ])('are checked as the standard says: %s ends with %s', (seventeen, check) => {
    expect(creditCodeCheck(seventeen)).toBe(check);
    expect(organisationCheck(seventeen.slice(8, 16))).toBe(seventeen.charAt(16));
  });
});

describe('register numbers', () => {
  it('are known of most households that own their home, and are of no place', async () => {
    const households = ofType<Stored<Household>>('household', all);
    const known = households.filter(({ registerNumber }) => registerNumber !== null);
    expectShare(known.length, households.length, [0.45, 0.7]);
    for (const household of known.slice(0, 20))
      expect(await opened(household, 'registerNumber')).toMatch(new RegExp(`^${NOWHERE}\\d{6}$`));
  });
});

describe('mistakes that were planted', () => {
  const named = (name: string) => people.filter((person) => person.name === name);
  const idOf = async (person: Stored<OpenedPerson> | undefined) => (person ? opened(person, 'citizenId') : null);

  it('one id stands in two files under two spellings, in two homes', async () => {
    const [first, second] = PLANTED.sameId.map((name) => named(name)[0]);
    expect(await idOf(first)).toBe(await idOf(second));
    expect(await idOf(first)).not.toBeNull();
    expect(first?.dwellingUid).not.toBe(second?.dwellingUid);
  });

  it('somebody is there twice: same name, birth date and home', () => {
    const [first, second, ...more] = named(PLANTED.sameNameAndHome[0]);
    expect(more).toEqual([]);
    expect(second).toMatchObject({ birthDate: first?.birthDate, dwellingUid: first?.dwellingUid, citizenId: null });
  });

  it('somebody is there twice under names that sound alike', () => {
    const [first, second] = PLANTED.soundAlike.map((name) => named(name)[0]);
    expect(second).toMatchObject({ birthDate: first?.birthDate, dwellingUid: first?.dwellingUid });
  });

  it('a household has no head', () => {
    const [first] = PLANTED.withoutHead.map((name) => named(name)[0]);
    const without = ofType<Stored<Household>>('household', all).filter(
      ({ headUid, status }) => headUid === null && status === 'current',
    );
    expect(without.map(({ uid }) => uid)).toEqual([first?.householdUid]);
    expect(people.filter((each) => each.householdUid === first?.householdUid).map(({ relation }) => relation)).toEqual([
      'spouse',
      'child',
    ]);
  });

  it('somebody who lives with her son is said to live alone', () => {
    const [mother] = named(PLANTED.contradictedDeclaration[0]);
    expect(mother?.livingAlone?.value).toBe(true);
    expect(living(people).filter(({ householdUid }) => householdUid === mother?.householdUid)).toHaveLength(2);
  });

  it('one id tells another birth date than the file, and no other does', async () => {
    const disagreeing: (string | null)[] = [];
    for (const person of people) {
      const id = await idOf(person);
      if (typeof id === 'string' && id.slice(6, 14) !== person.birthDate.replaceAll('-', ''))
        disagreeing.push(person.name);
    }
    expect(disagreeing).toEqual([...PLANTED.birthDateDisagrees]);
  });

  it('are the only ids that stand in two files', async () => {
    const ids = (await Promise.all(people.map(idOf))).filter((id) => id !== null);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    expect(twice).toEqual([await idOf(named(PLANTED.sameId[0])[0])]);
  });

  it('are none in a station too small for them', async () => {
    const few = await practiceRecords({ ...options, size: { householdsPerGrid: [40, 5, 0], historyDays: 30 } });
    const names = new Set((await openedPeople(few.flatMap(({ records }) => records))).map(({ name }) => name));
    for (const name of Object.values(PLANTED).flat()) expect(names.has(name), name).toBe(false);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import type { OpenedPerson } from '#shared/schema/opened-person';
import type { Dwelling, Household } from '#shared/schema/types/home';
import type { PersonProfile } from '#shared/schema/types/person';
import type { Visit } from '#shared/schema/types/visit';
import { relationLabel } from '#shared/codes/relations';
import { kinPlace } from '#shared/domain/people/relations';
import { ageOn, DAY_MS, dateInShanghai } from '#sync-server/seed/calendar';
import { relationOf } from '#sync-server/seed/kin';
import { PLANTED } from '#sync-server/seed/planted';
import { practiceRecords } from '#sync-server/seed/practice';
import { visitIntervalDays } from '#sync-server/seed/rounds';
import { expectShare, groupBy, living, NOW_MS, ofType, opened, openedPeople, options } from './practice-station';

type Somebody = OpenedPerson & WireRecord;

let all: readonly WireRecord[];
let people: readonly Somebody[];
let here: readonly Somebody[];
let families: ReadonlyMap<string | null, readonly Somebody[]>;
const today = dateInShanghai(NOW_MS);
const age = ({ birthDate }: OpenedPerson) => ageOn(today, birthDate);
const planted = new Set<string>(Object.values(PLANTED).flat());

beforeAll(async () => {
  all = (await practiceRecords(options)).flatMap(({ records }) => records);
  people = await openedPeople(all);
  here = living(people);
  families = groupBy(
    here.filter(({ householdUid }) => householdUid !== null),
    ({ householdUid }) => householdUid,
  );
});

describe('who lives there', () => {
  it('are as many old people, alone or not, and as many disabled as in an old quarter', () => {
    const old = here.filter((person) => age(person) >= 65);
    const alone = old.filter(({ householdUid }) => families.get(householdUid)?.length === 1);
    const disabled = here.filter(({ disability }) => disability !== null);
    expectShare(old.length, here.length, [0.2, 0.25]);
    expectShare(alone.length, old.length, [0.1, 0.15]);
    expectShare(disabled.length, here.length, [0.05, 0.07]);
    expect(disabled.filter((person) => age(person) >= 65).length / disabled.length).toBeGreaterThan(0.5);
    expectShare(here.filter((person) => age(person) < 15).length, here.length, [0.1, 0.18]);
  });

  it('is registered elsewhere in one case of five', () => {
    const elsewhere = here.filter(({ registeredDwellingUid }) => registeredDwellingUid === null);
    expectShare(elsewhere.length, here.length, [0.17, 0.23]);
  });

  it('are not all who stand in the file: some moved away and some died', () => {
    expectShare(people.filter(({ status }) => status === 'moved-out').length, people.length, [0.02, 0.05]);
    expectShare(people.filter(({ status }) => status === 'deceased').length, people.length, [0.005, 0.03]);
    for (const { status, dwellingUid } of people) if (status !== 'living-here') expect(dwellingUid).toBeNull();
  });
});

describe('a household', () => {
  it('has one head, who is the one it names, wherever somebody lives', () => {
    for (const { uid, headUid, status } of ofType<Household & WireRecord>('household', all)) {
      const family = families.get(uid) ?? [];
      if (status === 'moved-out') {
        expect(family).toEqual([]);
        continue;
      }
      if (family.some(({ name }) => planted.has(name ?? '')) && headUid === null) continue;
      const heads = family.filter(({ relation }) => relation === 'head');
      expect(heads.map((head) => head.uid)).toEqual([headUid]);
    }
  });

  it('says what its members are to the head so that code, group and sex agree', () => {
    const codes = new Set<string>();
    for (const { relationCode, relation, sex } of people) {
      if (relationCode === null) continue;
      codes.add(relationCode);
      expect(relationLabel(relationCode), relationCode).not.toBeNull();
      expect(relationOf(relationCode)).toBe(relation);
      const { sex: ofCode } = kinPlace(relation, relationCode);
      if (ofCode !== null) expect(sex, relationCode).toBe(ofCode);
    }
    for (const common of ['02', '11', '12', '21', '22', '31', '32', '38', '41', '42', '52', '56', '99'])
      expect(codes, common).toContain(common);
    expectShare(people.filter(({ relationCode }) => relationCode === null).length, people.length, [0.005, 0.05]);
  });

  it('counts sons and daughters by age', () => {
    for (const family of families.values()) {
      for (const order of [
        ['22', '23', '24'],
        ['32', '33', '34'],
      ]) {
        const siblings = order.flatMap((code) => family.filter(({ relationCode }) => relationCode === code));
        const births = siblings.map(({ birthDate }) => birthDate);
        expect(births).toEqual(births.toSorted());
      }
    }
  });

  it('could be a family: couples of two sexes, parents 18 to 45 years older than their children', () => {
    for (const family of families.values()) {
      const head = family.find(({ relation }) => relation === 'head');
      if (!head) continue;
      const years = (person: Somebody) => Number(person.birthDate.slice(0, 4)) - Number(head.birthDate.slice(0, 4));
      for (const member of family) {
        if (member.relation === 'spouse') expect(member.sex).not.toBe(head.sex);
        if (member.relation === 'child') expect(years(member)).toBeGreaterThanOrEqual(18);
        if (member.relation === 'child') expect(years(member)).toBeLessThanOrEqual(45);
        if (member.relation === 'parent') expect(years(member)).toBeLessThanOrEqual(-18);
        if (member.relation === 'grandchild') expect(years(member)).toBeGreaterThanOrEqual(40);
      }
      // Children live with somebody grown up.
      expect(Math.max(...family.map(age))).toBeGreaterThanOrEqual(18);
    }
  });

  it('is a dormitory now and then', () => {
    const collective = ofType<Household & WireRecord>('household', all).filter(({ kind }) => kind === 'collective');
    expectShare(collective.length, families.size, [0.001, 0.012]);
    for (const { uid, status } of collective)
      if (status === 'current') expect(families.get(uid)?.length).toBeGreaterThanOrEqual(4);
  });
});

describe('a home', () => {
  it('is owned or rented where somebody lives, and else empty or a shop on the ground floor', () => {
    const lived = new Set(here.map(({ dwellingUid }) => dwellingUid));
    const homes = ofType<Dwelling & WireRecord>('dwelling', all);
    for (const { uid, use, floor } of homes) {
      expect(lived.has(uid)).toBe(use === 'own' || use === 'rented');
      if (use === 'business') expect(floor).toBe(1);
    }
    expectShare(homes.filter(({ use }) => use === 'rented').length, homes.length, [0.1, 0.22]);
    expectShare(homes.filter(({ use }) => use === 'vacant').length, homes.length, [0.02, 0.15]);
    expect(homes.some(({ use }) => use === 'business')).toBe(true);
    expectShare(homes.filter(({ areaSquareMeters }) => areaSquareMeters !== null).length, homes.length, [0.7, 0.9]);
  });
});

describe('what is known of people', () => {
  it('is a phone of most, somebody to call of those who need it, and a profile of two adults in three', () => {
    const adults = here.filter((person) => age(person) >= 18);
    const withPhone = adults.filter(({ phone }) => phone !== null);
    const alone = here.filter((person) => age(person) >= 65 && families.get(person.householdUid)?.length === 1);
    expectShare(withPhone.length, adults.length, [0.9, 0.99]);
    expectShare(alone.filter(({ contacts }) => contacts.length > 0).length, alone.length, [0.85, 1]);
    expect(here.some(({ contacts }) => contacts.length === 2)).toBe(true);
    expectShare(adults.filter(({ profile }) => profile !== null).length, adults.length, [0.6, 0.8]);
  });

  it('fits: whoever lives with a husband or wife is married', async () => {
    const couples = [...families.values()].filter((family) => family.some(({ relation }) => relation === 'spouse'));
    let asked = 0;
    for (const spouse of couples
      .slice(0, 120)
      .flatMap((family) => family.filter(({ relation }) => relation === 'spouse'))) {
      const profile = (await opened(spouse, 'profile')) as PersonProfile | null;
      if (!profile || planted.has(spouse.name ?? '')) continue;
      asked += 1;
      expect(['21', '22']).toContain(profile.maritalStatus);
    }
    expect(asked).toBeGreaterThan(50);
  });

  it('is of a child whom to call at home, at the number in their own file', async () => {
    const byUid = new Map(people.map((person) => [person.name, person]));
    let found = 0;
    for (const child of here.filter((person) => age(person) < 15 && person.contacts.length > 0).slice(0, 60)) {
      const [contact] = child.contacts;
      const name = await opened(child, 'contacts.name', contact?.id);
      const parent = families.get(child.householdUid)?.find((member) => member.name === name);
      if (!parent || !byUid.has(parent.name)) continue;
      found += 1;
      expect(await opened(child, 'contacts.phone', contact?.id)).toBe(await opened(parent, 'phone'));
    }
    expect(found).toBeGreaterThan(20);
  });
});

describe('visits', () => {
  it('never are two to one person at a time, and never at night', () => {
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

  it('are to people who live here', () => {
    const uids = new Set(here.map(({ uid }) => uid));
    expect(ofType<Visit>('visit', all).filter(({ personUid }) => !uids.has(personUid))).toEqual([]);
  });

  it('are overdue for about one key person in fifty', () => {
    const visits = groupBy(ofType<Visit>('visit', all), ({ personUid }) => personUid);
    let keyPeople = 0;
    let overdue = 0;
    for (const person of here) {
      if (person.householdUid === null) continue;
      const interval = visitIntervalDays(person, families.get(person.householdUid)?.length === 1, today);
      if (interval === null) continue;
      keyPeople += 1;
      const last = Math.max(0, ...(visits.get(person.uid) ?? []).map(({ startedAtMs }) => startedAtMs));
      if (NOW_MS - last > interval * DAY_MS) overdue += 1;
    }
    expectShare(overdue, keyPeople, [0.01, 0.035]);
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
  ] as const)('%s, %i, lives where the manual says', (name, years, sex, address, householdSize) => {
    const person = people.find((candidate) => candidate.name === name);
    const home = ofType<Dwelling>('dwelling', all).find(({ uid }) => uid === person?.dwellingUid);
    expect(person && age(person)).toBe(years);
    expect(person?.sex).toBe(sex);
    expect(home?.address).toBe(address);
    expect(families.get(person?.householdUid ?? null)?.length).toBe(householdSize);
  });

  it('some of them are overdue and some are not', () => {
    expect(daysSinceLastVisit('沈桂英')).toBeGreaterThan(30);
    expect(daysSinceLastVisit('郑国强')).toBeGreaterThan(60);
    expect(daysSinceLastVisit('许小满')).toBeNull();
    expect(daysSinceLastVisit('钱阿宝')).toBeLessThan(30);
    expect(daysSinceLastVisit('冯月娥')).toBeLessThan(90);
  });
});

import type { PlainDate } from './calendar';
import { ageOn } from './calendar';
import type { PlannedHousehold } from './grid-context';
import { nobodysPhone } from './identity';
import type { KnownResident } from './known';
import { givenName, surname } from './names';
import { createRandom, derivedUid, type Random } from './random';

/** Who is called when something happens to somebody. */

export interface PlannedContact {
  readonly id: string;
  readonly name: string;
  readonly relation: string;
  readonly phone: string;
}

/** Share of people with a phone of their own. */
const phoneShare = (age: number): number => (age < 12 ? 0 : age < 16 ? 0.6 : age < 80 ? 0.97 : 0.82);

/** The phone of the resident at that place of a household; null for whoever has none. */
export function phoneOf(seed: string, household: PlannedHousehold, place: number, today: PlainDate): string | null {
  const resident = household.residents[place];
  if (!resident || resident.status === 'deceased') return null;
  const random = createRandom(`${seed}/phone/${household.label}/${place}`);
  return random.chance(phoneShare(ageOn(today, resident.birthDate))) ? nobodysPhone(random) : null;
}

/** Share of people whose family the station can call: nearly all who live alone, half of the old, most children, few others. */
function contactShare(age: number, isAlone: boolean): number {
  if (age >= 65) return isAlone ? 0.92 : 0.5;
  return age < 15 ? 0.7 : 0.06;
}
const SECOND_CONTACT_SHARE = 0.2;

/** The contacts of a resident, those of known people first; none for whoever does not live here. */
export function contactsOf(
  seed: string,
  household: PlannedHousehold,
  place: number,
  today: PlainDate,
): readonly PlannedContact[] {
  const resident = household.residents[place];
  if (!resident || resident.status !== 'living-here') return [];
  const label = `contact/${household.label}/${place}`;
  const random = createRandom(`${seed}/${label}`);
  const age = ageOn(today, resident.birthDate);
  const isAlone = household.residents.filter(({ status }) => status === 'living-here').length === 1;
  if (!resident.contact && !random.chance(contactShare(age, isAlone))) return [];
  const firstPhone = nobodysPhone(random);
  const first =
    (resident.contact && { ...resident.contact, phone: firstPhone }) ??
    parentInHousehold(seed, household, age, today) ??
    someoneNear(random, resident, age);
  const contacts = [{ id: derivedUid(seed, label), ...first }];
  if (!resident.contact && random.chance(SECOND_CONTACT_SHARE)) {
    contacts.push({ id: derivedUid(seed, `${label}/2`), ...someoneNear(random, resident, age) });
  }
  return contacts;
}

type Contact = Omit<PlannedContact, 'id'>;

/** Of a child the mother or father it lives with, at the number that stands in their own file. */
function parentInHousehold(
  seed: string,
  household: PlannedHousehold,
  age: number,
  today: PlainDate,
): Contact | undefined {
  if (age >= 15) return undefined;
  for (const [place, { sex, birthDate, relation, status, name }] of household.residents.entries()) {
    const years = ageOn(today, birthDate) - age;
    if (status !== 'living-here' || years < 18 || years > 45 || !['head', 'spouse', 'child'].includes(relation))
      continue;
    const phone = phoneOf(seed, household, place, today);
    if (phone !== null) return { name, relation: sex === 'female' ? '母亲' : '父亲', phone };
  }
  return undefined;
}

const NEAR = [
  [34, '儿子', 'male', -28],
  [38, '女儿', 'female', -28],
  [8, '弟弟', 'male', -4],
  [8, '妹妹', 'female', -4],
  [6, '侄女', 'female', -30],
  [6, '邻居', 'female', 0],
] as const;
const NEAR_TO_THE_YOUNG = [
  [40, '母亲', 'female', 27],
  [30, '父亲', 'male', 29],
  [12, '姐姐', 'female', 4],
  [10, '朋友', 'male', 0],
  [8, '同事', 'female', 0],
] as const;

/** Somebody who lives elsewhere. */
function someoneNear(random: Random, { name, birthDate, sex }: KnownResident, age: number): Contact {
  const [, relation, theirSex, years] = random.weighted(
    (age >= 55 ? NEAR : NEAR_TO_THE_YOUNG).map((row) => [row[0], row] as const),
  );
  const bearsSameName = /[儿弟妹侄姐]|父亲/.test(relation) && (sex === 'male' || !/[儿]/.test(relation));
  const lastName = bearsSameName ? name.charAt(0) : surname(random);
  const birthYear = Number(birthDate.slice(0, 4)) - years;
  return { name: lastName + givenName(random, birthYear, theirSex), relation, phone: nobodysPhone(random) };
}

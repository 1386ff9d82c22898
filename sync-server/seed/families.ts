import type { Disability, Person, Relation, Sex } from '#shared/schema/types/person';
import type { PlainDate } from './calendar';
import { birthDateAtAge } from './calendar';
import { withDeparted } from './departed';
import { disabilityAt } from './disability';
import { children, HEAD, inLaw, kin, maritalStatusOf, relationOf, sexAtBirth, type Member } from './kin';
import { givenName, surname } from './names';
import type { Random } from './random';

/** Who lives together. Shares follow an old city quarter: about 22 % are 65 or older, one in eight of these alone. */

export interface Resident {
  readonly name: string;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly relation: Relation;
  /** GB/T 4761; null where only the group is known. */
  readonly relationCode: string | null;
  readonly status: Person['status'];
  readonly disability: Disability | null;
  /** GB/T 2261.2. */
  readonly maritalStatus: string;
}

export interface Family {
  /** Head first. */
  readonly residents: readonly Resident[];
  readonly tenure: 'own' | 'rented';
  readonly kind: 'family' | 'collective';
}

/** A married couple; three in four name the husband as head. */
function couple(random: Random, husbandAge: number): Member[] {
  const wifeAge = husbandAge - random.int(-1, 5);
  if (random.chance(0.76)) return [kin(HEAD, 'male', husbandAge), inLaw('12', 'female', wifeAge)];
  return [inLaw(HEAD, 'female', wifeAge), kin('11', 'male', husbandAge)];
}

/** A couple with children of the given ages, the mother 23 to 34 at the first birth. */
function parentsOf(random: Random, childAges: readonly number[]): Member[] {
  const motherAge = Math.max(...childAges) + random.int(23, 34);
  const fatherAge = motherAge + random.int(-1, 4);
  const parents = random.chance(0.8)
    ? [kin(HEAD, 'male', fatherAge), inLaw('12', 'female', motherAge)]
    : [inLaw(HEAD, 'female', motherAge), kin('11', 'male', fatherAge)];
  return [...parents, ...children(random, childAges)];
}

/** Grandparents who moved in with the family of their son or daughter. */
function withGrandparents(random: Random): Member[] {
  const family = parentsOf(random, [random.int(1, 16)]);
  const [head] = family;
  const isHis = random.chance(0.65);
  const isOwn = isHis === (head?.sex === 'male');
  const [father, mother] = isOwn ? ['51', '52'] : head?.sex === 'male' ? ['55', '56'] : ['53', '54'];
  const parent = isOwn ? head : family[1];
  const grandmotherAge = Math.max(parent?.age ?? 40, head?.age ?? 40) + random.int(23, 31);
  const grandparents = [inLaw(mother, 'female', grandmotherAge)];
  if (random.chance(0.45)) {
    const grandfather = kin(father, 'male', grandmotherAge + random.int(0, 4));
    grandparents.push(isHis ? grandfather : { ...grandfather, surname: 'own' });
  }
  return [...family, ...grandparents];
}

/** Old parents who head the household of a married son or daughter. */
function headedByGrandparents(random: Random): Member[] {
  const childAge = random.int(1, 16);
  const parentAge = childAge + random.int(24, 33);
  const old = couple(random, parentAge + random.int(25, 30));
  const grandchildSex = sexAtBirth(random);
  if (random.chance(0.7)) {
    return [
      ...old,
      kin('22', 'male', parentAge),
      inLaw('38', 'female', parentAge - random.int(0, 3)),
      kin(grandchildSex === 'male' ? '41' : '42', grandchildSex, childAge),
    ];
  }
  return [
    ...old,
    kin('32', 'female', parentAge),
    { ...kin('28', 'male', parentAge + random.int(0, 3)), surname: 'married-in' },
    { ...kin(grandchildSex === 'male' ? '43' : '44', grandchildSex, childAge), surname: 'married-in' },
  ];
}

function oldAndAlone(random: Random): Member[] {
  const [least, most] = random.weighted([
    [45, [65, 74]],
    [40, [75, 84]],
    [15, [85, 94]],
  ] as const);
  return [kin(HEAD, random.chance(0.62) ? 'female' : 'male', random.int(least, most))];
}

function oldWithGrownChild(random: Random): Member[] {
  const age = random.int(70, 91);
  return [inLaw(HEAD, random.chance(0.7) ? 'female' : 'male', age), ...children(random, [age - random.int(24, 33)])];
}

/** Somebody very old and the helper who lives in. */
const oldWithHelper = (random: Random): Member[] => [
  kin(HEAD, random.chance(0.65) ? 'female' : 'male', random.int(80, 95)),
  inLaw('99', 'female', random.int(44, 59)),
];

/** Grandparents with a grandchild whose parents work elsewhere. */
function withGrandchild(random: Random): Member[] {
  const sex = sexAtBirth(random);
  return [...couple(random, random.int(63, 73)), kin(sex === 'male' ? '41' : '42', sex, random.int(3, 13))];
}

function twoChildren(random: Random): Member[] {
  const younger = random.int(0, 12);
  return parentsOf(random, [younger + random.int(2, 5), younger]);
}

function loneParent(random: Random): Member[] {
  const age = random.int(3, 17);
  return [inLaw(HEAD, 'female', age + random.int(22, 33)), ...children(random, [age])];
}

function siblings(random: Random): Member[] {
  const age = random.int(26, 48);
  const head = kin(HEAD, sexAtBirth(random), age);
  const sex = sexAtBirth(random);
  return [head, kin(sex === 'male' ? '73' : '77', sex, age - random.int(1, 6))];
}

const withGrandmother = (random: Random): Member[] => {
  const age = random.int(22, 34);
  return [kin(HEAD, sexAtBirth(random), age), inLaw('62', 'female', age + random.int(47, 56))];
};

const singleAndYoung = (random: Random): Member[] => [kin(HEAD, sexAtBirth(random), random.int(23, 45))];

/** People who share a rented flat, or a dormitory: nobody is anybody's kin. */
function strangers(random: Random, count: number, [least, most]: readonly [least: number, most: number]): Member[] {
  const someone = (relationCode: string) => inLaw(relationCode, sexAtBirth(random), random.int(least, most));
  return [someone(HEAD), ...Array.from({ length: count - 1 }, () => someone('99'))];
}

interface Composition {
  readonly weight: number;
  /** Share of such households that rent. */
  readonly rented: number;
  readonly isCollective?: true;
  readonly compose: (random: Random) => Member[];
}

const COMPOSITIONS: readonly Composition[] = [
  { weight: 7.7, rented: 0.04, compose: oldAndAlone },
  { weight: 16.5, rented: 0.03, compose: (random) => couple(random, random.int(67, 86)) },
  { weight: 4.5, rented: 0.03, compose: oldWithGrownChild },
  { weight: 0.7, rented: 0, compose: oldWithHelper },
  { weight: 5, rented: 0.1, compose: withGrandparents },
  { weight: 4, rented: 0.04, compose: headedByGrandparents },
  { weight: 1.2, rented: 0.04, compose: withGrandchild },
  { weight: 15.5, rented: 0.06, compose: (random) => couple(random, random.int(50, 63)) },
  { weight: 8, rented: 0.08, compose: (random) => parentsOf(random, [random.int(19, 30)]) },
  { weight: 17.5, rented: 0.22, compose: (random) => parentsOf(random, [random.int(0, 17)]) },
  { weight: 5, rented: 0.22, compose: twoChildren },
  { weight: 2.1, rented: 0.3, compose: loneParent },
  { weight: 5.5, rented: 0.55, compose: (random) => couple(random, random.int(25, 38)) },
  { weight: 5.2, rented: 0.6, compose: singleAndYoung },
  { weight: 0.8, rented: 0.5, compose: siblings },
  { weight: 0.4, rented: 0.05, compose: withGrandmother },
  { weight: 1.5, rented: 1, compose: (random) => strangers(random, random.int(2, 3), [21, 36]) },
  { weight: 0.4, rented: 1, isCollective: true, compose: (random) => strangers(random, random.int(4, 8), [18, 50]) },
];

/** One household. */
export function composeFamily(random: Random, today: PlainDate): Family {
  const surnames = { family: surname(random), 'married-in': surname(random) };
  const { compose, rented, isCollective } = random.weighted(COMPOSITIONS.map((each) => [each.weight, each] as const));
  const living = compose(random);
  const members = isCollective ? living : withDeparted(random.fork('departed'), living);
  const residents = members.map((member): Resident => {
    const { sex, age, relationCode, status } = member;
    const birthDate = birthDateAtAge(today, age, random.int(0, 363));
    const lastName = member.surname === 'own' ? surname(random) : surnames[member.surname];
    return {
      name: lastName + givenName(random, Number(birthDate.slice(0, 4)), sex),
      sex,
      birthDate,
      relation: relationOf(relationCode),
      // Rosters of some workers say "child" and no more.
      relationCode: relationCode !== HEAD && random.chance(0.04) ? null : relationCode,
      status,
      disability: status === 'living-here' ? disabilityAt(random, age) : null,
      maritalStatus: maritalStatusOf(random, member, members),
    };
  });
  return {
    residents,
    tenure: random.chance(rented) ? 'rented' : 'own',
    kind: isCollective ? 'collective' : 'family',
  };
}

import type { Disability, Relation, Sex } from '#shared/schema/types/person';
import type { PlainDate } from './calendar';
import { birthDateAtAge } from './calendar';
import { givenName, surname } from './names';
import type { Random } from './random';

/** Who lives together. Shares follow an old city quarter: about 22 % are 65 or older, one in eight of these alone. */

export interface Resident {
  readonly name: string;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly relation: Relation;
  readonly disability: Disability | null;
}

interface Member {
  readonly sex: Sex;
  readonly age: number;
  readonly relation: Relation;
  /** Whether he or she bears the family's name: wives and mothers keep their own. */
  readonly bearsFamilyName: boolean;
}

const sexAtBirth = (random: Random): Sex => (random.chance(0.52) ? 'male' : 'female');

const kin = (relation: Relation, sex: Sex, age: number): Member => ({
  sex,
  age,
  relation,
  bearsFamilyName: true,
});

const inLaw = (relation: Relation, sex: Sex, age: number): Member => ({
  ...kin(relation, sex, age),
  bearsFamilyName: false,
});

/** A married couple whose husband heads the household. */
function couple(random: Random, husbandAge: number): Member[] {
  return [kin('head', 'male', husbandAge), inLaw('spouse', 'female', husbandAge - random.int(-1, 5))];
}

/** A couple with children of the given ages, the mother 23 to 34 at the first birth. */
function parentsOf(random: Random, childAges: readonly number[]): Member[] {
  const motherAge = Math.max(...childAges) + random.int(23, 34);
  const parents = [kin('head', 'male', motherAge + random.int(-1, 4)), inLaw('spouse', 'female', motherAge)];
  return [...parents, ...childAges.map((age) => kin('child', sexAtBirth(random), age))];
}

function threeGenerations(random: Random): Member[] {
  const family = parentsOf(random, [random.int(1, 16)]);
  const grandmotherAge = (family[0]?.age ?? 40) + random.int(23, 31);
  const grandparents = [inLaw('parent', 'female', grandmotherAge)];
  if (random.chance(0.45)) grandparents.push(kin('parent', 'male', grandmotherAge + random.int(0, 4)));
  return [...family, ...grandparents];
}

function oldAndAlone(random: Random): Member[] {
  const [least, most] = random.weighted([
    [45, [65, 74]],
    [40, [75, 84]],
    [15, [85, 94]],
  ] as const);
  return [kin('head', random.chance(0.62) ? 'female' : 'male', random.int(least, most))];
}

function oldWithGrownChild(random: Random): Member[] {
  const age = random.int(70, 91);
  return [
    inLaw('head', random.chance(0.7) ? 'female' : 'male', age),
    kin('child', sexAtBirth(random), age - random.int(24, 33)),
  ];
}

function withGrandchild(random: Random): Member[] {
  return [...couple(random, random.int(63, 73)), kin('grandchild', sexAtBirth(random), random.int(3, 13))];
}

function twoChildren(random: Random): Member[] {
  const younger = random.int(0, 12);
  return parentsOf(random, [younger + random.int(2, 5), younger]);
}

function loneParent(random: Random): Member[] {
  const age = random.int(3, 17);
  return [inLaw('head', 'female', age + random.int(22, 33)), kin('child', sexAtBirth(random), age)];
}

const COMPOSITIONS: readonly (readonly [weight: number, compose: (random: Random) => Member[]])[] = [
  [7.2, oldAndAlone],
  [16.5, (random) => couple(random, random.int(67, 86))],
  [4, oldWithGrownChild],
  [9, threeGenerations],
  [1.2, withGrandchild],
  [16, (random) => couple(random, random.int(50, 63))],
  [8, (random) => parentsOf(random, [random.int(19, 30)])],
  [19, (random) => parentsOf(random, [random.int(0, 17)])],
  [5, twoChildren],
  [2.1, loneParent],
  [6, (random) => couple(random, random.int(25, 38))],
  [6, (random) => [kin('head', sexAtBirth(random), random.int(23, 45))]],
];

/** One household, head first. */
export function composeFamily(random: Random, today: PlainDate): Resident[] {
  const familyName = surname(random);
  return random
    .weighted(COMPOSITIONS)(random)
    .map((member) => {
      const birthDate = birthDateAtAge(today, member.age, random.int(0, 363));
      const lastName = member.bearsFamilyName ? familyName : surname(random);
      return {
        name: lastName + givenName(random, Number(birthDate.slice(0, 4)), member.sex),
        sex: member.sex,
        birthDate,
        relation: member.relation,
        disability: disabilityAt(random, member.age),
      };
    });
}

/** Share of holders of a disability certificate by age: about 6 % of everybody, most of them old. */
function disabilityAt(random: Random, age: number): Disability | null {
  const rate = age >= 65 ? 0.15 : age >= 45 ? 0.05 : age >= 15 ? 0.02 : 0.01;
  if (!random.chance(rate)) return null;
  const kind = random.weighted([
    [45, 'limb'],
    [18, 'hearing'],
    [14, 'sight'],
    [8, 'mental'],
    [8, 'intellectual'],
    [5, 'multiple'],
    [2, 'speech'],
  ] as const);
  return {
    kind,
    grade: random.weighted([
      [10, 1],
      [25, 2],
      [35, 3],
      [30, 4],
    ] as const),
  };
}

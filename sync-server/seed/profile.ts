import type { PersonProfile } from '#shared/schema/types/person';
import { givenName } from './names';
import type { Resident } from './families';
import type { Random } from './random';

/** What a register asks beyond who somebody is. Shares are assumed, but for that of party members (about 1 in 14 nationally). */

/** Adults of whom somebody asked. */
const ASKED = 0.7;
const PROFILE_FROM_YEARS = 15;

/** Ethnic groups, GB/T 3304, as they are met in the east of the country. */
const ETHNICITIES = [
  [986, '01'],
  [5, '03'],
  [2, '11'],
  [2, '08'],
  [2, '15'],
  [1, '06'],
  [1, '02'],
  [1, '05'],
] as const;

interface Schooling {
  readonly bornBefore: number;
  readonly education: readonly (readonly [weight: number, code: string])[];
}

/** Education, GB/T 4658: 81 primary, 71 junior middle, 61 senior middle, 41 vocational, 31 college, 21 bachelor, 14 master, 90 none. */
const SCHOOLING: readonly Schooling[] = [
  {
    bornBefore: 1950,
    education: [
      [22, '90'],
      [42, '81'],
      [22, '71'],
      [9, '61'],
      [5, '21'],
    ],
  },
  {
    bornBefore: 1970,
    education: [
      [4, '90'],
      [20, '81'],
      [42, '71'],
      [22, '61'],
      [7, '31'],
      [5, '21'],
    ],
  },
  {
    bornBefore: 1990,
    education: [
      [4, '81'],
      [26, '71'],
      [14, '61'],
      [12, '41'],
      [20, '31'],
      [20, '21'],
      [4, '14'],
    ],
  },
  {
    bornBefore: Number.POSITIVE_INFINITY,
    education: [
      [14, '71'],
      [18, '61'],
      [10, '41'],
      [22, '31'],
      [30, '21'],
      [6, '14'],
    ],
  },
];

/** Where people work; none of them exists. */
const WORKPLACES = [
  '青禾机械厂',
  '禾苗食品公司',
  '稻香超市',
  '青穗物流',
  '清和中学',
  '青禾小学',
  '禾丰商贸公司',
  '穗安物业',
  '青禾出租车公司',
  '禾康药房',
  '自由职业',
  '个体经营',
] as const;

/** The profile of somebody of that age; null for children and for those nobody asked. */
export function profileOf(random: Random, resident: Resident, age: number): PersonProfile | null {
  if (age < PROFILE_FROM_YEARS || !random.chance(ASKED)) return null;
  const birthYear = Number(resident.birthDate.slice(0, 4));
  const works = age >= 22 && age < 60 && random.chance(0.45);
  const hadOtherName = age >= 60 && random.chance(0.02);
  return {
    ethnicity: random.weighted(ETHNICITIES),
    education: educationOf(random, birthYear, age),
    maritalStatus: resident.maritalStatus,
    politicalStatus: politicalStatusOf(random, age),
    ...(works && { workplace: random.pick(WORKPLACES) }),
    ...(hadOtherName && { formerName: resident.name.charAt(0) + givenName(random, birthYear, resident.sex) }),
  };
}

function educationOf(random: Random, birthYear: number, age: number): string {
  if (age < 18) return '71';
  const row = SCHOOLING.find(({ bornBefore }) => birthYear < bornBefore);
  const code = random.weighted(row?.education ?? []);
  // Nobody has a degree at nineteen.
  return age < 22 && ['21', '14', '31'].includes(code) ? '61' : code;
}

/** Political status, GB/T 4762: 01 party member, 03 youth league, 13 none. */
function politicalStatusOf(random: Random, age: number): string {
  if (age < 28) return random.chance(0.4) ? '03' : '13';
  return random.chance(age >= 60 ? 0.13 : 0.08) ? '01' : '13';
}

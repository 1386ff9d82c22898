import type { Person, Relation, Sex } from '#shared/schema/types/person';
import type { Random } from './random';

/** Members of a household before they have names: what each is to the head, by GB/T 4761. */

export interface Member {
  readonly sex: Sex;
  /** Full years; of somebody who died, what they would be. */
  readonly age: number;
  /** Two digits of GB/T 4761, for the member's own sex. */
  readonly relationCode: string;
  /** Whose surname: the family's, the one that came in by marriage, or one of the member's own, as wives and mothers keep. */
  readonly surname: 'family' | 'married-in' | 'own';
  readonly status: Person['status'];
}

const GROUPS: readonly Relation[] = [
  'head',
  'spouse',
  'child',
  'child',
  'grandchild',
  'parent',
  'grandparent',
  'sibling',
  'other',
  'other',
];

/** The group that a relation code belongs to: 22 长子 and 38 儿媳 are `child`. */
export function relationOf(relationCode: string): Relation {
  const group = GROUPS[Number(relationCode.charAt(0))];
  if (!group) throw new Error(`no relation ${relationCode}`);
  return group;
}

/** 52 % of children are boys. */
export const sexAtBirth = (random: Random): Sex => (random.chance(0.52) ? 'male' : 'female');

/** A member who lives at home and bears the family's name. */
export const kin = (relationCode: string, sex: Sex, age: number): Member => ({
  relationCode,
  sex,
  age,
  surname: 'family',
  status: 'living-here',
});

/** A member with a surname of her or his own. */
export const inLaw = (relationCode: string, sex: Sex, age: number): Member => ({
  ...kin(relationCode, sex, age),
  surname: 'own',
});

/** The head of household. */
export const HEAD = '02';

const SONS = ['22', '23', '24'] as const;
const DAUGHTERS = ['32', '33', '34'] as const;
/** Born in years in which most families had one child, who is called so: 独生子 rather than 长子. */
const ONE_CHILD_AGES = [10, 46] as const;

/** Children of the head by age, the oldest first: 长子 and 长女 may stand side by side, since each sex is counted by itself. */
export function children(random: Random, ages: readonly number[]): Member[] {
  const counts = { male: 0, female: 0 };
  return ages
    .toSorted((a, b) => b - a)
    .map((age) => {
      const sex = sexAtBirth(random);
      const order = counts[sex]++;
      if (ages.length === 1 && age >= ONE_CHILD_AGES[0] && age < ONE_CHILD_AGES[1]) {
        return kin(sex === 'male' ? '21' : '31', sex, age);
      }
      return kin((sex === 'male' ? SONS : DAUGHTERS)[order] ?? (sex === 'male' ? '29' : '39'), sex, age);
    });
}

/** Pairs of codes that are a couple. */
const COUPLES: readonly (readonly [own: RegExp, partner: RegExp])[] = [
  [/^02$/, /^1[12]$/],
  [/^2[1-7]$/, /^38$/],
  [/^3[1-7]$/, /^28$/],
  [/^51$/, /^52$/],
  [/^53$/, /^54$/],
  [/^55$/, /^56$/],
];

/** Who a member is married to; undefined for whoever has nobody on file. */
export function partnerOf(member: Member, members: readonly Member[]): Member | undefined {
  for (const [first, second] of COUPLES) {
    const wanted = first.test(member.relationCode) ? second : second.test(member.relationCode) ? first : null;
    const partner = wanted && members.find((each) => each !== member && wanted.test(each.relationCode));
    if (partner) return partner;
  }
  return undefined;
}

/** Marital status, GB/T 2261.2: 10 never, 21 first marriage, 22 married again, 30 widowed, 40 divorced. */
export function maritalStatusOf(random: Random, member: Member, members: readonly Member[]): string {
  const partner = partnerOf(member, members);
  if (partner) return partner.status === 'deceased' ? '30' : random.chance(0.06) ? '22' : '21';
  const { age } = member;
  if (age < 22) return '10';
  if (age >= 65) return random.weighted([[80, '30'] as const, [14, '40'] as const, [6, '10'] as const]);
  if (age >= 40 || members.some(({ relationCode }) => /^[23]/.test(relationCode))) {
    return random.weighted([[62, '40'] as const, [18, '30'] as const, [20, '10'] as const]);
  }
  return random.chance(0.85) ? '10' : '40';
}

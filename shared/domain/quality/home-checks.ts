import { ageOn } from '../people/age';
import { kinPlace } from '../people/relations';
import type { Check } from './check';
import type { DwellingFacts, HouseholdFacts, PersonFacts } from './facts';
import type { RuleId } from './rules';

const headsOf = ({ members }: HouseholdFacts): readonly PersonFacts[] =>
  members.filter(({ relation }) => relation === 'head');

const headOf = ({ members, headUid }: HouseholdFacts): PersonFacts | null =>
  members.find(({ uid }) => uid === headUid) ?? null;

/** The one member who is beyond doubt the head: whose relation says so, or who lives there alone. */
function headFix(household: HouseholdFacts) {
  const heads = headsOf(household);
  const candidates = heads.length > 0 ? heads : household.members;
  const [only, another] = candidates;
  return only && !another && only.name !== null ? { fix: { kind: 'make-head', personUid: only.uid } as const } : {};
}

/** Full years by which one is older than the other, negative for younger. */
function yearsOlder(elder: PersonFacts, younger: PersonFacts): number {
  return elder.birthDate <= younger.birthDate
    ? ageOn(elder.birthDate, younger.birthDate)
    : -ageOn(younger.birthDate, elder.birthDate);
}

/** What is looked at in a household that has members here, by rule. */
export const HOUSEHOLD_CHECKS = {
  'no-head': (household) =>
    household.headUid === null && household.kind !== 'collective' ? { field: 'headUid', ...headFix(household) } : null,
  'two-heads': (household) => (headsOf(household).length > 1 ? { field: 'relation' } : null),
  'head-not-member': (household) =>
    household.headUid !== null && headOf(household) === null ? { field: 'headUid', ...headFix(household) } : null,
  'generation-gap': (household, _, { years = 0 }) => {
    const head = headOf(household);
    if (!head) return null;
    const isOff = household.members.some((member) => {
      const generation = generationOf(member);
      const older = generation > 0 ? yearsOlder(head, member) : yearsOlder(member, head);
      return generation !== 0 && older < years * Math.abs(generation);
    });
    return isOff ? { field: 'relation' } : null;
  },
  'spouse-too-young': (household, { today }, { years = 0 }) =>
    household.members.some(({ relation, birthDate }) => relation === 'spouse' && ageOn(birthDate, today) < years)
      ? { field: 'relation' }
      : null,
  'children-alone': ({ members }, { today }, { years = 0 }) =>
    members.every(({ birthDate }) => ageOn(birthDate, today) < years) ? { field: 'members' } : null,
} as const satisfies Partial<Record<RuleId, Check<HouseholdFacts>>>;

/** Adopted and stepchildren, stepparents: of any age. */
const NOT_BY_BIRTH: ReadonlySet<string> = new Set(['27', '37', '57', '58']);

/** Generations below the head, negative above; 0 for the same one, and for whoever is no kin by birth. */
function generationOf({ relation, relationCode }: PersonFacts): number {
  const { generation, line } = kinPlace(relation, relationCode);
  return line === 'own' && !NOT_BY_BIRTH.has(relationCode ?? '') ? (generation ?? 0) : 0;
}

/** What is looked at in a home, by rule. */
export const DWELLING_CHECKS = {
  'vacant-with-residents': ({ use, residents }) =>
    use === 'vacant' && residents > 0 ? { field: 'use', fix: { kind: 'set-use', use: 'own' } } : null,
  'home-without-residents': ({ use, residents }) =>
    (use === 'own' || use === 'rented') && residents === 0
      ? { field: 'use', fix: { kind: 'set-use', use: 'vacant' } }
      : null,
  'building-missing': ({ hasBuilding }) => (hasBuilding ? null : { field: 'buildingUid' }),
} as const satisfies Partial<Record<RuleId, Check<DwellingFacts>>>;

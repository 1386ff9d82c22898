import type { DwellingFacts, HouseholdFacts, PersonFacts, QualityContext } from '#shared/domain/quality/facts';

export const TODAY = '2026-05-20';

let count = 0;

/** A file in which everything fits: a woman of 66 with an id, who lives with others. */
export function personFacts(about: Partial<PersonFacts> = {}): PersonFacts {
  count += 1;
  return {
    id: `person:st-1:p${count}`,
    uid: `p${count}`,
    name: '何秀兰',
    sex: 'female',
    birthDate: '1960-03-05',
    status: 'living-here',
    relation: 'head',
    relationCode: '02',
    householdUid: 'h1',
    dwellingUid: 'd1',
    registeredDwellingUid: 'd1',
    disability: null,
    livingAlone: null,
    citizenId: { problems: [], birthDate: '1960-03-05', sex: 'female', region: 'current' },
    phone: { isPlausible: true },
    hasContact: true,
    certificate: null,
    ...about,
  };
}

/** A household of these people, the first of whom heads it. */
export function householdFacts(members: readonly PersonFacts[], about: Partial<HouseholdFacts> = {}): HouseholdFacts {
  return {
    id: 'household:st-1:h1',
    uid: 'h1',
    dwellingUid: 'd1',
    headUid: members[0]?.uid ?? null,
    kind: 'family',
    status: 'current',
    members,
    ...about,
  };
}

export function dwellingFacts(about: Partial<DwellingFacts> = {}): DwellingFacts {
  return { id: 'dwelling:st-1:d1', uid: 'd1', use: 'own', residents: 2, hasBuilding: true, ...about };
}

/** A station where every link leads somewhere and every household has two residents. */
export function context(about: Partial<QualityContext> = {}): QualityContext {
  return {
    today: TODAY,
    residentsOf: () => 2,
    hasHousehold: () => true,
    hasDwelling: () => true,
    sameIdCount: () => 1,
    ...about,
  };
}

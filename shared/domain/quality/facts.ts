import type { OpenedPerson } from '../../schema/opened-person';
import type { CalendarDate } from '../calendar/date';
import type { IdProblem } from '../people/citizen-id';

/** What rules know about a sealed number without having it: whoever opens the value computes these. */
export interface CitizenIdFacts {
  readonly problems: readonly IdProblem[];
  readonly birthDate: CalendarDate | null;
  readonly sex: 'female' | 'male' | null;
  readonly region: 'current' | 'superseded' | null;
}

/** One person as quality rules see it; a closed file (`name` null) is judged by nobody. */
export interface PersonFacts extends Pick<
  OpenedPerson,
  | 'uid'
  | 'name'
  | 'sex'
  | 'birthDate'
  | 'status'
  | 'relation'
  | 'relationCode'
  | 'householdUid'
  | 'dwellingUid'
  | 'registeredDwellingUid'
  | 'disability'
  | 'livingAlone'
> {
  readonly id: string;
  /** Null for somebody without an id on file. */
  readonly citizenId: CitizenIdFacts | null;
  /** Null for somebody without a phone on file. */
  readonly phone: { readonly isPlausible: boolean } | null;
  readonly hasContact: boolean;
  /** The valid disability certificate with the latest issue; null for none on file. */
  readonly certificate: { readonly expiresOn: CalendarDate | null; readonly agrees: boolean } | null;
}

export interface HouseholdFacts {
  readonly id: string;
  readonly uid: string;
  readonly dwellingUid: string;
  readonly headUid: string | null;
  readonly kind: 'family' | 'collective';
  readonly status: 'current' | 'moved-out';
  /** People of the household who live here now. */
  readonly members: readonly PersonFacts[];
}

export interface DwellingFacts {
  readonly id: string;
  readonly uid: string;
  readonly use: 'own' | 'rented' | 'vacant' | 'business' | null;
  readonly residents: number;
  readonly hasBuilding: boolean;
}

/** What rules need to know beyond the record itself. */
export interface QualityContext {
  readonly today: CalendarDate;
  /** People living now in that household. */
  residentsOf(householdUid: string): number;
  hasHousehold(uid: string): boolean;
  hasDwelling(uid: string): boolean;
  /** How many people of the station have the same citizen id, this one included; 0 where unknown. */
  sameIdCount(personUid: string): number;
}

/** Something that does not fit. Says which rule, about what, and which field to look at; never a value. */
export interface QualityFinding {
  readonly ruleId: string;
  readonly subjectType: 'person' | 'household' | 'dwelling';
  readonly subjectUid: string;
  /** `_id` of the record. */
  readonly subjectId: string;
  readonly field: string | null;
  readonly severity: 'error' | 'warning' | 'hint';
  /** The press that mends it, or null where a person has to look. */
  readonly fix: QualityFix | null;
}

/** What one press does. What has to be opened for it is opened by whoever applies it. */
export type QualityFix =
  | { readonly kind: 'birth-date-from-id' }
  | { readonly kind: 'sex-from-id' }
  | { readonly kind: 'make-head'; readonly personUid: string }
  | { readonly kind: 'clear-declaration' }
  | { readonly kind: 'disability-from-certificate' }
  | { readonly kind: 'clear-link'; readonly field: 'householdUid' | 'dwellingUid' | 'registeredDwellingUid' }
  | { readonly kind: 'set-use'; readonly use: 'own' | 'vacant' };

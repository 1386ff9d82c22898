import type { Observable } from 'rxjs';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { KeyKind } from '#shared/domain/people/key-people';
import type { QualityFinding } from '#shared/domain/quality/facts';
import type { Disability, Relation, Sex } from '#shared/schema/types/person';
import type { DwellingUse } from '#shared/schema/types/home';
import type { EnterpriseKind } from '#shared/schema/types/enterprise';
import type { RoundQuestion, RoundRow } from './round';

/**
 * The register 名册: everybody and every home on this device in memory, in a worker, so that lists, searches and look-ups over
 * 100,000 people answer within a frame and the page never waits. It is built after unlock, follows every change, and is kept
 * encrypted on the disk. What it hands out is what the signed-in person may see: a closed file comes without name, home and numbers.
 */
export interface Register {
  readonly state$: Observable<RegisterState>;
  /** Goes up whenever an answer may be another than before. */
  readonly version$: Observable<number>;
  list<K extends RegisterKind>(query: ListQuery<K>): Promise<ListPage<RegisterRows[K]>>;
  /** `_id`s of all that a query finds, in its order; `offset` and `limit` do not count. For bulk actions and exports. */
  ids(query: ListQuery): Promise<readonly string[]>;
  /** Rows by `_id`, in the order asked for; what is not here (any more) is left out. */
  rows<K extends RegisterKind>(
    kind: K,
    ids: readonly string[],
    today: CalendarDate,
  ): Promise<readonly RegisterRows[K][]>;
  /** The best first. Answers from what is loaded while `state$` says `building`. */
  search(query: SearchQuery): Promise<readonly SearchHit[]>;
  /** Who may be the same person, the surest first; nobody who is closed to the reader. */
  alike(candidate: Candidate, limit: number): Promise<readonly Alike[]>;
  /** Pairs of files that may be one person's, the surest first. */
  duplicates(limit: number): Promise<readonly DuplicatePair[]>;
  /** `_id`s of people with that citizen id, for each id asked for; in one form or the other (`normalCitizenId`). */
  byCitizenId(citizenIds: readonly string[]): Promise<readonly (readonly string[])[]>;
  /** Dwellings by `addressKey` (`shared/domain/people/address`), null where the register has none. */
  byAddress(keys: readonly string[]): Promise<readonly (DwellingRow | null)[]>;
  findings(query: FindingQuery): Promise<FindingPage>;
  findingsOf(subjectUid: string, today: CalendarDate): Promise<readonly QualityFinding[]>;
  /** How many there are of what, over all grids or in one. */
  counts(today: CalendarDate, grid: number | null): Promise<RegisterCounts>;
  /**
   * Everybody who has to be visited, the longest overdue first; the same array while nothing has changed. What is packed on the disk
   * is waited for; where records have to be read one by one, and while a first sync brings them, it is made of what is there. Throws
   * `device.storage-failed` where the records cannot be read, and has them read anew when it is asked again.
   */
  round(question: RoundQuestion): Promise<readonly RoundRow[]>;
  /** Addresses of dwellings by uid, null where the register has none. */
  addresses(dwellingUids: readonly string[]): Promise<readonly (string | null)[]>;
}

export interface RegisterState {
  readonly kind: 'building' | 'ready' | 'failed';
  /** Records taken in so far. */
  readonly records: number;
}

export type RegisterKind = 'person' | 'dwelling' | 'household' | 'enterprise';

export interface RegisterRows {
  readonly person: PersonRow;
  readonly dwelling: DwellingRow;
  readonly household: HouseholdRow;
  readonly enterprise: EnterpriseRow;
}

/** What a list shows of somebody. */
export interface PersonRow {
  readonly id: string;
  readonly uid: string;
  readonly grid: number;
  /** Null for a file that is closed to the reader. */
  readonly name: string | null;
  readonly sex: Sex | null;
  readonly birthDate: CalendarDate;
  readonly relation: Relation | null;
  readonly status: 'living-here' | 'moved-out' | 'deceased';
  readonly kinds: readonly KeyKind[];
  readonly disability: Disability | null;
  readonly householdUid: string | null;
  readonly dwellingUid: string | null;
  /** '' without a home here, and for a closed file. */
  readonly address: string;
  /** Last four digits; null without a phone, and for a closed file. */
  readonly phoneTail: string | null;
  readonly idTail: string | null;
  readonly isRegisteredHere: boolean;
  readonly changedAtMs: number;
}

export interface DwellingRow {
  readonly id: string;
  readonly uid: string;
  readonly grid: number;
  readonly buildingUid: string;
  readonly address: string;
  readonly unit: string;
  readonly floor: number;
  readonly room: string;
  readonly use: DwellingUse | null;
  readonly households: number;
  readonly residents: number;
  readonly keyPeople: number;
  readonly changedAtMs: number;
}

export interface HouseholdRow {
  readonly id: string;
  readonly uid: string;
  readonly grid: number;
  readonly dwellingUid: string;
  readonly address: string;
  /** Null without a head, or one whose file is closed. */
  readonly headName: string | null;
  readonly members: number;
  readonly kinds: readonly KeyKind[];
  readonly status: 'current' | 'moved-out';
  readonly changedAtMs: number;
}

export interface EnterpriseRow {
  readonly id: string;
  readonly uid: string;
  readonly grid: number;
  readonly name: string;
  readonly kind: EnterpriseKind;
  readonly creditCode: string | null;
  readonly address: string;
  readonly employees: number | null;
  readonly isHazardous: boolean;
  readonly status: 'active' | 'closed';
  readonly changedAtMs: number;
}

/** Conditions that all have to hold; of a list, any. Absent asks for nothing. */
export interface ListFilter {
  /** As typed into the list's search field: what `search` finds. */
  readonly text?: string;
  readonly grids?: readonly number[];
  readonly buildingUids?: readonly string[];
  readonly dwellingUids?: readonly string[];
  /** People, and households or dwellings with such people. */
  readonly kinds?: readonly KeyKind[];
  readonly sex?: Sex;
  /** Full years, both included. */
  readonly ageFrom?: number;
  readonly ageTo?: number;
  /** People: `living-here` when absent. Households: `current`. Enterprises: `active`. `all` for everything. */
  readonly status?: string;
  readonly hasPhone?: boolean;
  readonly hasCitizenId?: boolean;
  readonly isRegisteredHere?: boolean;
  readonly hasFindings?: boolean;
  readonly uses?: readonly (DwellingUse | 'unknown')[];
  readonly enterpriseKinds?: readonly EnterpriseKind[];
  readonly isHazardous?: boolean;
}

/** Orders that a list of the kind can have; names in the order of their pinyin, addresses with their numbers as numbers. */
export const LIST_SORTS = {
  person: ['name', 'age', 'address', 'grid', 'changed'],
  dwelling: ['address', 'residents', 'keyPeople', 'grid', 'changed'],
  household: ['address', 'head', 'members', 'grid', 'changed'],
  enterprise: ['name', 'address', 'employees', 'grid', 'changed'],
} as const;

export interface ListQuery<K extends RegisterKind = RegisterKind> {
  readonly kind: K;
  readonly filter: ListFilter;
  readonly sort: { readonly by: (typeof LIST_SORTS)[K][number]; readonly descending: boolean };
  readonly offset: number;
  readonly limit: number;
  /** The day it is at the station: ages and kinds are of that day. */
  readonly today: CalendarDate;
}

export interface ListPage<R> {
  readonly rows: readonly R[];
  readonly total: number;
  /** `version$` as it was. */
  readonly version: number;
}

export interface SearchQuery {
  /** A name, pinyin, initials, an address, the last four of a phone or id, a whole id or phone; words in any order. */
  readonly text: string;
  readonly kinds?: readonly RegisterKind[];
  readonly limit: number;
  readonly today: CalendarDate;
}

export type MatchedBy = 'name' | 'pinyin' | 'initials' | 'address' | 'phone' | 'citizen-id' | 'credit-code';

export interface SearchHit {
  readonly kind: RegisterKind;
  readonly id: string;
  readonly uid: string;
  readonly grid: number;
  /** Name, or address for homes. */
  readonly title: string;
  /** Address of a person; head of a household; '' for none. */
  readonly detail: string;
  readonly matchedBy: MatchedBy;
  /** For people. */
  readonly birthDate: CalendarDate | null;
  readonly sex: Sex | null;
  readonly status: string;
}

/** Somebody who is being entered, as far as is known. */
export interface Candidate {
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDate: CalendarDate | null;
  readonly dwellingUid: string | null;
  readonly citizenId: string | null;
  readonly phone: string | null;
  /** Not to be found as its own double. */
  readonly exceptUid?: string;
}

/** Why two files may be one person's. */
export const ALIKE_REASONS = [
  'citizen-id',
  'name-birth',
  'name-home',
  'name-phone',
  'pinyin-birth',
  'pinyin-home',
] as const;
export type AlikeReason = (typeof ALIKE_REASONS)[number];

export interface Alike {
  readonly person: PersonRow;
  readonly reasons: readonly AlikeReason[];
  /** 0 to 1; from 0.9 on it is all but certain. */
  readonly certainty: number;
}

export interface DuplicatePair {
  readonly a: PersonRow;
  readonly b: PersonRow;
  readonly reasons: readonly AlikeReason[];
  readonly certainty: number;
}

export interface FindingQuery {
  readonly ruleIds?: readonly string[];
  readonly severities?: readonly QualityFinding['severity'][];
  readonly grids?: readonly number[];
  readonly offset: number;
  readonly limit: number;
  readonly today: CalendarDate;
}

export interface FindingPage {
  readonly rows: readonly (QualityFinding & {
    readonly grid: number;
    readonly title: string | null;
    readonly address: string;
  })[];
  readonly total: number;
  /** Of all grids asked for, whatever the rule. */
  readonly byRule: Readonly<Record<string, number>>;
}

export interface RegisterCounts {
  readonly people: number;
  readonly households: number;
  readonly dwellings: number;
  readonly enterprises: number;
  readonly byKind: Readonly<Record<KeyKind, number>>;
}

import type { Relation, Sex, Disability } from '../../schema/types/person';
import type { DwellingUse } from '../../schema/types/home';
import type { EnterpriseKind } from '../../schema/types/enterprise';
import type { CalendarDate } from '../calendar/date';
import type { IdProblem } from '../people/citizen-id';

/**
 * Rosters 花名册 as grid workers fill them: from rows of a table to what is imported. Pure: reading files, looking people up and
 * writing records is done by whoever calls (`renderer/data/imports`).
 */

/** What a cell holds. Dates come as `YYYY-MM-DD`; a formula as its last value; an error or a formula without one as `{error}`. */
export type CellValue = string | number | boolean | null | { readonly error: string };

export interface TableRow {
  /** As the spreadsheet numbers it, from 1. */
  readonly index: number;
  readonly cells: readonly CellValue[];
}

/** What a roster is about; decides which fields its columns may have. */
export const ROSTER_KINDS = ['person', 'dwelling', 'household', 'enterprise'] as const;
export type RosterKind = (typeof ROSTER_KINDS)[number];

/** What a column can mean; `ignore` is left out. A field may be given by one column only. */
export const ROSTER_FIELDS = [
  'ignore',
  'name',
  'citizenId',
  'sex',
  'birthDate',
  'phone',
  'relation',
  'householdNumber',
  'headName',
  'headCitizenId',
  'address',
  'street',
  'building',
  'unit',
  'floor',
  'room',
  'grid',
  'registeredAddress',
  'isRegisteredHere',
  'status',
  'ethnicity',
  'education',
  'maritalStatus',
  'politicalStatus',
  'workplace',
  'formerName',
  'disabilityKind',
  'disabilityGrade',
  'disabilityNumber',
  'livingAlone',
  'contactName',
  'contactRelation',
  'contactPhone',
  'use',
  'isRented',
  'area',
  'enterpriseKind',
  'creditCode',
  'representative',
  'employees',
  'isHazardous',
  'longitude',
  'latitude',
] as const;
export type RosterField = (typeof ROSTER_FIELDS)[number];

/** One column as its head names it. */
export interface HeaderColumn {
  /** Position in `TableRow.cells`. */
  readonly position: number;
  /** As it stands in the file. */
  readonly title: string;
  /** Which of the columns with that title it is, from 1. */
  readonly occurrence: number;
  /** A literal `*`, or "必填", in the title. */
  readonly isRequired: boolean;
}

export interface FoundHeader {
  /** `TableRow.index` of the (last) head row; data begins after it. */
  readonly rowIndex: number;
  readonly columns: readonly HeaderColumn[];
  /** Names the source: files with the same heads have the same one. Not secret; holds no value. */
  readonly signature: string;
}

/** How columns are read; kept per source. */
export interface RosterMapping {
  readonly kind: RosterKind;
  /** By `HeaderColumn.position`. */
  readonly fields: Readonly<Record<number, RosterField>>;
  /**
   * What this source's codes and words mean, by field, then by the text as it stands in the file; '' says what an empty cell means.
   * Values are those of `wordValues`, or '' for "says nothing".
   */
  readonly words: Readonly<Partial<Record<RosterField, Readonly<Record<string, string>>>>>;
  /** Grid for rows that do not say theirs; null where every row has to. */
  readonly defaultGrid: number | null;
}

/** What is wrong with a row, or looks wrong. Codes are stable: words for them stand in the screens. */
export const ROSTER_FINDINGS = [
  'missing',
  'id-length',
  'id-characters',
  'id-check',
  'id-birth',
  'id-region',
  'id-region-superseded',
  'id-lost-digits',
  'birth-disagrees',
  'sex-disagrees',
  'birth-unreadable',
  'birth-in-future',
  'age-unlikely',
  'phone-implausible',
  'relation-unknown',
  'relation-sex-disagrees',
  'word-unknown',
  'number-unreadable',
  'no-head',
  'two-heads',
  'duplicate-in-file',
  'duplicate-at-station',
  'alike-at-station',
  'home-unknown',
  'building-unknown',
  'grid-unknown',
  'grid-disagrees',
  'name-implausible',
  'credit-code-invalid',
  'cell-error',
  'empty-row',
  // What the person who imports may not write; found by whoever knows their rights.
  'grid-closed',
  'child-closed',
] as const;
export type RosterFindingCode = (typeof ROSTER_FINDINGS)[number];

export interface RosterFinding {
  readonly code: RosterFindingCode;
  /** `TableRow.index`. */
  readonly row: number;
  /** `HeaderColumn.position` of the cell to look at; null for the row as a whole. */
  readonly column: number | null;
  readonly field: RosterField | null;
  /** `error` keeps a row from being imported; `warning` asks for a look; `note` tells what was taken as what. */
  readonly severity: 'error' | 'warning' | 'note';
  /** Another row of the file (duplicates, heads), else null. */
  readonly otherRow: number | null;
  /** `_id` of somebody at the station (duplicates), else null. */
  readonly stationId: string | null;
  /** What would be right, where that is known: shown as the press that mends it. */
  readonly suggestion: string | null;
}

/** A row in plain words of ours; what a column does not give, or gives unreadably, is absent. */
export interface RosterPerson {
  readonly name?: string;
  readonly citizenId?: string;
  readonly idProblems?: readonly IdProblem[];
  readonly sex?: Sex;
  readonly birthDate?: CalendarDate;
  readonly phone?: string;
  readonly relation?: Relation;
  readonly relationCode?: string;
  readonly householdNumber?: string;
  readonly headName?: string;
  readonly headCitizenId?: string;
  readonly home?: RosterHome;
  readonly registeredAddress?: string;
  /** Where the registered address is, as far as it names a home; its grid is that of its building. */
  readonly registeredHome?: RosterHome;
  readonly isRegisteredHere?: boolean;
  readonly status?: 'living-here' | 'moved-out' | 'deceased';
  readonly profile?: Readonly<
    Partial<
      Record<'ethnicity' | 'education' | 'maritalStatus' | 'politicalStatus' | 'workplace' | 'formerName', string>
    >
  >;
  readonly disability?: Disability;
  readonly disabilityNumber?: string;
  readonly livingAlone?: boolean;
  readonly contact?: { readonly name: string; readonly relation: string; readonly phone: string };
}

/** Where a row says that a home is. */
export interface RosterHome {
  readonly address: string;
  /** `addressKey` of the whole address. */
  readonly key: string;
  readonly street: string | null;
  /** `8幢`. */
  readonly building: string | null;
  readonly unit: string | null;
  readonly floor: number | null;
  readonly room: string | null;
  readonly grid: number | null;
  /** uid of the building at the station; null for one that would be made. */
  readonly buildingUid: string | null;
}

export interface RosterDwelling {
  readonly home?: RosterHome;
  readonly use?: DwellingUse;
  readonly areaSquareMeters?: number;
  readonly position?: { readonly lat: number; readonly lng: number };
}

export interface RosterEnterprise {
  readonly name?: string;
  readonly kind?: EnterpriseKind;
  readonly creditCode?: string;
  readonly address?: string;
  readonly home?: RosterHome;
  readonly representative?: string;
  readonly phone?: string;
  readonly employees?: number;
  readonly isHazardous?: boolean;
  readonly position?: { readonly lat: number; readonly lng: number };
}

export type RosterContent =
  | { readonly kind: 'person'; readonly person: RosterPerson }
  | { readonly kind: 'dwelling'; readonly dwelling: RosterDwelling }
  | { readonly kind: 'household'; readonly person: RosterPerson }
  | { readonly kind: 'enterprise'; readonly enterprise: RosterEnterprise };

/** One row, read and judged by itself. */
export interface RosterRow {
  readonly index: number;
  /** Where the row belongs, whether it has a home or not; null where nothing says it. */
  readonly grid: number | null;
  readonly content: RosterContent;
  readonly findings: readonly RosterFinding[];
}

/** What the station has that a roster is compared with. */
export interface StationHomes {
  readonly buildings: readonly StationBuilding[];
  readonly grids: readonly StationGrid[];
}

export interface StationGrid {
  readonly uid: string;
  readonly number: number;
  /** As people write it, in any language. */
  readonly names: readonly string[];
}

export interface StationBuilding {
  readonly uid: string;
  readonly grid: number;
  readonly name: string;
  readonly street: string;
}

/** What somebody decided about a row that is at the station already. */
export type RowDecision = 'new' | 'skip' | 'fill' | 'overwrite';

/**
 * A record to be made, in plain fields as its type has them; `sealFields` closes them. uids are minted by the plan, so that a plan
 * that is applied twice makes nothing twice.
 */
export interface PlannedRecord {
  readonly type: 'building' | 'dwelling' | 'household' | 'person' | 'certificate' | 'enterprise';
  readonly grid: number;
  readonly uid: string;
  /** For values: whose they are; null for what is about nobody. */
  readonly birthDate: CalendarDate | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A change of a record of before; `onlyEmpty` leaves what holds something. */
export interface PlannedChange {
  readonly id: string;
  readonly birthDate: CalendarDate | null;
  readonly onlyEmpty: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

import type { CalendarDate } from '../calendar/date';
import type { RegionLookup } from '../people/citizen-id';
import type { StationHomes } from './types';

/** The code that a word or code of a roster stands for, or null where the table knows none. Handed in from `shared/codes`. */
export type CodeLookup = (text: string) => string | null;

/** Code tables that people are described with. */
export interface PersonCodes {
  /** Two digits of GB/T 4761; knows the one-digit table too: `3` is 女, which is `30`. */
  readonly relation: CodeLookup;
  readonly ethnicity: CodeLookup;
  readonly education: CodeLookup;
  readonly maritalStatus: CodeLookup;
  readonly politicalStatus: CodeLookup;
}

/** What rows are read against. */
export interface RosterContext {
  readonly today: CalendarDate;
  readonly regionOf: RegionLookup;
  readonly codes: PersonCodes;
  readonly station: StationHomes;
  /** Buildings that the station does not have are made; else rows that name one are errors. */
  readonly mayCreateBuildings: boolean;
}

/** Somebody at the station whom a row may be about, as far as the reader may know. */
export interface StationPerson {
  /** `_id` of the record. */
  readonly id: string;
  readonly uid: string;
  readonly grid: number;
  /** Null for a closed file. */
  readonly name: string | null;
  readonly birthDate: CalendarDate;
  readonly householdUid: string | null;
  readonly dwellingUid: string | null;
}

/** A dwelling at the station with the households that live there now. */
export interface StationDwelling {
  readonly id: string;
  readonly uid: string;
  readonly grid: number;
  readonly buildingUid: string;
  readonly households: readonly {
    readonly uid: string;
    readonly headUid: string | null;
    /** Null without a head, and for a closed file. */
    readonly headName: string | null;
  }[];
}

/** An enterprise at the station. */
export interface StationEnterprise {
  readonly id: string;
  readonly uid: string;
  readonly grid: number;
}

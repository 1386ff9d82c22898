import type { StationPerson } from './context';
import type { HomesPlan, PlacedDwelling } from './plan-homes';
import type { PlanInput } from './plan-types';
import type { PlannedChange, PlannedRecord, RosterPerson, RosterRow } from './types';

/** A household of the roster, at the station or to be made. */
export interface PlannedHousehold {
  readonly uid: string;
  /** The station has it: nothing is made. */
  isKnown: boolean;
  headUid: string | null;
  /** Where the head lives, else whoever comes first. */
  dwelling: PlacedDwelling | null;
  registerNumber: string | null;
  /** Rows of it that are taken in. */
  rows: number;
}

/** Somebody of the roster with all that is decided about him or her. */
export interface PlacedPerson {
  readonly row: RosterRow;
  readonly person: RosterPerson;
  /** Null for somebody new. */
  readonly match: StationPerson | null;
  readonly uid: string;
  readonly grid: number;
  readonly dwelling: PlacedDwelling | null;
  readonly household: PlannedHousehold | null;
}

/** The record of somebody new, with the certificate of a disability; [] for a head of whom too little is known. */
export function personRecords(
  placed: PlacedPerson,
  homes: HomesPlan,
  { options }: PlanInput,
): readonly PlannedRecord[] {
  const { person, uid, grid, dwelling, household } = placed;
  const { name, sex, birthDate, disability } = person;
  if (name === undefined || sex === undefined || birthDate === undefined) return [];
  const isAlone = household?.rows === 1 && household.headUid === uid;
  const fields = {
    name,
    sex,
    birthDate,
    householdUid: householdUidOf(household),
    dwellingUid: dwelling?.uid ?? null,
    registeredDwellingUid: registeredUid(person, dwelling, homes),
    relation: person.relation ?? (isAlone ? 'head' : 'other'),
    relationCode: person.relationCode ?? (isAlone ? HEAD : null),
    status: person.status ?? 'living-here',
    citizenId: person.citizenId ?? null,
    phone: person.phone ?? null,
    contacts: person.contact ? [{ id: options.newUid(), ...person.contact }] : [],
    disability: disability ?? null,
    livingAlone: declaration(person, options),
    profile: person.profile ?? null,
    importUid: options.importUid,
    mergedIntoUid: null,
  };
  const record: PlannedRecord = { type: 'person', grid, uid, birthDate, fields };
  return disability ? [record, certificate(placed, birthDate, options)] : [record];
}

/** GB/T 4761: 户主. */
const HEAD = '02';

/** A household without a home is none. */
const householdUidOf = (household: PlannedHousehold | null): string | null =>
  household && (household.isKnown || household.dwelling) ? household.uid : null;

function registeredUid(person: RosterPerson, dwelling: PlacedDwelling | null, homes: HomesPlan): string | null {
  if (person.isRegisteredHere === true) return dwelling?.uid ?? null;
  return person.registeredHome ? (homes.find(person.registeredHome.key)?.uid ?? null) : null;
}

function declaration({ livingAlone }: RosterPerson, { today, touch }: PlanInput['options']): object | null {
  return livingAlone === undefined ? null : { value: livingAlone, declaredOn: today, recorded: touch };
}

function certificate(
  { person, uid, grid }: PlacedPerson,
  birthDate: string,
  { importUid, newUid }: PlanInput['options'],
): PlannedRecord {
  const fields = {
    personUid: uid,
    kind: 'disability',
    holds: person.disability,
    number: person.disabilityNumber ?? null,
    issuedOn: null,
    expiresOn: null,
    status: 'valid',
    importUid,
  };
  return { type: 'certificate', grid, uid: newUid(), birthDate, fields };
}

/** What a row changes in somebody whom the station has; null where nothing is told. Without a dwelling the home on file stays. */
export function personChange(
  placed: PlacedPerson,
  match: StationPerson,
  isOverwriting: boolean,
  homes: HomesPlan,
  { options }: PlanInput,
): PlannedChange | null {
  const { person, dwelling, household } = placed;
  const fields = {
    citizenId: person.citizenId,
    phone: person.phone,
    contacts: person.contact && [{ id: options.newUid(), ...person.contact }],
    disability: person.disability,
    livingAlone: declaration(person, options) ?? undefined,
    profile: person.profile,
    ...(dwelling && {
      dwellingUid: dwelling.uid,
      householdUid: householdUidOf(household) ?? undefined,
      registeredDwellingUid: registeredUid(person, dwelling, homes) ?? undefined,
    }),
    // These are never empty: only overwriting changes them, and the two of a relation together.
    ...(isOverwriting && {
      name: person.name,
      sex: person.sex,
      status: person.status,
      relation: person.relation,
      relationCode: person.relation && (person.relationCode ?? null),
    }),
  };
  const told = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  if (Object.keys(told).length === 0) return null;
  return { id: match.id, birthDate: match.birthDate, onlyEmpty: !isOverwriting, fields: told };
}

/** The record of a household that is made; null for one of the station, and without a home. */
export function householdRecord(household: PlannedHousehold, { options }: PlanInput): PlannedRecord | null {
  const { dwelling, isKnown, uid, headUid, registerNumber } = household;
  if (isKnown || !dwelling) return null;
  const fields = {
    dwellingUid: dwelling.uid,
    headUid,
    kind: 'family',
    status: 'current',
    registerNumber,
    importUid: options.importUid,
  };
  return { type: 'household', grid: dwelling.grid, uid, birthDate: null, fields };
}

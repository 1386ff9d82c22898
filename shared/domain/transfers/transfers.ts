import type { WireRecord } from '../../schema/envelope';
import type { Person } from '../../schema/types/person';
import { may, type Access } from '../access/access';

/** What goes to another grid: one person, or a household with everybody in it. */
export const TRANSFER_KINDS = ['person', 'household'] as const;
export type TransferKind = (typeof TRANSFER_KINDS)[number];

/** What the host carries: what people ask for, and when a grid is cut, buildings with their homes and all that live or work there. */
export const CARRIED_KINDS = [...TRANSFER_KINDS, 'building'] as const;
export type CarriedKind = (typeof CARRIED_KINDS)[number];

/** Why a transfer is not begun. */
export const TRANSFER_REFUSALS = [
  'same-grid',
  'unknown-grid',
  'not-there',
  'merged',
  'unfinished-import',
  'moving',
  'dwelling-needed',
  'dwelling-unknown',
] as const;
export type TransferRefusal = (typeof TRANSFER_REFUSALS)[number];

/** The field of a record that names whom, or which home, it is about. What is not named here stays: it belongs to its grid. */
const SUBJECT_FIELDS: Readonly<Record<string, string>> = {
  visit: 'personUid',
  certificate: 'personUid',
  consent: 'personUid',
  assessment: 'personUid',
  'visit-plan': 'personUid',
  absence: 'personUid',
  alarm: 'personUid',
  'risk-report': 'personUid',
  // A device hangs in a home, whoever moves out of it.
  sensor: 'dwellingUid',
  'reading-month': 'dwellingUid',
  finding: 'subjectUid',
  merge: 'keptUid',
};

/** Types of the records that go where somebody goes. */
export const FOLLOWING_TYPES: readonly string[] = Object.keys(SUBJECT_FIELDS);

/** What goes with a building. */
const BUILDING_TYPES: readonly string[] = ['dwelling', 'enterprise'];

/** Whether records of a type may go to another grid: those of who goes, and what goes along. */
export const goesWithSomebody = (type: string): boolean =>
  (TRANSFER_KINDS as readonly string[]).includes(type) ||
  FOLLOWING_TYPES.includes(type) ||
  BUILDING_TYPES.includes(type);

/** uid of the person or household that a record goes with; null for one that stays. */
export function subjectOf(record: Readonly<WireRecord>): string | null {
  const field = SUBJECT_FIELDS[record.type];
  const uid = field === undefined ? null : record[field];
  return typeof uid === 'string' ? uid : null;
}

/** Whether somebody may send a person or household from one grid to the other: who may change it here and make it there. */
export function mayTransfer(access: Access, kind: TransferKind, from: number, to: number): boolean {
  const types = kind === 'household' ? ['household', 'person'] : ['person'];
  return types.every(
    (type) =>
      may(access, 'edit', type, { kind: 'grid', gridNumber: from }) &&
      may(access, 'create', type, { kind: 'grid', gridNumber: to }),
  );
}

/** A file as the question who goes along needs it. */
export type Movable = Pick<Person, 'uid' | 'householdUid' | 'mergedIntoUid'>;

/**
 * uids of everybody who goes, from all people of the grid: the person, or all whose file names the household, whatever became of them;
 * and the files that were merged into theirs.
 */
export function goingAlong(kind: TransferKind, subjectUid: string, people: readonly Movable[]): readonly string[] {
  const going =
    kind === 'person'
      ? [subjectUid]
      : people.flatMap(({ uid, householdUid }) => (householdUid === subjectUid ? [uid] : []));
  return withMerged(going, people);
}

/** The files, and those that were merged into them. */
function withMerged(uids: readonly string[], people: readonly Movable[]): readonly string[] {
  const going = new Set(uids);
  for (let before = -1; before < going.size;) {
    before = going.size;
    for (const { uid, mergedIntoUid } of people) if (mergedIntoUid !== null && going.has(mergedIntoUid)) going.add(uid);
  }
  return [...going];
}

/** What is in a building's grid, as the question who goes with the building needs it. */
export interface BuildingNeighbours {
  readonly dwellings: readonly { readonly uid: string; readonly buildingUid: string }[];
  readonly households: readonly { readonly uid: string; readonly dwellingUid: string }[];
  readonly people: readonly (Movable & Pick<Person, 'dwellingUid'>)[];
  readonly enterprises: readonly {
    readonly uid: string;
    readonly buildingUid: string | null;
    readonly dwellingUid: string | null;
  }[];
}

/** uids of what goes with a building, by type: its dwellings first, since others name them. */
export interface GoingWithBuilding {
  readonly dwelling: readonly string[];
  readonly household: readonly string[];
  readonly person: readonly string[];
  readonly enterprise: readonly string[];
}

/**
 * Everything that goes with a building: its dwellings, the households in them with everybody in those, people who live there without a
 * household, the files that were merged into theirs, and who works there. Who belongs to a household elsewhere goes with that.
 */
export function goingWithBuilding(buildingUid: string, grid: BuildingNeighbours): GoingWithBuilding {
  const uidsOf = <T extends { readonly uid: string }>(all: readonly T[], goes: (each: T) => boolean) =>
    all.filter(goes).map(({ uid }) => uid);
  const dwelling = uidsOf(grid.dwellings, (each) => each.buildingUid === buildingUid);
  const homes = new Set(dwelling);
  const household = uidsOf(grid.households, (each) => homes.has(each.dwellingUid));
  const families = new Set(household);
  const people = uidsOf(grid.people, ({ householdUid, dwellingUid }) =>
    householdUid === null ? homes.has(dwellingUid ?? '') : families.has(householdUid),
  );
  const enterprise = uidsOf(
    grid.enterprises,
    (each) => each.buildingUid === buildingUid || homes.has(each.dwellingUid ?? ''),
  );
  return { dwelling, household, person: withMerged(people, grid.people), enterprise };
}

/** The homes that a transfer leaves and reaches. */
export interface Homes {
  readonly kind: CarriedKind;
  /** In the new grid; null where nobody knows. */
  readonly dwellingUid: string | null;
  /** Where the household lived; null for a person who goes alone. */
  readonly formerDwellingUid: string | null;
}

/**
 * What changes in the record of somebody or some household that goes: who goes alone leaves the household, and those who lived where
 * the household lived live where it lives now. Files that were merged away say what they said.
 */
export function changesOnTheWay(record: Readonly<WireRecord>, homes: Homes): Readonly<Record<string, unknown>> {
  const { kind, dwellingUid, formerDwellingUid } = homes;
  // Homes that go with their building are the same homes.
  if (kind === 'building' || typeof record['mergedIntoUid'] === 'string') return {};
  const livesThere = record.type === 'household' || record['dwellingUid'] === formerDwellingUid;
  const next = kind === 'person' ? { householdUid: null, dwellingUid } : livesThere ? { dwellingUid } : {};
  return Object.fromEntries(Object.entries(next).filter(([field, value]) => (record[field] ?? null) !== value));
}

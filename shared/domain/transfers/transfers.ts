import type { WireRecord } from '../../schema/envelope';
import type { Person } from '../../schema/types/person';
import { may, type Access } from '../access/access';

/** What goes to another grid: one person, or a household with everybody in it. */
export const TRANSFER_KINDS = ['person', 'household'] as const;
export type TransferKind = (typeof TRANSFER_KINDS)[number];

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

/** The field of a record that names whom it is about. What is not named here stays: it belongs to its grid. */
const SUBJECT_FIELDS: Readonly<Record<string, string>> = {
  visit: 'personUid',
  certificate: 'personUid',
  consent: 'personUid',
  finding: 'subjectUid',
  merge: 'keptUid',
};

/** Types of the records that go where somebody goes. */
export const FOLLOWING_TYPES: readonly string[] = Object.keys(SUBJECT_FIELDS);

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
  const going = new Set(
    kind === 'person'
      ? [subjectUid]
      : people.flatMap(({ uid, householdUid }) => (householdUid === subjectUid ? [uid] : [])),
  );
  for (let before = -1; before < going.size;) {
    before = going.size;
    for (const { uid, mergedIntoUid } of people) if (mergedIntoUid !== null && going.has(mergedIntoUid)) going.add(uid);
  }
  return [...going];
}

/** The homes that a transfer leaves and reaches. */
export interface Homes {
  readonly kind: TransferKind;
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
  if (typeof record['mergedIntoUid'] === 'string') return {};
  const livesThere = record.type === 'household' || record['dwellingUid'] === formerDwellingUid;
  const next = kind === 'person' ? { householdUid: null, dwellingUid } : livesThere ? { dwellingUid } : {};
  return Object.fromEntries(Object.entries(next).filter(([field, value]) => (record[field] ?? null) !== value));
}

import type { Disability, PersonProfile, Relation, Sex } from '../../schema/types/person';
import type { CalendarDate } from '../calendar/date';
import type { CheckedCitizenId } from './citizen-id';
import type { PersonStatus } from './draft';

/** What of two files one is chosen of; home, household and relation go together. Contacts and the profile are united. */
export const MERGE_FIELDS = [
  'name',
  'citizenId',
  'birthDate',
  'sex',
  'phone',
  'home',
  'registered',
  'status',
  'disability',
  'livingAlone',
] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];

export type MergeSide = 'kept' | 'merged';
export type MergeChoice = Readonly<Record<MergeField, MergeSide>>;

/** One of the two files, opened. */
export interface MergeFile {
  readonly uid: string;
  readonly name: string;
  readonly sex: Sex;
  readonly birthDate: CalendarDate;
  readonly citizenId: string | null;
  /** What the id says; null without one. */
  readonly idSays: Pick<CheckedCitizenId, 'problems' | 'birthDate' | 'sex'> | null;
  readonly phone: string | null;
  readonly dwellingUid: string | null;
  readonly householdUid: string | null;
  readonly relation: Relation;
  readonly relationCode: string | null;
  readonly registeredDwellingUid: string | null;
  readonly status: PersonStatus;
  readonly disability: Disability | null;
  readonly livingAlone: { readonly value: boolean; readonly declaredOn: CalendarDate } | null;
  readonly profile: PersonProfile | null;
  /** When each field was written last, ms since the epoch. */
  readonly writtenAtMs: Readonly<Record<MergeField, number>>;
}

/** What a file has for a field, for comparing; null where it has nothing. */
function mergeValue(file: MergeFile, field: MergeField): unknown {
  switch (field) {
    case 'home':
      return file.householdUid ?? file.dwellingUid;
    case 'registered':
      return file.registeredDwellingUid;
    case 'livingAlone':
      return file.livingAlone && `${file.livingAlone.value} ${file.livingAlone.declaredOn}`;
    case 'disability':
      return file.disability && `${file.disability.kind} ${file.disability.grade}`;
    default:
      return file[field];
  }
}

/** Whether there is anything to choose between. */
export const differs = (a: MergeFile, b: MergeFile, field: MergeField): boolean =>
  mergeValue(a, field) !== mergeValue(b, field);

/**
 * What is proposed: something before nothing; an id without a fault before one with; birth date and sex that the proposed id says; a
 * household where people live before none; else what was written later. The kept file wins a draw.
 */
export function mergeDefaults(kept: MergeFile, merged: MergeFile): MergeChoice {
  const citizenId = better(kept, merged, 'citizenId', (file) => (isSound(file) ? 1 : 0));
  const says = (citizenId === 'kept' ? kept : merged).idSays;
  const isTold = says !== null && isSoundId(says);
  const agrees = (field: 'birthDate' | 'sex') =>
    better(kept, merged, field, (file) => (isTold && file[field] === says[field] ? 1 : 0));
  return {
    name: better(kept, merged, 'name'),
    citizenId,
    birthDate: agrees('birthDate'),
    sex: agrees('sex'),
    phone: better(kept, merged, 'phone'),
    home: better(kept, merged, 'home', (file) => (file.status === 'living-here' ? 2 : 0) + (file.householdUid ? 1 : 0)),
    registered: better(kept, merged, 'registered'),
    status: better(kept, merged, 'status'),
    disability: better(kept, merged, 'disability'),
    livingAlone: better(kept, merged, 'livingAlone'),
  };
}

function better(
  kept: MergeFile,
  merged: MergeFile,
  field: MergeField,
  worth: (file: MergeFile) => number = () => 0,
): MergeSide {
  const values = [mergeValue(kept, field), mergeValue(merged, field)];
  if (values[0] === values[1]) return 'kept';
  if (values[0] === null) return 'merged';
  if (values[1] === null) return 'kept';
  const difference = worth(merged) - worth(kept);
  if (difference !== 0) return difference > 0 ? 'merged' : 'kept';
  return merged.writtenAtMs[field] > kept.writtenAtMs[field] ? 'merged' : 'kept';
}

const isSound = ({ idSays }: MergeFile): boolean => idSays !== null && isSoundId(idSays);
const isSoundId = ({ problems }: Pick<CheckedCitizenId, 'problems'>): boolean =>
  problems.every((problem) => problem === 'region');

/** Both profiles in one: what the kept file says, and of the other what it says besides. Null where neither says anything. */
export function unitedProfile(kept: MergeFile, merged: MergeFile): PersonProfile | null {
  const united = { ...merged.profile, ...kept.profile };
  return Object.keys(united).length === 0 ? null : united;
}

/** The household's head after the merged person left it, and whether anybody is left. */
export interface HouseholdAfterMerge {
  readonly headUid: string | null;
  readonly status: 'current' | 'moved-out';
}

/**
 * What becomes of the household that the merged file stood in: who it was headed by stays, unless that was the merged person; then the
 * kept one heads it where he or she now lives in it, else nobody until somebody decides. Without residents it has moved out.
 */
export function householdAfterMerge(
  household: { readonly uid: string; readonly headUid: string | null; readonly status: 'current' | 'moved-out' },
  merged: Pick<MergeFile, 'uid'>,
  kept: { readonly uid: string; readonly householdUid: string | null },
  /** People living in it now, whatever their files are called. */
  residents: readonly { readonly uid: string }[],
): HouseholdAfterMerge {
  const staysIn = kept.householdUid === household.uid;
  const left = residents.filter(({ uid }) => uid !== merged.uid && uid !== kept.uid).length + (staysIn ? 1 : 0);
  const headUid = household.headUid === merged.uid ? (staysIn ? kept.uid : null) : household.headUid;
  return { headUid, status: left === 0 ? 'moved-out' : household.status };
}

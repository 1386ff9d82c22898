import type { Disability, PersonProfile, Relation, Sex } from '../../schema/types/person';

/** The form in which somebody's file is written down; drafts carry its id and version. */
export const PERSON_FORM = { id: 'person', version: 1 } as const;

export type PersonStatus = 'living-here' | 'moved-out' | 'deceased';

/** Words and codes of `PersonProfile`, '' where nothing was said. */
export type ProfileDraft = Readonly<Record<keyof PersonProfile, string>>;

/** The household that somebody is put into. */
export type HouseholdChoice =
  | { readonly kind: 'none' }
  /** One of their own in the chosen home, with this person as head. */
  | { readonly kind: 'new' }
  | { readonly kind: 'join'; readonly householdUid: string };

/** Where somebody is registered (户籍). */
export type RegisteredChoice =
  { readonly kind: 'same' | 'unknown' } | { readonly kind: 'dwelling'; readonly dwellingUid: string };

/** A disability certificate as typed. */
export interface CertificateDraft {
  readonly kind: Disability['kind'] | null;
  readonly grade: number | null;
  readonly number: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
}

/** A file being written down, as typed: dates and numbers stay text until it is completed. */
export interface PersonDraft {
  /** uids of what will be: minted at the start, so that completing twice makes nothing twice. */
  readonly personUid: string;
  readonly householdUid: string;
  readonly certificateUid: string;
  /** Number of the grid; follows the home where one is chosen. */
  readonly grid: number | null;
  readonly name: string;
  /** Null leaves what is on file; '' takes it out. */
  readonly citizenId: string | null;
  readonly phone: string | null;
  readonly birthDate: string;
  readonly sex: Sex | null;
  readonly dwellingUid: string | null;
  readonly household: HouseholdChoice;
  readonly registered: RegisteredChoice;
  readonly relation: Relation | null;
  /** GB/T 4761; null where only the group is known. */
  readonly relationCode: string | null;
  readonly status: PersonStatus;
  readonly profile: ProfileDraft;
  /** Null where nothing was declared. */
  readonly alone: { readonly value: boolean; readonly declaredOn: string } | null;
  /** For somebody new; certificates of a file that is there are written by themselves. */
  readonly certificate: CertificateDraft | null;
  /** uids of files that somebody said are other people's. */
  readonly othersUids: readonly string[];
  /** The same citizen id stands in one of those files, and somebody said that it is wrong there. */
  readonly isIdWrongThere: boolean;
}

export const NO_PROFILE: ProfileDraft = {
  ethnicity: '',
  education: '',
  maritalStatus: '',
  politicalStatus: '',
  workplace: '',
  formerName: '',
};
export const PROFILE_FIELDS = Object.keys(NO_PROFILE) as readonly (keyof PersonProfile)[];
export const EMPTY_CERTIFICATE: CertificateDraft = { kind: null, grade: null, number: '', issuedOn: '', expiresOn: '' };

/** A fresh draft for somebody who has no file yet. */
export function beginPerson(uids: Pick<PersonDraft, 'personUid' | 'householdUid' | 'certificateUid'>): PersonDraft {
  return {
    ...uids,
    grid: null,
    name: '',
    citizenId: '',
    phone: '',
    birthDate: '',
    sex: null,
    dwellingUid: null,
    household: { kind: 'none' },
    registered: { kind: 'same' },
    relation: null,
    relationCode: null,
    status: 'living-here',
    profile: NO_PROFILE,
    alone: null,
    certificate: null,
    othersUids: [],
    isIdWrongThere: false,
  };
}

/** Whether anything was typed beyond the fresh draft, the home aside, which a link may have brought. */
export function isTouched(draft: PersonDraft): boolean {
  const { name, citizenId, phone, birthDate, sex, profile, alone, certificate, relation } = draft;
  const typed = [name, citizenId, phone, birthDate, ...Object.values(profile)].some(
    (text) => (text ?? '').trim() !== '',
  );
  return typed || sex !== null || alone !== null || certificate !== null || relation !== null;
}

const SEXES = ['female', 'male'] as const satisfies readonly Sex[];
const STATUSES = ['living-here', 'moved-out', 'deceased'] as const satisfies readonly PersonStatus[];
const RELATIONS = [
  'head',
  'spouse',
  'child',
  'grandchild',
  'parent',
  'grandparent',
  'sibling',
  'other',
] as const satisfies readonly Relation[];
export const DISABILITY_KINDS = [
  'sight',
  'hearing',
  'speech',
  'limb',
  'intellectual',
  'mental',
  'multiple',
] as const satisfies readonly Disability['kind'][];

/**
 * A draft as it was kept, or null for what is none. What this build does not know is left out one by one: a draft from another
 * version gives what it can.
 */
export function readPersonDraft(value: unknown): PersonDraft | null {
  if (!isObject(value)) return null;
  const { personUid, householdUid, certificateUid } = value;
  if (typeof personUid !== 'string' || typeof householdUid !== 'string' || typeof certificateUid !== 'string')
    return null;
  const others: readonly unknown[] = Array.isArray(value['othersUids']) ? value['othersUids'] : [];
  return {
    personUid,
    householdUid,
    certificateUid,
    grid: typeof value['grid'] === 'number' ? value['grid'] : null,
    name: text(value['name']),
    citizenId: textOrNull(value['citizenId']),
    phone: textOrNull(value['phone']),
    birthDate: text(value['birthDate']),
    sex: oneOf(SEXES, value['sex']),
    dwellingUid: textOrNull(value['dwellingUid']),
    household: readHousehold(value['household']),
    registered: readRegistered(value['registered']),
    relation: oneOf(RELATIONS, value['relation']),
    relationCode: textOrNull(value['relationCode']),
    status: oneOf(STATUSES, value['status']) ?? 'living-here',
    profile: readProfile(value['profile']),
    alone: readAlone(value['alone']),
    certificate: readCertificate(value['certificate']),
    othersUids: others.filter((uid) => typeof uid === 'string'),
    isIdWrongThere: value['isIdWrongThere'] === true,
  };
}

function readHousehold(value: unknown): HouseholdChoice {
  if (isObject(value)) {
    if (value['kind'] === 'new') return { kind: 'new' };
    if (value['kind'] === 'join' && typeof value['householdUid'] === 'string')
      return { kind: 'join', householdUid: value['householdUid'] };
  }
  return { kind: 'none' };
}

function readRegistered(value: unknown): RegisteredChoice {
  if (isObject(value)) {
    if (value['kind'] === 'unknown') return { kind: 'unknown' };
    if (value['kind'] === 'dwelling' && typeof value['dwellingUid'] === 'string')
      return { kind: 'dwelling', dwellingUid: value['dwellingUid'] };
  }
  return { kind: 'same' };
}

function readProfile(value: unknown): ProfileDraft {
  const known = isObject(value) ? value : {};
  return Object.fromEntries(PROFILE_FIELDS.map((field) => [field, text(known[field])])) as ProfileDraft;
}

function readAlone(value: unknown): PersonDraft['alone'] {
  if (!isObject(value) || typeof value['value'] !== 'boolean') return null;
  return { value: value['value'], declaredOn: text(value['declaredOn']) };
}

function readCertificate(value: unknown): CertificateDraft | null {
  if (!isObject(value)) return null;
  return {
    kind: oneOf(DISABILITY_KINDS, value['kind']),
    grade: typeof value['grade'] === 'number' ? value['grade'] : null,
    number: text(value['number']),
    issuedOn: text(value['issuedOn']),
    expiresOn: text(value['expiresOn']),
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const oneOf = <T extends string>(known: readonly T[], value: unknown): T | null =>
  known.find((each) => each === value) ?? null;

import {
  beginPerson,
  NO_PROFILE,
  PROFILE_FIELDS,
  type PersonDraft,
  type ProfileDraft,
  type RegisteredChoice,
} from '#shared/domain/people/draft';
import { gridNumberOf, type PersonRecord } from '../../people/index';
import type { OpenedValues } from '../commands/writing';

/** The file as a draft: nothing typed yet, numbers left as they are on file. */
export function draftOf(
  person: PersonRecord,
  { profile }: Pick<OpenedValues, 'profile'>,
  uids: Pick<PersonDraft, 'householdUid' | 'certificateUid'>,
): PersonDraft {
  const { livingAlone, householdUid } = person;
  return {
    ...beginPerson({ ...uids, personUid: person.uid }),
    grid: gridNumberOf(person._id),
    name: person.name ?? '',
    citizenId: null,
    phone: null,
    birthDate: person.birthDate,
    sex: person.sex,
    dwellingUid: person.dwellingUid,
    household: householdUid === null ? { kind: 'none' } : { kind: 'join', householdUid },
    registered: registeredOf(person),
    relation: person.relation,
    relationCode: person.relationCode,
    status: person.status,
    profile: profile ? profileDraft(profile) : NO_PROFILE,
    alone:
      livingAlone && livingAlone.value !== null
        ? { value: livingAlone.value, declaredOn: livingAlone.declaredOn }
        : null,
  };
}

function registeredOf({ dwellingUid, registeredDwellingUid }: PersonRecord): RegisteredChoice {
  if (registeredDwellingUid === null) return { kind: 'unknown' };
  return registeredDwellingUid === dwellingUid
    ? { kind: 'same' }
    : { kind: 'dwelling', dwellingUid: registeredDwellingUid };
}

const profileDraft = (profile: NonNullable<OpenedValues['profile']>): ProfileDraft =>
  Object.fromEntries(PROFILE_FIELDS.map((field) => [field, profile[field] ?? ''])) as ProfileDraft;

/** The draft over somebody’s file with what was typed for a new one, where that says something else. */
export function withProposals(onFile: PersonDraft, values: OpenedValues, typed: PersonDraft): PersonDraft {
  const number = (given: string | null, known: string | null): string | null =>
    given === null || given.trim() === '' || given.trim() === known ? null : given;
  const isSameGrid = typed.grid === onFile.grid;
  const movesIn = isSameGrid && typed.dwellingUid !== null && typed.dwellingUid !== onFile.dwellingUid;
  const profile = Object.fromEntries(
    PROFILE_FIELDS.map((field) => [field, typed.profile[field] === '' ? onFile.profile[field] : typed.profile[field]]),
  ) as ProfileDraft;
  return {
    ...onFile,
    name: typed.name.trim() === '' ? onFile.name : typed.name,
    citizenId: number(typed.citizenId, values.citizenId),
    phone: number(typed.phone, values.phone),
    birthDate: typed.birthDate === '' ? onFile.birthDate : typed.birthDate,
    sex: typed.sex ?? onFile.sex,
    ...(movesIn && {
      dwellingUid: typed.dwellingUid,
      household: typed.household,
      relation: typed.relation ?? onFile.relation,
      relationCode: typed.relation ? typed.relationCode : onFile.relationCode,
    }),
    alone: typed.alone ?? onFile.alone,
    profile,
  };
}

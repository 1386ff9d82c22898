import { ROSTER_FIELDS, type RosterField, type RosterKind, type RosterMapping } from './types';

const HOME: readonly RosterField[] = ['address', 'street', 'building', 'unit', 'floor', 'room', 'grid'];

const OF_PERSON: readonly RosterField[] = [
  'name',
  'citizenId',
  'sex',
  'birthDate',
  'phone',
  'relation',
  'householdNumber',
  'headName',
  'headCitizenId',
  ...HOME,
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
];

const FIELDS: Readonly<Record<RosterKind, readonly RosterField[]>> = {
  person: OF_PERSON,
  // One row a household: what stands in it is about the head.
  household: OF_PERSON.filter((field) => !['relation', 'headName', 'headCitizenId'].includes(field)),
  dwelling: [...HOME, 'use', 'isRented', 'area', 'longitude', 'latitude'],
  enterprise: [
    'name',
    'enterpriseKind',
    'creditCode',
    ...HOME,
    'representative',
    'phone',
    'employees',
    'isHazardous',
    'longitude',
    'latitude',
  ],
};

/** Fields that a column of a roster of that kind may have, in the order in which a list offers them; `ignore` first. */
export function fieldsOf(kind: RosterKind): readonly RosterField[] {
  return ROSTER_FIELDS.filter((field) => field === 'ignore' || FIELDS[kind].includes(field));
}

/**
 * What has to be given by some column and is not: a roster with anything here cannot be taken in. Of several fields that would do,
 * the usual one is named.
 */
export function missingFields({ kind, fields }: Pick<RosterMapping, 'kind' | 'fields'>): readonly RosterField[] {
  const given = new Set(Object.values(fields));
  const hasHome = given.has('address') || (given.has('room') && (given.has('building') || given.has('street')));
  const missing: RosterField[] = [];
  if (kind !== 'dwelling' && !given.has('name')) missing.push('name');
  if (kind === 'person' && !given.has('citizenId') && !given.has('birthDate')) missing.push('citizenId');
  if (kind === 'person' && !given.has('citizenId') && !given.has('sex')) missing.push('sex');
  if ((kind === 'dwelling' || kind === 'household') && !hasHome) missing.push('address');
  return [...new Set(missing)];
}

const YES_NO = ['yes', 'no'];

/** Values that words of a field can mean, where they are few; null for fields that hold text, numbers, dates or codes of a table. */
export function wordValues(field: RosterField): readonly string[] | null {
  switch (field) {
    case 'sex':
      return ['female', 'male'];
    case 'isRegisteredHere':
    case 'livingAlone':
    case 'isHazardous':
    case 'isRented':
      return YES_NO;
    case 'status':
      return ['living-here', 'moved-out', 'deceased'];
    case 'disabilityKind':
      return ['sight', 'hearing', 'speech', 'limb', 'intellectual', 'mental', 'multiple', 'none'];
    case 'disabilityGrade':
      return ['1', '2', '3', '4'];
    case 'use':
      return ['own', 'rented', 'vacant', 'business'];
    case 'enterpriseKind':
      return ['company', 'sole-trader', 'social', 'public', 'other'];
    default:
      return null;
  }
}

/** Fields whose words are codes of a table of `PersonCodes`. */
export const CODE_FIELDS = ['relation', 'ethnicity', 'education', 'maritalStatus', 'politicalStatus'] as const;
export type CodeField = (typeof CODE_FIELDS)[number];

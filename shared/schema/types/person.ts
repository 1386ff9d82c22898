import { z } from 'zod';
import { calendarDateSchema, envelopeShape, sealedSchema, touchSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';

export const SEXES = ['female', 'male'] as const;
export type Sex = (typeof SEXES)[number];

/** Relation to the head of household, GB/T 4761 in the groups a grid worker uses. */
export const RELATIONS = [
  'head',
  'spouse',
  'child',
  'grandchild',
  'parent',
  'grandparent',
  'sibling',
  'other',
] as const;
export type Relation = (typeof RELATIONS)[number];

/** Two digits of GB/T 4761: 22 is 长子, 38 is 儿媳 (`shared/codes`). */
export const relationCodeSchema = z.string().regex(/^\d{2}$/);

/**
 * What a register asks beyond who somebody is. Codes: GB/T 3304 ethnic group, GB/T 4658 education, GB/T 2261.2 marital status,
 * GB/T 4762 political status. Sealed as one value.
 */
export const personProfileSchema = z.strictObject({
  ethnicity: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  education: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  maritalStatus: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  politicalStatus: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  workplace: z.string().max(120).optional(),
  formerName: z.string().max(60).optional(),
});
export type PersonProfile = Readonly<z.infer<typeof personProfileSchema>>;

const nameSchema = z.string().min(1).max(60);

/** A telephone contact of the person. Records of version 1 have name and relation in the open. */
export const contactSchema = z.strictObject({
  id: uidSchema,
  name: z.union([nameSchema, sealedSchema]),
  relation: z.union([z.string().max(40), sealedSchema]),
  phone: sealedSchema,
});

/**
 * What a person's valid disability certificate (残疾人证) says. It stands in the person too, so that lists and rules over everybody
 * need not join; the commands that write certificates keep it, and a quality rule finds where the two disagree.
 */
export const disabilitySchema = z.strictObject({
  kind: z.enum(['sight', 'hearing', 'speech', 'limb', 'intellectual', 'mental', 'multiple']),
  /** 1 is the most severe. */
  grade: z.number().int().min(1).max(4),
});
export type Disability = Readonly<z.infer<typeof disabilitySchema>>;

/** What the person or family declared about living alone, with the day it was said; overrides the household where present. */
export const livingAloneDeclarationSchema = z.strictObject({
  value: z.union([z.boolean(), sealedSchema]),
  declaredOn: calendarDateSchema,
  recorded: touchSchema,
});

/**
 * Somebody the station knows. In a child's file all but ids, dates and grid is sealed, the fact that there is no disability
 * included; who reads people wants them as `openRecord` hands them out.
 */
export const personSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('person'),
  name: z.union([nameSchema, sealedSchema]),
  sex: z.union([z.enum(SEXES), sealedSchema]),
  birthDate: calendarDateSchema,
  householdUid: uidSchema.nullable(),
  /** Where the person really lives. */
  dwellingUid: uidSchema.nullable(),
  registeredDwellingUid: uidSchema.nullable(),
  relation: z.union([z.enum(RELATIONS), sealedSchema]),
  /** The relation exactly, where it was told; null where only the group is known. */
  relationCode: z.union([relationCodeSchema, sealedSchema]).nullable(),
  status: z.enum(['living-here', 'moved-out', 'deceased']),
  citizenId: sealedSchema.nullable(),
  phone: sealedSchema.nullable(),
  contacts: z.array(contactSchema).max(20),
  disability: z.union([disabilitySchema, sealedSchema]).nullable(),
  livingAlone: livingAloneDeclarationSchema.nullable(),
  /** Sealed `PersonProfile`. */
  profile: sealedSchema.nullable(),
  /** The import that brought the record; it is shown once that import is complete. */
  importUid: uidSchema.nullable(),
  /** The person that this one turned out to be; references to this one then mean that one. */
  mergedIntoUid: uidSchema.nullable(),
});
export type Person = Readonly<z.infer<typeof personSchema>>;

export const person = defineRecordType<Person>({
  type: 'person',
  title: { zh: '居民', en: 'person' },
  collection: 'people',
  database: 'grid',
  version: 3,
  schema: personSchema,
  fields: {
    name: 'open',
    sex: 'open',
    birthDate: 'open',
    householdUid: 'open',
    dwellingUid: 'open',
    registeredDwellingUid: 'open',
    relation: 'open',
    relationCode: 'open',
    status: 'open',
    citizenId: 'general',
    phone: 'general',
    contacts: 'general',
    disability: 'open',
    livingAlone: 'open',
    profile: 'general',
    importUid: 'open',
    mergedIntoUid: 'open',
  },
  values: {
    name: { adult: 'open', child: 'child' },
    sex: { adult: 'open', child: 'child' },
    relation: { adult: 'open', child: 'child' },
    relationCode: { adult: 'open', child: 'child' },
    disability: { adult: 'open', child: 'child' },
    'livingAlone.value': { adult: 'open', child: 'child' },
    citizenId: { adult: 'general', child: 'child' },
    phone: { adult: 'general', child: 'child' },
    'contacts.name': { adult: 'general', child: 'child' },
    'contacts.relation': { adult: 'general', child: 'child' },
    'contacts.phone': { adult: 'general', child: 'child' },
    profile: { adult: 'general', child: 'child' },
  },
  merge: {},
  sortKeys: (record) => ({ rank: record.birthDate, owner: record.householdUid ?? '' }),
  // Values lie as version 1 left them until they are written again (`misplacedValues`).
  migrations: {
    1: (old) => old,
    2: (old) => ({ ...old, relationCode: null, profile: null, importUid: null, mergedIntoUid: null }),
  },
});

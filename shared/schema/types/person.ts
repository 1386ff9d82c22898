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

const nameSchema = z.string().min(1).max(60);

/** A telephone contact of the person. Records of version 1 have name and relation in the open. */
export const contactSchema = z.strictObject({
  id: uidSchema,
  name: z.union([nameSchema, sealedSchema]),
  relation: z.union([z.string().max(40), sealedSchema]),
  phone: sealedSchema,
});

/** A disability certificate (残疾人证): the record that makes a person "disabled" for the archives. */
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
  status: z.enum(['living-here', 'moved-out', 'deceased']),
  citizenId: sealedSchema.nullable(),
  phone: sealedSchema.nullable(),
  contacts: z.array(contactSchema).max(20),
  disability: z.union([disabilitySchema, sealedSchema]).nullable(),
  livingAlone: livingAloneDeclarationSchema.nullable(),
});
export type Person = Readonly<z.infer<typeof personSchema>>;

export const person = defineRecordType<Person>({
  type: 'person',
  title: { zh: '居民', en: 'person' },
  collection: 'people',
  database: 'grid',
  version: 2,
  schema: personSchema,
  fields: {
    name: 'open',
    sex: 'open',
    birthDate: 'open',
    householdUid: 'open',
    dwellingUid: 'open',
    registeredDwellingUid: 'open',
    relation: 'open',
    status: 'open',
    citizenId: 'general',
    phone: 'general',
    contacts: 'general',
    disability: 'open',
    livingAlone: 'open',
  },
  values: {
    name: { adult: 'open', child: 'child' },
    sex: { adult: 'open', child: 'child' },
    relation: { adult: 'open', child: 'child' },
    disability: { adult: 'open', child: 'child' },
    'livingAlone.value': { adult: 'open', child: 'child' },
    citizenId: { adult: 'general', child: 'child' },
    phone: { adult: 'general', child: 'child' },
    'contacts.name': { adult: 'general', child: 'child' },
    'contacts.relation': { adult: 'general', child: 'child' },
    'contacts.phone': { adult: 'general', child: 'child' },
  },
  merge: {},
  sortKeys: (record) => ({ rank: record.birthDate, owner: record.householdUid ?? '' }),
  // Values lie as version 1 left them until they are written again (`misplacedValues`).
  migrations: { 1: (old) => old },
});

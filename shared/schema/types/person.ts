import { z } from 'zod';
import { calendarDateSchema, envelopeShape, sealedSchema, touchSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';

export const SEXES = ['female', 'male'] as const;

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

/** A telephone contact of the person; the number is sealed. */
export const contactSchema = z.strictObject({
  id: uidSchema,
  name: z.string().min(1).max(60),
  relation: z.string().max(40),
  phone: sealedSchema,
});

/** A disability certificate (残疾人证): the record that makes a person "disabled" for the archives. */
export const disabilitySchema = z.strictObject({
  kind: z.enum(['sight', 'hearing', 'speech', 'limb', 'intellectual', 'mental', 'multiple']),
  /** 1 is the most severe. */
  grade: z.number().int().min(1).max(4),
});

/** What the person or family declared about living alone, with the day it was said; overrides the household where present. */
export const livingAloneDeclarationSchema = z.strictObject({
  value: z.boolean(),
  declaredOn: calendarDateSchema,
  recorded: touchSchema,
});

export const personSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('person'),
  name: z.string().min(1).max(60),
  sex: z.enum(SEXES),
  birthDate: calendarDateSchema,
  householdUid: uidSchema.nullable(),
  /** Where the person really lives. */
  dwellingUid: uidSchema.nullable(),
  registeredDwellingUid: uidSchema.nullable(),
  relation: z.enum(RELATIONS),
  status: z.enum(['living-here', 'moved-out', 'deceased']),
  citizenId: sealedSchema.nullable(),
  phone: sealedSchema.nullable(),
  contacts: z.array(contactSchema).max(20),
  disability: disabilitySchema.nullable(),
  livingAlone: livingAloneDeclarationSchema.nullable(),
});
export type Person = Readonly<z.infer<typeof personSchema>>;

export const person = defineRecordType<Person>({
  type: 'person',
  title: { zh: '居民', en: 'person' },
  collection: 'people',
  database: 'grid',
  version: 1,
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
  merge: {},
  sortKeys: (record) => ({ rank: record.birthDate, owner: record.householdUid ?? '' }),
  migrations: {},
});

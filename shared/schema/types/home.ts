import { z } from 'zod';
import { envelopeShape, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { pointSchema } from './place';

export const dwellingSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('dwelling'),
  buildingUid: uidSchema,
  unit: z.string().max(10),
  floor: z.number().int().min(-5).max(160),
  room: z.string().min(1).max(20),
  /** As written on an envelope: 清和路 8幢2单元301. */
  address: z.string().min(1).max(200),
  position: pointSchema.nullable(),
});
export type Dwelling = Readonly<z.infer<typeof dwellingSchema>>;

export const dwelling = defineRecordType<Dwelling>({
  type: 'dwelling',
  title: { zh: '房屋', en: 'dwelling' },
  collection: 'homes',
  database: 'grid',
  version: 1,
  schema: dwellingSchema,
  fields: { buildingUid: 'open', unit: 'open', floor: 'open', room: 'open', address: 'general', position: 'open' },
  values: {},
  merge: {},
  // Ranks lie readable on a device, so unit, floor and room stay out; lists of a building are sorted in memory.
  sortKeys: (record) => ({ rank: '', owner: record.buildingUid }),
  migrations: {},
});

export const householdSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('household'),
  dwellingUid: uidSchema,
  headUid: uidSchema.nullable(),
  /** 家庭户 or 集体户. */
  kind: z.enum(['family', 'collective']),
  status: z.enum(['current', 'moved-out']),
});
export type Household = Readonly<z.infer<typeof householdSchema>>;

export const household = defineRecordType<Household>({
  type: 'household',
  title: { zh: '户', en: 'household' },
  collection: 'homes',
  database: 'grid',
  version: 1,
  schema: householdSchema,
  fields: { dwellingUid: 'open', headUid: 'open', kind: 'open', status: 'open' },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: record.status, owner: record.dwellingUid }),
  migrations: {},
});

import { z } from 'zod';
import { envelopeShape, sealedSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { pointSchema } from './place';

/** What a dwelling is used for (使用性质); null where nobody has said. */
export const DWELLING_USES = ['own', 'rented', 'vacant', 'business'] as const;
export type DwellingUse = (typeof DWELLING_USES)[number];

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
  use: z.enum(DWELLING_USES).nullable(),
  areaSquareMeters: z.number().positive().max(100_000).nullable(),
  /** The import that brought the record; it is shown once that import is complete. */
  importUid: uidSchema.nullable(),
});
export type Dwelling = Readonly<z.infer<typeof dwellingSchema>>;

export const dwelling = defineRecordType<Dwelling>({
  type: 'dwelling',
  title: { zh: '房屋', en: 'dwelling' },
  collection: 'homes',
  database: 'grid',
  version: 2,
  schema: dwellingSchema,
  fields: {
    buildingUid: 'open',
    unit: 'open',
    floor: 'open',
    room: 'open',
    address: 'general',
    position: 'open',
    use: 'open',
    areaSquareMeters: 'open',
    importUid: 'open',
  },
  values: {},
  merge: {},
  // Ranks lie readable on a device, so unit, floor and room stay out; lists of a building are sorted in memory.
  sortKeys: (record) => ({ rank: '', owner: record.buildingUid }),
  migrations: { 1: (old) => ({ ...old, use: null, areaSquareMeters: null, importUid: null }) },
});

export const householdSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('household'),
  dwellingUid: uidSchema,
  headUid: uidSchema.nullable(),
  /** 家庭户 or 集体户. */
  kind: z.enum(['family', 'collective']),
  status: z.enum(['current', 'moved-out']),
  /** Number of the household register (户号), sealed; null where it is not known. */
  registerNumber: sealedSchema.nullable(),
  /** The import that brought the record; it is shown once that import is complete. */
  importUid: uidSchema.nullable(),
});
export type Household = Readonly<z.infer<typeof householdSchema>>;

export const household = defineRecordType<Household>({
  type: 'household',
  title: { zh: '户', en: 'household' },
  collection: 'homes',
  database: 'grid',
  version: 2,
  schema: householdSchema,
  fields: {
    dwellingUid: 'open',
    headUid: 'open',
    kind: 'open',
    status: 'open',
    registerNumber: 'general',
    importUid: 'open',
  },
  values: { registerNumber: { adult: 'general', child: 'general' } },
  merge: {},
  sortKeys: (record) => ({ rank: record.status, owner: record.dwellingUid }),
  migrations: { 1: (old) => ({ ...old, registerNumber: null, importUid: null }) },
});

import { z } from 'zod';
import { envelopeShape, sealedSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { pointSchema } from './place';

/** Kinds of organisations in a grid: companies, one-person businesses, social organisations, public bodies. */
export const ENTERPRISE_KINDS = ['company', 'sole-trader', 'social', 'public', 'other'] as const;
export type EnterpriseKind = (typeof ENTERPRISE_KINDS)[number];

/** An organisation (企业、个体、社会组织) with its seat in the grid. What is public about it is open; people's names and phones are sealed. */
export const enterpriseSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('enterprise'),
  name: z.string().min(1).max(120),
  kind: z.enum(ENTERPRISE_KINDS),
  /** Unified social credit code, GB 32100, 18 characters; null where it is not known. */
  creditCode: z
    .string()
    .regex(/^[0-9A-Z]{18}$/)
    .nullable(),
  buildingUid: uidSchema.nullable(),
  dwellingUid: uidSchema.nullable(),
  /** As written on an envelope. */
  address: z.string().max(200),
  position: pointSchema.nullable(),
  /** Legal representative or owner, sealed text. */
  representative: sealedSchema.nullable(),
  phone: sealedSchema.nullable(),
  employees: z.number().int().nonnegative().max(1_000_000).nullable(),
  /** 危化企业: handles hazardous chemicals. */
  isHazardous: z.boolean(),
  status: z.enum(['active', 'closed']),
  /** The import that brought the record; it is shown once that import is complete. */
  importUid: uidSchema.nullable(),
});
export type Enterprise = Readonly<z.infer<typeof enterpriseSchema>>;

export const enterprise = defineRecordType<Enterprise>({
  type: 'enterprise',
  title: { zh: '企业', en: 'enterprise' },
  collection: 'homes',
  database: 'grid',
  version: 1,
  schema: enterpriseSchema,
  fields: {
    name: 'open',
    kind: 'open',
    creditCode: 'open',
    buildingUid: 'open',
    dwellingUid: 'open',
    address: 'open',
    position: 'open',
    representative: 'general',
    phone: 'general',
    employees: 'open',
    isHazardous: 'open',
    status: 'open',
    importUid: 'open',
  },
  values: {
    representative: { adult: 'general', child: 'general' },
    phone: { adult: 'general', child: 'general' },
  },
  merge: {},
  sortKeys: (record) => ({ rank: '', owner: record.buildingUid ?? '' }),
  migrations: {},
});

import { z } from 'zod';
import { envelopeShape, labelSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';

export const UNIT_KINDS = ['street', 'property', 'station', 'other'] as const;

/** Who handles incidents: 街道消防科, 物业公司, the station's own people. */
export const unitSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('unit'),
  name: labelSchema,
  kind: z.enum(UNIT_KINDS),
  /** Staff of the station who work for it: they take from its pool, and take turns. */
  /** In the order in which they take turns when nobody of them has had one. */
  memberUids: z.array(uidSchema).max(200),
  /** Under which the unit is called; null for not provided. */
  phone: z.string().min(1).max(40).nullable(),
  /** Grids that it works in; empty: all. Nothing of another grid is sent to it by a rule. */
  gridNumbers: z.array(z.number().int().positive()).max(200),
  /** Its own system, by the name that messages know it by; null for none. */
  system: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .nullable(),
  order: z.number().int().min(0).max(1_000_000),
  /** A unit that is put away gets nothing more. */
  active: z.boolean(),
});
export type Unit = Readonly<z.infer<typeof unitSchema>>;

export const unit = defineRecordType<Unit>({
  type: 'unit',
  title: { zh: '责任单位', en: 'handling unit' },
  collection: 'reference',
  database: 'commons',
  version: 2,
  schema: unitSchema,
  fields: {
    name: 'open',
    kind: 'open',
    memberUids: 'open',
    phone: 'open',
    gridNumbers: 'open',
    system: 'open',
    order: 'open',
    active: 'open',
  },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: String(record.order).padStart(7, '0'), owner: '' }),
  migrations: { 1: (old) => ({ ...old, phone: null, gridNumbers: [] }) },
});

/** `assigned`: to the unit, or to one person of it. `pool`: whoever of the unit takes it. `rotation`: its members take turns. */
export const DISPATCH_MODES = ['assigned', 'pool', 'rotation'] as const;
export type DispatchMode = (typeof DISPATCH_MODES)[number];

/** A rule of dispatch: category × area → unit. Of the rules that fit an incident, the first by `order` counts. */
export const dispatchRuleSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('dispatch-rule'),
  name: z.string().min(1).max(60),
  order: z.number().int().min(0).max(1_000_000),
  active: z.boolean(),
  /** Names of majors and uids of categories that it is for; both empty: any, also an incident that has none yet. */
  majors: z.array(z.string().min(1).max(40)).max(100),
  categoryUids: z.array(uidSchema).max(500),
  /** Grids that it is for; empty: all. */
  gridNumbers: z.array(z.number().int().positive()).max(200),
  unitUid: uidSchema,
  mode: z.enum(DISPATCH_MODES),
  /** For `assigned`: who of the unit; null for the unit as a whole. */
  staffUid: uidSchema.nullable(),
  /** Units that are told and have nothing to do. */
  copyUnitUids: z.array(uidSchema).max(10),
  /** Whether the host takes such a report on (立案) and sends it out as soon as it arrives, without anybody looking. */
  automatic: z.boolean(),
});
export type DispatchRule = Readonly<z.infer<typeof dispatchRuleSchema>>;

export const dispatchRule = defineRecordType<DispatchRule>({
  type: 'dispatch-rule',
  title: { zh: '分拨规则', en: 'dispatch rule' },
  collection: 'reference',
  database: 'commons',
  version: 1,
  schema: dispatchRuleSchema,
  fields: {
    name: 'open',
    order: 'open',
    active: 'open',
    majors: 'open',
    categoryUids: 'open',
    gridNumbers: 'open',
    unitUid: 'open',
    mode: 'open',
    staffUid: 'open',
    copyUnitUids: 'open',
    automatic: 'open',
  },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: String(record.order).padStart(7, '0'), owner: record.unitUid }),
  migrations: {},
});

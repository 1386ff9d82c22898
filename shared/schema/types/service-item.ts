import { z } from 'zod';
import { envelopeShape, touchSchema, uidSchema } from '../envelope';
import { defineRecordType, UNION } from '../record-type';
import { durationSchema } from './incident-category';

/** Of everybody, only where its condition holds, or one that the station can fetch itself as an electronic certificate. */
export const MATERIAL_NEEDS = ['required', 'conditional', 'electronic'] as const;
export type MaterialNeed = (typeof MATERIAL_NEEDS)[number];

/** What of a file a field of a form can be filled in from. */
export const FORM_FILLS = ['phone', 'address'] as const;
export type FormFill = (typeof FORM_FILLS)[number];

/** Names materials and fields within an item; never given to another of the same item, whatever version. */
const partIdSchema = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);

/** Longest texts and lists of an item. */
export const ITEM_LIMITS = { name: 80, line: 300, text: 2000, materials: 60, steps: 30, fields: 30 } as const;

const nameSchema = z.string().min(1).max(ITEM_LIMITS.name);
const lineSchema = z.string().min(1).max(ITEM_LIMITS.line);

export const itemMaterialSchema = z.strictObject({
  id: partIdSchema,
  name: lineSchema,
  need: z.enum(MATERIAL_NEEDS),
  /** For a conditional one: when it is needed. */
  when: lineSchema.nullable(),
  /** Whether it may follow after acceptance (容缺). */
  mayFollow: z.boolean(),
});
export type ItemMaterial = Readonly<z.infer<typeof itemMaterialSchema>>;

/** How long something may take: word for word, and as a limit where the words are one. */
export const itemLimitSchema = z.strictObject({ text: lineSchema, limit: durationSchema.nullable() });
export type ItemLimit = Readonly<z.infer<typeof itemLimitSchema>>;

export const formFieldSchema = z.strictObject({
  id: partIdSchema,
  label: nameSchema,
  fill: z.enum(FORM_FILLS).nullable(),
});
export type FormField = Readonly<z.infer<typeof formFieldSchema>>;

/** What an item says from some day on; null is what was not provided (未提供): nothing is made up. */
export const itemVersionSchema = z.strictObject({
  id: uidSchema,
  written: touchSchema,
  name: nameSchema,
  /** Authority that decides. */
  department: nameSchema.nullable(),
  who: z.string().min(1).max(ITEM_LIMITS.text).nullable(),
  materials: z.array(itemMaterialSchema).max(ITEM_LIMITS.materials).nullable(),
  statutory: itemLimitSchema.nullable(),
  promised: itemLimitSchema.nullable(),
  /** How it goes, one after the other. */
  steps: z.array(lineSchema).max(ITEM_LIMITS.steps).nullable(),
  fee: lineSchema.nullable(),
  /** What the application form asks beside who applies. */
  form: z.array(formFieldSchema).max(ITEM_LIMITS.fields).nullable(),
  basis: z.string().min(1).max(ITEM_LIMITS.text).nullable(),
  source: z.strictObject({ name: lineSchema, date: z.string().min(1).max(20).nullable() }).nullable(),
});
export type ItemVersion = Readonly<z.infer<typeof itemVersionSchema>>;

/**
 * An item that residents ask for at the counter (办事事项). The key is its number. It holds every version it ever had, so that an application always
 * finds the one it began with, and two managers who change it without a network lose neither's work: the last one written counts.
 */
export const serviceItemSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('service-item'),
  /** `S001`; never given to another item. */
  number: z.string().regex(/^[A-Z][0-9]{3,5}$/),
  family: z.string().min(1).max(20),
  order: z.number().int().min(0).max(1_000_000),
  /** What is put away is offered no more; applications that name it go on. */
  active: z.boolean(),
  versions: z.array(itemVersionSchema).min(1).max(60),
});
export type ServiceItem = Readonly<z.infer<typeof serviceItemSchema>>;

export const serviceItem = defineRecordType<ServiceItem>({
  type: 'service-item',
  title: { zh: '办事事项', en: 'service item' },
  collection: 'reference',
  database: 'commons',
  version: 1,
  schema: serviceItemSchema,
  fields: { number: 'open', family: 'open', order: 'open', active: 'open', versions: 'open' },
  values: {},
  merge: { versions: UNION },
  sortKeys: (record) => ({ rank: String(record.order).padStart(7, '0'), owner: '' }),
  migrations: {},
});

import { z } from 'zod';
import { envelopeShape, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { POSTS } from './place';

/** 小时 and 日 run through nights and holidays; 工作小时 and 工作日 on the working calendar. */
export const LIMIT_UNITS = ['hours', 'days', 'working-hours', 'working-days'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

/** How long something may take. */
export const durationSchema = z.strictObject({ amount: z.number().positive().max(10_000), unit: z.enum(LIMIT_UNITS) });
export type Duration = Readonly<z.infer<typeof durationSchema>>;

/** What the limit of handling is counted from: the report, 立案 or 分拨. */
export const LIMIT_STARTS = ['report', 'accept', 'dispatch'] as const;
export type LimitStart = (typeof LIMIT_STARTS)[number];

/** One level of escalation 升级: so long after the limit has run out, these posts are told. */
export const escalationSchema = z.strictObject({
  after: z.strictObject({ amount: z.number().min(0).max(10_000), unit: z.enum(LIMIT_UNITS) }),
  tell: z.array(z.enum(POSTS)).min(1).max(POSTS.length),
});
export type Escalation = Readonly<z.infer<typeof escalationSchema>>;

const nameSchema = z.string().min(1).max(40);
/** An opaque code; null where nobody has provided one. */
const codeSchema = z
  .string()
  .regex(/^[0-9A-Za-z]{1,8}$/)
  .nullable();

/**
 * One row of the table of categories: a minor 小类 of a major 大类. Null means "not provided" (未提供) everywhere: nothing is made up.
 */
export const categorySchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('category'),
  major: z.strictObject({ code: codeSchema, name: nameSchema }),
  minor: z.strictObject({ code: codeSchema, name: nameSchema }),
  /** 立案条件 and 结案条件. */
  filing: z.string().min(1).max(1000).nullable(),
  closing: z.string().min(1).max(1000).nullable(),
  /** 责任单位 as the table names it. Who really gets it is for the rules of dispatch. */
  department: z.string().min(1).max(80).nullable(),
  /** Limits as sources give them, word for word; several where they differ. */
  limitsSeen: z.array(z.strictObject({ text: z.string().min(1).max(120), source: z.string().min(1).max(120) })).max(20),
  /** 处置时限 that the station goes by, chosen by a manager; null until somebody has. */
  limit: durationSchema.extend({ from: z.enum(LIMIT_STARTS) }).nullable(),
  /** Whether the limit may be stopped while something is waited for. */
  pausable: z.boolean(),
  /** Ascending; null for the product's usual levels. */
  escalations: z.array(escalationSchema).max(5).nullable(),
  urgent: z.boolean(),
  /** Whether what was done has to be shown by a photo. */
  photoNeeded: z.boolean(),
  /** Where the row comes from. */
  source: z.string().max(300),
  order: z.number().int().min(0).max(1_000_000),
  /** Rows that are put away are offered no more; incidents that name them keep them. */
  active: z.boolean(),
  /** The unit that the station sends it to when no rule says otherwise; null for none. */
  unitUid: uidSchema.nullable(),
});
export type Category = Readonly<z.infer<typeof categorySchema>>;

export const category = defineRecordType<Category>({
  type: 'category',
  title: { zh: '事件类别', en: 'incident category' },
  collection: 'reference',
  database: 'commons',
  version: 1,
  schema: categorySchema,
  fields: {
    major: 'open',
    minor: 'open',
    filing: 'open',
    closing: 'open',
    department: 'open',
    limitsSeen: 'open',
    limit: 'open',
    pausable: 'open',
    escalations: 'open',
    urgent: 'open',
    photoNeeded: 'open',
    source: 'open',
    order: 'open',
    active: 'open',
    unitUid: 'open',
  },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: String(record.order).padStart(7, '0'), owner: '' }),
  migrations: {},
});

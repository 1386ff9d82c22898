import { z } from 'zod';
import { calendarDateSchema, envelopeShape, instantSchema, labelSchema, sealedSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { newestFirst } from './newest-first';

const ruleIdSchema = z.string().regex(/^[a-z][a-z0-9-]{2,47}$/);

export const SEVERITIES = ['error', 'warning', 'hint'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How the station wants one quality rule: whatever is absent stays as the product has it (`shared/domain/quality`). */
export const qualityRuleSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('quality-rule'),
  ruleId: ruleIdSchema,
  isActive: z.boolean(),
  severity: z.enum(SEVERITIES),
  /** Limits of the rule by name: `{ "years": 110 }`. */
  limits: z.record(z.string().max(32), z.number()),
  note: labelSchema.nullable(),
});
export type QualityRuleSetting = Readonly<z.infer<typeof qualityRuleSchema>>;

export const qualityRule = defineRecordType<QualityRuleSetting>({
  type: 'quality-rule',
  title: { zh: '数据质量规则', en: 'quality rule' },
  collection: 'reference',
  database: 'commons',
  version: 1,
  schema: qualityRuleSchema,
  fields: { ruleId: 'open', isActive: 'open', severity: 'open', limits: 'open', note: 'open' },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: record.ruleId.slice(0, 48), owner: '' }),
  migrations: {},
});

/** `fixed` with one press, `accepted` as it is, or `undone`: neither any more. */
export const FINDING_DECISIONS = ['fixed', 'accepted', 'undone'] as const;
export type FindingDecision = (typeof FINDING_DECISIONS)[number];

/**
 * What somebody decided about one finding. What is found is computed from the records; only decisions are kept. The key is
 * `<ruleId>.<subjectUid>`.
 */
export const findingSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('finding'),
  ruleId: ruleIdSchema,
  subjectType: z.string().regex(/^[a-z][a-z-]{0,31}$/),
  subjectUid: uidSchema,
  decision: z.enum(FINDING_DECISIONS),
  /**
   * Fields of the subject that were changed, with what they held before, as it stood there; `others` lists further records,
   * `{ id, fields }` each. Empty when nothing was changed, or was put back.
   */
  before: z.record(z.string().max(64), z.unknown()),
  /** Sealed text: why it stays as it is. */
  note: sealedSchema.nullable(),
  atMs: instantSchema,
});
export type Finding = Readonly<z.infer<typeof findingSchema>>;

export const finding = defineRecordType<Finding>({
  type: 'finding',
  title: { zh: '质量处理', en: 'quality decision' },
  collection: 'people',
  database: 'grid',
  version: 1,
  schema: findingSchema,
  fields: {
    ruleId: 'open',
    subjectType: 'open',
    subjectUid: 'open',
    decision: 'open',
    before: 'open',
    note: 'general',
    atMs: 'open',
  },
  values: { note: { adult: 'general', child: 'child' } },
  merge: {},
  sortKeys: (record) => ({ rank: newestFirst(record.atMs), owner: record.subjectUid }),
  migrations: {},
});

/** What the host found in one grid in one night. The key is the day. */
export const qualityReportSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('quality-report'),
  day: calendarDateSchema,
  atMs: instantSchema,
  /** Records looked at, by type. */
  checked: z.record(z.string().max(32), z.number().int().nonnegative()),
  /** Findings by rule. */
  found: z.record(ruleIdSchema, z.number().int().nonnegative()),
});
export type QualityReport = Readonly<z.infer<typeof qualityReportSchema>>;

export const qualityReport = defineRecordType<QualityReport>({
  type: 'quality-report',
  title: { zh: '质量日报', en: 'quality report' },
  collection: 'people',
  database: 'grid',
  version: 1,
  schema: qualityReportSchema,
  fields: { day: 'open', atMs: 'open', checked: 'open', found: 'open' },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: newestFirst(record.atMs), owner: 'quality-report' }),
  migrations: {},
});

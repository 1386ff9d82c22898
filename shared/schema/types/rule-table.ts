import { z } from 'zod';
import { envelopeShape } from '../envelope';
import { defineRecordType } from '../record-type';

/** What a table is about: weights of the risk report, what devices are watched for, how often people are visited. */
export const RULE_TABLES = ['risk', 'watch', 'visits'] as const;
export type RuleTableName = (typeof RULE_TABLES)[number];

/**
 * A table that the station adjusts. The key is its name; a station without one goes by what the product begins with. The domain that it belongs to
 * reads and checks its content; one that does not fit is not used, and the page says so.
 */
export const ruleTableSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('rule-table'),
  name: z.enum(RULE_TABLES),
  /** Raised by one with each change. */
  revision: z.number().int().positive(),
  content: z.looseObject({}),
});
export type RuleTable = Readonly<z.infer<typeof ruleTableSchema>>;

export const ruleTable = defineRecordType<RuleTable>({
  type: 'rule-table',
  title: { zh: '规则表', en: 'rule table' },
  collection: 'reference',
  database: 'commons',
  version: 1,
  schema: ruleTableSchema,
  fields: { name: 'open', revision: 'open', content: 'open' },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: record.name, owner: '' }),
  migrations: {},
});

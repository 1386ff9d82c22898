import { z } from 'zod';
import { calendarDateSchema, envelopeShape, instantSchema, sealedSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { newestFirst } from './newest-first';

/**
 * What the station's evidence about somebody came to on one day (健康、安全、生活). The host makes it, since it alone can read all of the
 * evidence; the key is `<personUid>.<day>`, and one of the same day is written over. A day on which nothing changed has none.
 */
export const riskReportSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('risk-report'),
  personUid: uidSchema,
  day: calendarDateSchema,
  madeAtMs: instantSchema,
  /** Revision of the station's table by which it was made. */
  tableVersion: z.number().int().positive(),
  /** Sealed JSON `{level, dimensions: {health: {score, level}, …}}`: what whoever plans visits needs, without a reason. */
  summary: sealedSchema,
  /** Sealed JSON: reasons with their facts, and what to do next (`RiskReportContent` in `shared/domain/risk`). */
  content: sealedSchema,
});
export type RiskReport = Readonly<z.infer<typeof riskReportSchema>>;

export const riskReport = defineRecordType<RiskReport>({
  type: 'risk-report',
  title: { zh: '风险报告', en: 'risk report' },
  collection: 'care',
  database: 'grid',
  version: 1,
  schema: riskReportSchema,
  fields: {
    personUid: 'open',
    day: 'open',
    madeAtMs: 'open',
    tableVersion: 'open',
    summary: 'general',
    content: 'health',
  },
  values: { summary: { adult: 'general', child: 'child' }, content: { adult: 'health', child: 'child' } },
  merge: {},
  sortKeys: (record) => ({ rank: newestFirst(record.madeAtMs), owner: record.personUid }),
  ages: true,
  migrations: {},
});

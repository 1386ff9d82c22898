import { z } from 'zod';
import { calendarDateSchema, envelopeShape, sealedSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { newestFirst } from './newest-first';

/** Why somebody was assessed (评估原因): first, at the usual interval, after a change, or since the last one was doubted. */
export const ASSESSMENT_REASONS = ['first', 'routine', 'change', 'dispute'] as const;
export type AssessmentReason = (typeof ASSESSMENT_REASONS)[number];

/**
 * An ability assessment of an elder (`shared/domain/ability`). Never changed: whoever erred writes another that replaces it. Who assessed
 * is `created.by`.
 */
export const assessmentSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('assessment'),
  personUid: uidSchema,
  assessedOn: calendarDateSchema,
  reason: z.enum(ASSESSMENT_REASONS),
  /** The one that this corrects; it counts no more. */
  replacesUid: uidSchema.nullable(),
  /** Sealed JSON: answers, circumstances, what they come to, and a note (`AssessmentContent` in `shared/domain/ability`). */
  content: sealedSchema,
});
export type Assessment = Readonly<z.infer<typeof assessmentSchema>>;

export const assessment = defineRecordType<Assessment>({
  type: 'assessment',
  title: { zh: '能力评估', en: 'ability assessment' },
  collection: 'care',
  database: 'grid',
  version: 1,
  schema: assessmentSchema,
  fields: { personUid: 'open', assessedOn: 'open', reason: 'open', replacesUid: 'open', content: 'health' },
  values: { content: { adult: 'health', child: 'child' } },
  merge: {},
  sortKeys: (record) => ({ rank: newestFirst(Date.parse(record.assessedOn)), owner: record.personUid }),
  migrations: {},
});

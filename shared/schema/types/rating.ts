import { z } from 'zod';
import { envelopeShape, instantSchema, sealedSchema, touchSchema, uidSchema } from '../envelope';
import { defineRecordType, UNION } from '../record-type';
import { SATISFACTIONS } from './incident-rating';
import { newestFirst } from './newest-first';

/**
 * What was done about a poor grade: somebody takes it on, calls back, and says that it is put right; `unreachable` closes one whose giver nobody can
 * call, and says why.
 */
export const RECTIFY_STEPS = ['take', 'call-back', 'done', 'note', 'unreachable'] as const;

export const rectifyStepSchema = z.strictObject({
  id: uidSchema,
  written: touchSchema,
  kind: z.enum(RECTIFY_STEPS),
  /** For a call back: whether somebody answered. */
  reached: z.boolean().nullable(),
  /** Sealed text: what was said and changed. */
  note: sealedSchema.nullable(),
});
export type RectifyStep = Readonly<z.infer<typeof rectifyStepSchema>>;

/**
 * What somebody says of how they were served at the counter (好差评). The key is the service's, so that a service has one rating: `a.<uid>` of an
 * application, `t.<day>.<number>` of a number in the queue.
 */
export const ratingSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('rating'),
  service: z.enum(['application', 'ticket']),
  /** uid of the application, or of the number in the queue. */
  serviceUid: uidSchema,
  itemNumber: z.string().max(12).nullable(),
  satisfaction: z.enum(SATISFACTIONS),
  /** Sealed text, or null. */
  comment: sealedSchema.nullable(),
  /** Sealed text: where to call back whoever gave a poor grade and asked for it; null where nobody did, and for what has an applicant. */
  phone: sealedSchema.nullable(),
  channel: z.enum(['counter', 'kiosk', 'phone']),
  ratedAtMs: instantSchema,
  /** Who served, where that is known. */
  servedByUid: uidSchema.nullable(),
  /** 整改: until when a poor grade has to be put right; null for a grade that asks for nothing. */
  rectifyByMs: instantSchema.nullable(),
  steps: z.array(rectifyStepSchema).max(100),
});
export type Rating = Readonly<z.infer<typeof ratingSchema>>;

export const rating = defineRecordType<Rating>({
  type: 'rating',
  title: { zh: '服务评价', en: 'service rating' },
  collection: 'desk',
  database: 'desk',
  version: 2,
  schema: ratingSchema,
  fields: {
    service: 'open',
    serviceUid: 'open',
    itemNumber: 'open',
    satisfaction: 'open',
    comment: 'general',
    phone: 'general',
    channel: 'open',
    ratedAtMs: 'open',
    servedByUid: 'open',
    rectifyByMs: 'open',
    steps: 'general',
  },
  values: {
    comment: { adult: 'general', child: 'general' },
    phone: { adult: 'general', child: 'general' },
    'steps.note': { adult: 'general', child: 'general' },
  },
  merge: { steps: UNION },
  sortKeys: (record) => ({ rank: newestFirst(record.ratedAtMs), owner: record.serviceUid }),
  // Before, nobody was asked.
  migrations: { 1: (old) => ({ ...old, phone: null }) },
});

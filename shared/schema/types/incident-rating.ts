import { z } from 'zod';
import { envelopeShape, instantSchema, sealedSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { newestFirst } from './newest-first';

/** 好差评, the best first. */
export const SATISFACTIONS = [
  'very-satisfied',
  'satisfied',
  'acceptable',
  'dissatisfied',
  'very-dissatisfied',
] as const;
export type Satisfaction = (typeof SATISFACTIONS)[number];

/** What a resident says of how an incident was handled. The key is the incident's uid: one service, one rating. The host alone writes it. */
export const incidentRatingSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('incident-rating'),
  incidentUid: uidSchema,
  satisfaction: z.enum(SATISFACTIONS),
  /** Sealed text, or null. */
  comment: sealedSchema.nullable(),
  channel: z.enum(['phone', 'kiosk', 'call']),
  ratedAtMs: instantSchema,
});
export type IncidentRating = Readonly<z.infer<typeof incidentRatingSchema>>;

export const incidentRating = defineRecordType<IncidentRating>({
  type: 'incident-rating',
  title: { zh: '事件评价', en: 'incident rating' },
  collection: 'incidents',
  database: 'grid',
  version: 1,
  schema: incidentRatingSchema,
  fields: { incidentUid: 'open', satisfaction: 'open', comment: 'general', channel: 'open', ratedAtMs: 'open' },
  values: { comment: { adult: 'general', child: 'general' } },
  merge: {},
  sortKeys: (record) => ({ rank: newestFirst(record.ratedAtMs), owner: record.incidentUid }),
  migrations: {},
});

import { z } from 'zod';
import { calendarDateSchema, envelopeShape, instantSchema, sealedSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { newestFirst } from './newest-first';

/** What a resident agrees to, or not: each purpose is asked for by itself (PIPL art. 14, 29). */
export const CONSENT_PURPOSES = [
  'tell-family',
  'photos',
  'health-file',
  'devices',
  'share-with-partner',
  'assisted-filling',
] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/**
 * One statement about one purpose. Statements are never changed: withdrawing is another statement, and the latest one of a purpose
 * counts until `validUntil`.
 */
export const consentSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('consent'),
  personUid: uidSchema,
  purpose: z.enum(CONSENT_PURPOSES),
  given: z.boolean(),
  statedOn: calendarDateSchema,
  atMs: instantSchema,
  /** Who spoke: the person, or a guardian (监护人) for a child or somebody who cannot. */
  by: z.enum(['self', 'guardian']),
  how: z.enum(['written', 'spoken', 'electronic']),
  /** Last day on which it counts; null for until it is withdrawn. */
  validUntil: calendarDateSchema.nullable(),
  /** Sealed text: the guardian's name, where the paper lies. */
  note: sealedSchema.nullable(),
});
export type Consent = Readonly<z.infer<typeof consentSchema>>;

export const consent = defineRecordType<Consent>({
  type: 'consent',
  title: { zh: '授权同意', en: 'consent' },
  collection: 'people',
  database: 'grid',
  version: 1,
  schema: consentSchema,
  fields: {
    personUid: 'open',
    purpose: 'open',
    given: 'open',
    statedOn: 'open',
    atMs: 'open',
    by: 'open',
    how: 'open',
    validUntil: 'open',
    note: 'general',
  },
  values: { note: { adult: 'general', child: 'child' } },
  merge: {},
  sortKeys: (record) => ({ rank: newestFirst(record.atMs), owner: record.personUid }),
  migrations: {},
});

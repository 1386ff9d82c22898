import { z } from 'zod';
import { calendarDateSchema, envelopeShape, sealedSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { disabilitySchema } from './person';

/** Kinds of certificates that the station keeps about somebody. */
export const CERTIFICATE_KINDS = ['disability'] as const;
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number];

/**
 * A certificate that somebody holds: the disability certificate (残疾人证). A renewed one is a record of its own; the one that is
 * `valid` with the latest issue counts, and the person's `disability` says what it says.
 */
export const certificateSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('certificate'),
  personUid: uidSchema,
  kind: z.enum(CERTIFICATE_KINDS),
  /** Kind and grade of the disability. */
  holds: z.union([disabilitySchema, sealedSchema]),
  /** Sealed text; null where it was not seen. */
  number: sealedSchema.nullable(),
  issuedOn: calendarDateSchema.nullable(),
  /** Disability certificates are issued for ten years; null where it is not known. */
  expiresOn: calendarDateSchema.nullable(),
  status: z.enum(['valid', 'withdrawn']),
  /** The import that brought the record; it is shown once that import is complete. */
  importUid: uidSchema.nullable(),
});
export type Certificate = Readonly<z.infer<typeof certificateSchema>>;

export const certificate = defineRecordType<Certificate>({
  type: 'certificate',
  title: { zh: '证件', en: 'certificate' },
  collection: 'people',
  database: 'grid',
  version: 1,
  schema: certificateSchema,
  fields: {
    personUid: 'open',
    kind: 'open',
    holds: 'open',
    number: 'general',
    issuedOn: 'open',
    expiresOn: 'open',
    status: 'open',
    importUid: 'open',
  },
  values: { holds: { adult: 'open', child: 'child' }, number: { adult: 'general', child: 'child' } },
  merge: {},
  sortKeys: (record) => ({ rank: record.issuedOn ?? '', owner: record.personUid }),
  migrations: {},
});

import { z } from 'zod';
import { envelopeShape, instantSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { newestFirst } from './newest-first';

/** What somebody took a masked value for: to read it, to copy it, to take it out, to find out who it belongs to. */
export const REVEAL_PURPOSES = ['show', 'copy', 'export', 'match'] as const;
export type RevealPurpose = (typeof REVEAL_PURPOSES)[number];

/**
 * Somebody took the mask off a value. Who did is `created.by`. The value itself is not in here. Written before the value is shown
 * and never changed (`shared/domain/access` names the type append-only).
 */
export const revealSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('reveal'),
  /** Type of the record that holds the value. */
  subjectType: z.string().regex(/^[a-z][a-z-]{0,31}$/),
  subjectUid: uidSchema,
  /** Path of the value as `SealedPlace.field` has it: `phone`, `contacts.phone`. */
  field: z.string().regex(/^[a-zA-Z][a-zA-Z.]{0,63}$/),
  purpose: z.enum(REVEAL_PURPOSES),
  atMs: instantSchema,
});
export type Reveal = Readonly<z.infer<typeof revealSchema>>;

export const reveal = defineRecordType<Reveal>({
  type: 'reveal',
  title: { zh: '查阅记录', en: 'reveal' },
  collection: 'access',
  database: 'grid',
  version: 1,
  schema: revealSchema,
  fields: { subjectType: 'open', subjectUid: 'open', field: 'open', purpose: 'open', atMs: 'open' },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: newestFirst(record.atMs), owner: record.subjectUid }),
  migrations: {},
});

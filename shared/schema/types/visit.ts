import { z } from 'zod';
import { calendarDateSchema, envelopeShape, instantSchema, sealedSchema, touchSchema, uidSchema } from '../envelope';
import { defineRecordType, UNION } from '../record-type';
import { pointSchema } from './place';

export const VISIT_KINDS = ['home', 'phone', 'chance'] as const;
export const VISIT_OUTCOMES = ['met', 'absent', 'refused'] as const;

/** Where the worker stood, as the device said; null when it could not tell. Never edited afterwards. */
export const visitPlaceSchema = pointSchema.extend({ accuracyMeters: z.number().nonnegative().max(100_000) });

/** Something said after the visit was finished. Additions are never changed or removed. */
export const visitAdditionSchema = z.strictObject({ id: uidSchema, written: touchSchema, text: sealedSchema });

/** Answers under stable question ids; a form version never gives an old id a new meaning. */
export const visitAnswersSchema = z.looseObject({
  outcome: z.enum(VISIT_OUTCOMES),
  /** Sealed JSON `"well" | "unwell" | "needs-care"`. */
  condition: sealedSchema.optional(),
  /** Sealed JSON `{systolic, diastolic}` in mmHg. */
  bloodPressure: sealedSchema.optional(),
  /** Home-safety points found in order, by id. */
  safety: z.record(z.string().max(40), z.boolean()).optional(),
  needs: z.array(z.string().max(40)).max(20).optional(),
  /** Sealed JSON string. */
  note: sealedSchema.optional(),
});

export const visitSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('visit'),
  personUid: uidSchema,
  householdUid: uidSchema.nullable(),
  dwellingUid: uidSchema.nullable(),
  kind: z.enum(VISIT_KINDS),
  startedAtMs: instantSchema,
  finishedAtMs: instantSchema,
  place: visitPlaceSchema.nullable(),
  form: z.strictObject({ id: z.literal('visit'), version: z.number().int().positive() }),
  answers: visitAnswersSchema,
  nextVisitOn: calendarDateSchema.nullable(),
  additions: z.array(visitAdditionSchema).max(500),
});
export type Visit = Readonly<z.infer<typeof visitSchema>>;

/** Years end before this instant (2286), so that an inverted instant keeps a fixed width of 13 digits. */
const FAR_FUTURE_MS = 9_999_999_999_999;

/** Ascending order that puts the newest first, because descending reads of IndexedDB scan the whole range. */
export const newestFirst = (instantMs: number): string => String(FAR_FUTURE_MS - instantMs).padStart(13, '0');

export const visit = defineRecordType<Visit>({
  type: 'visit',
  title: { zh: '走访', en: 'visit' },
  collection: 'visits',
  database: 'grid',
  version: 1,
  schema: visitSchema,
  fields: {
    personUid: 'open',
    householdUid: 'open',
    dwellingUid: 'open',
    kind: 'open',
    startedAtMs: 'open',
    finishedAtMs: 'open',
    place: 'open',
    form: 'open',
    answers: 'health',
    nextVisitOn: 'open',
    additions: 'general',
  },
  merge: { additions: UNION },
  sortKeys: (record) => ({ rank: newestFirst(record.startedAtMs), owner: record.personUid }),
  migrations: {},
});

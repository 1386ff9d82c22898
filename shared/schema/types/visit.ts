import { z } from 'zod';
import { calendarDateSchema, envelopeShape, instantSchema, sealedSchema, touchSchema, uidSchema } from '../envelope';
import { photoRefSchema } from '../photo-ref';
import { defineRecordType, UNION } from '../record-type';
import { newestFirst } from './newest-first';
import { pointSchema } from './place';

export const VISIT_KINDS = ['home', 'phone', 'chance'] as const;
export const VISIT_OUTCOMES = ['met', 'absent', 'refused'] as const;

/** Where the worker stood, as the device said; null when it could not tell. Never edited afterwards. */
export const visitPlaceSchema = pointSchema.extend({ accuracyMeters: z.number().nonnegative().max(100_000) });

/** Pictures that one addition brings at most. */
export const ADDITION_PHOTO_LIMIT = 30;

/** Something said after the visit was finished. Additions are never changed or removed. */
export const visitAdditionSchema = z.strictObject({
  id: uidSchema,
  written: touchSchema,
  text: sealedSchema,
  /** Ids of the pictures in the visit's `photos` that came with it; absent where there are none. */
  photos: z.array(uidSchema).min(1).max(ADDITION_PHOTO_LIMIT).optional(),
});

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
  /** Sealed JSON `Signature`: the name of whoever was visited, in their own hand. */
  signature: sealedSchema.optional(),
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
  /** Pictures taken at the visit or added since; like additions, they are never removed. */
  photos: z.array(photoRefSchema).max(500),
});
export type Visit = Readonly<z.infer<typeof visitSchema>>;

export const visit = defineRecordType<Visit>({
  type: 'visit',
  title: { zh: '走访', en: 'visit' },
  collection: 'visits',
  database: 'grid',
  version: 5,
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
    // What a picture shows, and its place and time, lie sealed elsewhere: here stands only that there is one.
    photos: 'open',
  },
  values: {
    'answers.condition': { adult: 'health', child: 'child' },
    'answers.bloodPressure': { adult: 'health', child: 'child' },
    'answers.note': { adult: 'health', child: 'child' },
    'answers.signature': { adult: 'general', child: 'child' },
    'additions.text': { adult: 'general', child: 'child' },
  },
  merge: { additions: UNION, photos: UNION },
  sortKeys: (record) => ({ rank: newestFirst(record.startedAtMs), owner: record.personUid }),
  ages: true,
  migrations: {
    // What a version 1 visit sealed stays under the key it names.
    1: (old) => old,
    2: (old) => ({ ...old, photos: [] }),
    // Additions without pictures of their own, and pictures that are no PDF, stand as they did.
    3: (old) => old,
    // Visits that nobody has signed stand as they did.
    4: (old) => old,
  },
});

import { z } from 'zod';
import { calendarDateSchema, envelopeShape, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { newestFirst } from './newest-first';

/**
 * What is agreed about visits to one person beyond what the station's intervals say. The key is the person's uid, so there is one for each;
 * whoever has none is visited by the intervals, by whoever works in the grid.
 */
export const visitPlanSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('visit-plan'),
  personUid: uidSchema,
  /** Who is to go; null for whoever works in the grid. */
  assigneeUid: uidSchema.nullable(),
  /** Days between visits to this person; null for what the intervals say. */
  everyDays: z.number().int().min(1).max(366).nullable(),
});
export type VisitPlan = Readonly<z.infer<typeof visitPlanSchema>>;

export const visitPlan = defineRecordType<VisitPlan>({
  type: 'visit-plan',
  title: { zh: '走访计划', en: 'visit plan' },
  collection: 'visits',
  database: 'grid',
  version: 1,
  schema: visitPlanSchema,
  fields: { personUid: 'open', assigneeUid: 'open', everyDays: 'open' },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: '', owner: record.personUid }),
  migrations: {},
});

/** Homes that one round holds at most. */
const MOST_STOPS = 60;

/** The homes that a worker means to visit on one day, in order. The key is `<workerUid>.<day>`; what was done there is what visits say. */
export const roundSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('round'),
  workerUid: uidSchema,
  day: calendarDateSchema,
  stops: z
    .array(z.strictObject({ dwellingUid: uidSchema, personUids: z.array(uidSchema).min(1).max(20) }))
    .max(MOST_STOPS),
});
export type Round = Readonly<z.infer<typeof roundSchema>>;

export const round = defineRecordType<Round>({
  type: 'round',
  title: { zh: '走访路线', en: 'round' },
  collection: 'visits',
  database: 'grid',
  version: 1,
  schema: roundSchema,
  fields: { workerUid: 'open', day: 'open', stops: 'open' },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: newestFirst(Date.parse(record.day)), owner: record.workerUid }),
  migrations: {},
});

import { z } from 'zod';
import { CALL_OUTCOMES, standingOf, VISIT_OUTCOMES } from '../../domain/devices/alarm';
import { envelopeShape, instantSchema, sealedSchema, touchSchema, uidSchema } from '../envelope';
import { defineRecordType, UNION } from '../record-type';
import { newestFirst } from './newest-first';

const base = {
  id: uidSchema,
  written: touchSchema,
  /** Sealed text: what was said and found. */
  note: sealedSchema.nullable(),
} as const;

const step = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ ...base, kind: z.literal(kind), ...shape });

/** Something that was done about an alarm. Steps are only ever added (`shared/domain/devices/alarm`). */
export const alarmStepSchema = z.discriminatedUnion('kind', [
  step('seen', {}),
  step('call', { outcome: z.enum(CALL_OUTCOMES) }),
  step('visit', { outcome: z.enum(VISIT_OUTCOMES) }),
  step('mistaken', {}),
  /** The device says that all is well again. The host's. */
  step('recovered', {}),
  /** Nobody acted in time. The host's. */
  step('escalated', { to: z.enum(['duty-lead', 'manager']) }),
  /** The resident's contacts were told. The host's. */
  step('told-contacts', { count: z.number().int().nonnegative() }),
  /** What came of that: how many have it on their phone, how many were sent it without more being known, how many could not be reached. The host's. */
  step('contacts-reached', {
    delivered: z.number().int().nonnegative(),
    sent: z.number().int().nonnegative(),
    failed: z.number().int().nonnegative(),
  }),
]);
export type AlarmRecordStep = Readonly<z.infer<typeof alarmStepSchema>>;

/**
 * A device says that something is the matter (预警). The host opens it, once for a person and rule at a time: the key is made of the rule, whom it is
 * about and since when. Where it stands, and what is to be done by when, is what its steps come to.
 */
export const alarmSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('alarm'),
  /** `WatchRuleId` of `shared/domain/devices`; one that this build does not know is shown by its id. */
  rule: z.string().regex(/^[a-z][a-z-]{1,31}$/),
  sensorUid: uidSchema,
  personUid: uidSchema.nullable(),
  dwellingUid: uidSchema.nullable(),
  buildingUid: uidSchema.nullable(),
  /** Since when something is the matter, and when the station came to know. */
  sinceMs: instantSchema,
  raisedAtMs: instantSchema,
  /** What the rule went by, by name: `{ "afterMs": 7200000 }`. No figure of somebody's health. */
  figures: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,31}$/), z.number()),
  /** Sealed JSON `{systolic, diastolic}` for an alarm about blood pressure; null otherwise. */
  reading: sealedSchema.nullable(),
  steps: z.array(alarmStepSchema).max(200),
});
export type Alarm = Readonly<z.infer<typeof alarmSchema>>;

/** Where it stands, by its own steps. */
export const alarmStanding = ({ rule, raisedAtMs, steps }: Pick<Alarm, 'rule' | 'raisedAtMs' | 'steps'>) =>
  standingOf(
    { rule, raisedAtMs },
    steps.flatMap((each) => (isAboutFamily(each) ? [] : [{ ...each, atMs: each.written.at, by: each.written.by }])),
  );

type FamilyStep = Extract<AlarmRecordStep, { readonly kind: 'told-contacts' | 'contacts-reached' }>;

/** Whether a step tells of the family, which changes nothing in where the alarm stands. */
export const isAboutFamily = (step: AlarmRecordStep): step is FamilyStep =>
  step.kind === 'told-contacts' || step.kind === 'contacts-reached';

export const alarm = defineRecordType<Alarm>({
  type: 'alarm',
  title: { zh: '预警', en: 'alarm' },
  collection: 'tasks',
  database: 'grid',
  version: 2,
  schema: alarmSchema,
  fields: {
    rule: 'open',
    sensorUid: 'open',
    personUid: 'open',
    dwellingUid: 'open',
    buildingUid: 'open',
    sinceMs: 'open',
    raisedAtMs: 'open',
    figures: 'open',
    reading: 'health',
    steps: 'general',
  },
  values: {
    reading: { adult: 'health', child: 'child' },
    'steps.note': { adult: 'general', child: 'child' },
  },
  merge: { steps: UNION },
  // Open ones first, the newest on top of each.
  sortKeys: (record) => ({
    rank: `${alarmStanding(record).state === 'closed' ? '1' : '0'} ${newestFirst(record.raisedAtMs)}`,
    owner: record.personUid ?? record.dwellingUid ?? '',
  }),
  // Version 2 has a kind of step more.
  migrations: { 1: (old) => old },
});

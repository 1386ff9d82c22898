import { z } from 'zod';
import { envelopeShape, instantSchema, sealedSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { newestFirst } from './newest-first';
import { pointSchema } from './place';

/** What a device is, as people call it; which readings it gives is its adapter's matter (`shared/domain/devices`). */
export const SENSOR_KINDS = [
  'water-meter',
  'door',
  'smoke',
  'leak',
  'blood-pressure',
  'help-button',
  'charging',
  'camera',
  'other',
] as const;
export type SensorKind = (typeof SENSOR_KINDS)[number];

/** How a device names itself in its messages: one part of an MQTT topic. */
export const deviceNameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/);

/**
 * A device that watches over a home or a place (物联设备), and where it hangs. It is paired once: one that is hung up elsewhere is another record
 * of the same device name, and this one ends.
 */
export const sensorSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('sensor'),
  deviceName: deviceNameSchema,
  adapterId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  kind: z.enum(SENSOR_KINDS),
  /** Make and model, as on its label. */
  model: z.string().max(60),
  /** Where in the home or the building: 厨房. */
  spot: z.string().max(60),
  buildingUid: uidSchema.nullable(),
  /** Null for one in a public place. */
  dwellingUid: uidSchema.nullable(),
  /** Whom it watches over; null where it is nobody in particular. */
  personUid: uidSchema.nullable(),
  place: pointSchema.nullable(),
  pairedAtMs: instantSchema,
  /** Null while it is in use. */
  endedAtMs: instantSchema.nullable(),
  /** How often it tells something when all is well, ms; null for one that speaks only when something happens. */
  reportsEveryMs: z
    .number()
    .int()
    .min(1000)
    .max(30 * 86_400_000)
    .nullable(),
});
export type Sensor = Readonly<z.infer<typeof sensorSchema>>;

export const sensor = defineRecordType<Sensor>({
  type: 'sensor',
  title: { zh: '物联设备', en: 'sensor' },
  collection: 'devices',
  database: 'grid',
  version: 1,
  schema: sensorSchema,
  fields: {
    deviceName: 'open',
    adapterId: 'open',
    kind: 'open',
    model: 'open',
    spot: 'open',
    buildingUid: 'open',
    dwellingUid: 'open',
    personUid: 'open',
    place: 'open',
    pairedAtMs: 'open',
    endedAtMs: 'open',
    reportsEveryMs: 'open',
  },
  values: {},
  merge: {},
  sortKeys: (record) => ({
    rank: `${record.endedAtMs === null ? '0' : '1'} ${newestFirst(record.pairedAtMs)}`,
    owner: record.personUid ?? record.dwellingUid ?? '',
  }),
  migrations: {},
});

/**
 * One month of one sensor: how it is, and what it said day by day. Readings themselves stay in the host's log. The host alone writes it; the key
 * is `<sensorUid>.<month>`.
 */
export const readingMonthSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('reading-month'),
  sensorUid: uidSchema,
  personUid: uidSchema.nullable(),
  dwellingUid: uidSchema.nullable(),
  /** `YYYY-MM` at the station. */
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  /** When it last said anything; told on in steps of some minutes. */
  heardAtMs: instantSchema.nullable(),
  batteryPercent: z.number().min(0).max(100).nullable(),
  isSilent: z.boolean(),
  /** Sealed JSON: days of water, doors and the like (`MonthOfLife` in `shared/domain/devices`); null without any. */
  life: sealedSchema.nullable(),
  /** Sealed JSON: days of blood pressure (`MonthOfHealth`); null without any. */
  health: sealedSchema.nullable(),
});
export type ReadingMonth = Readonly<z.infer<typeof readingMonthSchema>>;

export const readingMonth = defineRecordType<ReadingMonth>({
  type: 'reading-month',
  title: { zh: '设备月报', en: 'month of readings' },
  collection: 'devices',
  database: 'grid',
  version: 1,
  schema: readingMonthSchema,
  fields: {
    sensorUid: 'open',
    personUid: 'open',
    dwellingUid: 'open',
    month: 'open',
    heardAtMs: 'open',
    batteryPercent: 'open',
    isSilent: 'open',
    life: 'general',
    health: 'health',
  },
  values: { life: { adult: 'general', child: 'child' }, health: { adult: 'health', child: 'child' } },
  merge: {},
  sortKeys: (record) => ({ rank: newestFirst(Date.parse(`${record.month}-01`)), owner: record.sensorUid }),
  ages: true,
  migrations: {},
});

/** Somebody is away (外出): silence at home means nothing meanwhile. */
export const absenceSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('absence'),
  personUid: uidSchema,
  fromMs: instantSchema,
  /** Null until they say otherwise. */
  toMs: instantSchema.nullable(),
  /** Sealed text: where to, who said so. */
  note: sealedSchema.nullable(),
});
export type Absence = Readonly<z.infer<typeof absenceSchema>>;

export const absence = defineRecordType<Absence>({
  type: 'absence',
  title: { zh: '外出报备', en: 'absence' },
  collection: 'devices',
  database: 'grid',
  version: 1,
  schema: absenceSchema,
  fields: { personUid: 'open', fromMs: 'open', toMs: 'open', note: 'general' },
  values: { note: { adult: 'general', child: 'child' } },
  merge: {},
  sortKeys: (record) => ({ rank: newestFirst(record.fromMs), owner: record.personUid }),
  migrations: {},
});

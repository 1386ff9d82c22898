import { z } from 'zod';
import { instantSchema, uidSchema } from '../schema/envelope';
import { deviceNameSchema } from '../schema/types/sensor';

/**
 * Devices at home (物联设备) as the host knows them: how they reach it, who of them was heard of, with which password. Every answer outside 2xx is
 * `access.denied` or `request.malformed`, or named at the route.
 */

export const sensorPaths = {
  sensors: '/api/sensors',
  credential: '/api/sensors/credential',
  revocation: '/api/sensors/credential/revocation',
  broker: '/api/sensors/broker',
  brokerTrial: '/api/sensors/broker/trial',
  latest: '/api/sensors/:uid/latest',
} as const;

/** Path of `latest` for one sensor. */
export const latestPath = (uid: string): string => sensorPaths.latest.replace(':uid', uid);

/** Why no device is heard at the moment. */
export const BROKER_PROBLEMS = [
  /** Something else on the machine has the port. */
  'port-busy',
  /** Nothing answers at the external broker's address. */
  'unreachable',
  /** It knows neither user nor password, or does not let them in. */
  'refused',
  /** Nobody the station trusts vouches for it. */
  'certificate',
  /** It answers, but in no MQTT that we speak (3.1.1). */
  'not-mqtt',
] as const;
export type BrokerProblem = (typeof BROKER_PROBLEMS)[number];

/** How devices reach the host. */
export const brokerStateSchema = z.object({
  kind: z.enum(['embedded', 'external']),
  /** What is typed into a device, the address it reaches first; empty where none can come in: the LAN is off. */
  addresses: z.array(z.object({ host: z.string(), port: z.number().int(), isTls: z.boolean() })),
  isConnected: z.boolean(),
  problem: z.enum(BROKER_PROBLEMS).nullable(),
  /** Devices and bridges that are connected; null with an external broker, which does not tell. */
  clients: z.number().int().nonnegative().nullable(),
});
export type BrokerState = z.infer<typeof brokerStateSchema>;

/** What of a message could not be read; `kind` as in `AdapterProblem`, and `unknown-topic` or `bad-name` where it did not come so far. */
export const READING_PROBLEMS = [
  'not-json',
  'no-values',
  'too-large',
  'unreadable',
  'implausible',
  'bad-time',
  'unknown-topic',
  'bad-name',
] as const;
export const readingProblemSchema = z.object({
  kind: z.enum(READING_PROBLEMS),
  /** The figure, time, topic or name at fault, shortened; null where it is the whole message. */
  field: z.string().max(120).nullable(),
  atMs: instantSchema,
  /** The beginning of the message, in which it was. */
  sample: z.string().max(200),
});
export type ReadingProblem = z.infer<typeof readingProblemSchema>;

/** A filter of MQTT topics that a bridge may publish to: parts of names, `+` for any one, `#` at the end for all below. */
export const topicFilterSchema = z
  .string()
  .max(200)
  .regex(/^(?:[A-Za-z0-9._:-]+|\+)(?:\/(?:[A-Za-z0-9._:-]+|\+))*(?:\/#)?$/, 'an MQTT topic filter');

const credentialViewSchema = z.object({
  /** A bridge brings the messages of several devices. */
  kind: z.enum(['device', 'bridge']),
  /** Grid whose workers look after it. */
  gridNumber: z.number().int().positive(),
  /** What a bridge may publish to; empty for a device, whose topics follow from its name. */
  topics: z.array(topicFilterSchema),
  createdAtMs: instantSchema,
});

/** A device or bridge by the name that it gives itself. */
export const heardDeviceSchema = z.object({
  name: z.string(),
  /** Make of its messages, by `Adapter.id`; null while no message of it could be read. */
  adapterId: z.string().nullable(),
  heardAtMs: instantSchema.nullable(),
  /** Messages of the last months of which something could not be read. */
  problems: z.number().int().nonnegative(),
  lastProblem: readingProblemSchema.nullable(),
  /** Where it is paired at the moment. */
  sensor: z.object({ uid: uidSchema, gridNumber: z.number().int().positive() }).nullable(),
  credential: credentialViewSchema.nullable(),
});
export type HeardDevice = z.infer<typeof heardDeviceSchema>;

/**
 * `GET /api/sensors` (who may create `sensor` records; also `GET /api/sensors/broker` is about this): devices of the grids that the asker may
 * write to, and those that are nobody's yet; the one heard last first.
 */
export const sensorsViewSchema = z.object({ broker: brokerStateSchema, devices: z.array(heardDeviceSchema) });
export type SensorsView = z.infer<typeof sensorsViewSchema>;

/** Most credentials that hold at one time. */
export const MOST_CREDENTIALS = 5000;

/**
 * `POST /api/sensors/credential` (who may create `sensor` records in that grid): a password for a device or bridge of that name, in place of the
 * one it had, which ends at once. `access.denied` for a name that another grid has.
 */
export const makeCredentialSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('device'), name: deviceNameSchema, gridNumber: z.number().int().positive() }),
  z.strictObject({
    kind: z.literal('bridge'),
    name: deviceNameSchema,
    gridNumber: z.number().int().positive(),
    topics: z.array(topicFilterSchema).min(1).max(20),
  }),
]);
export type MakeCredential = z.infer<typeof makeCredentialSchema>;

/** Answer: the password is shown this once. The user name is the device's name. */
export const credentialMadeSchema = z.object({ view: sensorsViewSchema, password: z.string() });
export type CredentialMade = z.infer<typeof credentialMadeSchema>;

/** `POST /api/sensors/credential/revocation`: it lets nobody in from then on, and whoever is in goes. Answers `SensorsView`; `request.not-found`. */
export const revokeCredentialSchema = z.strictObject({ name: deviceNameSchema });

/** An external broker's address: `mqtt://host:1883`, `mqtts://host:8883`. */
const brokerUrlSchema = z
  .string()
  .max(200)
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const isPlain = url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
    return isPlain && ['mqtt:', 'mqtts:'].includes(url.protocol) && url.hostname !== '' && url.pathname.length < 2;
  }, 'mqtt://host:port or mqtts://host:port');

/**
 * `POST /api/sensors/broker` (`setsUpstream`): from where readings come; null: from the station's own broker. A password that is left out stays;
 * `request.malformed` for a new address or user without one. `POST /api/sensors/broker/trial` tries the same and keeps nothing.
 */
export const setBrokerSchema = z.strictObject({
  external: z
    .strictObject({
      url: brokerUrlSchema,
      user: z.string().max(120),
      password: z.string().max(200).optional(),
      /** PEM of the authority that vouches for it; null for those that the machine trusts. */
      authority: z.string().max(20_000).nullable(),
    })
    .nullable(),
});
export type SetBroker = z.infer<typeof setBrokerSchema>;

/** `GET /api/sensors/broker` (`setsUpstream`); `POST` answers the same. */
export const brokerViewSchema = z.object({
  state: brokerStateSchema,
  /** As set, without the password. */
  external: z
    .object({ url: z.string(), user: z.string(), hasPassword: z.boolean(), authority: z.string().nullable() })
    .nullable(),
});
export type BrokerView = z.infer<typeof brokerViewSchema>;

export const brokerTrialSchema = z.object({ problem: z.enum(BROKER_PROBLEMS).nullable(), ms: z.number() });
export type BrokerTrial = z.infer<typeof brokerTrialSchema>;

/**
 * `GET /api/sensors/:uid/latest` (who may read `sensor` records of its grid): its newest readings of the last seven days, 50 at most, the newest
 * first. Blood pressure only for those who hold the grid's health key, everything of a child's only for those with the child key.
 * `request.not-found`.
 */
export const latestReadingsSchema = z.object({
  heardAtMs: instantSchema.nullable(),
  readings: z.array(
    z.object({
      atMs: instantSchema,
      arrivedAtMs: instantSchema,
      /** A `Reading` of `shared/domain/devices/readings`. */
      reading: z.looseObject({ kind: z.string() }),
    }),
  ),
});
export type LatestReadings = z.infer<typeof latestReadingsSchema>;

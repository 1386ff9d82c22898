import { z } from 'zod';
import { TRANSMISSION_STATES } from '../../domain/platforms/transmission';
import { envelopeShape, instantSchema, sealedSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';

/** Attempts that a transmission remembers; older ones are told by its count alone. */
export const ATTEMPTS_KEPT = 50;

export const transmissionSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('transmission'),
  applicationUid: uidSchema,
  /** Name of the platform that it goes to, as the station calls it. */
  platform: z.string().max(40),
  /** What people called it when it was put in: 省政务服务平台. */
  platformTitle: z.string().max(40),
  /** Counts from 1; grows when somebody has it sent again after it was refused. */
  round: z.number().int().min(1).max(1000),
  state: z.enum(TRANSMISSION_STATES),
  /** Attempts of this round that brought no answer. */
  tries: z.number().int().min(0),
  nextAttemptAtMs: instantSchema,
  /** When the platform took it. */
  sentAtMs: instantSchema.nullable(),
  /** The platform's own number for it. */
  receipt: z.string().max(60).nullable(),
  outcome: z.enum(['granted', 'refused']).nullable(),
  /** Sealed text: what the platform said with a refusal or a decision. */
  reason: sealedSchema.nullable(),
  /** What came of each attempt: `ok`, `http-503`, `unreachable`, `timeout`. */
  attempts: z.array(z.strictObject({ atMs: instantSchema, code: z.string().max(40) })).max(ATTEMPTS_KEPT),
});
export type Transmission = Readonly<z.infer<typeof transmissionSchema>>;

/** An application on its way to a department's own platform, and what came of it. The key is the application's uid: it goes to one. */
export const transmission = defineRecordType<Transmission>({
  type: 'transmission',
  title: { zh: '报送', en: 'transmission' },
  collection: 'desk',
  database: 'desk',
  version: 1,
  schema: transmissionSchema,
  fields: {
    applicationUid: 'open',
    platform: 'open',
    platformTitle: 'open',
    round: 'open',
    state: 'open',
    tries: 'open',
    nextAttemptAtMs: 'open',
    sentAtMs: 'open',
    receipt: 'open',
    outcome: 'open',
    reason: 'general',
    attempts: 'open',
  },
  values: { reason: { adult: 'general', child: 'general' } },
  merge: {},
  sortKeys: (record) => ({ rank: record.state === 'refused' ? '0' : '1', owner: record.applicationUid }),
  migrations: {},
});

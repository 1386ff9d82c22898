import { z } from 'zod';
import { isOpenApplication } from '../../domain/applications/steps';
import { standingOf } from '../../domain/applications/standing';
import { calendarDateSchema, envelopeShape, instantSchema, sealedSchema, uidSchema } from '../envelope';
import { photoRefSchema } from '../photo-ref';
import { defineRecordType, UNION } from '../record-type';
import { applicationStepSchema } from './application-step';
import { receiptCodeSchema } from './incident';
import { newestFirst } from './newest-first';

/** Longest texts of an application, in characters. */
export const APPLICATION_LIMITS = { name: 60, phone: 30, citizenId: 30, answer: 500, note: 2000, photos: 100 } as const;

/** 代填: somebody of the staff filled the form in, and the applicant agreed to that. */
export const assistedSchema = z.strictObject({
  byUid: uidSchema,
  agreedAtMs: instantSchema,
  how: z.enum(['spoken', 'written']),
  /** The picture of the signature; null where the applicant cannot sign, and a witness is named in the note. */
  signaturePhotoId: uidSchema.nullable(),
});
export type Assisted = Readonly<z.infer<typeof assistedSchema>>;

export const applicationSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('application'),
  /** Number and version of the item, as the catalogue had it when it began; what the catalogue says later does not touch it. */
  itemNumber: z.string().regex(/^[A-Z][0-9]{3,5}$/),
  versionId: uidSchema,
  /** Who applies, where the station has a file. */
  personUid: uidSchema.nullable(),
  /** Sealed JSON `{name, phone, citizenId}` of somebody without a file; null otherwise. */
  applicant: sealedSchema.nullable(),
  /** Sealed JSON: answers by the field of the form. */
  answers: sealedSchema.nullable(),
  assisted: assistedSchema.nullable(),
  channel: z.enum(['counter', 'kiosk', 'phone', 'home']),
  /** The number in the queue that it began with. */
  ticketNumber: z.string().max(12).nullable(),
  ticketDay: calendarDateSchema.nullable(),
  startedAtMs: instantSchema,
  /** With which it is followed; null until the station has given one. */
  receipt: receiptCodeSchema.nullable(),
  photos: z.array(photoRefSchema).max(APPLICATION_LIMITS.photos),
  steps: z.array(applicationStepSchema).max(500),
});
export type Application = Readonly<z.infer<typeof applicationSchema>>;

/** What somebody asks of an authority at the counter. Where it stands is what its steps come to (`shared/domain/applications`). */
export const application = defineRecordType<Application>({
  type: 'application',
  title: { zh: '申办', en: 'application' },
  collection: 'desk',
  database: 'desk',
  version: 1,
  schema: applicationSchema,
  fields: {
    itemNumber: 'open',
    versionId: 'open',
    personUid: 'open',
    applicant: 'general',
    answers: 'general',
    assisted: 'open',
    channel: 'open',
    ticketNumber: 'open',
    ticketDay: 'open',
    startedAtMs: 'open',
    receipt: 'open',
    photos: 'open',
    steps: 'general',
  },
  // The desk has one key: whoever works there sees to children's matters too.
  values: {
    applicant: { adult: 'general', child: 'general' },
    answers: { adult: 'general', child: 'general' },
    'steps.note': { adult: 'general', child: 'general' },
  },
  merge: { steps: UNION, photos: UNION },
  // Open ones first, the newest on top of each.
  sortKeys: (record) => ({
    rank: `${isOpenApplication(standingOf(record.startedAtMs, record.steps).state) ? '0' : '1'} ${newestFirst(record.startedAtMs)}`,
    owner: record.personUid ?? '',
  }),
  migrations: {},
});

import { z } from 'zod';
import { isOpenState } from '../../domain/incidents/machine';
import { standingOf } from '../../domain/incidents/standing';
import { envelopeShape, instantSchema, sealedSchema, uidSchema } from '../envelope';
import { photoRefSchema } from '../photo-ref';
import { defineRecordType, UNION } from '../record-type';
import { voiceRefSchema } from '../voice-ref';
import { incidentStepSchema } from './incident-step';
import { newestFirst } from './newest-first';
import { pointSchema } from './place';

export { voiceRefSchema, type VoiceRef } from '../voice-ref';

/** Longest texts, in characters; `told` is what residents are told of the work. */
export const INCIDENT_LIMITS = { title: 60, text: 2000, address: 200, told: 300 } as const;

/** Where it is: as the device measured, as somebody pointed on the map, or of a known address. */
export const incidentPlaceSchema = pointSchema.extend({
  /** Null where nobody measured. */
  accuracyMeters: z.number().nonnegative().max(100_000).nullable(),
  source: z.enum(['device', 'map', 'address']),
});
export type IncidentPlace = Readonly<z.infer<typeof incidentPlaceSchema>>;

/** What a classifier made of the text or the pictures, and what the reporter made of that. */
export const suggestionSchema = z.strictObject({
  categoryUid: uidSchema,
  confidence: z.number().min(0).max(1),
  from: z.enum(['text', 'image', 'both']),
  model: z.string().min(1).max(60),
});
export type Suggestion = Readonly<z.infer<typeof suggestionSchema>>;

/** Eight characters of the receipt alphabet; the last one checks the others. */
export const receiptCodeSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{8}$/);

export const incidentSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('incident'),
  /** As reported; what counts is what the steps say. Null where the reporter did not know. */
  categoryUid: uidSchema.nullable(),
  suggestion: suggestionSchema.nullable(),
  /** What lists show. Open to all who may read the grid, as addresses are: no name belongs in it. */
  title: z.string().min(1).max(INCIDENT_LIMITS.title),
  /** Sealed text, or null. */
  text: sealedSchema.nullable(),
  place: incidentPlaceSchema.nullable(),
  address: z.string().max(INCIDENT_LIMITS.address),
  buildingUid: uidSchema.nullable(),
  /** The resident for whom staff reports, where the station has a file; and sealed JSON `{name, phone}`: whom to call back. */
  onBehalfOf: uidSchema.nullable(),
  contact: sealedSchema.nullable(),
  /** Who it came from: staff, a resident's phone, a kiosk, another system. */
  channel: z.enum(['staff', 'resident', 'kiosk', 'system']),
  urgent: z.boolean(),
  reportedAtMs: instantSchema,
  /** With which a resident follows it; null until the station has given one. */
  receipt: receiptCodeSchema.nullable(),
  photos: z.array(photoRefSchema).max(200),
  voice: voiceRefSchema.nullable(),
  steps: z.array(incidentStepSchema).max(500),
});
export type Incident = Readonly<z.infer<typeof incidentSchema>>;

/** Something that somebody has to see to. Where it stands is what its steps come to (`shared/domain/incidents/standing`). */
export const incident = defineRecordType<Incident>({
  type: 'incident',
  title: { zh: '事件', en: 'incident' },
  collection: 'incidents',
  database: 'grid',
  version: 2,
  schema: incidentSchema,
  fields: {
    categoryUid: 'open',
    suggestion: 'open',
    title: 'open',
    text: 'general',
    place: 'open',
    address: 'open',
    buildingUid: 'open',
    onBehalfOf: 'open',
    contact: 'general',
    channel: 'open',
    urgent: 'open',
    reportedAtMs: 'open',
    receipt: 'open',
    photos: 'open',
    voice: 'open',
    steps: 'general',
  },
  // An incident is about a place, so its words go under the grid's key whoever reports it.
  values: {
    text: { adult: 'general', child: 'general' },
    contact: { adult: 'general', child: 'general' },
    'steps.note': { adult: 'general', child: 'general' },
    'steps.told': { adult: 'general', child: 'general' },
  },
  merge: { steps: UNION, photos: UNION },
  // Open ones first, the newest on top of each.
  sortKeys: (record) => ({
    rank: `${isOpenState(standingOf(record).state) ? '0' : '1'} ${newestFirst(record.reportedAtMs)}`,
    owner: record.onBehalfOf ?? '',
  }),
  migrations: {
    // Steps that say nothing to residents stand as they did.
    1: (old) => old,
  },
});

import { z } from 'zod';
import { instantSchema, labelSchema, uidSchema } from '../schema/envelope';
import { PHOTO_MIMES, photoRefSchema } from '../schema/photo-ref';
import { INCIDENT_LIMITS } from '../schema/types/incident';
import { DISPATCH_MODES } from '../schema/types/incident-dispatch';
import type { StepKind } from '../schema/types/incident-step';
import { POSTS } from '../schema/types/place';

/**
 * What was sent to a department, for its handlers: they hold no grid and no key, so the host reads, opens and writes for them. Answers have
 * named fields alone. Whom to call back, for whom somebody reported, the receipt and spoken notes are in none of them.
 */

export const matterPaths = {
  matters: '/api/matters',
  matter: '/api/matters/:id',
  steps: '/api/matters/:id/steps',
  photos: '/api/matters/:id/photos',
  photo: '/api/matters/:id/photos/:photo/:part',
} as const;

export const matterIdSchema = z.string().regex(/^incident~[a-z0-9]+-\d{1,6}~[0-9A-HJKMNP-TV-Z]{26}$/);

const stateSchema = z.string().max(20);
const kindSchema = z.string().max(20);

/** One line of the list. */
export const matterSummarySchema = z.object({
  id: matterIdSchema,
  title: z.string(),
  address: z.string(),
  category: z.string().nullable(),
  unit: labelSchema,
  /** `handles`: the unit sees to it. `copied`: it is told and has nothing to do. */
  part: z.enum(['handles', 'copied']),
  state: stateSchema,
  isOpen: z.boolean(),
  isUrgent: z.boolean(),
  isPaused: z.boolean(),
  /** Null where no limit runs. */
  dueAtMs: instantSchema.nullable(),
  isLate: z.boolean(),
  /** When it came to the unit. */
  sentAtMs: instantSchema,
  /** `mine`: with whoever asks. `unit`: with the unit as a whole. `pool`: waits for whoever takes it. `colleague`: with another member. */
  whose: z.enum(['mine', 'unit', 'pool', 'colleague']),
});
export type MatterSummary = Readonly<z.infer<typeof matterSummarySchema>>;

/** A step that the unit is told of. */
export const toldStepSchema = z.object({
  id: uidSchema,
  kind: kindSchema,
  atMs: instantSchema,
  post: z.enum([...POSTS, 'host']),
  /** Name of a member of the unit; null for everybody else. */
  by: z.string().nullable(),
  note: z.string().nullable(),
  photoIds: z.array(uidSchema),
  untilMs: instantSchema.nullable(),
  /** It counted for nothing: somebody else had been quicker. */
  isAside: z.boolean(),
});
export type ToldStep = Readonly<z.infer<typeof toldStepSchema>>;

/** A picture of a matter, fetched by its id. */
export const matterPhotoSchema = z.object({
  id: uidSchema,
  mime: z.enum(PHOTO_MIMES),
  width: z.number().int(),
  height: z.number().int(),
});
export type MatterPhoto = Readonly<z.infer<typeof matterPhotoSchema>>;

/** One matter as its unit sees it. */
export const matterSchema = matterSummarySchema.extend({
  text: z.string().nullable(),
  place: z.object({ lat: z.number(), lng: z.number() }).nullable(),
  reportedAtMs: instantSchema,
  mode: z.enum(DISPATCH_MODES),
  /** What the table says of when it is closed; null for not provided. */
  closing: z.string().nullable(),
  photoNeeded: z.boolean(),
  photos: z.array(matterPhotoSchema),
  steps: z.array(toldStepSchema),
  /** The last steps: what the next one follows on. */
  heads: z.array(uidSchema),
  /** What whoever asks may do now. */
  allowed: z.array(kindSchema),
});
export type Matter = Readonly<z.infer<typeof matterSchema>>;

export const matterListSchema = z.object({ matters: z.array(matterSummarySchema) });

const HANDLED = ['take', 'start', 'finish', 'return', 'pause', 'resume', 'note'] as const satisfies readonly StepKind[];
/** What somebody of a department does; `ask-time` asks whoever leads the station to postpone. */
export const MATTER_ACTS = [...HANDLED, 'ask-time'] as const;
export type MatterAct = (typeof MATTER_ACTS)[number];

/** Pictures that one step may bring. */
export const MATTER_PHOTOS = 4;

/** `POST …/steps`. */
export const matterStepSchema = z.strictObject({
  /** Minted by whoever takes it, so that sending it again adds nothing. */
  stepId: uidSchema,
  act: z.enum(MATTER_ACTS),
  note: z.string().max(INCIDENT_LIMITS.text - 60),
  /** `heads` of the matter as it was shown. */
  seen: z.array(uidSchema).max(100),
  /** As `POST …/photos` answered. */
  photos: z.array(photoRefSchema).max(MATTER_PHOTOS),
  /** For `ask-time`. */
  untilMs: instantSchema.nullable(),
});
export type MatterStep = Readonly<z.infer<typeof matterStepSchema>>;

/** Base64 of so many bytes. */
const base64Of = (bytes: number) => z.base64().max(Math.ceil(bytes / 3) * 4);
const FULL_BYTES = 4 * 1024 * 1024;
const THUMB_BYTES = 64 * 1024 - 256;
/** All of a request with a picture. */
export const MATTER_PHOTO_BODY = Math.ceil(((FULL_BYTES + THUMB_BYTES) * 4) / 3) + 4096;

/** `POST …/photos`: a picture written anew on the device, without metadata. */
export const departmentPhotoSchema = z.strictObject({
  id: uidSchema,
  mime: z.enum(['image/jpeg', 'image/webp']),
  width: z.number().int().min(1).max(20_000),
  height: z.number().int().min(1).max(20_000),
  full: base64Of(FULL_BYTES),
  thumb: base64Of(THUMB_BYTES),
  takenAtMs: instantSchema.nullable(),
  /** SHA-256 of the file as it was chosen. */
  originalSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type DepartmentPhoto = Readonly<z.infer<typeof departmentPhotoSchema>>;

export const takenPhotoSchema = photoRefSchema;
export type TakenPhoto = Readonly<z.infer<typeof takenPhotoSchema>>;

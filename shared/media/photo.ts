import { z } from 'zod';
import { instantSchema, replicaIdSchema, uidSchema } from '../schema/envelope';
import { PHOTO_KINDS, PHOTO_MIMES, type PhotoKind, type PhotoMime } from '../schema/photo-ref';

export {
  mediaIdSchema,
  photoRefSchema,
  PHOTO_KINDS,
  PHOTO_MIMES,
  type PhotoKind,
  type PhotoMime,
  type PhotoRef,
} from '../schema/photo-ref';

/** The type of the small picture of one that is kept as that: a PDF is shown by a picture that stands for it. */
export const thumbMimeOf = (mime: PhotoMime): PhotoMime => (mime === 'application/pdf' ? 'image/jpeg' : mime);

/** SHA-256 in lower-case hexadecimal. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Who says so: the file's own EXIF, the device's clock or position at the moment it was added, or nobody. */
export const CLAIM_SOURCES = ['exif', 'device', 'none'] as const;
export type ClaimSource = (typeof CLAIM_SOURCES)[number];

/** WGS 84. */
export const photoPlaceSchema = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  /** Null where the source gives none (EXIF mostly does not). */
  accuracyM: z.number().nonnegative().max(100_000).nullable(),
});
export type PhotoPlace = Readonly<z.infer<typeof photoPlaceSchema>>;

/** What was found out about the taking of a picture before its EXIF was dropped. */
export const photoTakingSchema = z.strictObject({
  takenAtMs: instantSchema.nullable(),
  takenAtSource: z.enum(CLAIM_SOURCES),
  place: photoPlaceSchema.nullable(),
  placeSource: z.enum(CLAIM_SOURCES),
  /** Of the file as it was chosen, before anything was done to it. */
  originalSha256: sha256Schema,
  /** Of a PDF: what its file was called, and how many pages it says it has; null where that was not easily told. */
  document: z
    .strictObject({ name: z.string().min(1).max(120), pages: z.number().int().min(1).max(100_000).nullable() })
    .optional(),
});
export type PhotoTaking = Readonly<z.infer<typeof photoTakingSchema>>;

/** A picture ready to be kept: written anew upright and without metadata, or a PDF as it came, with a thumbnail beside it. */
export interface PreparedPhoto {
  readonly kind: PhotoKind;
  readonly mime: PhotoMime;
  readonly width: number;
  readonly height: number;
  /** At most `MEDIA_LIMITS.fullBytes`. */
  readonly full: Uint8Array<ArrayBuffer>;
  /** The same picture small, of type `thumbMimeOf(mime)`; at most `MEDIA_LIMITS.thumbBytes`. */
  readonly thumb: Uint8Array<ArrayBuffer>;
  readonly claim: PhotoTaking;
}

/** All that is said of a picture, as the device that added it signed it. Travels sealed. */
export const photoClaimSchema = photoTakingSchema.extend({
  /** The picture's uid. */
  id: uidSchema,
  kind: z.enum(PHOTO_KINDS),
  mime: z.enum(PHOTO_MIMES),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  authorUid: uidSchema,
  deviceUid: uidSchema,
  replica: replicaIdSchema,
  addedAtMs: instantSchema,
  /** Of the picture and its thumbnail as they are shown. */
  fullSha256: sha256Schema,
  thumbSha256: sha256Schema,
});
export type PhotoClaim = Readonly<z.infer<typeof photoClaimSchema>>;

/** Sizes that are taken, of picture and thumbnail before encryption. */
export const MEDIA_LIMITS = { fullBytes: 8 * 1024 * 1024 - 256, thumbBytes: 64 * 1024 - 256 } as const;

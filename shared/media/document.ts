import { z } from 'zod';
import { sealedSchema, touchSchema, uidSchema } from '../schema/envelope';
import { mediaIdSchema, PHOTO_KINDS } from '../schema/photo-ref';
import { MEDIA_TYPE } from './names';
import { sha256Schema } from './photo';

/** Names of the two attachments of a media document: the whole picture, and the small one. */
export const MEDIA_PARTS = ['full', 'thumb'] as const;
export type MediaPart = (typeof MEDIA_PARTS)[number];

/** Both attachments are ciphertext; what they hold stands in the claim. */
export const MEDIA_CONTENT_TYPE = 'application/octet-stream';

/** Sizes that the hub takes, of what travels. */
export const MEDIA_WIRE_LIMITS = {
  full: 8 * 1024 * 1024,
  thumb: 64 * 1024,
  /** The document beside them. */
  document: 16 * 1024,
} as const;

/** All of a request that brings a picture: the parts and what stands between them. */
export const MEDIA_REQUEST_BYTES =
  MEDIA_WIRE_LIMITS.full + MEDIA_WIRE_LIMITS.thumb + MEDIA_WIRE_LIMITS.document + 4 * 1024;

/** Who vouches for a claim: the key by its thumbprint (`thumbprintOf`), and ECDSA over the claim in base64. */
export const claimSignatureSchema = z.strictObject({ key: sha256Schema, value: z.base64().length(88) });
export type ClaimSignature = Readonly<z.infer<typeof claimSignatureSchema>>;

/**
 * A picture as it lies at a hub, beside its attachments `full` and `thumb`. It is written once and never changed; `_id` names the
 * SHA-256 of `full`, so nobody can put another picture in its place.
 */
export const mediaDocumentSchema = z.strictObject({
  _id: mediaIdSchema,
  type: z.literal(MEDIA_TYPE),
  schema: z.literal(1),
  /** The picture's identity: its parts and its claim are bound to it, and it stays when the picture moves to another grid. */
  uid: uidSchema,
  kind: z.enum(PHOTO_KINDS),
  created: touchSchema,
  /** Lengths of the attachments. */
  bytes: z.strictObject({
    full: z.number().int().min(1).max(MEDIA_WIRE_LIMITS.full),
    thumb: z.number().int().min(1).max(MEDIA_WIRE_LIMITS.thumb),
  }),
  /** Of the attachment `thumb`. */
  thumbSha256: sha256Schema,
  /** The claim (`photoClaimSchema`), under the key that the parts are closed with. */
  sealed: sealedSchema,
  signature: claimSignatureSchema,
});
export type MediaDocument = Readonly<z.infer<typeof mediaDocumentSchema>>;

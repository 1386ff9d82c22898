import { z } from 'zod';
import { sealedSchema, touchSchema, uidSchema } from '../schema/envelope';
import { mediaIdSchema, PHOTO_KINDS } from '../schema/photo-ref';
import { sha256Schema } from './photo';
import { voiceMediaIdSchema } from './voice';

/** Names of the two attachments of a media document: the whole picture and the small one; of a spoken note the sound and its curve. */
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

/** What a picture and a spoken note have in common at a hub. */
const frameShape = {
  schema: z.literal(1),
  /** Its identity: parts and claim are bound to it, and it stays when a picture moves to another grid. */
  uid: uidSchema,
  created: touchSchema,
  /** Lengths of the attachments. */
  bytes: z.strictObject({
    full: z.number().int().min(1).max(MEDIA_WIRE_LIMITS.full),
    thumb: z.number().int().min(1).max(MEDIA_WIRE_LIMITS.thumb),
  }),
  /** Of the attachment `thumb`. */
  thumbSha256: sha256Schema,
  /** The claim (`photoClaimSchema`, `voiceClaimSchema`), under the key that the parts are closed with. */
  sealed: sealedSchema,
  signature: claimSignatureSchema,
};

/**
 * A picture as it lies at a hub, beside its attachments `full` and `thumb`. It is written once and never changed; `_id` names the
 * SHA-256 of `full`, so nobody can put another picture in its place.
 */
export const pictureDocumentSchema = z.strictObject({
  _id: mediaIdSchema,
  type: z.literal('photo'),
  kind: z.enum(PHOTO_KINDS),
  ...frameShape,
});

/** A spoken note in the same way: `full` is the sound, `thumb` how loud it is from beginning to end. */
export const voiceDocumentSchema = z.strictObject({ _id: voiceMediaIdSchema, type: z.literal('voice'), ...frameShape });

/** What a media database holds. */
export const mediaDocumentSchema = z.discriminatedUnion('type', [pictureDocumentSchema, voiceDocumentSchema]);
export type MediaDocument = Readonly<z.infer<typeof mediaDocumentSchema>>;

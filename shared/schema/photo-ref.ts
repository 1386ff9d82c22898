import { z } from 'zod';
import { instantSchema, uidSchema } from './envelope';

/** What a picture is of: something seen, or a paper. */
export const PHOTO_KINDS = ['photo', 'scan'] as const;
export type PhotoKind = (typeof PHOTO_KINDS)[number];

/** What a picture is kept as: one that was chosen is written anew in one of the first two, a paper in PDF stays the document it is. */
export const PHOTO_MIMES = ['image/jpeg', 'image/webp', 'application/pdf'] as const;
export type PhotoMime = (typeof PHOTO_MIMES)[number];

/** `_id` of a media document: the SHA-256 of the picture's ciphertext is its key. */
export const mediaIdSchema = z.string().regex(/^photo~[a-z0-9]+(?:-[0-9]+)?~[0-9a-f]{64}$/);

/**
 * What a record keeps of a picture: enough to show a frame of the right size before the picture is there. Where and when it was taken
 * is not among it: that lies sealed in the media document.
 */
export const photoRefSchema = z.strictObject({
  /** The picture's own identity: stays through a transfer, and is the entry id where a record keeps a list of them. */
  id: uidSchema,
  /** The media document that holds it. */
  media: mediaIdSchema,
  kind: z.enum(PHOTO_KINDS),
  mime: z.enum(PHOTO_MIMES),
  /** Of a PDF: of the picture that stands for it. */
  width: z.number().int().min(1).max(20_000),
  height: z.number().int().min(1).max(20_000),
  /** Size of the whole picture. */
  bytes: z
    .number()
    .int()
    .min(1)
    .max(8 * 1024 * 1024),
  /** When it was put into the product; when it was taken is in the claim. */
  addedAtMs: instantSchema,
});
export type PhotoRef = Readonly<z.infer<typeof photoRefSchema>>;

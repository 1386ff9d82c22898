import { z } from 'zod';
import { instantSchema, uidSchema } from './envelope';

/** What a spoken note is kept as: what browsers record. */
export const VOICE_MIMES = ['audio/webm', 'audio/ogg', 'audio/mp4'] as const;
export type VoiceMime = (typeof VOICE_MIMES)[number];

/** `_id` of the media document of a spoken note: the SHA-256 of the sound's ciphertext is its key. */
export const voiceMediaIdSchema = z.string().regex(/^voice~[a-z0-9]+(?:-[0-9]+)?~[0-9a-f]{64}$/);

/** A spoken note, which lies elsewhere as a picture does. */
export const voiceRefSchema = z.strictObject({
  id: uidSchema,
  media: voiceMediaIdSchema,
  mime: z.enum(VOICE_MIMES),
  seconds: z.number().positive().max(600),
  bytes: z.number().int().min(1).max(8_388_608),
  addedAtMs: instantSchema,
});
export type VoiceRef = Readonly<z.infer<typeof voiceRefSchema>>;

import { z } from 'zod';
import { instantSchema, replicaIdSchema, uidSchema } from '../schema/envelope';
import { VOICE_MIMES, type VoiceMime } from '../schema/voice-ref';
import { sha256Schema } from './photo';

export { voiceMediaIdSchema, voiceRefSchema, type VoiceMime, type VoiceRef } from '../schema/voice-ref';

/** How long a spoken note is, s, and the bytes that its sound takes at most. */
export const VOICE_LIMITS = { leastSeconds: 0.5, mostSeconds: 120, bytes: 4 * 1024 * 1024 } as const;

/** Points of the curve that stands for the sound before it is fetched. */
export const CURVE_POINTS = 96;

/** A spoken note ready to be kept. */
export interface PreparedVoice {
  readonly mime: VoiceMime;
  readonly seconds: number;
  /** The sound; at most `VOICE_LIMITS.bytes`. */
  readonly full: Uint8Array<ArrayBuffer>;
  /** How loud it is from beginning to end, a byte a step, at most `CURVE_POINTS` of them. */
  readonly curve: Uint8Array<ArrayBuffer>;
  readonly recordedAtMs: number;
}

/** All that is said of a spoken note, as the device that recorded it signed it. Travels sealed. */
export const voiceClaimSchema = z.strictObject({
  kind: z.literal('voice'),
  /** The note's uid. */
  id: uidSchema,
  mime: z.enum(VOICE_MIMES),
  seconds: z.number().positive().max(600),
  authorUid: uidSchema,
  deviceUid: uidSchema,
  replica: replicaIdSchema,
  /** By the device's clock. */
  recordedAtMs: instantSchema,
  addedAtMs: instantSchema,
  /** Of sound and curve as they are. */
  fullSha256: sha256Schema,
  thumbSha256: sha256Schema,
});
export type VoiceClaim = Readonly<z.infer<typeof voiceClaimSchema>>;

/** Makes a curve of levels between 0 and 1 that were measured in even steps: the loudest of each piece counts. */
export function curveOf(levels: readonly number[]): Uint8Array<ArrayBuffer> {
  const points = Math.max(1, Math.min(CURVE_POINTS, levels.length));
  return Uint8Array.from({ length: points }, (_each, at) => {
    const from = Math.floor((at * levels.length) / points);
    const to = Math.max(from + 1, Math.floor(((at + 1) * levels.length) / points));
    return Math.round(255 * Math.min(1, Math.max(0, ...levels.slice(from, to))));
  });
}

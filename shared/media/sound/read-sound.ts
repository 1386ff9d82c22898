import { err, ok, type Result } from '../../errors/result';
import { VOICE_LIMITS, type VoiceMime } from '../voice';
import { heardInOgg, isOgg } from './ogg';
import { heardInWebm, isWebm } from './webm';

/** What bytes turned out to hold, whatever they were said to be. */
export interface Sound {
  readonly mime: VoiceMime;
  readonly seconds: number;
}

/**
 * Why bytes are no spoken note. `not-sound`: neither WebM nor Ogg. `other-sound`: one of them, with something else in it than one voice
 * in Opus. `broken`: cut off, or it says less than it holds.
 */
export type SoundFault = 'empty' | 'too-large' | 'not-sound' | 'other-sound' | 'broken' | 'too-short' | 'too-long';

/** Seconds by which a recorder stops late, and by which packets at both ends sound longer than the times say. */
const SLACK_SECONDS = 1;

/** Reads what kind of sound it is and how long, by the content alone; nothing is decoded. */
export function readSound(bytes: Uint8Array<ArrayBuffer>): Result<Sound, SoundFault> {
  if (bytes.length === 0) return err('empty');
  if (bytes.length > VOICE_LIMITS.bytes) return err('too-large');
  const container = isWebm(bytes) ? 'webm' : isOgg(bytes) ? 'ogg' : null;
  if (container === null) return err('not-sound');
  const heard = container === 'webm' ? heardInWebm(bytes) : heardInOgg(bytes);
  if (!heard) return err('broken');
  if (!heard.isOpus) return err('other-sound');
  const { seconds, soundSeconds } = heard;
  // Times that are less than what sounds would have a player go on for hours.
  if (!Number.isFinite(seconds) || soundSeconds > seconds + SLACK_SECONDS) return err('broken');
  if (seconds < VOICE_LIMITS.leastSeconds) return err('too-short');
  if (seconds > VOICE_LIMITS.mostSeconds + SLACK_SECONDS) return err('too-long');
  return ok({ mime: container === 'webm' ? 'audio/webm' : 'audio/ogg', seconds: Math.round(seconds * 100) / 100 });
}

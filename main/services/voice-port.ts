/** Recorded words with which a board without a Chinese voice calls numbers. */
export interface VoiceClips {
  /** Names of the files that are there: `please.wav`, `0.mp3`. Which there may be, the README of `services/voice` says. */
  list(): Promise<readonly string[]>;
  /** One of them; null for what is not there, too large, or no clip's name. */
  read(name: string): Promise<{ readonly mime: string; readonly bytes: Uint8Array<ArrayBuffer> } | null>;
}

import type { Tone } from '#renderer/ui/voice-line/index';

/** A telephone, unlike the two falling tones of an alarm: a short trill, twice. */
export const RING: readonly Tone[] = [0, 0.12, 0.24, 0.36, 0.9, 1.02, 1.14, 1.26].map((atS, index) => ({
  ...{ hertz: index % 2 === 0 ? 740 : 932, atS, forS: 0.12, loudness: 0.35 },
}));
export const RING_EVERY_MS = 3000;
/** A call that nobody has seen to: one soft tone now and then. */
export const WAITING: readonly Tone[] = [{ hertz: 740, atS: 0, forS: 0.25, loudness: 0.25 }];
export const WAITING_EVERY_MS = 20_000;

import { spokenClips } from '#shared/domain/queue/spoken';
import type { Voice } from './caller';
import type { Clips } from './clips';

/** Longest that a call can take; some browsers never say that a sentence has ended. */
const LONGEST_MS = 15_000;
/** Browsers that have voices name them within this. */
const VOICES_MS = 3000;
/** Two tones, falling: heard over talk, and not shrill. */
const TONES = [
  { hertz: 784, atS: 0 },
  { hertz: 587, atS: 0.28 },
] as const;
const TONE_S = 0.5;

/** How often it is looked which clips there are. */
const LOOK_EVERY_MS = 15_000;

/** The browser's own voices and tones; where it has no Chinese voice, the clips of the host. */
export function createBrowserVoice(clips: Clips): Voice {
  const synthesis = 'speechSynthesis' in window ? window.speechSynthesis : null;
  const beganMs = performance.now();
  let audio: AudioContext | null = null;
  const chinese = (): SpeechSynthesisVoice | null =>
    synthesis?.getVoices().find(({ lang }) => /^(?:zh|cmn)\b/i.test(lang)) ?? null;

  const hasClips = (): boolean => clips.missing().length === 0;
  const look = (): void => void clips.refresh().catch(() => undefined);
  look();
  setInterval(look, LOOK_EVERY_MS);

  return {
    missing: () => (chinese() || !clips.hasAny() ? [] : clips.missing()),
    canSpeak: () => {
      if (chinese() || hasClips()) return true;
      return synthesis && performance.now() - beganMs < VOICES_MS ? null : false;
    },
    chime: async () => {
      try {
        audio ??= new AudioContext();
        // Before anybody has touched the page it stays silent.
        if (audio.state === 'suspended') await within(audio.resume(), 300);
        if (audio.state !== 'running') return;
        if (!chinese() && clips.has('chime')) return await clips.play(audio, ['chime']);
        for (const { hertz, atS } of TONES) sound(audio, hertz, audio.currentTime + atS);
        await new Promise((resolve) => setTimeout(resolve, (TONES[1].atS + TONE_S) * 1000));
      } catch {
        // A machine without sound shows the number all the same.
      }
    },
    speak: async (text, call) => {
      if (!chinese()) {
        if (audio?.state === 'running') await clips.play(audio, spokenClips(call));
        return;
      }
      await within(
        new Promise<void>((resolve) => {
          if (!synthesis) return resolve();
          const words = new SpeechSynthesisUtterance(text);
          words.lang = 'zh-CN';
          words.voice = chinese();
          words.rate = 0.9;
          words.onend = () => resolve();
          words.onerror = () => resolve();
          synthesis.speak(words);
        }),
        LONGEST_MS,
      );
    },
  };
}

function sound(audio: AudioContext, hertz: number, atS: number): void {
  const [tone, loudness] = [audio.createOscillator(), audio.createGain()];
  tone.frequency.value = hertz;
  loudness.gain.setValueAtTime(0.5, atS);
  loudness.gain.exponentialRampToValueAtTime(0.001, atS + TONE_S);
  tone.connect(loudness).connect(audio.destination);
  tone.start(atS);
  tone.stop(atS + TONE_S);
}

const within = (done: Promise<void>, ms: number): Promise<void> =>
  Promise.race([done, new Promise<void>((resolve) => setTimeout(resolve, ms))]);

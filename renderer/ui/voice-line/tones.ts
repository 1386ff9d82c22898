/** Tones that a page makes on the spot: no file, no network. */
export interface Tones {
  /** Repeats a pattern until the returned function is called. */
  repeat(pattern: readonly Tone[], everyMs: number): () => void;
  /** Whether the browser lets this page be heard; it waits for a press otherwise. */
  isHeard(): boolean;
}

export interface Tone {
  readonly hertz: number;
  readonly atS: number;
  readonly forS: number;
  /** 0 to 1. */
  readonly loudness: number;
}

const EDGE_S = 0.02;

/** Opens the page's own tones; silent where the browser has none. */
export function createTones(): Tones {
  let audio: AudioContext | null = null;

  function context(): AudioContext | null {
    if (!audio && typeof AudioContext !== 'undefined') audio = new AudioContext();
    if (audio?.state === 'suspended') void audio.resume().catch(() => undefined);
    return audio;
  }

  return {
    isHeard: () => context()?.state === 'running',
    repeat: (pattern, everyMs) => {
      const beat = (): void => {
        const made = context();
        if (made?.state === 'running') for (const tone of pattern) sound(made, tone);
      };
      const unlock = (): void => void context();
      addEventListener('pointerdown', unlock);
      addEventListener('keydown', unlock);
      beat();
      const timer = setInterval(beat, everyMs);
      return () => {
        clearInterval(timer);
        removeEventListener('pointerdown', unlock);
        removeEventListener('keydown', unlock);
        void audio?.close();
        audio = null;
      };
    },
  };
}

function sound(audio: AudioContext, { hertz, atS, forS, loudness }: Tone): void {
  const [source, volume] = [audio.createOscillator(), audio.createGain()];
  const fromS = audio.currentTime + atS;
  source.frequency.value = hertz;
  volume.gain.setValueAtTime(0, fromS);
  volume.gain.linearRampToValueAtTime(loudness, fromS + EDGE_S);
  volume.gain.setValueAtTime(loudness, fromS + forS - EDGE_S);
  volume.gain.linearRampToValueAtTime(0, fromS + forS);
  source.connect(volume).connect(audio.destination);
  source.start(fromS);
  source.stop(fromS + forS);
}

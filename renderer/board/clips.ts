import { CLIP_NAMES } from '#shared/domain/queue/spoken';

/** Recorded words that the host has for boards without a Chinese voice. */
export interface ClipSource {
  /** Names of the files; empty where there are none, or the host is away. */
  clips(): Promise<readonly string[]>;
  /** One of them as it lies there; null where it is gone. */
  clip(name: string): Promise<ArrayBuffer | null>;
}

/** What a call is played from. */
export interface Clips {
  /** Words that no call can do without and that are missing; every one of them where there are no clips at all. */
  missing(): readonly string[];
  /** Whether there is any clip. */
  hasAny(): boolean;
  has(word: string): boolean;
  /** Looks which there are. */
  refresh(): Promise<void>;
  /** Plays words one after the other, end to end; resolves when the last has ended. Nothing where one of them is not there. */
  play(audio: AudioContext, words: readonly string[]): Promise<void>;
}

/** Between two words, s: they run into one another without it. */
const PAUSE_S = 0.05;
/** Longest that a call may take; a broken file must not stop all that follow. */
const LONGEST_S = 20;

/** Letters are those of the hall's lines, and 十 is for windows from 10 on: which are needed is seen when a number is called. */
const NEEDED = CLIP_NAMES.filter((name) => name !== 'chime' && name !== 'ten' && !/^[A-Z]$/.test(name));

const wordOf = (file: string): string => file.slice(0, file.indexOf('.'));

/** Clips of a host; each is fetched and decoded once. */
export function createClips(source: ClipSource): Clips {
  let files: ReadonlyMap<string, string> = new Map();
  const decoded = new Map<string, Promise<AudioBuffer | null>>();

  async function load(audio: AudioContext, file: string): Promise<AudioBuffer | null> {
    const bytes = await source.clip(file);
    // What cannot be decoded is no clip.
    return bytes ? audio.decodeAudioData(bytes).catch(() => null) : null;
  }

  function bufferOf(audio: AudioContext, word: string): Promise<AudioBuffer | null> {
    const file = files.get(word);
    if (file === undefined) return Promise.resolve(null);
    const known = decoded.get(file) ?? load(audio, file).catch(() => null);
    decoded.set(file, known);
    // What did not come is tried again at the next call.
    void known.then((buffer) => buffer ?? decoded.delete(file));
    return known;
  }

  return {
    missing: () => NEEDED.filter((word) => !files.has(word)),
    hasAny: () => files.size > 0,
    has: (word) => files.has(word),
    refresh: async () => {
      files = new Map((await source.clips()).map((file) => [wordOf(file), file]));
    },
    play: async (audio, words) => {
      const buffers = await Promise.all(words.map((word) => bufferOf(audio, word)));
      const there = buffers.flatMap((buffer) => buffer ?? []);
      if (there.length < words.length) return;
      let atS = audio.currentTime + PAUSE_S;
      const begunS = atS;
      const sources: AudioBufferSourceNode[] = [];
      for (const buffer of there) {
        if (atS - begunS > LONGEST_S) break;
        const node = audio.createBufferSource();
        node.buffer = buffer;
        node.connect(audio.destination);
        node.start(atS);
        atS += buffer.duration + PAUSE_S;
        sources.push(node);
      }
      const last = sources.at(-1);
      const ended = new Promise<void>((resolve) => {
        if (last) last.onended = () => resolve();
        else resolve();
      });
      // A machine that stops its sound in the middle never says that it has ended.
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, (atS - begunS + 1) * 1000))]);
    },
  };
}

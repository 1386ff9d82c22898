import { readSound } from '#shared/media/sound/read-sound';
import { withDuration } from '#shared/media/sound/webm';
import { curveOf, VOICE_LIMITS, type PreparedVoice } from '#shared/media/voice';
import { MicrophoneRefused, type OpenMicrophone, type Take, type VoiceTrouble } from './microphone';

/** What is happening with the microphone. */
export type RecorderState =
  | { readonly kind: 'idle'; readonly trouble: VoiceTrouble | null }
  | { readonly kind: 'asking' | 'keeping' }
  | {
      readonly kind: 'recording' | 'paused';
      readonly seconds: number;
      /** How loud it is, 0 to 1. */
      readonly level: number;
      readonly hearing: 'good' | 'low' | 'none';
    };

/** Records one note after another for a form. What was recorded is kept on the device as soon as the recording ends, however it does. */
export interface VoiceRecorder {
  state(): RecorderState;
  subscribe(listener: () => void): () => void;
  start(): void;
  pause(): void;
  resume(): void;
  /** Ends the recording and keeps it. */
  finish(why?: 'limit' | 'hidden'): void;
  /** Ends it and keeps nothing; also forgets one that could not be kept. */
  drop(): void;
  /** Tries once more to keep what could not be kept. */
  keepAgain(): void;
  /** Ends and keeps what is under way; resolves when nothing is. False where something could not be kept. */
  settled(): Promise<boolean>;
}

export interface VoiceRecorderDeps {
  readonly open: OpenMicrophone;
  /** Puts a note where it belongs; resolves when it is on the disk. */
  keep(voice: PreparedVoice): Promise<void>;
  nowMs(): number;
  /** A clock that nobody sets, ms. */
  ticksMs(): number;
}

/** How often the level is measured. */
const STEP_MS = 100;

/** Steps that are looked at together: nobody speaks without a pause. */
const HEARD_STEPS = 20;
const LOW = 0.35;
const NONE = 0.08;

const RESTING: RecorderState = { kind: 'idle', trouble: null };

/** A recording under way. */
interface Running {
  readonly take: Take;
  readonly startedAtMs: number;
  readonly levels: number[];
  /** Heard before the last pause, and when it went on from there; null while it rests. */
  heardMs: number;
  sinceMs: number | null;
  readonly timer: ReturnType<typeof setInterval>;
}

/** See `VoiceRecorder`. */
export function createVoiceRecorder({ open, keep, nowMs, ticksMs }: VoiceRecorderDeps): VoiceRecorder {
  let state: RecorderState = RESTING;
  let running: Running | null = null;
  let unkept: PreparedVoice | null = null;
  let work: Promise<void> = Promise.resolve();
  /** Counts beginnings: a microphone that opens after it was given up is closed at once. */
  let attempt = 0;
  const listeners = new Set<() => void>();
  const set = (next: RecorderState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const rest = (trouble: VoiceTrouble | null) => set({ kind: 'idle', trouble });

  const lengthMs = ({ heardMs, sinceMs }: Running) => heardMs + (sinceMs === null ? 0 : ticksMs() - sinceMs);

  function tell(current: Running): void {
    const kind = current.sinceMs === null ? 'paused' : 'recording';
    const lately = current.levels.slice(-HEARD_STEPS);
    const loudest = Math.max(...lately, 0);
    const isEarly = lately.length < HEARD_STEPS;
    const hearing = isEarly || loudest >= LOW ? 'good' : loudest >= NONE ? 'low' : 'none';
    const level = kind === 'paused' ? 0 : (current.levels.at(-1) ?? 0);
    set({ kind, seconds: Math.floor(lengthMs(current) / 1000), level, hearing });
  }

  function step(): void {
    if (!running || running.sinceMs === null) return;
    running.levels.push(running.take.level());
    if (lengthMs(running) >= VOICE_LIMITS.mostSeconds * 1000) end({ kind: 'limit' });
    else tell(running);
  }

  async function begin(mine: number): Promise<void> {
    set({ kind: 'asking' });
    try {
      const take = await open(() => end({ kind: 'cut' }));
      if (mine !== attempt) return take.drop();
      const timer = setInterval(step, STEP_MS);
      running = { take, startedAtMs: nowMs(), levels: [], heardMs: 0, sinceMs: ticksMs(), timer };
      tell(running);
    } catch (thrown) {
      if (mine === attempt) rest({ kind: thrown instanceof MicrophoneRefused ? thrown.trouble : 'busy' });
    }
  }

  /** Stops the microphone; what it heard is read and kept. */
  function end(trouble: VoiceTrouble | null): void {
    const ended = running;
    if (!ended) return;
    running = null;
    clearInterval(ended.timer);
    set({ kind: 'keeping' });
    work = work.then(async () => {
      // A browser that does not hand out what it recorded recorded nothing.
      const bytes = await ended.take.finish().catch(() => new Uint8Array());
      const sound = readSound(bytes);
      if (!sound.ok) return rest({ kind: 'fault', fault: sound.error });
      const { mime, seconds } = sound.value;
      const full = mime === 'audio/webm' ? withDuration(bytes, seconds) : bytes;
      await keepNow({ mime, seconds, full, curve: curveOf(ended.levels), recordedAtMs: ended.startedAtMs }, trouble);
    });
  }

  async function keepNow(voice: PreparedVoice, trouble: VoiceTrouble | null): Promise<void> {
    set({ kind: 'keeping' });
    unkept = voice;
    try {
      await keep(voice);
      unkept = null;
      rest(trouble);
    } catch (error) {
      rest({ kind: 'unkept', error });
    }
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      // What could not be kept is kept or thrown away first.
      if (state.kind !== 'idle' || unkept) return;
      attempt += 1;
      void begin(attempt);
    },
    pause() {
      if (!running || running.sinceMs === null) return;
      running.take.pause();
      running.heardMs = lengthMs(running);
      running.sinceMs = null;
      tell(running);
    },
    resume() {
      if (!running || running.sinceMs !== null) return;
      running.take.resume();
      running.sinceMs = ticksMs();
      tell(running);
    },
    finish: (why) => end(why ? { kind: why } : null),
    drop() {
      attempt += 1;
      unkept = null;
      if (running) {
        clearInterval(running.timer);
        running.take.drop();
        running = null;
      }
      if (state.kind !== 'keeping') rest(null);
    },
    keepAgain() {
      const voice = unkept;
      if (voice && state.kind === 'idle') work = work.then(() => keepNow(voice, null));
    },
    async settled() {
      attempt += state.kind === 'asking' ? 1 : 0;
      if (state.kind === 'asking') rest(null);
      end(null);
      await work;
      return unkept === null;
    },
  };
}

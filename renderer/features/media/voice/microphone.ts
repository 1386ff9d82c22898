import type { SoundFault } from '#shared/media/sound/read-sound';

/** A microphone that is open and being recorded. */
export interface Take {
  /** How loud it is just now: 0 for nothing, 1 for as loud as it gets. */
  level(): number;
  pause(): void;
  resume(): void;
  /** Ends it; the sound as the browser wrote it. */
  finish(): Promise<Uint8Array<ArrayBuffer>>;
  /** Ends it and forgets what was recorded. */
  drop(): void;
}

/** Why nothing is recorded: what the browser says when it is asked for a microphone. */
export type MicrophoneTrouble = 'unsupported' | 'denied' | 'no-microphone' | 'busy';

/** What stopped a recording before somebody did, and whatever else is to be said beside it. */
export type VoiceTrouble =
  | { readonly kind: MicrophoneTrouble | 'cut' | 'limit' | 'hidden' }
  | { readonly kind: 'fault'; readonly fault: SoundFault }
  | { readonly kind: 'unkept'; readonly error: unknown };

/** The reason for which no microphone opened. */
export class MicrophoneRefused extends Error {
  readonly trouble: MicrophoneTrouble;

  constructor(trouble: MicrophoneTrouble, cause?: unknown) {
    super(trouble, { cause });
    this.trouble = trouble;
  }
}

/** Opens the microphone and records from then on; `onCut` when it is gone. Throws `MicrophoneRefused`. */
export type OpenMicrophone = (onCut: () => void) => Promise<Take>;

/** What browsers record, the first that this one knows. */
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus'] as const;

/** Enough for a voice in a noisy street: two minutes are 400 KB. */
const BITS_PER_SECOND = 24_000;

/** What is as quiet as this, dB, counts as nothing, and as loud as that as all. */
const QUIET_DB = -60;
const LOUD_DB = -6;

/** The device's own microphone. */
export const openMicrophone: OpenMicrophone = async (onCut) => {
  const type =
    typeof MediaRecorder === 'undefined' ? undefined : TYPES.find((each) => MediaRecorder.isTypeSupported(each));
  // A page that did not come safely has no devices at all, whatever the types say.
  const devices = (navigator as { readonly mediaDevices?: MediaDevices }).mediaDevices;
  if (type === undefined || !devices) throw new MicrophoneRefused('unsupported');
  const stream = await devices
    .getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true } })
    .catch((thrown: unknown) => {
      throw new MicrophoneRefused(troubleOf(thrown), thrown);
    });
  try {
    return record(stream, type, onCut);
  } catch (thrown) {
    // A microphone that nobody listens to must not stay open.
    for (const track of stream.getTracks()) track.stop();
    throw thrown;
  }
};

function record(stream: MediaStream, mimeType: string, onCut: () => void): Take {
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
  const pieces: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  const stopped = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve()));
  const ears = listen(stream);
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
    ears.close();
  };
  // The recorder stops by itself when its last track ends: what it has so far is there.
  for (const track of stream.getTracks()) track.addEventListener('ended', onCut);
  recorder.start();
  return {
    level: ears.level,
    pause: () => recorder.pause(),
    resume: () => recorder.resume(),
    async finish() {
      if (recorder.state !== 'inactive') recorder.stop();
      await stopped;
      close();
      return new Uint8Array(await new Blob(pieces).arrayBuffer());
    },
    drop() {
      if (recorder.state !== 'inactive') recorder.stop();
      close();
    },
  };
}

/** Measures how loud a stream is. */
function listen(stream: MediaStream): { level(): number; close(): void } {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 2048 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      const db = 10 * Math.log10(power + 1e-12);
      return Math.min(1, Math.max(0, (db - QUIET_DB) / (LOUD_DB - QUIET_DB)));
    },
    close: () => void context.close(),
  };
}

function troubleOf(thrown: unknown): MicrophoneTrouble {
  switch (thrown instanceof Error ? thrown.name : '') {
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-microphone';
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    default:
      return 'busy';
  }
}

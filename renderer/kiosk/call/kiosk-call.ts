import type { KioskCallView } from '#shared/ipc/call-api';
import {
  createVoiceLine,
  openTalkMicrophone,
  type LineState,
  type TalkMicrophone,
  type VoiceLine,
} from '#renderer/ui/voice-line/index';
import type { CallHost } from './call-host';

/** What whoever stands at the kiosk is told. */
export type CallStage =
  | 'starting'
  | 'ringing'
  /** Somebody has answered; the voice is on its way. */
  | 'connecting'
  | 'talking'
  /** Nothing is heard at this moment. */
  | 'shaky'
  /** Somebody answered, and the voice does not get through. */
  | 'broken'
  | 'missed-nobody-there'
  | 'missed'
  | 'coming'
  | 'over'
  /** The host was started anew and knows nothing of it. */
  | 'forgotten'
  | 'away'
  | 'too-often';

export interface KioskCallState {
  readonly stage: CallStage;
  /** At how many desks it has rung. */
  readonly desks: number;
  /** Whether what is said here is heard; null while that is not known. */
  readonly isHeard: boolean | null;
  /** The host does not answer at this moment. */
  readonly isAway: boolean;
  /** By this page's own clock, ms; null before anybody spoke. */
  readonly talkingSinceMs: number | null;
}

/** One call from this kiosk, from the press to the end. */
export interface KioskCall {
  state(): KioskCallState;
  onChange(listener: () => void): () => void;
  /** Rings; again after an end. */
  ring(): void;
  hangUp(): void;
}

export interface KioskCallDeps {
  readonly host: CallHost;
  readonly speaker: HTMLAudioElement;
  readonly newRequest: () => string;
  readonly openMicrophone?: () => Promise<TalkMicrophone>;
}

/** A microphone that takes longer is not waited for: it rings at once. */
const MICROPHONE_MS = 700;
const SIGNAL_AGAIN_MS = 1000;
const NOTHING: KioskCallState = { stage: 'starting', desks: 0, isHeard: null, isAway: false, talkingSinceMs: null };

/** See `KioskCall`. */
export function createKioskCall({
  host,
  speaker,
  newRequest,
  openMicrophone = openTalkMicrophone,
}: KioskCallDeps): KioskCall {
  const listeners = new Set<() => void>();
  let state = NOTHING;
  let call: string | null = null;
  let line: VoiceLine | null = null;
  let hasAnswer = false;
  /** Somebody has answered and the microphone is on its way. */
  let isOpening = false;
  let microphone: Promise<TalkMicrophone> | null = null;
  let stopWatching = (): void => undefined;
  /** Counts presses: what belongs to an earlier one is of no interest. */
  let press = 0;

  function set(next: Partial<KioskCallState>): void {
    state = { ...state, ...next };
    for (const listener of [...listeners]) listener();
  }

  const isUp = (): boolean => line !== null && (line.state().kind === 'up' || line.state().kind === 'shaky');

  async function ring(own: number): Promise<void> {
    set(NOTHING);
    microphone = openMicrophone();
    const slow = new Promise<null>((resolve) => setTimeout(() => resolve(null), MICROPHONE_MS));
    const opened = await Promise.race([microphone, slow]);
    if (own !== press) return;
    if (opened) set({ isHeard: opened.ok });
    const answered = await host.start({ request: newRequest(), voice: opened?.ok === true ? 'both' : 'listen' });
    if (own !== press) {
      // Hung up in the meantime.
      if (answered.kind === 'ok' && answered.view.call) void host.end(answered.view.call.id);
      return;
    }
    if (answered.kind !== 'ok') {
      closeMicrophone();
      return set({ stage: answered.kind === 'too-often' ? 'too-often' : 'away' });
    }
    call = answered.view.call?.id ?? null;
    take(answered.view);
    stopWatching = host.watch(
      (view) => own === press && take(view),
      () => own === press && set({ isAway: true }),
    );
  }

  function take({ call: told }: KioskCallView): void {
    set({ isAway: false });
    // What both hear of each other counts for more than what the host knows.
    if (!told || told.id !== call) {
      if (!isUp()) rest('forgotten');
      return;
    }
    switch (told.state.kind) {
      case 'ringing':
        return set({ stage: 'ringing', desks: told.state.desks });
      case 'talking':
        if (!line) return isOpening ? undefined : void talk(told.id);
        if (told.state.answer !== null && !hasAnswer) {
          hasAnswer = true;
          line.complete(told.state.answer).catch(() => rest('broken'));
        }
        return;
      case 'missed':
        return rest(told.state.why === 'nobody-there' ? 'missed-nobody-there' : 'missed');
      case 'coming':
        return rest('coming');
      case 'ended':
        // Where only the host lost sight of one of the two, they go on.
        if (isUp() && told.state.why !== 'desk-hung-up') return;
        return rest('over');
    }
  }

  async function talk(id: string): Promise<void> {
    const own = press;
    hasAnswer = false;
    set({ stage: 'connecting' });
    isOpening = true;
    microphone ??= openMicrophone();
    const opened = await microphone;
    isOpening = false;
    if (own !== press || state.stage !== 'connecting') return;
    line = createVoiceLine({ speaker, microphone: opened.ok ? opened.stream : null });
    set({ isHeard: opened.ok });
    const made = line;
    made.onChange(() => made === line && follow(made.state()));
    const sdp = await made.offer();
    while (own === press && line === made && made.state().kind !== 'ended') {
      const answered = await host.signal(id, sdp);
      if (answered.kind === 'ok' || answered.kind === 'refused') return;
      await new Promise((resolve) => setTimeout(resolve, SIGNAL_AGAIN_MS));
    }
  }

  function follow(now: LineState): void {
    switch (now.kind) {
      case 'connecting':
        return;
      case 'up':
        return set({ stage: 'talking', talkingSinceMs: state.talkingSinceMs ?? performance.now() });
      case 'shaky':
        return set({ stage: 'shaky' });
      case 'ended':
        // Whoever answered may come over: the host knows.
        if (now.why === 'lost' || now.why === 'unreachable') return set({ stage: 'broken' });
        if (now.why === 'there' && call !== null) void host.end(call);
        return rest('over');
    }
  }

  /** Nothing is said any more. */
  function rest(stage: CallStage): void {
    const ending = line;
    line = null;
    ending?.hangUp();
    closeMicrophone();
    if (state.stage !== stage) set({ stage });
  }

  function closeMicrophone(): void {
    void microphone?.then((opened) => {
      if (opened.ok) for (const track of opened.stream.getTracks()) track.stop();
    });
    microphone = null;
  }

  function hangUp(): void {
    press += 1;
    stopWatching();
    if (call !== null) void host.end(call);
    call = null;
    rest('over');
  }

  return {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ring: () => {
      hangUp();
      void ring(press);
    },
    hangUp,
  };
}

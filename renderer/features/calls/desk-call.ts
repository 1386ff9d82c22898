import type { CallAct, CallAnswer, StaffCall, StaffCallsView } from '#shared/ipc/call-api';
import type { CallRefusal } from '#shared/domain/calls/call';
import {
  createVoiceLine,
  openTalkMicrophone,
  type LineState,
  type TalkMicrophone,
  type TalkTrouble,
  type VoiceLine,
} from '#renderer/ui/voice-line/index';
import type { DeskCalls } from './desk-calls';

/** The call in which this page talks. */
export interface Talk {
  readonly id: string;
  readonly kiosk: string | null;
  /** `broken`: the voice does not get through, and somebody has to go there. */
  readonly stage: 'connecting' | 'talking' | 'shaky' | 'broken';
  readonly isMuted: boolean;
  /** Whether the kiosk has a microphone. */
  readonly hears: boolean;
  /** By this page's own clock, ms; null before anything was heard. */
  readonly sinceMs: number | null;
}

/** What is to be said about the last call. */
export type CallNote =
  | { readonly kind: 'hung-up' | 'lost' | 'away' }
  | { readonly kind: 'refused'; readonly why: CallRefusal }
  | { readonly kind: 'microphone'; readonly trouble: TalkTrouble };

export interface DeskCallState {
  readonly view: StaffCallsView;
  readonly isAway: boolean;
  /** Something is on its way to the host, or the microphone is being opened. */
  readonly isBusy: boolean;
  readonly talk: Talk | null;
  readonly note: CallNote | null;
}

/** Calls of one page of the staff. */
export interface DeskCall {
  state(): DeskCallState;
  onChange(listener: () => void): () => void;
  answer(id: string): Promise<void>;
  /** Everything that needs no voice; a talk ends with `come` and `end`. */
  act(id: string, kind: 'pass' | 'come' | 'arrived' | 'end'): Promise<void>;
  mute(isMuted: boolean): void;
  forgetNote(): void;
  stop(): void;
}

export interface DeskCallDeps {
  readonly calls: Pick<DeskCalls, 'watch' | 'act'>;
  readonly seat: string;
  readonly speaker: HTMLAudioElement;
  readonly openMicrophone?: () => Promise<TalkMicrophone>;
}

/** A kiosk that has heard of the answer sends its description within moments. */
const OFFER_MS = 15_000;
const AGAIN_MS = 1000;
const NOTHING: DeskCallState = { view: { nowMs: 0, calls: [] }, isAway: false, isBusy: false, talk: null, note: null };

/** Follows the calls until stopped; see `DeskCall`. */
export function createDeskCall({ calls, seat, speaker, openMicrophone = openTalkMicrophone }: DeskCallDeps): DeskCall {
  const listeners = new Set<() => void>();
  let state = NOTHING;
  let line: VoiceLine | null = null;
  let microphone: MediaStream | null = null;
  let patience: ReturnType<typeof setTimeout> | undefined;
  /** What the host has said of this page's answer: by its answer, and by the view, which may come before or after it. */
  let isAnswered = false;
  let isSeen = false;
  let isStopped = false;
  /** The talk that is being left here: that the kiosk hangs up then is no news. */
  let leaving: string | null = null;

  function set(next: Partial<DeskCallState>): void {
    state = { ...state, ...next };
    for (const listener of [...listeners]) listener();
  }
  const setTalk = (next: Partial<Talk>): void => void (state.talk && set({ talk: { ...state.talk, ...next } }));
  const isUp = (): boolean => line !== null && (line.state().kind === 'up' || line.state().kind === 'shaky');

  const stopWatching = calls.watch(
    seat,
    (view) => take(view),
    () => set({ isAway: true }),
  );

  function take(view: StaffCallsView): void {
    set({ view, isAway: false });
    const { talk } = state;
    if (!talk) return;
    const mine = view.calls.find(({ id }) => id === talk.id);
    if (mine?.state === 'talking') {
      isSeen = true;
      if (mine.offer !== null && !line && talk.stage === 'connecting') void begin(mine.id, mine.offer);
      return;
    }
    // A view that was on its way when this page answered shows the call as it was before.
    if (!isSeen && (mine !== undefined || !isAnswered)) return;
    // What both hear of each other counts for more than what a host knows that was started anew.
    if (isUp()) return;
    endTalk(talk.stage === 'connecting' && leaving !== talk.id ? { kind: 'hung-up' } : null);
  }

  async function begin(id: string, offer: string): Promise<void> {
    clearTimeout(patience);
    const made = createVoiceLine({ microphone, speaker });
    line = made;
    setTalk({ hears: !/^a=recvonly\r?$/m.test(offer) });
    made.onChange(() => made === line && follow(made.state()));
    try {
      const sdp = await made.accept(offer);
      while (line === made && made.state().kind !== 'ended') {
        const answer = await calls.act(seat, id, { kind: 'signal', sdp }).catch(() => null);
        if (answer) return;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    } catch {
      setTalk({ stage: 'broken' });
    }
  }

  function follow(now: LineState): void {
    const { talk } = state;
    if (!talk || now.kind === 'connecting') return;
    if (now.kind === 'up') return setTalk({ stage: 'talking', sinceMs: talk.sinceMs ?? performance.now() });
    if (now.kind === 'shaky') return setTalk({ stage: 'shaky' });
    if (now.why === 'here') return;
    if (now.why === 'there') {
      void tell(talk.id, { kind: 'end' });
      return endTalk(leaving === talk.id ? null : { kind: 'hung-up' });
    }
    // The host knows whether the kiosk is still there, to which somebody could go.
    const isKnown = state.view.calls.some(({ id, state: stands }) => id === talk.id && stands === 'talking');
    if (isKnown) setTalk({ stage: 'broken' });
    else endTalk({ kind: 'lost' });
  }

  function endTalk(note: CallNote | null): void {
    clearTimeout(patience);
    const ending = line;
    line = null;
    ending?.hangUp();
    closeMicrophone();
    set({ talk: null, ...(note && { note }) });
  }

  function closeMicrophone(): void {
    for (const track of microphone?.getTracks() ?? []) track.stop();
    microphone = null;
  }

  /** Null where the host does not answer. */
  const tell = (id: string, act: CallAct): Promise<CallAnswer | null> =>
    calls.act(seat, id, act).catch(() => {
      set({ isAway: true });
      return null;
    });

  async function answer(id: string): Promise<void> {
    if (state.talk || state.isBusy) return;
    set({ isBusy: true, note: null });
    const opened = await openMicrophone();
    if (!opened.ok || isStopped) {
      if (opened.ok) for (const track of opened.stream.getTracks()) track.stop();
      return set({ isBusy: false, ...(!opened.ok && { note: { kind: 'microphone', trouble: opened.trouble } }) });
    }
    microphone = opened.stream;
    const kiosk = callOf(id)?.kiosk ?? null;
    isAnswered = false;
    isSeen = false;
    // Before the host answers: what it tells of the call may be quicker than its answer.
    set({ talk: { id, kiosk, stage: 'connecting', isMuted: false, hears: true, sinceMs: null } });
    const answered = await tell(id, { kind: 'answer' });
    set({ isBusy: false });
    if (answered?.outcome === 'done') {
      isAnswered = true;
      if (!line && state.talk) patience = setTimeout(() => setTalk({ stage: 'broken' }), OFFER_MS);
      return;
    }
    endTalk(answered ? { kind: 'refused', why: answered.why } : { kind: 'away' });
  }

  const callOf = (id: string): StaffCall | undefined => state.view.calls.find((each) => each.id === id);

  return {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    answer,
    act: async (id, kind) => {
      set({ isBusy: true, note: null });
      const isTalk = state.talk?.id === id;
      leaving = isTalk ? id : null;
      const answered = await tell(id, { kind });
      set({ isBusy: false });
      const isGone = answered?.outcome === 'refused' && answered.why === 'gone';
      // Hanging up needs no host; saying that one comes does.
      if (isTalk && (kind === 'end' || answered?.outcome === 'done' || isGone)) endTalk(null);
      if (!answered && kind !== 'end') set({ note: { kind: 'away' } });
      if (answered?.outcome === 'refused' && kind !== 'end') set({ note: { kind: 'refused', why: answered.why } });
    },
    mute: (isMuted) => {
      line?.setMuted(isMuted);
      setTalk({ isMuted });
    },
    forgetNote: () => set({ note: null }),
    stop: () => {
      if (isStopped) return;
      isStopped = true;
      stopWatching();
      if (state.talk) void tell(state.talk.id, { kind: 'end' });
      endTalk(null);
    },
  };
}

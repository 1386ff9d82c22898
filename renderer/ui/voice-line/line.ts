/** How a line of voice stands. */
export type LineState =
  | { readonly kind: 'connecting' }
  /** Both reach each other. */
  | { readonly kind: 'up' }
  /** It was up, and nothing comes at this moment. */
  | { readonly kind: 'shaky' }
  | { readonly kind: 'ended'; readonly why: LineEnd };

/** `here` and `there`: somebody hung up; `lost`: it broke off; `unreachable`: the two never found each other. */
export type LineEnd = 'here' | 'there' | 'lost' | 'unreachable';

/** Voice from this page to another one on the LAN, without a server between them. */
export interface VoiceLine {
  state(): LineState;
  /** Calls back when `state` has changed. */
  onChange(listener: () => void): () => void;
  /** The description to be carried to the other page, by the one that begins. */
  offer(): Promise<string>;
  /** The description that answers the other page's. */
  accept(offer: string): Promise<string>;
  /** What the other page has answered. */
  complete(answer: string): Promise<void>;
  setMuted(isMuted: boolean): void;
  /** Ends it on both sides; closes the microphone. */
  hangUp(): void;
}

export interface VoiceLineParts {
  /** What is said here; null where nothing can be. It is closed with the line. */
  readonly microphone: MediaStream | null;
  /** Where the other side is heard. */
  readonly speaker: HTMLAudioElement;
}

/** Host candidates are found within moments; one network card that does not answer must not keep the others waiting. */
const GATHERING_MS = 1500;
/** Nobody stands before a silent screen for longer. */
const CONNECTING_MS = 12_000;
/** Shorter gaps mend by themselves, as when a device changes its access point. */
const SHAKY_MS = 6000;
/** What is sent when somebody hangs up: it needs no host. */
const BYE = 'bye';

/** Opens one end of a line. */
export function createVoiceLine({ microphone, speaker }: VoiceLineParts): VoiceLine {
  // No STUN, no TURN: nothing of a call leaves the LAN.
  const peer = new RTCPeerConnection({ iceServers: [] });
  const said = peer.createDataChannel('line', { negotiated: true, id: 0 });
  const listeners = new Set<() => void>();
  let state: LineState = { kind: 'connecting' };
  let patience = setTimeout(() => end('unreachable'), CONNECTING_MS);

  function change(next: LineState): void {
    if (state.kind === 'ended') return;
    state = next;
    for (const listener of [...listeners]) listener();
  }

  function end(why: LineEnd): void {
    if (state.kind === 'ended') return;
    clearTimeout(patience);
    change({ kind: 'ended', why });
    for (const track of microphone?.getTracks() ?? []) track.stop();
    speaker.srcObject = null;
    removeEventListener('pagehide', leave);
    // What was said last has to be gone before the line is.
    if (said.readyState === 'open') setTimeout(() => peer.close(), 200);
    else peer.close();
  }

  function hangUp(why: 'here' | 'lost'): void {
    if (state.kind !== 'ended' && said.readyState === 'open') said.send(BYE);
    end(why);
  }

  const leave = (): void => hangUp('here');
  addEventListener('pagehide', leave);

  peer.addEventListener('connectionstatechange', () => {
    clearTimeout(patience);
    switch (peer.connectionState) {
      case 'connected':
        return change({ kind: 'up' });
      case 'disconnected':
        patience = setTimeout(() => hangUp('lost'), SHAKY_MS);
        return change({ kind: 'shaky' });
      case 'failed':
        return end(state.kind === 'connecting' ? 'unreachable' : 'lost');
      case 'closed':
        return end('lost');
      default:
        patience = setTimeout(() => end('unreachable'), CONNECTING_MS);
    }
  });
  said.addEventListener('message', ({ data }) => {
    if (data === BYE) end('there');
  });
  // The other page is gone, and its browser said so.
  said.addEventListener('close', () => end('lost'));
  peer.addEventListener('track', ({ track }) => {
    speaker.srcObject = new MediaStream([track]);
    speaker.volume = 1;
    playSoon(speaker);
  });

  /** The description with all candidates in it: it is carried once. */
  async function gathered(): Promise<string> {
    if (peer.iceGatheringState !== 'complete') {
      await new Promise<void>((resolve) => {
        const limit = setTimeout(resolve, GATHERING_MS);
        peer.addEventListener('icegatheringstatechange', () => {
          if (peer.iceGatheringState !== 'complete') return;
          clearTimeout(limit);
          resolve();
        });
      });
    }
    const sdp = peer.localDescription?.sdp;
    if (sdp === undefined) throw new Error('a line without a description');
    return sdp;
  }

  const track = microphone?.getAudioTracks()[0];
  // A microphone that is pulled out is not the end of listening.
  return {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    offer: async () => {
      peer.addTransceiver(track ?? 'audio', { direction: track ? 'sendrecv' : 'recvonly' });
      await peer.setLocalDescription();
      return gathered();
    },
    accept: async (offer) => {
      await peer.setRemoteDescription({ type: 'offer', sdp: offer });
      if (track) peer.addTrack(track);
      await peer.setLocalDescription();
      return gathered();
    },
    complete: (answer) => peer.setRemoteDescription({ type: 'answer', sdp: answer }),
    setMuted: (isMuted) => {
      if (track) track.enabled = !isMuted;
    },
    hangUp: () => hangUp('here'),
  };
}

/** A browser that wants a press first gets the next one. */
function playSoon(speaker: HTMLAudioElement): void {
  speaker.play().catch(() => {
    addEventListener('pointerdown', () => void speaker.play().catch(() => undefined), { once: true });
  });
}

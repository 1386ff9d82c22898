/** What a kiosk's microphone came to: voice goes both ways, or only towards the kiosk. */
export const CALL_VOICES = ['both', 'listen'] as const;
export type CallVoice = (typeof CALL_VOICES)[number];

/** Why nobody has answered. */
export type MissedWhy =
  /** No desk was staffed. */
  | 'nobody-there'
  /** Every staffed desk was rung. */
  | 'nobody-answered'
  /** The kiosk was cut off while it rang: whoever stands there still waits. */
  | 'kiosk-gone';

/** How a call ended that is over. */
export type EndedWhy =
  /** Whoever stood at the kiosk hung up, or went. */
  | 'kiosk-hung-up'
  | 'desk-hung-up'
  /** The kiosk, or the desk, was cut off during the call. */
  | 'kiosk-lost'
  | 'desk-lost'
  /** The kiosk called anew. */
  | 'again'
  /** Somebody went there, and it is long ago; or nobody did the whole day. */
  | 'over';

/** Where a call stands. A desk is a person, by staff uid; a seat is the one page on which that person answered. */
export type CallState =
  | { readonly kind: 'ringing'; readonly desk: string; readonly sinceMs: number }
  | { readonly kind: 'talking'; readonly desk: string; readonly seat: string; readonly sinceMs: number }
  | { readonly kind: 'missed'; readonly why: MissedWhy; readonly sinceMs: number }
  /** Somebody said that they are on their way to the kiosk. */
  | { readonly kind: 'coming'; readonly desk: string; readonly sinceMs: number }
  | { readonly kind: 'ended'; readonly why: EndedWhy; readonly sinceMs: number };

/** One press of the kiosk's button, and what became of it. */
export interface Call {
  readonly id: string;
  /** Id of the kiosk. */
  readonly kiosk: string;
  readonly atMs: number;
  readonly voice: CallVoice;
  /** Desks that it rang at, in order; the last one may be ringing. */
  readonly rung: readonly string[];
  /** Whether the kiosk still waits for somebody to speak. */
  readonly kioskWaits: boolean;
  /** Who spoke, from when, and until when once that is over; null as long as nobody has. */
  readonly answered: { readonly desk: string; readonly atMs: number; readonly untilMs: number | null } | null;
  /** Who went there, and when that was said. */
  readonly came: { readonly desk: string; readonly atMs: number } | null;
  /** Whether every desk had missed it. */
  readonly wasMissed: boolean;
  readonly state: CallState;
}

/** How long it rings at one desk, ms: what the requirement asks for. */
export const RING_MS = 20_000;
/** Somebody who is on the way is there by then, and the kiosk waits no more, ms. */
const COMING_MS = 10 * 60_000;
/** Nobody stands before a kiosk that long: what nobody saw to is over, ms. */
const MISSED_MS = 12 * 3_600_000;

/** Why something was not done. */
export const CALL_REFUSALS = [
  /** There is no such call any more. */
  'gone',
  /** Somebody else was quicker. */
  'answered',
  /** It never rang at this desk, or it is not this desk that talks. */
  'not-yours',
  /** This desk talks already. */
  'talking',
  /** The kiosk waits for nobody's voice any more: somebody has to go there. */
  'kiosk-gone',
] as const;
export type CallRefusal = (typeof CALL_REFUSALS)[number];

export type CallStep = { readonly ok: true; readonly call: Call } | { readonly ok: false; readonly why: CallRefusal };

const refused = (why: CallRefusal): CallStep => ({ ok: false, why });
const done = (call: Call): CallStep => ({ ok: true, call });

/** Whether anything can still be done about it. */
export const isLive = ({ state }: Call): boolean => state.kind !== 'ended';

/** A new call, which rings at the first of the desks; with none of them it is missed at once. */
export function beginCall(
  { id, kiosk, voice }: Pick<Call, 'id' | 'kiosk' | 'voice'>,
  desk: string | null,
  atMs: number,
): Call {
  const state: CallState =
    desk === null ? { kind: 'missed', why: 'nobody-there', sinceMs: atMs } : { kind: 'ringing', desk, sinceMs: atMs };
  const rung = desk === null ? [] : [desk];
  const nothingYet = { kioskWaits: true, answered: null, came: null, wasMissed: desk === null };
  return { id, kiosk, atMs, voice, rung, ...nothingYet, state };
}

/** A call that nobody had seen to when the host ended: nobody is heard at its kiosk any more. */
export const missedBefore = (call: Pick<Call, 'id' | 'kiosk' | 'voice'>, atMs: number): Call => ({
  ...beginCall(call, null, atMs),
  kioskWaits: false,
});

/** When something happens by itself: it rings at the next desk, or is over. Null while it is not for the clock to say. */
export function dueAtMs({ state }: Call, ringMs: number): number | null {
  switch (state.kind) {
    case 'ringing':
      return state.sinceMs + ringMs;
    case 'coming':
      return state.sinceMs + COMING_MS;
    case 'missed':
      return state.sinceMs + MISSED_MS;
    default:
      return null;
  }
}

/** What the clock does: it rings at `next`, or, with nobody left, is missed. To be called when it is due, not before. */
export function fallThrough(call: Call, next: string | null, atMs: number): Call {
  if (call.state.kind !== 'ringing') return end(call, 'over', atMs);
  if (next === null) return miss(call, 'nobody-answered', atMs);
  return { ...call, rung: [...call.rung, next], state: { kind: 'ringing', desk: next, sinceMs: atMs } };
}

/**
 * A desk answers. The first answer wins, and a late one is as good as any while nobody else has: from a desk that was passed over meanwhile,
 * or to a call that everybody missed whose kiosk still waits.
 */
export function answerCall(call: Call, { desk, seat }: { desk: string; seat: string }, atMs: number): CallStep {
  const { state } = call;
  if (state.kind === 'ended') return refused('gone');
  if (state.kind === 'talking') return state.desk === desk && state.seat === seat ? done(call) : refused('answered');
  if (state.kind === 'coming') return refused('answered');
  if (state.kind === 'ringing' && !call.rung.includes(desk)) return refused('not-yours');
  if (!call.kioskWaits) return refused('kiosk-gone');
  const answered = { desk, atMs, untilMs: null };
  return done({ ...call, answered, state: { kind: 'talking', desk, seat, sinceMs: atMs } });
}

/** A desk hands it on to `next` before its time is up. What does not ring there any more has gone on already. */
export function passCall(call: Call, desk: string, next: string | null, atMs: number): CallStep {
  if (call.state.kind === 'ended') return refused('gone');
  if (call.state.kind !== 'ringing' || call.state.desk !== desk) return done(call);
  return done(fallThrough(call, next, atMs));
}

/** Somebody goes there in person: instead of answering, in the middle of talking, or about one that was missed. */
export function comeOver(call: Call, desk: string, atMs: number): CallStep {
  const { state } = call;
  if (state.kind === 'ended') return refused('gone');
  if (state.kind === 'coming') return state.desk === desk ? done(call) : refused('answered');
  if (state.kind === 'talking' && state.desk !== desk) return refused('answered');
  if (state.kind === 'ringing' && !call.rung.includes(desk)) return refused('not-yours');
  const silent = silence(call, atMs);
  return done({ ...silent, came: { desk, atMs }, state: { kind: 'coming', desk, sinceMs: atMs } });
}

/** The desk that talks hangs up. */
export function hangUpAtDesk(call: Call, desk: string, atMs: number): CallStep {
  if (call.state.kind === 'ended') return refused('gone');
  if (call.state.kind !== 'talking' || call.state.desk !== desk) return refused('not-yours');
  return done(end(call, 'desk-hung-up', atMs));
}

/**
 * Whoever stood at the kiosk hung up, or went. What nobody had answered stays with the staff as a call that was missed only if everybody had
 * missed it: who changes their mind while it rings calls nobody over.
 */
export function hangUpAtKiosk(call: Call, atMs: number): Call {
  if (call.state.kind === 'missed') return { ...call, kioskWaits: false };
  return isLive(call) ? end(call, 'kiosk-hung-up', atMs) : call;
}

/** The kiosk is cut off: no voice comes of it any more, but whoever stands there may wait for somebody. */
export function loseKiosk(call: Call, atMs: number): Call {
  switch (call.state.kind) {
    case 'ringing':
      return { ...miss(call, 'kiosk-gone', atMs), kioskWaits: false };
    case 'talking':
      return end(call, 'kiosk-lost', atMs);
    case 'missed':
    case 'coming':
      return { ...call, kioskWaits: false };
    case 'ended':
      return call;
  }
}

/** The page on which somebody talked is cut off. */
export const loseSeat = (call: Call, seat: string, atMs: number): Call =>
  call.state.kind === 'talking' && call.state.seat === seat ? end(call, 'desk-lost', atMs) : call;

/** Ends it for good. */
export const end = (call: Call, why: EndedWhy, atMs: number): Call => ({
  ...silence(call, atMs),
  kioskWaits: false,
  state: { kind: 'ended', why, sinceMs: atMs },
});

const miss = (call: Call, why: MissedWhy, atMs: number): Call => ({
  ...call,
  wasMissed: true,
  state: { kind: 'missed', why, sinceMs: atMs },
});

/** Nobody speaks any more. */
const silence = (call: Call, atMs: number): Call =>
  call.state.kind === 'talking' && call.answered ? { ...call, answered: { ...call.answered, untilMs: atMs } } : call;

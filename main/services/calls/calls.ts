import { ulid } from 'ulid';
import {
  answerCall,
  beginCall,
  comeOver,
  dueAtMs,
  end,
  fallThrough,
  hangUpAtDesk,
  hangUpAtKiosk,
  isLive,
  loseKiosk,
  loseSeat,
  missedBefore,
  passCall,
  RING_MS,
  type Call,
  type CallStep,
} from '#shared/domain/calls/call';
import { nextDesk, type Desk } from '#shared/domain/calls/desks';
import { AppError } from '#shared/errors/app-error';
import type { CallAct, CallAnswer } from '#shared/ipc/call-api';
import type { Calls, CallSeat } from '../call-port';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import type { Log, Service } from '../ports';
import type { Queue, Terminals } from '../queue-port';
import { openCallLog } from './call-log';
import { createPresence, type Later } from './presence';
import { kioskView, seatView, type Spoken } from './views';

export interface CallsDeps {
  /** The sealed host-only folder. */
  readonly folder: DurableFolder;
  /** Who sits at which window. */
  readonly queue: Pick<Queue, 'view'>;
  /** What kiosks are called. */
  readonly terminals: Pick<Terminals, 'list'>;
  readonly log: Log;
  readonly now: () => number;
  /** How long it rings at one desk, ms; the requirement's own where it is absent. */
  readonly ringMs?: number;
  /** How long a stream may be broken off before its end counts as gone, ms. */
  readonly graceMs?: number;
  readonly later?: Later;
}

export type CallsService = Calls & Service;

/** A page that loads anew, or a stream that comes back after two seconds, is no end of a call. */
const GRACE_MS = 6000;

/**
 * Opens the switchboard. Calls live in memory: a host that ends forgets them, and voices go on without it; calls that nobody has seen to are in the log
 * and come back with it. `host.data-damaged`.
 */
export async function openCalls(deps: CallsDeps): Promise<CallsService> {
  const { folder, queue, terminals, log, now, ringMs = RING_MS, graceMs = GRACE_MS, later = timer } = deps;
  const book = await openCallLog(folder);
  const calls = new Map<string, Call>();
  const spoken = new Map<string, Spoken>();
  const due = new Map<string, () => void>();
  const lastRung = new Map<string, number>();
  const requests = new Map<string, string>();
  const listeners = new Set<() => void>();
  let writing: Promise<void> = Promise.resolve();
  const kiosks = createPresence(graceMs, later, (kiosk) => {
    for (const call of ofKiosk(kiosk)) put(loseKiosk(call, now()));
  });
  const seats = createPresence(graceMs, later, seatGone);
  const locked = new Set<string>();
  for (const { id, kiosk, atMs } of book.open()) take(missedBefore({ id, kiosk, voice: 'listen' }, atMs));

  const nameOf = (kiosk: string): string | null => terminals.list().find(({ id }) => id === kiosk)?.name ?? null;
  const ofKiosk = (kiosk: string): Call[] => [...calls.values()].filter((each) => each.kiosk === kiosk);
  const tell = (): void => listeners.forEach((listener) => listener());

  /** Takes in how a call stands, and what the clock will do about it. */
  function take(call: Call): void {
    calls.set(call.id, call);
    due.get(call.id)?.();
    due.delete(call.id);
    const dueMs = dueAtMs(call, ringMs);
    if (dueMs !== null)
      due.set(
        call.id,
        later(Math.max(0, dueMs - now()), () => void elapse(call)),
      );
    if (call.state.kind === 'ringing') lastRung.set(call.state.desk, now());
    if (call.state.kind === 'ended') spoken.delete(call.id);
  }

  function put(call: Call): void {
    const before = calls.get(call.id);
    if (before === call) return;
    take(call);
    log.info(`calls.${call.state.kind}`, { call: call.id, kiosk: call.kiosk });
    if (call.state.kind !== 'ringing')
      writing = book.note(call, now()).catch((thrown: unknown) => log.error('calls.not-written', errorFields(thrown)));
    tell();
    // Whoever begins to talk is rung by nothing else.
    if (call.state.kind === 'talking') {
      const { desk } = call.state;
      for (const other of calls.values())
        if (other.state.kind === 'ringing' && other.state.desk === desk) void elapse(other);
    }
  }

  /** Rings at the next desk, or ends what is over; nothing where the call has moved on by itself. */
  async function elapse(call: Call): Promise<void> {
    const next = call.state.kind === 'ringing' ? await choose(call.rung) : null;
    if (calls.get(call.id) === call) put(fallThrough(call, next, now()));
  }

  function seatGone(key: string): void {
    const atMs = now();
    locked.delete(key);
    for (const call of calls.values()) {
      put(loseSeat(call, key, atMs));
      // Nobody is there to hear it ring.
      if (call.state.kind === 'ringing' && !isThere(call.state.desk)) void elapse(call);
    }
    tell();
  }

  const staffOf = (key: string): string => key.split('/')[0] ?? '';
  const isThere = (uid: string): boolean => seats.keys().some((key) => staffOf(key) === uid);

  async function choose(rung: readonly string[]): Promise<string | null> {
    // A hall whose line cannot be read at this moment has nobody at a window.
    const hall = await queue.view().catch(() => null);
    const uids = [...new Set(seats.keys().map(staffOf))];
    const inCall = new Set<string>();
    const isRung = new Set<string>();
    for (const { state } of calls.values()) {
      if (state.kind === 'talking') inCall.add(state.desk);
      if (state.kind === 'ringing') isRung.add(state.desk);
    }
    const desks = uids.map((uid): Desk => {
      const counter = hall?.state.counters.find(({ by, state }) => by === uid && state === 'open');
      const isServing = hall?.state.at.some(
        ({ counter: at, state }) => at === counter?.id && (state === 'called' || state === 'serving'),
      );
      const window = counter ? { id: counter.id, isServing: isServing === true } : null;
      const isLocked = seats.keys().every((key) => staffOf(key) !== uid || locked.has(key));
      return { uid, window, isLocked, isRung: isRung.has(uid), lastRungMs: lastRung.get(uid) ?? null };
    });
    return nextDesk(desks, { rung, inCall });
  }

  const view = (kiosk: string) => {
    const newest = ofKiosk(kiosk).at(-1) ?? null;
    return kioskView(newest, (newest && spoken.get(newest.id)) ?? null, now());
  };

  /** What a kiosk asked for lately that rings or talks still. */
  const current = (kiosk: string): Call | undefined =>
    ofKiosk(kiosk).find(({ state }) => state.kind === 'ringing' || state.kind === 'talking');

  async function start(kiosk: string, request: string, voice: Call['voice']): Promise<void> {
    kiosks.expect(kiosk);
    const known = calls.get(requests.get(`${kiosk} ${request}`) ?? '');
    if ((known && isLive(known)) || current(kiosk)) return;
    const desk = await choose([]);
    if (current(kiosk)) return;
    for (const before of ofKiosk(kiosk)) {
      if (isLive(before)) put(end(before, 'again', now()));
      forget(before.id);
    }
    const id = ulid(now());
    for (const key of [...requests.keys()]) if (key.startsWith(`${kiosk} `)) requests.delete(key);
    requests.set(`${kiosk} ${request}`, id);
    put(beginCall({ id, kiosk, voice }, desk, now()));
  }

  function forget(id: string): void {
    due.get(id)?.();
    due.delete(id);
    calls.delete(id);
    spoken.delete(id);
  }

  async function act({ staff, seat }: CallSeat, id: string, wanted: CallAct): Promise<CallAnswer> {
    const call = calls.get(id);
    if (!call) return { outcome: 'refused', why: 'gone' };
    const key = `${staff}/${seat}`;
    if (wanted.kind === 'signal') return describe(call, key, wanted.sdp);
    const next = wanted.kind === 'pass' ? await choose(call.rung) : null;
    const step = stepOf(calls.get(id) ?? call, wanted.kind, staff, key, next);
    if (!step.ok) return { outcome: 'refused', why: step.why };
    put(step.call);
    return { outcome: 'done' };
  }

  function stepOf(
    call: Call,
    kind: Exclude<CallAct['kind'], 'signal'>,
    desk: string,
    seat: string,
    next: string | null,
  ): CallStep {
    const atMs = now();
    switch (kind) {
      case 'answer': {
        const talks = [...calls.values()].some(
          ({ id, state }) => id !== call.id && state.kind === 'talking' && state.desk === desk,
        );
        return talks ? { ok: false, why: 'talking' } : answerCall(call, { desk, seat }, atMs);
      }
      case 'pass':
        return passCall(call, desk, next, atMs);
      case 'come':
        return comeOver(call, desk, atMs);
      case 'arrived':
        return call.state.kind === 'coming' && call.state.desk === desk
          ? { ok: true, call: end(call, 'over', atMs) }
          : { ok: false, why: 'gone' };
      case 'end':
        return hangUpAtDesk(call, desk, atMs);
    }
  }

  function describe({ id, state }: Call, key: string, sdp: string): CallAnswer {
    if (state.kind !== 'talking' || state.seat !== key) return { outcome: 'refused', why: 'not-yours' };
    const said = spoken.get(id);
    if (!said) return { outcome: 'refused', why: 'not-yours' };
    spoken.set(id, { ...said, answer: sdp });
    tell();
    return { outcome: 'done' };
  }

  return {
    start: async (kiosk, { request, voice }) => {
      await start(kiosk, request, voice);
      return view(kiosk);
    },
    ofKiosk: view,
    offer: (kiosk, id, sdp) => {
      const call = calls.get(id);
      if (call?.kiosk !== kiosk || call.state.kind !== 'talking')
        throw new AppError('request.not-found', 'no such call at this kiosk');
      spoken.set(id, { offer: sdp, answer: null });
      tell();
      return view(kiosk);
    },
    hangUp: (kiosk, id) => {
      const call = calls.get(id);
      if (call?.kiosk === kiosk) put(hangUpAtKiosk(call, now()));
      return view(kiosk);
    },
    ofSeat: ({ staff, seat }) =>
      seatView([...calls.values()], {
        ...{ staff, key: `${staff}/${seat}`, ringMs },
        nameOf,
        offerOf: (id) => spoken.get(id)?.offer ?? null,
        nowMs: now(),
      }),
    act,
    log: (day) => ({ entries: book.entries(day).map((entry) => ({ ...entry, kioskName: nameOf(entry.kiosk) })) }),
    isStaffed: () => seats.keys().length > 0,
    kioskListens: (kiosk) => kiosks.enter(kiosk),
    seatListens: ({ staff, seat, isLocked = false }) => {
      const key = `${staff}/${seat}`;
      if (isLocked) locked.add(key);
      else locked.delete(key);
      return seats.enter(key);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    health: () => ({
      ok: true,
      facts: { calls: [...calls.values()].filter(isLive).length, seats: seats.keys().length },
    }),
    stop: async () => {
      kiosks.stop();
      seats.stop();
      for (const cancel of due.values()) cancel();
      await writing;
    },
  };
}

const timer: Later = (ms, run) => {
  const made = setTimeout(run, ms).unref();
  return () => clearTimeout(made);
};

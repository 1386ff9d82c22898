import { BehaviorSubject, type Observable } from 'rxjs';
import { AppError, toAppError } from '../errors/app-error';
import type { EventHello } from '../ipc/station-api';
import type { CatchUpDeps } from './catch-up';
import { createDatabaseSync, type DatabaseSync } from './database-sync';
import { createGate } from './gate';
import { correctClock } from './hub-clock';
import type { PushDeps } from './push';
import type { DatabaseStatus, LinkState, SyncStatus } from './ports';

export interface SyncEngineDeps extends PushDeps, CatchUpDeps {
  /** Hub databases the person may use at the start; see `setDatabases`. */
  readonly databases: readonly string[];
  /** Resolves after `ms`, or at once when `signal` aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** 0 ≤ x < 1, for jitter. */
  random(): number;
  /**
   * Renews the token when the hub says it expired. False, or an error of sign-in, when the person must sign in again; any
   * other error when that could not be found out.
   */
  renewSession(): Promise<boolean>;
  /** The hub greets: what it says the session would grant at this moment. */
  onHello?(hello: EventHello): void;
  /** The hub refused this device or person as a whole. */
  onRefused?(error: AppError): void;
}

export interface SyncEngine {
  readonly status$: Observable<SyncStatus>;
  status(): SyncStatus;
  /** Something was queued for this hub database. */
  queued(db: string): void;
  /** The person's databases have changed: new ones are caught up with, loops of others end. Resolves when those have. */
  setDatabases(names: readonly string[]): Promise<void>;
  /** Try the hub now instead of after the back-off: the network came back, the person pressed a button or signed in. */
  wake(): void;
  /** The device says that it has no network: what seems connected is begun anew, and until it is there nothing passes for current. */
  offline(): void;
  /** Aborts what is in flight; resolves when no loop is left. */
  stop(): Promise<void>;
}

/** On a LAN a hub that restarts is back within seconds, so the back-off never grows past one. */
const BACKOFF_MS = { first: 100, max: 1000 } as const;

/** What only a person can change, signing in or getting a permission, is looked at again after this. */
const PERSON_MS = 60_000;

/** Catch-ups that run at once: more only compete for the same disk. */
const PARALLEL_CATCH_UPS = 3;

const MUST_SIGN_IN = new Set(['auth.expired', 'auth.invalid', 'auth.wrong']);

/** Codes by which the hub refuses a device or person whose token is good. */
const REFUSES = new Set(['auth.device-revoked', 'auth.must-change']);

/**
 * Keeps the local collections and the hub together: one wake-up stream for all databases, one feed and one queue per
 * hub database, so that a database in trouble does not hold up the others.
 */
export function startSyncEngine(deps: SyncEngineDeps): SyncEngine {
  const stopping = new AbortController();
  const gate = createGate(PARALLEL_CATCH_UPS);
  const statuses = new Map<string, DatabaseStatus>();
  const status$ = new BehaviorSubject<SyncStatus>({
    link: { kind: 'connecting' },
    databases: [],
    lastCurrentMs: null,
  });
  const publish = (change: Partial<SyncStatus>) => status$.next({ ...status$.value, ...change });
  const setLink = (link: LinkState) => publish({ link });
  const isLive = () => status$.value.link.kind === 'live';

  let streaming = new AbortController();
  let nudge = new AbortController();
  /** Connections that broke before the hub had been of use: they count against the next attempt. */
  let attempt = 0;
  let settingClock: Promise<unknown> = Promise.resolve();
  /** Databases that are no longer followed, until nothing of them runs. */
  let removing: Promise<unknown> = Promise.resolve();

  const syncs = new Map<string, { readonly sync: DatabaseSync; readonly end: AbortController }>();
  const allSyncs = () => [...syncs.values()].map(({ sync }) => sync);
  /** What the hub greeted with on the stream that is open. */
  let greeting: EventHello | null = null;

  function addDatabase(name: string): void {
    const end = new AbortController();
    const signal = AbortSignal.any([stopping.signal, end.signal]);
    statuses.set(name, { name, state: 'unknown', received: 0 });
    const sync = createDatabaseSync({
      ...deps,
      name,
      gate,
      signal,
      onStatus: (status) => {
        if (end.signal.aborted) return;
        statuses.set(name, status);
        const isDone = isLive() && allSyncs().every((each) => each.isDone());
        if (isDone) attempt = 0;
        publish({ databases: [...statuses.values()], ...(isDone ? { lastCurrentMs: deps.clock.nowMs() } : {}) });
      },
      // The hub went away or the token ran out in the middle of a request: let the connection loop find out which.
      onHubTrouble: (error) => streaming.abort(error),
    });
    syncs.set(name, { sync, end });
    if (greeting) welcome(sync, greeting.databases[name]);
  }

  async function removeDatabase(name: string): Promise<void> {
    const removed = syncs.get(name);
    syncs.delete(name);
    statuses.delete(name);
    removed?.end.abort();
    await removed?.sync.idle();
  }

  async function connectOnce(): Promise<never> {
    streaming = new AbortController();
    const { signal } = streaming;
    try {
      await deps.hub.events(
        { onHello: greet, onChange: (change) => syncs.get(change.db)?.sync.announced(change) },
        AbortSignal.any([stopping.signal, signal]),
      );
    } finally {
      greeting = null;
      for (const sync of allSyncs()) sync.disconnected();
    }
    signal.throwIfAborted();
    throw new AppError('hub.unreachable', 'the wake-up stream ended', { retry: true });
  }

  function greet(hello: EventHello): void {
    setLink({ kind: 'live' });
    lookAtClock();
    greeting = hello;
    for (const [name, { sync }] of syncs) welcome(sync, hello.databases[name]);
    deps.onHello?.(hello);
  }

  function lookAtClock(): void {
    const looking = correctClock(deps, stopping.signal).catch(() => undefined); // Tried again at the next contact.
    settingClock = Promise.all([settingClock, looking]);
  }

  function welcome(sync: DatabaseSync, position: EventHello['databases'][string] | undefined): void {
    if (position) sync.connected(position);
    else sync.withheld();
  }

  /** Says why there is no connection; answers how long to wait before the next attempt. */
  async function explain(error: AppError): Promise<number> {
    if (MUST_SIGN_IN.has(error.code)) {
      const renewal = await deps.renewSession().catch(toAppError);
      if (renewal === false || (renewal !== true && MUST_SIGN_IN.has(renewal.code))) {
        setLink({ kind: 'sign-in', error });
        return PERSON_MS;
      }
      if (renewal !== true) {
        setAway(renewal);
        if (REFUSES.has(renewal.code)) deps.onRefused?.(renewal);
      }
      return nextBackoff();
    }
    setAway(error);
    if (REFUSES.has(error.code)) deps.onRefused?.(error);
    return error.retry || error.code === 'internal' ? nextBackoff() : PERSON_MS;
  }

  function setAway(error: AppError): void {
    const { link } = status$.value;
    setLink({ kind: 'away', error, sinceMs: link.kind === 'away' ? link.sinceMs : deps.clock.nowMs() });
  }

  function nextBackoff(): number {
    const backoff = Math.min(BACKOFF_MS.max, BACKOFF_MS.first * 2 ** attempt) * (0.5 + deps.random() / 2);
    attempt += 1;
    return backoff;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      nudge = new AbortController();
      const error = await connectOnce().catch(toAppError);
      if (stopping.signal.aborted) break;
      const pause = await explain(error);
      await deps.sleep(pause, AbortSignal.any([stopping.signal, nudge.signal]));
    }
  }

  for (const name of deps.databases) addDatabase(name);
  publish({ databases: [...statuses.values()] });
  const running = run();
  return {
    status$,
    status: () => status$.value,
    queued: (db) => syncs.get(db)?.sync.queued(),
    setDatabases: async (names) => {
      const gone = [...syncs.keys()].filter((name) => !names.includes(name));
      for (const name of names) if (!syncs.has(name)) addDatabase(name);
      const ending = Promise.all(gone.map(removeDatabase));
      removing = Promise.all([removing, ending]);
      publish({ databases: [...statuses.values()] });
      await ending;
    },
    wake: () => {
      nudge.abort();
      // An attempt that hangs is begun anew, and so is a stream whose greeting left something out: a permission may be back.
      const isIncomplete = status$.value.databases.some((database) => database.state === 'held');
      if (!isLive() || isIncomplete) streaming.abort(new AppError('hub.unreachable', 'begun anew', { retry: true }));
      // Its clock may have been set while nobody looked at the device.
      else lookAtClock();
      for (const sync of allSyncs()) sync.wake();
    },
    offline: () => streaming.abort(new AppError('hub.unreachable', 'the device has no network', { retry: true })),
    stop: async () => {
      stopping.abort();
      await Promise.all([running, settingClock, removing, ...allSyncs().map((sync) => sync.idle())]);
      setLink({ kind: 'stopped' });
      status$.complete();
    },
  };
}

import { BehaviorSubject, type Observable } from 'rxjs';
import { AppError, toAppError } from '../errors/app-error';
import type { EventHello } from '../ipc/station-api';
import { createDatabaseSync, type DatabaseSync } from './database-sync';
import { createGate } from './gate';
import { correctClock } from './hub-clock';
import type { PushDeps } from './push';
import type { DatabaseStatus, LinkState, SyncStatus } from './ports';

export interface SyncEngineDeps extends PushDeps {
  /** Hub databases the person may use; read at start. */
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
}

export interface SyncEngine {
  readonly status$: Observable<SyncStatus>;
  status(): SyncStatus;
  /** Something was queued for this hub database. */
  queued(db: string): void;
  /** Try the hub now instead of after the back-off: the network came back, the person pressed a button or signed in. */
  wake(): void;
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

/**
 * Keeps the local collections and the hub together: one wake-up stream for all databases, one feed and one queue per
 * hub database, so that a database in trouble does not hold up the others.
 */
export function startSyncEngine(deps: SyncEngineDeps): SyncEngine {
  const stopping = new AbortController();
  const gate = createGate(PARALLEL_CATCH_UPS);
  const statuses = new Map<string, DatabaseStatus>(
    deps.databases.map((name) => [name, { name, state: 'unknown', received: 0 }]),
  );
  const status$ = new BehaviorSubject<SyncStatus>({
    link: { kind: 'connecting' },
    databases: [...statuses.values()],
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

  const syncs = new Map<string, DatabaseSync>(
    deps.databases.map((name) => [
      name,
      createDatabaseSync({
        ...deps,
        name,
        gate,
        signal: stopping.signal,
        onStatus: (status) => {
          statuses.set(name, status);
          const isDone = isLive() && [...syncs.values()].every((sync) => sync.isDone());
          if (isDone) attempt = 0;
          publish({ databases: [...statuses.values()], ...(isDone ? { lastCurrentMs: deps.clock.nowMs() } : {}) });
        },
        // The hub went away or the token ran out in the middle of a request: let the connection loop find out which.
        onHubTrouble: (error) => streaming.abort(error),
      }),
    ]),
  );

  async function connectOnce(): Promise<never> {
    streaming = new AbortController();
    const { signal } = streaming;
    try {
      await deps.hub.events(
        { onHello: greet, onChange: (change) => syncs.get(change.db)?.announced(change) },
        AbortSignal.any([stopping.signal, signal]),
      );
    } finally {
      for (const sync of syncs.values()) sync.disconnected();
    }
    signal.throwIfAborted();
    throw new AppError('hub.unreachable', 'the wake-up stream ended', { retry: true });
  }

  function greet(hello: EventHello): void {
    setLink({ kind: 'live' });
    settingClock = correctClock(deps, stopping.signal).catch(() => undefined); // Tried again at the next contact.
    for (const [name, sync] of syncs) {
      const position = hello.databases[name];
      if (position) sync.connected(position);
      else sync.withheld();
    }
  }

  /** Says why there is no connection; answers how long to wait before the next attempt. */
  async function explain(error: AppError): Promise<number> {
    if (MUST_SIGN_IN.has(error.code)) {
      const renewal = await deps.renewSession().catch(toAppError);
      if (renewal === false || (renewal !== true && MUST_SIGN_IN.has(renewal.code))) {
        setLink({ kind: 'sign-in', error });
        return PERSON_MS;
      }
      if (renewal !== true) setAway(renewal);
      return nextBackoff();
    }
    setAway(error);
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

  const running = run();
  return {
    status$,
    status: () => status$.value,
    queued: (db) => syncs.get(db)?.queued(),
    wake: () => {
      nudge.abort();
      // An attempt that hangs is begun anew, and so is a stream whose greeting left something out: a permission may be back.
      const isIncomplete = status$.value.databases.some((database) => database.state === 'held');
      if (!isLive() || isIncomplete) streaming.abort(new AppError('hub.unreachable', 'begun anew', { retry: true }));
      for (const sync of syncs.values()) sync.wake();
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([running, settingClock, ...[...syncs.values()].map((sync) => sync.idle())]);
      setLink({ kind: 'stopped' });
      status$.complete();
    },
  };
}

import { BehaviorSubject, type Observable } from 'rxjs';
import { AppError, toAppError } from '../errors/app-error';
import type { EventHello } from '../ipc/station-api';
import { createDatabaseSync, type DatabaseSync } from './database-sync';
import type { PushDeps } from './push';
import type { DatabaseStatus, LinkState, SyncStatus } from './ports';
import { createGate } from './gate';

export interface SyncEngineDeps extends PushDeps {
  /** Hub databases the person may use; read at start. */
  readonly databases: readonly string[];
  /** Resolves after `ms`, or at once when `signal` aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** 0 ≤ x < 1, for jitter. */
  random(): number;
  /** Renews the token when the hub says it expired; false when the person must sign in again. */
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

/** Catch-ups that run at once: more only compete for the same disk. */
const PARALLEL_CATCH_UPS = 3;

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
  let nudge = new AbortController();

  const publish = (change: Partial<SyncStatus>) => status$.next({ ...status$.value, ...change });
  const setLink = (link: LinkState) => publish({ link });

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
          const databases = [...statuses.values()];
          const isCurrent =
            status$.value.link.kind === 'live' && databases.every((each) => each.state !== 'catching-up');
          publish({ databases, ...(isCurrent ? { lastCurrentMs: deps.clock.nowMs() } : {}) });
        },
        // The hub went away or the token ran out in the middle of a request: let the connection loop find out which.
        onHubTrouble: (error) => streaming?.abort(error),
      }),
    ]),
  );
  let streaming: AbortController | undefined;

  async function connectOnce(): Promise<void> {
    streaming = new AbortController();
    const signal = AbortSignal.any([stopping.signal, streaming.signal]);
    try {
      await deps.hub.events(
        {
          onHello: (hello) => {
            setLink({ kind: 'live' });
            greet(hello);
          },
          onChange: (change) => syncs.get(change.db)?.announced(change),
        },
        signal,
      );
    } finally {
      for (const sync of syncs.values()) sync.disconnected();
    }
    streaming.signal.throwIfAborted();
    throw new AppError('hub.unreachable', 'the wake-up stream ended', { retry: true });
  }

  function greet(hello: EventHello): void {
    for (const [name, sync] of syncs) {
      const position = hello.databases[name];
      if (position) sync.connected(position);
      else sync.withheld();
    }
  }

  async function run(): Promise<void> {
    let attempt = 0;
    let awaySinceMs: number | null = null;
    while (!stopping.signal.aborted) {
      try {
        await connectOnce();
      } catch (thrown) {
        if (stopping.signal.aborted) break;
        if (status$.value.link.kind === 'live') attempt = 0;
        const error = toAppError(thrown);
        if (error.code.startsWith('auth.')) {
          const renewed = await deps.renewSession().catch(() => false);
          if (!renewed) setLink({ kind: 'sign-in', error });
        } else {
          awaySinceMs = status$.value.link.kind === 'away' ? awaySinceMs : deps.clock.nowMs();
          setLink({ kind: 'away', error, sinceMs: awaySinceMs ?? deps.clock.nowMs() });
        }
      }
      nudge = new AbortController();
      const backoff = Math.min(BACKOFF_MS.max, BACKOFF_MS.first * 2 ** attempt) * (0.5 + deps.random() / 2);
      attempt += 1;
      await deps.sleep(backoff, AbortSignal.any([stopping.signal, nudge.signal]));
    }
  }

  const running = run();
  return {
    status$,
    status: () => status$.value,
    queued: (db) => syncs.get(db)?.queued(),
    wake: () => {
      nudge.abort();
      for (const sync of syncs.values()) sync.wake();
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([running, ...[...syncs.values()].map((sync) => sync.idle())]);
      setLink({ kind: 'stopped' });
      status$.complete();
    },
  };
}

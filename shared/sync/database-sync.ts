import { type AppError, toAppError } from '../errors/app-error';
import type { databasePositionSchema } from '../ipc/station-api';
import type { z } from 'zod';
import { catchUp, type CatchUpDeps } from './catch-up';
import type { Gate } from './gate';
import { createLoop } from './loop';
import { createPace } from './pace';
import { pushDatabase, type PushDeps } from './push';
import type { DatabaseStatus } from './ports';

type Position = z.infer<typeof databasePositionSchema>;

export interface DatabaseSyncDeps extends PushDeps, CatchUpDeps {
  readonly name: string;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  onStatus(status: DatabaseStatus): void;
  onHubTrouble(error: AppError): void;
}

/** One hub database: its feed and its queue. Both are single loops that run while the hub is there and something is due. */
export interface DatabaseSync {
  /** The wake-up stream greeted us with this position. */
  connected(position: Position): void;
  /** The hub announced a write. */
  announced(position: Position): void;
  /** The token does not open this database: unsent rows wait, nothing is thrown away. */
  withheld(): void;
  disconnected(): void;
  queued(): void;
  /** Try at once what failed a moment ago. */
  wake(): void;
  /** Current, and nothing left to send that can be sent. */
  isDone(): boolean;
  /** Resolves when no loop runs. */
  idle(): Promise<void>;
}

/** A database that fails alone is tried again after this, until then its rows wait. */
const RETRY_MS = 5000;

/** Codes that concern the hub or the session as a whole, not this database. */
const WHOLE_HUB = new Set([
  'hub.unreachable',
  'hub.not-a-hub',
  'auth.expired',
  'auth.invalid',
  'auth.wrong',
  'auth.must-change',
  'auth.device-pending',
  'auth.device-revoked',
]);

type Direction = 'pull' | 'push';

/** See `DatabaseSync`. */
export function createDatabaseSync(deps: DatabaseSyncDeps): DatabaseSync {
  const { name, signal } = deps;
  let isConnected = false;
  let isWithheld = false;
  let progress: 'unknown' | 'catching-up' | 'current' = 'unknown';
  let received = 0;
  let announcedPosition: Position | null = null;
  let breakEnd = new AbortController();
  /** Until the next greeting: the hub said no. */
  const denied = new Map<Direction, AppError>();
  /** Until the next success. */
  const trouble = new Map<Direction, AppError>();
  const pullPace = createPace();
  const pushPace = createPace();

  const isOpen = (direction: Direction) => isConnected && !denied.has(direction) && !signal.aborted;
  const look = createLoop({ isOpen: () => isOpen('pull'), work: lookWhetherBehind, ...outcome('pull') });
  const pull = createLoop({ isOpen: () => isOpen('pull'), work: pullOnce, ...outcome('pull') });
  const push = createLoop({ isOpen: () => isOpen('push'), work: pushOnce, ...outcome('push') });

  function publish(): void {
    const denial = denied.get('pull') ?? denied.get('push');
    const failure = trouble.get('pull') ?? trouble.get('push');
    const state = isWithheld || denial ? 'held' : failure ? 'failing' : progress;
    const error = denial ?? failure;
    deps.onStatus({ name, state, received, ...(error ? { error } : {}) });
  }

  async function lookWhetherBehind(): Promise<void> {
    const position = announcedPosition;
    const cursor = await deps.control.cursor(name);
    const isBehind = cursor?.epoch !== position?.epoch || cursor?.seq !== position?.seq;
    if (isBehind || pull.isDue()) pull.request();
    else trouble.delete('pull');
    push.request();
  }

  async function pullOnce(): Promise<void> {
    await deps.gate.run(() =>
      catchUp(deps, name, pullPace, signal, (count) => {
        progress = 'catching-up';
        received = count;
        publish();
      }),
    );
    trouble.delete('pull');
    // Rows queued by a merge, or sent again after the hub was restored.
    push.request();
  }

  async function pushOnce(): Promise<void> {
    await pushDatabase(deps, name, pushPace, signal);
    trouble.delete('push');
  }

  function outcome(direction: Direction) {
    return {
      onFailure: (thrown: unknown) => pauseAfter(direction, toAppError(thrown)),
      onIdle: () => {
        if (isConnected && !look.isBusy() && !pull.isBusy()) progress = 'current';
        publish();
      },
    };
  }

  async function pauseAfter(direction: Direction, error: AppError): Promise<void> {
    if (signal.aborted) return;
    if (WHOLE_HUB.has(error.code)) {
      isConnected = false;
      deps.onHubTrouble(error);
    } else if (error.code === 'access.denied') {
      denied.set(direction, error);
      publish();
    } else {
      trouble.set(direction, error);
      publish();
      await deps.sleep(RETRY_MS, AbortSignal.any([signal, breakEnd.signal]));
    }
  }

  function endBreaks(): void {
    breakEnd.abort();
    breakEnd = new AbortController();
  }

  return {
    connected: (position) => {
      isConnected = true;
      isWithheld = false;
      denied.clear();
      announcedPosition = position;
      endBreaks();
      look.request();
    },
    announced: (position) => {
      announcedPosition = position;
      look.request();
    },
    withheld: () => {
      isConnected = false;
      isWithheld = true;
      publish();
    },
    disconnected: () => {
      isConnected = false;
      progress = 'unknown';
      publish();
    },
    queued: () => push.request(),
    wake: () => {
      endBreaks();
      if (!isConnected) return;
      pull.request();
      push.request();
    },
    isDone: () => isConnected && progress === 'current' && !push.isBusy() && denied.size === 0 && trouble.size === 0,
    idle: async () => {
      // In this order: each may ask for the next.
      await look.idle();
      await pull.idle();
      await push.idle();
    },
  };
}

import { type AppError, toAppError } from '../errors/app-error';
import type { databasePositionSchema } from '../ipc/station-api';
import type { z } from 'zod';
import { catchUp } from './catch-up';
import type { Gate } from './gate';
import { pushDatabase, type PushDeps } from './push';
import type { DatabaseStatus } from './ports';

type Position = z.infer<typeof databasePositionSchema>;

export interface DatabaseSyncDeps extends PushDeps {
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
  /** The token does not open this database any more: unsent rows are held, nothing is thrown away. */
  withheld(): void;
  disconnected(): void;
  queued(): void;
  wake(): void;
  /** Resolves when neither loop runs. */
  idle(): Promise<void>;
}

/** A database that fails alone is tried again after this, until then its rows wait. */
const RETRY_MS = 5000;

/** Codes that concern the hub or the session as a whole, not this database. */
const WHOLE_HUB = new Set(['hub.unreachable', 'hub.not-a-hub', 'auth.expired', 'auth.invalid', 'auth.wrong']);

/** See `DatabaseSync`. */
export function createDatabaseSync(deps: DatabaseSyncDeps): DatabaseSync {
  let isConnected = false;
  let status: DatabaseStatus = { name: deps.name, state: 'unknown', received: 0 };
  const setStatus = (change: Omit<DatabaseStatus, 'name'>) => {
    status = { name: deps.name, ...change };
    deps.onStatus(status);
  };

  const pull = createLoop(async () => {
    await deps.gate.run(() =>
      catchUp(deps, deps.name, deps.signal, (received) => setStatus({ state: 'catching-up', received })),
    );
    setStatus({ state: 'current', received: status.received });
    // Rows queued by a merge, or sent again after the hub was restored.
    push.request();
  });
  const push = createLoop(() => pushDatabase(deps, deps.name, deps.signal));

  function createLoop(work: () => Promise<void>) {
    let requested = false;
    let running: Promise<void> | null = null;
    async function drain(): Promise<void> {
      while (requested && isConnected && !deps.signal.aborted) {
        requested = false;
        try {
          await work();
        } catch (thrown) {
          if (deps.signal.aborted) return;
          requested = true;
          if (!(await takeBreak(toAppError(thrown)))) return;
        }
      }
    }
    return {
      request: () => {
        requested = true;
        if (running || !isConnected || deps.signal.aborted) return;
        running = drain().finally(() => {
          running = null;
        });
      },
      idle: async () => {
        while (running) await running;
      },
    };
  }

  /** Whether to go on after a failure: a hub that is gone ends the loop, trouble of this database alone waits. */
  async function takeBreak(error: AppError): Promise<boolean> {
    if (WHOLE_HUB.has(error.code)) {
      isConnected = false;
      deps.onHubTrouble(error);
      return false;
    }
    if (error.code === 'access.denied') {
      isConnected = false;
      setStatus({ state: 'held', received: status.received, error });
      return false;
    }
    setStatus({ state: 'failing', received: status.received, error });
    await deps.sleep(RETRY_MS, deps.signal);
    return isConnected;
  }

  return {
    connected: (position) => {
      isConnected = true;
      void pullIfBehind(position);
    },
    announced: (position) => void pullIfBehind(position),
    withheld: () => {
      isConnected = false;
      setStatus({ state: 'held', received: status.received });
    },
    disconnected: () => {
      isConnected = false;
    },
    queued: () => push.request(),
    wake: () => {
      if (!isConnected) return;
      pull.request();
      push.request();
    },
    idle: async () => {
      await pull.idle();
      await push.idle();
    },
  };

  async function pullIfBehind(position: Position): Promise<void> {
    const cursor = await deps.control.cursor(deps.name);
    if (cursor?.epoch === position.epoch && cursor.seq === position.seq) {
      if (status.state !== 'catching-up') setStatus({ state: 'current', received: status.received });
    } else {
      pull.request();
    }
    push.request();
  }
}

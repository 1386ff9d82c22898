import { dateAtStation } from '#shared/domain/calendar/date';
import { parseDatabaseName } from '#shared/schema/ids';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import { createGridKeys } from '../grid-keys';
import { createHostWriter } from '../host-writer';
import type { Audit, Log, Service } from '../ports';
import type { DataKeys } from '../key-ports';
import { keepDatabase, type KeptDatabase } from './keep-database';
import { movingKeys } from './moving-keys';
import { openProgress, type ProgressFile } from './progress';

/** The hub as the keeper needs it. */
export interface KeptHub {
  names(): readonly string[];
  database(name: string): KeptDatabase | null;
}

export interface FileKeeperDeps {
  readonly hub: KeptHub;
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  /** The host-only store. */
  readonly folder: DurableFolder;
  readonly audit: Pick<Audit, 'append'>;
  /** Staff uid in whose name the host writes: a record needs an author. */
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
}

export interface FileKeeperService extends Service {
  /** Resolves when the run that is under way has ended. */
  settled(): Promise<void>;
}

/** How soon after midnight at the latest, and how soon again after a failure. */
export const FILE_KEEPER_LOOK_MS = 5 * 60_000;

/**
 * Keeps every value about a resident under the class it belongs to: what release 0.1 left in the open is sealed, a child's file goes
 * to those who work with adults on the 15th birthday. It looks through the grid databases when it starts and once on every day
 * of the station after that; a look that failed is taken again. Nothing waits for it.
 */
export function startFileKeeper(deps: FileKeeperDeps, lookEveryMs = FILE_KEEPER_LOOK_MS): FileKeeperService {
  const { log, now } = deps;
  const totals = { moved: 0, unreadable: 0, unfit: 0 };
  let doneOn: string | null = null;
  let isOk = true;
  let isStopped = false;
  let running: Promise<void> | null = null;
  const run = createRun(deps, totals, () => isStopped);

  function look(): void {
    const today = dateAtStation(now());
    if (running || today === doneOn) return;
    running = run()
      .then(
        (ok) => {
          isOk = ok;
          if (ok) doneOn = today;
        },
        (thrown: unknown) => {
          isOk = false;
          log.warn('file-keeper.failed', errorFields(thrown));
        },
      )
      .finally(() => {
        running = null;
      });
  }

  look();
  const timer = setInterval(look, lookEveryMs).unref();
  return {
    settled: () => running ?? Promise.resolve(),
    health: () => ({ ok: isOk, facts: { ...totals } }),
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

interface Totals {
  moved: number;
  /** Values that no key of the station opens; they stay as they are. */
  unreadable: number;
  /** Records that would not fit their type. */
  unfit: number;
}

/** One look through all grid databases; whether nothing failed. A database that fails does not hold up the others. */
function createRun(
  { hub, dataKeys, folder, audit, author, log, now }: FileKeeperDeps,
  totals: Totals,
  isStopped: () => boolean,
) {
  const writer = createHostWriter(now);
  const keys = createGridKeys({ dataKeys, hasGrid: (scope) => hub.database(`grid-${scope}`) !== null });
  let progress: ProgressFile | null = null;

  async function keep(name: string, scope: string, database: KeptDatabase): Promise<void> {
    progress ??= await openProgress(folder, log);
    const kept = await keepDatabase({
      database,
      scope,
      known: progress.of(name),
      keys: movingKeys(keys, scope, () => (totals.unreadable += 1)),
      edit: (record, fields) => writer.edit(record, fields, author()),
      tell: ({ moved, unfit }) => {
        totals.moved += moved;
        totals.unfit += unfit;
      },
      nowMs: now(),
      isStopped,
    });
    if (kept) await progress.note(name, kept);
  }

  return async (): Promise<boolean> => {
    const movedBefore = totals.moved;
    let failed = 0;
    for (const name of hub.names()) {
      const identity = parseDatabaseName(name);
      const database = hub.database(name);
      if (identity?.kind !== 'grid' || !database || isStopped()) continue;
      try {
        await keep(name, identity.scope, database);
      } catch (thrown) {
        failed += 1;
        log.warn('file-keeper.failed', { db: name, ...errorFields(thrown) });
      }
    }
    const moved = totals.moved - movedBefore;
    if (moved > 0) {
      log.info('file-keeper.moved', { count: moved });
      await audit.append({ kind: 'files-moved', by: null, subject: null, detail: String(moved) });
    }
    return failed === 0;
  };
}

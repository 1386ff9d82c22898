import { errorFields } from '../error-fields';
import { WINNER, type WritableDatabase } from '../host-writer';
import type { Log } from '../ports';
import { recordsOf, type ListedDatabase } from '../records-of';

export interface PrunerDeps {
  /** Goes through everything once, until it is stopped; how much it erased. */
  readonly sweep: (isStopped: () => boolean) => Promise<number>;
  readonly log: Log;
  readonly now: () => number;
}

/** Erases messages that have been over for longer than they are kept. */
export interface Pruner {
  /** Looks through all messages once a day; for whoever looks at the clock anyway. */
  look(): void;
  stop(): Promise<void>;
}

/** Half an hour after the start, when a host has better to do, and then once a day. */
const FIRST_MS = 30 * 60_000;
const EVERY_MS = 86_400_000;

/** A pruner that has erased nothing yet. */
export function createPruner({ sweep, log, now }: PrunerDeps): Pruner {
  let dueAtMs = now() + FIRST_MS;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function run(): Promise<void> {
    const count = await sweep(() => isStopped);
    if (count > 0) log.info('outbox.pruned', { count });
  }

  return {
    look: () => {
      // A clock that was put back does not put it off for longer than a day.
      if (now() < dueAtMs && dueAtMs - now() <= EVERY_MS) return;
      dueAtMs = now() + EVERY_MS;
      running = running.then(run).catch((thrown: unknown) => log.warn('outbox.prune-failed', errorFields(thrown)));
    },
    stop: () => {
      isStopped = true;
      return running;
    },
  };
}

/**
 * Erases the records of a type that are old; how many. Each is judged again as it is on disk when its turn comes, so that one which
 * changed meanwhile stays. A tombstone takes its place, which devices and the district learn like any other write.
 */
export async function eraseOld(
  database: ListedDatabase & WritableDatabase,
  type: string,
  scope: string,
  isOld: (record: unknown) => boolean,
  isStopped: () => boolean,
): Promise<number> {
  let count = 0;
  for await (const page of recordsOf(database, type, scope)) {
    for (const { _id } of page.filter(isOld)) {
      if (isStopped()) return count;
      const stored = await database.get(_id, WINNER);
      if (!stored.found || !isOld(stored.document)) continue;
      const { _rev } = stored.document as { readonly _rev?: string };
      const [answer] = await database.bulkDocs({ rows: [{ _id, _rev, _deleted: true }], newEdits: true });
      if (answer && 'ok' in answer) count += 1;
    }
  }
  return count;
}

import { errorFields } from './error-fields';
import type { Log } from './ports';

/** The hub as its followers need it. */
export interface FollowedHub {
  names(): readonly string[];
  database(name: string): FollowedDatabase | null;
  onChange(listener: (change: { readonly database: string }) => void): () => void;
}

export interface FollowedDatabase {
  changes(query: {
    readonly since: string;
    readonly limit: number;
    readonly includeDocs: boolean;
    readonly style: 'main_only' | 'all_docs';
    readonly conflicts: boolean;
    readonly descending: boolean;
    readonly ids: readonly string[] | null;
  }): Promise<{ readonly results: readonly FollowedRow[]; readonly last_seq: string; readonly pending: number }>;
}

export interface FollowedRow {
  readonly id: string;
  readonly deleted?: true;
  /** The winning leaf. */
  readonly doc?: Readonly<Record<string, unknown>>;
}

export interface FollowOptions {
  readonly hub: FollowedHub;
  /** Which databases are followed, by name. */
  readonly wants: (database: string) => boolean;
  /** Where each stood, by name; a database without an entry is read from its beginning. */
  readonly since: Readonly<Record<string, string>>;
  /** Takes a page in; the position moves on when it resolves. One that is cut off comes again. */
  readonly take: (database: string, rows: readonly FollowedRow[]) => Promise<void>;
  readonly log: Log;
}

/** Somebody who reads what the hub takes in, from where it stood. */
export interface Follower {
  /** Resolves when everything is taken in that the hub had when it was called; a failure is logged, and the next change tries again. */
  settled(): Promise<void>;
  /** How far each database is taken in. */
  positions(): Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Where a database stands now. It is asked before what is there is read, and following begins with it: what comes meanwhile comes twice, and
 * nothing is missed.
 */
export async function endOf(database: Pick<FollowedDatabase, 'changes'>): Promise<string> {
  return (await database.changes({ ...END, since: 'now' })).last_seq;
}

const END = {
  limit: 1,
  includeDocs: false,
  style: 'main_only',
  conflicts: false,
  descending: false,
  ids: null,
} as const;

const PAGE_ROWS = 500;

/** Follows the hub: what is there, then every change. One page at a time, so that requests are not held up. */
export function followHub({ hub, wants, since, take, log }: FollowOptions): Follower {
  const positions = new Map(Object.entries(since));
  const waiting = new Set<string>();
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  async function catchUp(name: string): Promise<void> {
    for (let pending = 1; pending > 0 && !stopped;) {
      const database = hub.database(name);
      if (!database) return;
      const page = await database.changes({ ...QUERY, since: positions.get(name) ?? '0' });
      if (page.results.length > 0) await take(name, page.results);
      positions.set(name, page.last_seq);
      ({ pending } = page);
    }
  }

  function look(name: string): void {
    // A database in the queue is read to its end when its turn comes.
    if (stopped || waiting.has(name) || !wants(name)) return;
    waiting.add(name);
    running = running.then(async () => {
      waiting.delete(name);
      try {
        await catchUp(name);
      } catch (thrown) {
        log.warn('follow-hub.failed', { db: name, ...errorFields(thrown) });
      }
    });
  }

  for (const name of hub.names()) look(name);
  const leave = hub.onChange(({ database }) => look(database));
  return {
    settled: () => running,
    positions: () => Object.fromEntries(positions),
    stop: () => {
      stopped = true;
      leave();
      return running;
    },
  };
}

const QUERY = {
  limit: PAGE_ROWS,
  includeDocs: true,
  style: 'main_only',
  conflicts: false,
  descending: false,
  ids: null,
} as const;

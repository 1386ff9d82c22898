import { EventEmitter } from 'node:events';
import { startReplication } from './pouchdb-parts';
import type { ChangeRow } from './types';

/** One side of a replication: a database here or on the other end of HTTP. Every failure ends the run, and the next takes it up. */
export interface Peer {
  /** Every leaf of what was written after `since`, in order. */
  changes(query: { readonly since: string; readonly limit: number }): Promise<PeerChanges>;
  /** As CouchDB's `_revs_diff` and `_bulk_get` answer. */
  revsDiff(revisions: Readonly<Record<string, readonly string[]>>): Promise<object>;
  bulkGet(docs: readonly { readonly id: string; readonly rev: string }[]): Promise<object>;
  /** Writes whole revisions; answers for those that are refused for good. Throws when it may go in later. */
  write(docs: readonly PeerDocument[]): Promise<readonly PeerRefusal[]>;
  /** Documents that do not replicate; `id` is what follows `_local/`. */
  getLocal(id: string): Promise<Readonly<Record<string, unknown>> | null>;
  /** False when another revision than the one named lies there. */
  putLocal(id: string, body: Readonly<Record<string, unknown>>): Promise<boolean>;
}

export interface PeerChanges {
  readonly results: readonly Pick<ChangeRow, 'id' | 'seq' | 'changes' | 'deleted'>[];
  readonly last_seq: string;
  readonly pending: number;
}

export interface PeerDocument {
  readonly _id: string;
  readonly _rev: string;
  readonly _deleted?: boolean;
  readonly _revisions?: { readonly start: number; readonly ids: readonly string[] };
  readonly [field: string]: unknown;
}

export interface PeerRefusal {
  readonly id: string;
  readonly reason: string;
}

export interface ReplicateOptions {
  readonly source: Peer;
  readonly target: Peer;
  /** Names the replication: under another name nothing is taken for done, and everything is compared again. */
  readonly name: string;
  readonly batchRows: number;
  readonly signal: AbortSignal;
  /** Called when a batch and the note of it are written on both sides. `left` is at least the number of changes to come. */
  readonly onBatch?: (at: { readonly seq: string; readonly left: number }) => void;
}

export interface Replicated {
  readonly written: number;
  /** Documents that the target refused for good; the others went in. */
  readonly refused: readonly PeerRefusal[];
  /** How far the source was read. */
  readonly seq: string;
}

/** Batches read ahead of the one that is being written. */
const READ_AHEAD = 2;

/**
 * Brings everything of the source that the target lacks over, from where the last run under this name came to, to the end. One run: it
 * ends there, or throws what a side threw. Nothing of it goes on when it settles.
 */
export async function replicate(options: ReplicateOptions): Promise<Replicated> {
  const { source, target, name, batchRows, signal, onBatch } = options;
  signal.throwIfAborted();
  const calls = new Calls(signal);
  const leftAt = new Map<string, number>();
  const from = new Side(name, source, calls, (page) => leftAt.set(page.results.at(-1)?.seq ?? '', page.pending));
  const to = new Side('', target, calls);
  const refused = new Map<string, PeerRefusal>();
  const running = startReplication(from, to, { batch_size: batchRows, batches_limit: READ_AHEAD, style: 'all_docs' });
  void running.on('denied', ({ id, reason = '' }) => void refused.set(id, { id, reason }));
  void running.on('checkpoint', ({ checkpoint }) => {
    if (checkpoint === undefined) return;
    const seq = String(checkpoint);
    onBatch?.({ seq, left: leftAt.get(seq) ?? 0 });
    leftAt.delete(seq);
  });
  const cancel = (): void => running.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const result = await running;
    signal.throwIfAborted();
    return { written: result.docs_written, refused: [...refused.values()], seq: String(result.last_seq) };
  } catch (error) {
    throw calls.failure ?? error;
  } finally {
    signal.removeEventListener('abort', cancel);
    await calls.settled();
  }
}

/** The calls to both sides: what is under way, and what went wrong first. PouchDB puts errors of its own in the place of others. */
class Calls {
  failure: unknown;
  readonly #running = new Set<Promise<unknown>>();

  constructor(readonly signal: AbortSignal) {}

  async make<T>(call: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    const running = call();
    this.#running.add(running);
    try {
      return await running;
    } catch (error) {
      this.failure ??= error;
      // What is thrown on gets fields of PouchDB's.
      throw new Error('a side of the replication failed', { cause: error });
    } finally {
      this.#running.delete(running);
    }
  }

  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}

interface LocalDocument {
  readonly _id: string;
  readonly [field: string]: unknown;
}

/** A peer with the methods of a PouchDB that its replicator calls. */
class Side extends EventEmitter {
  readonly activeTasks = { add: () => '', get: () => undefined, update: () => undefined, remove: () => undefined };

  constructor(
    readonly name: string,
    readonly peer: Peer,
    readonly calls: Calls,
    readonly onPage: (page: PeerChanges) => void = () => undefined,
  ) {
    super();
  }

  id(): Promise<string> {
    return Promise.resolve(this.name);
  }

  info(): Promise<{ readonly db_name: string; readonly update_seq: string }> {
    return Promise.resolve({ db_name: this.name, update_seq: '0' });
  }

  changes({ since, limit }: { readonly since: string | number; readonly limit: number }): Reading {
    return new Reading(async (tell) => {
      const page = await this.calls.make(() => this.peer.changes({ since: String(since), limit }));
      this.onPage(page);
      for (const row of page.results) tell(row);
      return page;
    });
  }

  revsDiff(revisions: Readonly<Record<string, readonly string[]>>): Promise<object> {
    return this.calls.make(() => this.peer.revsDiff(revisions));
  }

  bulkGet({ docs }: { readonly docs: readonly { readonly id: string; readonly rev: string }[] }) {
    return this.calls.make(() => this.peer.bulkGet(docs));
  }

  async bulkDocs({ docs }: { readonly docs: readonly PeerDocument[] }): Promise<readonly object[]> {
    const refused = await this.calls.make(() => this.peer.write(docs));
    return refused.map(({ id, reason }) => ({ id, reason, error: true, name: 'forbidden' }));
  }

  async get(id: string): Promise<object> {
    const found = await this.calls.make(() => this.peer.getLocal(localId(id)));
    if (found) return { ...found, _id: id };
    throw Object.assign(new Error('missing'), { status: 404 });
  }

  async put({ _id, ...body }: LocalDocument): Promise<object> {
    if (await this.calls.make(() => this.peer.putLocal(localId(_id), body))) return { ok: true, id: _id };
    throw Object.assign(new Error('conflict'), { status: 409 });
  }
}

const localId = (id: string): string => id.slice('_local/'.length);

/** One page of changes as PouchDB gives it out: rows as events, then the page as a promise. */
class Reading extends EventEmitter {
  readonly #page: Promise<PeerChanges>;
  #cancelled = false;

  constructor(read: (tell: (row: object) => void) => Promise<PeerChanges>) {
    super();
    this.#page = read((row) => {
      if (!this.#cancelled) this.emit('change', row);
    });
    this.#page.catch(() => undefined);
  }

  // The replicator takes the reading itself for a promise.
  then<T>(onRead: (page: PeerChanges) => T, onFailed?: (error: unknown) => T): Promise<T> {
    return this.#page.then(onRead, onFailed);
  }

  catch<T>(onFailed: (error: unknown) => T): Promise<PeerChanges | T> {
    return this.#page.catch(onFailed);
  }

  cancel(): void {
    this.#cancelled = true;
  }
}

import { Observable, type Subscriber } from 'rxjs';
import type { OutboxRow } from '#shared/sync/ports';

/** The rows of an outbox in memory: what goes out next is at hand however many wait. */
export interface OutboxBook {
  get(id: string): OutboxRow | undefined;
  /** Takes in what is on the disk now: rows that were written, and ids of those that are gone. */
  apply(written: readonly OutboxRow[], gone: readonly string[]): void;
  /** All rows, in no order; the same array until something changes. */
  all(): readonly OutboxRow[];
  /** Rows of a hub database that wait, the longest waiting first, without those to pass over. */
  waiting(db: string, limit: number, passOver: ReadonlySet<string>): OutboxRow[];
  /** All rows, kept current: at once while they are few, some times a second while they are many. */
  readonly rows$: Observable<readonly OutboxRow[]>;
}

/** From this many rows on, showing every change would take longer than making it. */
const MANY_ROWS = 2000;
const MANY_MS = 250;

/** Rows of one hub database in the order in which they go out; sorted again only where one came out of turn. */
interface Queue {
  readonly rows: Map<string, OutboxRow>;
  lastMs: number;
  isSorted: boolean;
}

/** See `OutboxBook`. */
export function createOutboxBook(initial: readonly OutboxRow[]): OutboxBook {
  const rowsById = new Map<string, OutboxRow>();
  const queues = new Map<string, Queue>();
  const subscribers = new Set<Subscriber<readonly OutboxRow[]>>();
  let listed: readonly OutboxRow[] | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function put(row: OutboxRow): void {
    const before = rowsById.get(row.id);
    rowsById.set(row.id, row);
    const queue = queues.get(row.db) ?? { rows: new Map<string, OutboxRow>(), lastMs: -Infinity, isSorted: true };
    queues.set(row.db, queue);
    if (before && before.db !== row.db) queues.get(before.db)?.rows.delete(row.id);
    // A row that keeps its time keeps its place.
    if (before?.queuedAtMs !== row.queuedAtMs) queue.rows.delete(row.id);
    if (!queue.rows.has(row.id)) {
      queue.isSorted &&= row.queuedAtMs >= queue.lastMs;
      queue.lastMs = Math.max(queue.lastMs, row.queuedAtMs);
    }
    queue.rows.set(row.id, row);
  }

  function remove(id: string): void {
    const row = rowsById.get(id);
    if (!row) return;
    rowsById.delete(id);
    queues.get(row.db)?.rows.delete(id);
  }

  function sort(queue: Queue): void {
    const sorted = [...queue.rows].sort(([, a], [, b]) => a.queuedAtMs - b.queuedAtMs);
    queue.rows.clear();
    for (const [id, row] of sorted) queue.rows.set(id, row);
    queue.isSorted = true;
  }

  const all = () => (listed ??= [...rowsById.values()]);
  const tell = () => {
    clearTimeout(timer);
    timer = undefined;
    for (const subscriber of subscribers) subscriber.next(all());
  };

  for (const row of initial) put(row);
  return {
    get: (id) => rowsById.get(id),
    all,
    apply(written, gone) {
      for (const row of written) put(row);
      gone.forEach(remove);
      listed = null;
      if (rowsById.size < MANY_ROWS) tell();
      else if (subscribers.size > 0) timer ??= setTimeout(tell, MANY_MS);
    },
    waiting(db, limit, passOver) {
      const queue = queues.get(db);
      if (!queue) return [];
      if (!queue.isSorted) sort(queue);
      const found: OutboxRow[] = [];
      for (const row of queue.rows.values()) {
        if (found.length >= limit) break;
        if (row.state === 'waiting' && !passOver.has(row.id)) found.push(row);
      }
      return found;
    },
    rows$: new Observable((subscriber) => {
      subscribers.add(subscriber);
      subscriber.next(all());
      return () => {
        subscribers.delete(subscriber);
        if (subscribers.size === 0) clearTimeout(timer);
        if (subscribers.size === 0) timer = undefined;
      };
    }),
  };
}

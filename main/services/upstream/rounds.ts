import type { UpstreamTrouble } from '#shared/ipc/upstream-api';
import { createPace, type Pace } from './pace';
import { needsPerson, troubleOf } from './trouble';

export interface RoundsDeps {
  /** Databases that take part. */
  readonly names: () => readonly string[];
  /** How many of them are served at once. */
  readonly atOnce: number;
  readonly hasUnsent: (name: string) => boolean;
  /** Throws what stands against the upstream as a whole. */
  readonly greet: (signal: AbortSignal) => Promise<void>;
  /** Which databases the upstream says were written to since the last call; null: each has to be asked. */
  readonly news: (signal: AbortSignal) => Promise<ReadonlySet<string> | null>;
  /** Whether a database is to be compared whatever the upstream says. */
  readonly isCompareDue: (name: string) => boolean;
  /** Throws what stands against one database; the others go on. */
  readonly exchange: (name: string, signal: AbortSignal) => Promise<void>;
  /** Told of every failure, for the log. */
  readonly onTrouble: (name: string | null, thrown: unknown) => void;
  readonly now: () => number;
  readonly random: () => number;
  /** How often the upstream is asked whether it has something new. */
  readonly lookEveryMs: number;
  /** How long writes are gathered before they go. */
  readonly gatherMs: number;
}

/** What stands against something, and since when. */
export interface Standing {
  readonly trouble: UpstreamTrouble | null;
  readonly sinceMs: number | null;
  readonly retryAtMs: number;
}

export interface Rounds {
  /** Something was written; it goes in a moment. */
  wake(): void;
  /** Everything that waits is tried at once. Resolves when that round has ended. */
  now(): Promise<void>;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  whole(): Standing;
  of(name: string): Standing;
  /** What is under way is cut off. */
  stop(): Promise<void>;
}

/** A timer must not be longer than 31 bits of ms. */
const LONGEST_MS = 3_600_000;

interface Entry {
  readonly pace: Pace;
  trouble: UpstreamTrouble | null;
  sinceMs: number | null;
  retryAtMs: number;
  lookedAtMs: number;
}

/** Serves the databases round after round, a few at once, each with a back-off of its own; while the upstream is away none is asked for. */
export function createRounds(deps: RoundsDeps): Rounds {
  const {
    names,
    atOnce,
    hasUnsent,
    isCompareDue,
    greet,
    news,
    exchange,
    onTrouble,
    now,
    random,
    lookEveryMs,
    gatherMs,
  } = deps;
  const stopping = new AbortController();
  const entries = new Map<string, Entry>();
  const whole = newEntry();
  /** Written to upstream, and not looked at since. */
  const heard = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let timerAtMs = Infinity;
  let running: Promise<void> | null = null;

  function newEntry(): Entry {
    return { pace: createPace(random), trouble: null, sinceMs: null, retryAtMs: 0, lookedAtMs: -Infinity };
  }

  function entryOf(name: string): Entry {
    const entry = entries.get(name) ?? newEntry();
    entries.set(name, entry);
    return entry;
  }

  const dueAt = (name: string): number => {
    const { lookedAtMs, retryAtMs } = entryOf(name);
    return Math.max(hasUnsent(name) ? 0 : lookedAtMs + lookEveryMs, retryAtMs);
  };

  async function attempt(entry: Entry, name: string | null, task: () => Promise<void>): Promise<boolean> {
    try {
      await task();
    } catch (thrown) {
      if (stopping.signal.aborted) return false;
      const trouble = troubleOf(thrown);
      if (entry.trouble !== trouble) onTrouble(name, thrown);
      entry.sinceMs ??= now();
      entry.trouble = trouble;
      entry.retryAtMs = now() + entry.pace.failed(needsPerson(trouble));
      return false;
    }
    entry.pace.succeeded();
    Object.assign(entry, { trouble: null, sinceMs: null, retryAtMs: 0, lookedAtMs: now() });
    return true;
  }

  /** Whether there is anything to ask a database for; one that is passed over counts as looked at. */
  function isWorthALook(name: string, told: ReadonlySet<string> | null): boolean {
    const entry = entryOf(name);
    const isFresh = Number.isFinite(entry.lookedAtMs) && entry.trouble === null;
    if (told === null || !isFresh || heard.has(name) || hasUnsent(name) || isCompareDue(name)) return true;
    entry.lookedAtMs = now();
    return false;
  }

  async function round(): Promise<void> {
    const due = names().filter((name) => dueAt(name) <= now());
    if (due.length === 0 || whole.retryAtMs > now()) return;
    let told: ReadonlySet<string> | null = null;
    const meet = async (): Promise<void> => {
      await greet(stopping.signal);
      told = await news(stopping.signal);
    };
    if (!(await attempt(whole, null, meet))) return;
    for (const name of told ?? []) heard.add(name);
    const waiting = due.filter((name) => isWorthALook(name, told));
    const serve = async (): Promise<void> => {
      for (let name = waiting.shift(); name !== undefined && !stopping.signal.aborted; name = waiting.shift()) {
        const served = name;
        heard.delete(served);
        const isDone = await attempt(entryOf(served), served, () => exchange(served, stopping.signal));
        if (!isDone) heard.add(served);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, serve));
  }

  function run(): Promise<void> {
    running ??= round().finally(() => {
      running = null;
      if (stopping.signal.aborted) return;
      const next = Math.min(...names().map(dueAt), now() + LONGEST_MS);
      schedule(Math.max(next, whole.retryAtMs) - now());
    });
    return running;
  }

  function schedule(inMs: number): void {
    const delay = Math.min(Math.max(inMs, gatherMs), LONGEST_MS);
    if (stopping.signal.aborted || running || timerAtMs <= now() + delay) return;
    if (timer) clearTimeout(timer);
    timerAtMs = now() + delay;
    timer = setTimeout(() => {
      timerAtMs = Infinity;
      void run();
    }, delay);
    timer.unref();
  }

  const standing = ({ trouble, sinceMs, retryAtMs }: Entry): Standing => ({ trouble, sinceMs, retryAtMs });
  schedule(0);
  return {
    wake: () => schedule(gatherMs),
    async now() {
      await running;
      for (const entry of [whole, ...entries.values()]) Object.assign(entry, { retryAtMs: 0, lookedAtMs: -Infinity });
      await run();
    },
    settled: () => running ?? Promise.resolve(),
    whole: () => standing(whole),
    of: (name) => standing(entryOf(name)),
    async stop() {
      stopping.abort();
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}

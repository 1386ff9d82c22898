/** How soon something is treated: what has fallen due, what was just told of, and what may wait. */
export const RANKS = ['due', 'told', 'whenever'] as const;
export type Rank = (typeof RANKS)[number];

/** What has to be treated, one after the other and each once, however often it was named meanwhile. */
export interface Turns {
  /** Takes its turn among those of that rank, unless it has an earlier one. */
  add(id: string, rank: Rank): void;
  /** Begins with what is there, unless somebody is at it. */
  go(): void;
  /** What is being done; null while nothing is. */
  running(): Promise<void> | null;
}

export interface TurnsDeps {
  /** Never fails. */
  readonly treat: (id: string) => Promise<void>;
  /** Told now and then while there is much to do: nothing else looks at the clock in that time. */
  readonly meanwhile: () => void;
  /** Told when all is done. */
  readonly done: () => void;
  readonly isStopped: () => boolean;
}

/** Turns before everything else in the process has its own. */
const AT_ONCE = 20;

/** See `Turns`. */
export function createTurns({ treat, meanwhile, done, isStopped }: TurnsDeps): Turns {
  const waiting = RANKS.map(() => new Set<string>());
  let running: Promise<void> | null = null;

  async function treatAll(): Promise<void> {
    for (let turn = 1; !isStopped(); turn += 1) {
      const from = waiting.find(({ size }) => size > 0);
      const [id] = from ?? [];
      if (!from || id === undefined) return;
      from.delete(id);
      await treat(id);
      if (turn % AT_ONCE !== 0) continue;
      await new Promise((resolve) => setImmediate(resolve));
      meanwhile();
    }
  }

  function go(): void {
    if (running || isStopped() || waiting.every(({ size }) => size === 0)) return;
    running = treatAll().then(() => {
      running = null;
      go();
      if (!running) done();
    });
  }

  return {
    add: (id, rank) => {
      const index = RANKS.indexOf(rank);
      if (waiting.slice(0, index).some((earlier) => earlier.has(id))) return;
      for (const later of waiting.slice(index + 1)) later.delete(id);
      waiting[index]?.add(id);
    },
    go,
    running: () => running,
  };
}

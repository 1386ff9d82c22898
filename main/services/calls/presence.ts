/** Runs something once, later; answers what keeps it from being run. */
export type Later = (ms: number, run: () => void) => () => void;

/** Who listens, with the patience that a stream that breaks off and comes back needs. */
export interface Presence {
  /** There from now on, by one stream more; to be told when that has ended. */
  enter(key: string): () => void;
  /** There for as long as a stream may take to begin or to come back. */
  expect(key: string): void;
  /** Also somebody who has just broken off. */
  has(key: string): boolean;
  keys(): readonly string[];
  stop(): void;
}

/** Calls back with a key when nobody has listened under it for `graceMs`. */
export function createPresence(graceMs: number, later: Later, onGone: (key: string) => void): Presence {
  const there = new Map<string, { streams: number; cancel: (() => void) | null }>();

  function entry(key: string) {
    const known = there.get(key) ?? { streams: 0, cancel: null };
    there.set(key, known);
    known.cancel?.();
    known.cancel = null;
    return known;
  }

  function patience(key: string, known: { streams: number; cancel: (() => void) | null }): void {
    known.cancel = later(graceMs, () => {
      there.delete(key);
      onGone(key);
    });
  }

  return {
    enter: (key) => {
      const known = entry(key);
      known.streams += 1;
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        known.streams -= 1;
        if (known.streams === 0) patience(key, known);
      };
    },
    expect: (key) => {
      const known = entry(key);
      if (known.streams === 0) patience(key, known);
    },
    has: (key) => there.has(key),
    keys: () => [...there.keys()],
    stop: () => {
      for (const { cancel } of there.values()) cancel?.();
      there.clear();
    },
  };
}

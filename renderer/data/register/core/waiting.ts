import type { RegisterKind } from '../types';

/** Slots by kind that somebody still has to look at, each once. */
export interface Waiting {
  readonly size: number;
  add(kind: RegisterKind, slots: Iterable<number>): void;
  /** Whether it was waiting; it is no more. */
  take(kind: RegisterKind, slot: number): boolean;
  /** Hands out one after the other until that time (`performance.now`); each is out when it is handed out. */
  work(untilMs: number, each: (kind: RegisterKind, slot: number) => void): void;
}

/** Slots between two looks at the clock. */
const STEP = 64;

/** See `Waiting`; kinds are worked off in the order given. */
export function createWaiting(kinds: readonly RegisterKind[]): Waiting {
  const byKind = new Map(kinds.map((kind) => [kind, new Set<number>()]));
  return {
    get size() {
      let size = 0;
      for (const slots of byKind.values()) size += slots.size;
      return size;
    },
    add(kind, slots) {
      const waiting = byKind.get(kind);
      if (waiting) for (const slot of slots) waiting.add(slot);
    },
    take: (kind, slot) => byKind.get(kind)?.delete(slot) ?? false,
    work(untilMs, each) {
      let left = STEP;
      for (const [kind, slots] of byKind) {
        for (const slot of slots) {
          slots.delete(slot);
          each(kind, slot);
          left -= 1;
          if (left > 0) continue;
          if (performance.now() >= untilMs) return;
          left = STEP;
        }
      }
    },
  };
}

/** A value that is changed step by step, each of which can be taken back and done again. */
export interface History<T> {
  readonly now: T;
  readonly past: readonly T[];
  readonly future: readonly T[];
}

/** Steps that can be taken back. */
const MOST_STEPS = 200;

/** A value that nobody has changed yet. */
export const begin = <T>(now: T): History<T> => ({ now, past: [], future: [] });

/** A step further; what was taken back before is gone. */
export const step = <T>({ now, past }: History<T>, next: T): History<T> => ({
  now: next,
  past: [...past, now].slice(-MOST_STEPS),
  future: [],
});

/** The value changes within the same step: a hand is still pulling. */
export const amend = <T>(history: History<T>, now: T): History<T> => ({ ...history, now });

/** A step back; the same without one. */
export function undo<T>(history: History<T>): History<T> {
  const { now, past, future } = history;
  const before = past.at(-1);
  return before === undefined ? history : { now: before, past: past.slice(0, -1), future: [now, ...future] };
}

/** A step forward again; the same without one. */
export function redo<T>(history: History<T>): History<T> {
  const { now, past, future } = history;
  const [next, ...rest] = future;
  return next === undefined ? history : { now: next, past: [...past, now], future: rest };
}

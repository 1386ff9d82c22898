import type { BoardView } from '#shared/ipc/board-api';

/** Calls older than this were called out while this screen was away: nobody is called twice for that. */
const FRESH_MS = 20_000;

/** Calls that were not called out yet, the oldest first; they are noted in `heard`. */
export function newCalls(heard: Set<string>, { day, calls, nowMs }: BoardView): BoardView['calls'] {
  const found = calls.filter((call) => !heard.has(nameOf(day, call)));
  for (const call of found) heard.add(nameOf(day, call));
  return found.filter(({ atMs }) => nowMs - atMs < FRESH_MS).toReversed();
}

const nameOf = (day: string, { number, atMs }: BoardView['calls'][number]): string => `${day} ${number} ${atMs}`;

import type { DayCall, DayTicket, QueueDay } from './day';
import type { Hall } from './hall';
import { lineOf, type InLine } from './order';
import { periodsOf, suggestCounter, type OpenSuggestion } from './periods';

/** A number as the staff see it in a line. */
export interface WaitingNumber {
  readonly number: string;
  readonly group: string;
  readonly itemNumber: string | null;
  readonly takenAtMs: number;
  /** From when its place counts, and why that is not its own time. */
  readonly countsFromMs: number;
  readonly because: InLine['because'];
  /** The counter that it was sent to. */
  readonly counter: string | null;
}

/** A number at a counter, set aside, or missed. */
export interface NumberAt {
  readonly number: string;
  readonly group: string;
  readonly itemNumber: string | null;
  readonly state: 'called' | 'serving' | 'held' | 'missed';
  readonly counter: string | null;
  readonly takenAtMs: number;
  /** Since when it is in this state. */
  readonly sinceMs: number;
  readonly calls: number;
}

/** The hall as its staff see it. */
export interface HallState {
  /** Who waits, in the order in which they are called. */
  readonly waiting: readonly WaitingNumber[];
  readonly at: readonly NumberAt[];
  readonly counters: readonly {
    readonly id: string;
    readonly state: 'open' | 'paused' | 'closed';
    readonly by: string | null;
    readonly sinceMs: number;
    /** Numbers finished here today, and what one took, ms. */
    readonly finished: number;
    readonly servedMs: number;
  }[];
  readonly suggestion: OpenSuggestion | null;
}

/** What everybody in the hall may see. Numbers and windows, nothing of anybody. */
export interface BoardState {
  /** The last calls, the newest first. */
  readonly calls: readonly DayCall[];
  readonly counters: readonly {
    readonly id: string;
    readonly state: 'open' | 'paused' | 'closed';
    readonly number: string | null;
    readonly isCalled: boolean;
  }[];
  /** The numbers that come next. */
  readonly next: readonly string[];
  readonly waiting: readonly { readonly group: string; readonly count: number }[];
  readonly missed: readonly string[];
}

/** Longest list that anybody reads on a screen. */
const MOST_WAITING = 200;
const MOST_ON_BOARD = 8;
const MOST_MISSED = 40;

/** See `HallState`. */
export function hallState(day: QueueDay, hall: Hall, nowMs: number): HallState {
  const active = [...day.active.values()];
  const line = lineOf(active, hall.policy, nowMs);
  const at = active.flatMap(numberAt).sort((a, b) => a.sinceMs - b.sinceMs);
  const missed = at.filter(({ state }) => state === 'missed').slice(-MOST_MISSED);
  const done = finishedAt(day, nowMs);
  const counters = hall.counters.map(({ id }) => {
    const { state = 'closed', by = null, sinceMs = 0 } = day.counters.get(id) ?? {};
    return { id, state, by, sinceMs, ...(done.get(id) ?? NOTHING_DONE) };
  });
  const waiting = new Map(hall.groups.map(({ letter }) => [letter, 0]));
  for (const { standing } of line) waiting.set(standing.group, (waiting.get(standing.group) ?? 0) + 1);
  const staffed = hall.counters.map(({ id, groups }) => {
    const isOpen = day.counters.get(id)?.state === 'open';
    return { id, groups, isOpen, canOpen: !isOpen };
  });
  const { usualServiceMs: serviceMs, longestWaitMs: limitMs } = hall.policy;
  return {
    waiting: line.slice(0, MOST_WAITING).map(({ ticket, standing, countsFromMs, because }) => ({
      number: ticket.number,
      group: standing.group,
      itemNumber: ticket.itemNumber,
      takenAtMs: ticket.takenAtMs,
      countsFromMs,
      because,
      counter: standing.counter,
    })),
    at: [...at.filter(({ state }) => state !== 'missed'), ...missed],
    counters,
    suggestion: suggestCounter(waiting, staffed, { serviceMs, limitMs }),
  };
}

/** See `BoardState`. */
export function boardState(day: QueueDay, hall: Hall, nowMs: number): BoardState {
  const active = [...day.active.values()];
  const line = lineOf(active, hall.policy, nowMs);
  const counts = new Map(hall.groups.map(({ letter }) => [letter, 0]));
  for (const { standing } of line) counts.set(standing.group, (counts.get(standing.group) ?? 0) + 1);
  const isBefore = ({ number, counter }: DayCall): boolean => day.current(counter)?.number === number;
  const missed = active
    .filter(({ standing }) => standing.state === 'missed')
    .sort((a, b) => stateSince(b) - stateSince(a));
  return {
    calls: day.calls.filter(isBefore).slice(0, MOST_ON_BOARD),
    counters: hall.counters.map(({ id }) => {
      const current = day.current(id);
      return {
        id,
        state: day.counters.get(id)?.state ?? 'closed',
        number: current?.number ?? null,
        isCalled: current?.standing.state === 'called',
      };
    }),
    next: line.slice(0, MOST_ON_BOARD).map(({ ticket }) => ticket.number),
    waiting: [...counts].map(([group, count]) => ({ group, count })),
    missed: missed.slice(0, MOST_ON_BOARD).map(({ number }) => number),
  };
}

function numberAt(ticket: DayTicket): readonly NumberAt[] {
  const { number, itemNumber, takenAtMs, standing } = ticket;
  const { state, group, counter, calls } = standing;
  if (state === 'waiting' || state === 'finished' || state === 'left') return [];
  return [{ number, group, itemNumber, state, counter, takenAtMs, sinceMs: stateSince(ticket), calls }];
}

/** Since when a number stands as it does; a call again does not begin anew. */
const stateSince = ({ steps, takenAtMs }: DayTicket): number =>
  steps.findLast(({ kind }) => kind !== 'recalled')?.atMs ?? takenAtMs;

const NOTHING_DONE = { finished: 0, servedMs: 0 } as const;

function finishedAt(day: QueueDay, nowMs: number) {
  const done = new Map<string, { finished: number; servedMs: number }>();
  for (const ticket of day.tickets.values()) {
    const { state, counter } = ticket.standing;
    if (state !== 'finished' || counter === null) continue;
    const before = done.get(counter) ?? NOTHING_DONE;
    const { served } = periodsOf(ticket, nowMs);
    done.set(counter, { finished: before.finished + 1, servedMs: before.servedMs + served });
  }
  return done;
}

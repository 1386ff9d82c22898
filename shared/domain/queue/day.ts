import {
  mayStep,
  numberText,
  ticketStanding,
  type Priority,
  type Ticket,
  type TicketStanding,
  type TicketStep,
} from './ticket';

/** One thing that happened on a day of the hall. They stand in the order in which they happened; who writes them is one service. */
export type DayEntry =
  | {
      readonly kind: 'taken';
      readonly atMs: number;
      readonly number: string;
      readonly group: string;
      /** What it was taken for; null where nobody said. */
      readonly itemNumber: string | null;
      readonly priority: Priority | null;
      readonly appointmentAtMs: number | null;
    }
  | { readonly kind: 'step'; readonly number: string; readonly step: TicketStep }
  | {
      readonly kind: 'counter';
      readonly atMs: number;
      readonly counter: string;
      readonly state: CounterState;
      /** Staff uid of who sits there. */
      readonly by: string;
    };

export const COUNTER_STATES = ['open', 'paused', 'closed'] as const;
export type CounterState = (typeof COUNTER_STATES)[number];

/** A number of the day with where it stands. */
export interface DayTicket extends Ticket {
  readonly itemNumber: string | null;
  readonly standing: TicketStanding;
}

/** Who sits at a counter. */
export interface CounterStanding {
  readonly state: CounterState;
  /** Null where it is closed. */
  readonly by: string | null;
  readonly sinceMs: number;
}

/** A call as the board tells it; `calls` counts from 1 and grows when the same number is called again. */
export interface DayCall {
  readonly number: string;
  readonly counter: string;
  readonly atMs: number;
  readonly calls: number;
}

/** A day of the hall, as its entries have made it. */
export interface QueueDay {
  readonly tickets: ReadonlyMap<string, DayTicket>;
  /** Those that are neither finished nor gone. */
  readonly active: ReadonlyMap<string, DayTicket>;
  readonly counters: ReadonlyMap<string, CounterStanding>;
  /** The last calls, the newest first; a number called again stands once. */
  readonly calls: readonly DayCall[];
  /** The number that a counter has before it: called, or being served. */
  current(counter: string): DayTicket | null;
  /** The number that is given next in a group. */
  nextNumber(group: string): string;
}

/** A day that goes on. */
export interface FoldedDay extends QueueDay {
  apply(entry: DayEntry): void;
  /** Leaves out so many numbers in every group: of what could not be read, nothing is given twice. */
  skip(numbers: number): void;
}

const CALLS_KEPT = 20;

/** A day before anything has happened. */
export function beginDay(): FoldedDay {
  const tickets = new Map<string, DayTicket>();
  const active = new Map<string, DayTicket>();
  const counters = new Map<string, CounterStanding>();
  const atCounter = new Map<string, string>();
  const last = new Map<string, number>();
  let skipped = 0;
  let calls: readonly DayCall[] = [];

  function put(ticket: DayTicket): void {
    const before = tickets.get(ticket.number)?.standing;
    if (before && isAtCounter(before) && before.counter !== null) atCounter.delete(before.counter);
    tickets.set(ticket.number, ticket);
    const { standing, number } = ticket;
    if (standing.state === 'finished' || standing.state === 'left') active.delete(number);
    else active.set(number, ticket);
    if (isAtCounter(standing) && standing.counter !== null) atCounter.set(standing.counter, number);
  }

  function step(number: string, taken: TicketStep): void {
    const ticket = tickets.get(number);
    if (!ticket || !mayStep(ticket.standing.state, taken.kind)) return;
    const steps = [...ticket.steps, taken];
    const standing = ticketStanding({ ...ticket, steps });
    put({ ...ticket, steps, standing });
    if ((taken.kind === 'called' || taken.kind === 'recalled') && standing.counter !== null) {
      const call = { number, counter: standing.counter, atMs: taken.atMs, calls: standing.calls };
      calls = [call, ...calls.filter((each) => each.number !== number)].slice(0, CALLS_KEPT);
    }
  }

  return {
    tickets,
    active,
    counters,
    get calls() {
      return calls;
    },
    current: (counter) => tickets.get(atCounter.get(counter) ?? '') ?? null,
    nextNumber: (group) => numberText(group, (last.get(group) ?? skipped) + 1),
    apply: (entry) => {
      switch (entry.kind) {
        case 'taken': {
          const { number, group, atMs: takenAtMs, itemNumber, priority, appointmentAtMs } = entry;
          if (tickets.has(number)) return;
          last.set(group, Math.max(last.get(group) ?? 0, Number(number.slice(group.length))));
          const ticket = { number, group, takenAtMs, itemNumber, priority, appointmentAtMs, steps: [] };
          return put({ ...ticket, standing: ticketStanding(ticket) });
        }
        case 'step':
          return step(entry.number, entry.step);
        case 'counter': {
          const { counter, state, by, atMs: sinceMs } = entry;
          counters.set(counter, { state, by: state === 'closed' ? null : by, sinceMs });
        }
      }
    },
    skip: (numbers) => {
      skipped += numbers;
      for (const [group, given] of last) last.set(group, given + numbers);
    },
  };
}

const isAtCounter = ({ state }: TicketStanding): boolean => state === 'called' || state === 'serving';

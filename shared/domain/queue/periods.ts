import { mayStep, ticketStanding, type Ticket, type TicketState } from './ticket';

/** How long a number was in each state so far, ms. Waiting ends with the first service; being sent elsewhere begins it anew. */
export interface TicketPeriods {
  readonly waiting: number;
  /** Called and on the way to the counter. */
  readonly invited: number;
  readonly served: number;
  readonly held: number;
  /** From the issue to the first service; null for who was not served yet. */
  readonly untilServed: number | null;
}

const PERIOD_OF: Readonly<Partial<Record<TicketState, 'waiting' | 'invited' | 'served' | 'held'>>> = {
  waiting: 'waiting',
  called: 'invited',
  serving: 'served',
  held: 'held',
};

/** Measures one number up to an instant. */
export function periodsOf(ticket: Pick<Ticket, 'group' | 'takenAtMs' | 'steps'>, nowMs: number): TicketPeriods {
  const sums = { waiting: 0, invited: 0, served: 0, held: 0 };
  let untilServed: number | null = null;
  let state: TicketState = 'waiting';
  let sinceMs = ticket.takenAtMs;
  const count = (toMs: number): void => {
    const period = PERIOD_OF[state];
    if (period) sums[period] += Math.max(0, toMs - sinceMs);
  };
  for (const [index, step] of ticket.steps.entries()) {
    if (!mayStep(state, step.kind)) continue;
    count(step.atMs);
    sinceMs = Math.max(sinceMs, step.atMs);
    state = ticketStanding({ ...ticket, steps: ticket.steps.slice(0, index + 1) }).state;
    if (state === 'serving') untilServed ??= Math.max(0, step.atMs - ticket.takenAtMs);
  }
  count(nowMs);
  return { ...sums, untilServed };
}

/** A counter as the suggestion sees it. */
export interface StaffedCounter {
  readonly id: string;
  readonly groups: readonly string[];
  readonly isOpen: boolean;
  /** Somebody is at the station who can work there. */
  readonly canOpen: boolean;
}

export interface OpenSuggestion {
  readonly counter: string;
  /** Group whose line is the reason. */
  readonly group: string;
  readonly waiting: number;
  /** How long whoever came last waits as it is, ms; null where no counter is open for the group. */
  readonly expectedMs: number | null;
}

/**
 * The counter to open now, or null where the lines are short enough. The wait of whoever came last is taken to be the numbers before them and their own,
 * shared out over the open counters of the group, a usual service each.
 */
export function suggestCounter(
  waiting: ReadonlyMap<string, number>,
  counters: readonly StaffedCounter[],
  { serviceMs, limitMs }: { readonly serviceMs: number; readonly limitMs: number },
): OpenSuggestion | null {
  const lines = [...waiting]
    .filter(([, count]) => count > 0)
    .map(([group, count]) => {
      const open = counters.filter(({ isOpen, groups }) => isOpen && groups.includes(group)).length;
      return { group, count, expectedMs: open === 0 ? null : Math.ceil(count / open) * serviceMs };
    })
    .filter(({ expectedMs }) => expectedMs === null || expectedMs > limitMs)
    .sort((a, b) => (b.expectedMs ?? Infinity) - (a.expectedMs ?? Infinity) || (a.group < b.group ? -1 : 1));
  for (const { group, count, expectedMs } of lines) {
    const counter = counters.find(({ isOpen, canOpen, groups }) => !isOpen && canOpen && groups.includes(group));
    if (counter) return { counter: counter.id, group, waiting: count, expectedMs };
  }
  return null;
}

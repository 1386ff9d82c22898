import { ticketStanding, type Ticket, type TicketStanding } from './ticket';

/** How the line is kept. Every advantage is a time, so that it can be said in words, and nobody is overtaken for ever. */
export interface LinePolicy {
  /** Elders and disabled people count as if they had come so much earlier, ms. */
  readonly priorityAheadMs: number;
  /** Somebody with an appointment counts, from the begin of the slot, as if they had come so long before it, ms. */
  readonly appointmentAheadMs: number;
  /** Who comes later than this after the begin of the slot waits like everybody else, ms. */
  readonly appointmentGraceMs: number;
  /** Who missed the call and is back counts as if they had come so much before they came back, ms. */
  readonly rejoinAheadMs: number;
}

/** What a station begins with. The figures are ours: about one service, two services, and a late bus. */
export const USUAL_LINE_POLICY: LinePolicy = {
  priorityAheadMs: 10 * 60_000,
  appointmentAheadMs: 20 * 60_000,
  appointmentGraceMs: 15 * 60_000,
  rejoinAheadMs: 5 * 60_000,
};

/** A counter and the groups of services that are done there. */
export interface LineCounter {
  readonly id: string;
  readonly groups: readonly string[];
}

/** A number in the line. */
export interface InLine<T extends Ticket = Ticket> {
  readonly ticket: T;
  readonly standing: TicketStanding;
  /** The instant by which its place is found: the lowest is next. */
  readonly countsFromMs: number;
  /** Why that is another instant than its own; null where it is its own. */
  readonly because: 'elderly' | 'disabled' | 'appointment' | 'rejoined' | null;
}

/**
 * The numbers that wait at that instant, in the order in which they are called. Of two, the one that counts from earlier is first; of one
 * instant the lower number. So nobody is overtaken by who came later than the largest advantage: `priorityAheadMs`, or for appointments
 * `appointmentAheadMs` and the grace together.
 */
export function lineOf<T extends Ticket>(
  tickets: readonly T[],
  policy: LinePolicy,
  nowMs: number,
): readonly InLine<T>[] {
  return tickets
    .map((ticket) => inLine(ticket, policy, nowMs))
    .filter(({ standing }) => standing.state === 'waiting')
    .sort((a, b) => a.countsFromMs - b.countsFromMs || (a.ticket.number < b.ticket.number ? -1 : 1));
}

/** Whom a counter calls next; null where nobody waits for it. Numbers that were sent to another counter wait for that one. */
export function nextFor<T extends Ticket>(
  { id, groups }: LineCounter,
  tickets: readonly T[],
  policy: LinePolicy,
  nowMs: number,
): InLine<T> | null {
  return (
    lineOf(tickets, policy, nowMs).find(({ standing }) =>
      standing.counter === null ? groups.includes(standing.group) : standing.counter === id,
    ) ?? null
  );
}

function inLine<T extends Ticket>(ticket: T, policy: LinePolicy, nowMs: number): InLine<T> {
  const standing = ticketStanding(ticket);
  const { sinceMs, hasRejoined } = standing;
  const at = (countsFromMs: number, because: InLine['because']): InLine<T> => ({
    ...{ ticket, standing },
    ...(countsFromMs < sinceMs ? { countsFromMs, because } : { countsFromMs: sinceMs, because: null }),
  });
  if (hasRejoined) return at(sinceMs - policy.rejoinAheadMs, 'rejoined');
  switch (ticket.priority) {
    case null:
      return at(sinceMs, null);
    case 'elderly':
    case 'disabled':
      return at(sinceMs - policy.priorityAheadMs, ticket.priority);
    case 'appointment': {
      const slotMs = ticket.appointmentAtMs;
      const isKept = slotMs !== null && sinceMs <= slotMs + policy.appointmentGraceMs;
      // Before the slot begins they have come early, like anybody else.
      return isKept && nowMs >= slotMs ? at(slotMs - policy.appointmentAheadMs, 'appointment') : at(sinceMs, null);
    }
  }
}

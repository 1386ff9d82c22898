/** Who is let ahead, and why (老年人优先、残障优先、预约). */
export const PRIORITIES = ['elderly', 'disabled', 'appointment'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What happens to a number. Who writes it is one service, so that steps stand in the order in which they were taken. */
export type TicketStep = { readonly atMs: number } & (
  | { readonly kind: 'called'; readonly counter: string; readonly by: string }
  /** Called again at the same counter. */
  | { readonly kind: 'recalled' }
  /** The person is at the counter. */
  | { readonly kind: 'started' }
  /** Set aside while something is fetched: a copy, a paper from home. */
  | { readonly kind: 'held' }
  /** Back at the counter from where it was set aside. */
  | { readonly kind: 'resumed'; readonly counter: string; readonly by: string }
  /** To other work, and there to one counter where it names one; the place in the line is kept. */
  | { readonly kind: 'transferred'; readonly group: string; readonly counter: string | null }
  /** Called and not there. */
  | { readonly kind: 'missed' }
  /** Missed, and here after all. */
  | { readonly kind: 'rejoined' }
  | { readonly kind: 'finished' }
  /** Went away before being served, or gave the number back. */
  | { readonly kind: 'left' }
);
export type TicketStepKind = TicketStep['kind'];

export interface Ticket {
  /** As people hear it: `A023`. */
  readonly number: string;
  /** Letter of the group of services it was taken for. */
  readonly group: string;
  readonly takenAtMs: number;
  readonly priority: Priority | null;
  /** Begin of the slot, for an appointment. */
  readonly appointmentAtMs: number | null;
  readonly steps: readonly TicketStep[];
}

export const TICKET_STATES = ['waiting', 'called', 'serving', 'held', 'missed', 'finished', 'left'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** Where a number stands. */
export interface TicketStanding {
  readonly state: TicketState;
  /** Group whose counters it waits for now. */
  readonly group: string;
  /** The counter it is at; the one it waits for where it was sent to one; null otherwise. */
  readonly counter: string | null;
  /** From when its place in the line counts. */
  readonly sinceMs: number;
  readonly hasRejoined: boolean;
  /** Times that it was called in vain or again since it last waited. */
  readonly calls: number;
}

const MOVES: Readonly<Record<TicketStepKind, readonly TicketState[]>> = {
  called: ['waiting'],
  recalled: ['called'],
  started: ['called'],
  held: ['serving'],
  resumed: ['held'],
  transferred: ['serving', 'held', 'called'],
  missed: ['called'],
  rejoined: ['missed'],
  finished: ['serving'],
  left: ['waiting', 'called', 'held', 'missed'],
};

/** Whether a step can be taken where the number stands. */
export const mayStep = (state: TicketState, kind: TicketStepKind): boolean => MOVES[kind].includes(state);

/** Where a number stands by its steps; a step that was not possible where it stood changes nothing. */
export function ticketStanding({
  group,
  takenAtMs,
  steps,
}: Pick<Ticket, 'group' | 'takenAtMs' | 'steps'>): TicketStanding {
  let standing: TicketStanding = {
    state: 'waiting',
    group,
    counter: null,
    sinceMs: takenAtMs,
    hasRejoined: false,
    calls: 0,
  };
  for (const step of steps) if (mayStep(standing.state, step.kind)) standing = after(standing, step);
  return standing;
}

function after(standing: TicketStanding, step: TicketStep): TicketStanding {
  switch (step.kind) {
    case 'called':
      return { ...standing, state: 'called', counter: step.counter, calls: 1 };
    case 'recalled':
      return { ...standing, calls: standing.calls + 1 };
    case 'started':
      return { ...standing, state: 'serving' };
    case 'held':
      return { ...standing, state: 'held' };
    case 'resumed':
      return { ...standing, state: 'serving', counter: step.counter };
    case 'transferred':
      return { ...standing, state: 'waiting', group: step.group, counter: step.counter, calls: 0 };
    case 'missed':
      return { ...standing, state: 'missed', counter: null };
    case 'rejoined':
      return { ...standing, state: 'waiting', counter: null, sinceMs: step.atMs, hasRejoined: true, calls: 0 };
    case 'finished':
    case 'left':
      return { ...standing, state: step.kind };
  }
}

/** Numbers of a day begin with 1 in each group: `A001`, and four digits where three are not enough. */
export const numberText = (group: string, running: number): string => `${group}${String(running).padStart(3, '0')}`;

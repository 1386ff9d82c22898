import type { DayEntry, DayTicket, QueueDay } from './day';
import { groupOfItem, isHallOpen, type Hall } from './hall';
import { lineOf, nextFor, type LineCounter } from './order';
import { mayStep, type Priority, type TicketStep, type TicketStepKind } from './ticket';

/** What can be asked of the hall's line. `counter` is the window where whoever asks sits. */
export type QueueCommand =
  | {
      readonly kind: 'take';
      /** One of the two is given; an item's group is looked up. */
      readonly itemNumber: string | null;
      readonly group: string | null;
      readonly priority: Priority | null;
      readonly appointmentAtMs: number | null;
    }
  /** The next number; what is being served is finished by it, what was called long enough in vain is missed. */
  | { readonly kind: 'next'; readonly counter: string }
  | { readonly kind: 'call' | 'resume'; readonly counter: string; readonly number: string }
  | {
      readonly kind: 'recall' | 'start' | 'hold' | 'finish' | 'miss';
      readonly counter: string;
      readonly number: string;
    }
  | {
      readonly kind: 'transfer';
      readonly counter: string;
      readonly number: string;
      readonly group: string;
      readonly to: string | null;
    }
  | { readonly kind: 'rejoin'; readonly number: string }
  | { readonly kind: 'leave'; readonly number: string }
  /** `takesOver`: also where somebody else sits. */
  | { readonly kind: 'open'; readonly counter: string; readonly takesOver: boolean }
  | { readonly kind: 'pause'; readonly counter: string }
  | { readonly kind: 'close'; readonly counter: string };

/** Why nothing was done. */
export const QUEUE_REFUSALS = [
  'unknown-counter',
  'unknown-group',
  'unknown-number',
  /** Nobody sits there, or the counter is paused. */
  'counter-closed',
  /** Somebody else sits there. */
  'counter-taken',
  /** A number is at the counter already. */
  'busy',
  'nobody-waits',
  /** The number does not stand where this can be done: somebody was quicker. */
  'not-now',
  /** Called, and not long enough yet to be missed. */
  'too-soon',
  /** Missed so long ago that a new number is taken. */
  'too-late',
  /** Kiosks give no numbers at this time. */
  'hall-closed',
] as const;
export type QueueRefusal = (typeof QUEUE_REFUSALS)[number];

/** Who asks: somebody of the staff, or a kiosk. */
export type QueueAsker = { readonly kind: 'staff'; readonly uid: string } | { readonly kind: 'kiosk' };

export type Decision =
  | {
      readonly ok: true;
      readonly entries: readonly DayEntry[];
      /** The number it was about; null where there is none, as when a counter opens. */
      readonly number: string | null;
    }
  | { readonly ok: false; readonly why: QueueRefusal };

const refused = (why: QueueRefusal): Decision => ({ ok: false, why });

/** What a command comes to where the day stands. Pure: nothing is done until the entries are written. */
export function decide(day: QueueDay, hall: Hall, command: QueueCommand, asker: QueueAsker, nowMs: number): Decision {
  if (command.kind === 'take') return take(day, hall, command, asker, nowMs);
  if (asker.kind === 'kiosk') return refused('not-now');
  if (command.kind === 'rejoin' || command.kind === 'leave') return withoutCounter(day, hall, command, nowMs);
  if (command.kind === 'open') return open(day, hall, command, asker.uid, nowMs);
  const counter = hall.counters.find(({ id }) => id === command.counter);
  const standing = day.counters.get(command.counter);
  // A counter that was taken out of the settings can still be left.
  if (!counter && command.kind !== 'close') return refused('unknown-counter');
  if (!standing || standing.state === 'closed') return refused('counter-closed');
  if (standing.by !== asker.uid) return refused('counter-taken');
  const current = day.current(command.counter);
  if (command.kind === 'pause' || command.kind === 'close') {
    if (current) return refused('busy');
    const state = command.kind === 'pause' ? 'paused' : 'closed';
    return {
      ok: true,
      entries: [{ kind: 'counter', atMs: nowMs, counter: command.counter, state, by: asker.uid }],
      number: null,
    };
  }
  if (!counter) return refused('unknown-counter');
  const at = { day, hall, counter, current, by: asker.uid, isOpen: standing.state === 'open', nowMs };
  return command.kind === 'next' ? callNext(at) : stepAt(at, command);
}

function take(
  day: QueueDay,
  hall: Hall,
  { itemNumber, group, priority, appointmentAtMs }: QueueCommand & { readonly kind: 'take' },
  asker: QueueAsker,
  atMs: number,
): Decision {
  if (asker.kind === 'kiosk' && !isHallOpen(hall, atMs)) return refused('hall-closed');
  const named = group === null ? null : hall.groups.find(({ letter }) => letter === group);
  const found = group === null && itemNumber !== null ? groupOfItem(hall, itemNumber) : named;
  if (!found) return refused('unknown-group');
  const number = day.nextNumber(found.letter);
  const taken = { number, group: found.letter, itemNumber, priority, appointmentAtMs };
  return { ok: true, entries: [{ kind: 'taken', atMs, ...taken }], number };
}

interface AtCounter {
  readonly day: QueueDay;
  readonly hall: Hall;
  readonly counter: LineCounter;
  readonly current: DayTicket | null;
  readonly by: string;
  readonly isOpen: boolean;
  readonly nowMs: number;
}

const stepEntry = (number: string, step: TicketStep): DayEntry => ({ kind: 'step', number, step });

function callNext({ day, hall, counter, current, by, isOpen, nowMs }: AtCounter): Decision {
  if (!isOpen) return refused('counter-closed');
  if (current?.standing.state === 'called' && !isMissed(current, hall, nowMs)) return refused('too-soon');
  const next = nextFor(counter, [...day.active.values()], hall.policy, nowMs);
  const ended = current && stepEntry(current.number, endOf(current, nowMs));
  if (!next) return ended ? { ok: true, entries: [ended], number: null } : refused('nobody-waits');
  const called = stepEntry(next.ticket.number, { kind: 'called', atMs: nowMs, counter: counter.id, by });
  return { ok: true, entries: ended ? [ended, called] : [called], number: next.ticket.number };
}

const endOf = ({ standing }: DayTicket, atMs: number): TicketStep =>
  standing.state === 'called' ? { kind: 'missed', atMs } : { kind: 'finished', atMs };

/** Whether a called number may be given up: called often enough, or for long enough. */
export function isMissed({ standing, steps }: DayTicket, { policy }: Pick<Hall, 'policy'>, nowMs: number): boolean {
  const calledAtMs = steps.findLast(({ kind }) => kind === 'called')?.atMs ?? nowMs;
  return standing.calls >= policy.callsBeforeMissed || nowMs - calledAtMs >= policy.missedAfterMs;
}

const STEP_OF = { recall: 'recalled', start: 'started', hold: 'held', finish: 'finished', miss: 'missed' } as const;

type AtCounterCommand = Exclude<
  QueueCommand,
  { readonly kind: 'take' | 'next' | 'rejoin' | 'leave' | 'open' | 'pause' | 'close' }
>;

function stepAt({ day, hall, counter, current, by, isOpen, nowMs }: AtCounter, command: AtCounterCommand): Decision {
  const { number } = command;
  const ticket = day.tickets.get(number);
  if (!ticket) return refused('unknown-number');
  const may = (kind: TicketStepKind): boolean => mayStep(ticket.standing.state, kind);
  const done = (step: TicketStep): Decision => ({ ok: true, entries: [stepEntry(number, step)], number });
  if (command.kind === 'call' || command.kind === 'resume') {
    if (!isOpen) return refused('counter-closed');
    if (!may(command.kind === 'call' ? 'called' : 'resumed')) return refused('not-now');
    if (current) return refused('busy');
    const kind = command.kind === 'call' ? 'called' : 'resumed';
    return done({ kind, atMs: nowMs, counter: counter.id, by });
  }
  // The number is this counter's: before it, or set aside here.
  if (ticket.standing.counter !== counter.id) return refused('not-now');
  if (command.kind === 'transfer') {
    const { group, to } = command;
    if (!may('transferred')) return refused('not-now');
    if (!hall.groups.some(({ letter }) => letter === group)) return refused('unknown-group');
    if (to !== null && !hall.counters.some(({ id, groups }) => id === to && groups.includes(group)))
      return refused('unknown-counter');
    return done({ kind: 'transferred', atMs: nowMs, group, counter: to });
  }
  const kind = STEP_OF[command.kind];
  if (!may(kind)) return refused('not-now');
  if (kind === 'missed' && !isMissed(ticket, hall, nowMs)) return refused('too-soon');
  return done({ kind, atMs: nowMs });
}

function withoutCounter(
  day: QueueDay,
  { policy }: Hall,
  { kind, number }: QueueCommand & { readonly kind: 'rejoin' | 'leave' },
  atMs: number,
): Decision {
  const ticket = day.tickets.get(number);
  if (!ticket) return refused('unknown-number');
  const step = { kind: kind === 'rejoin' ? 'rejoined' : 'left', atMs } as const;
  if (!mayStep(ticket.standing.state, step.kind)) return refused('not-now');
  const missedAtMs = ticket.steps.findLast((each) => each.kind === 'missed')?.atMs ?? atMs;
  if (kind === 'rejoin' && atMs - missedAtMs > policy.rejoinWithinMs) return refused('too-late');
  return { ok: true, entries: [stepEntry(number, step)], number };
}

function open(
  day: QueueDay,
  hall: Hall,
  { counter, takesOver }: QueueCommand & { readonly kind: 'open' },
  by: string,
  atMs: number,
): Decision {
  if (!hall.counters.some(({ id }) => id === counter)) return refused('unknown-counter');
  const sitting = day.counters.get(counter)?.by ?? null;
  if (sitting !== null && sitting !== by && !takesOver) return refused('counter-taken');
  // One person sits at one counter: the one before is closed, unless somebody still stands before it.
  const others = [...day.counters].filter(([id, each]) => id !== counter && each.by === by);
  if (others.some(([id]) => day.current(id) !== null)) return refused('busy');
  const closed = others.map(([id]) => ({ kind: 'counter', atMs, counter: id, state: 'closed', by }) as const);
  return { ok: true, entries: [...closed, { kind: 'counter', atMs, counter, state: 'open', by }], number: null };
}

/** How many wait before a number in its own line; 0 for who is next or does not wait. */
export function aheadOf(day: QueueDay, { policy }: Pick<Hall, 'policy'>, number: string, nowMs: number): number {
  const waiting = lineOf([...day.active.values()], policy, nowMs);
  const group = waiting.find(({ ticket }) => ticket.number === number)?.standing.group;
  const own = waiting.filter(({ standing }) => standing.group === group);
  return Math.max(
    0,
    own.findIndex(({ ticket }) => ticket.number === number),
  );
}

import type { NumberAt } from '#shared/domain/queue/views';
import type { QueueView } from '#shared/ipc/queue-api';

/** The hall as one counter sees it. */
export interface CounterWork {
  readonly counter: QueueView['state']['counters'][number] & { readonly groups: readonly string[] };
  /** The number before the counter, or null. */
  readonly current: NumberAt | null;
  /** Who is called here next, and the others that could be. */
  readonly next: QueueView['state']['waiting'];
  /** Numbers set aside at this counter, and all that were missed. */
  readonly held: readonly NumberAt[];
  readonly missed: readonly NumberAt[];
}

/** The counter at which somebody sits, or null. */
export function seatOf({ state }: QueueView, staff: string): string | null {
  return state.counters.find(({ by, state: is }) => by === staff && is !== 'closed')?.id ?? null;
}

/** See `CounterWork`; null for a counter that there is not. */
export function workOf({ hall, state }: QueueView, id: string): CounterWork | null {
  const groups = hall.counters.find((each) => each.id === id)?.groups;
  const counter = state.counters.find((each) => each.id === id);
  if (!groups || !counter) return null;
  const isHere = (each: NumberAt) => each.counter === id;
  return {
    counter: { ...counter, groups },
    current: state.at.find((each) => isHere(each) && (each.state === 'called' || each.state === 'serving')) ?? null,
    next: state.waiting.filter((each) => (each.counter === null ? groups.includes(each.group) : each.counter === id)),
    held: state.at.filter((each) => isHere(each) && each.state === 'held'),
    missed: state.at.filter((each) => each.state === 'missed'),
  };
}

/** Whether the number that was called may be given up by now. */
export const mayBeMissed = ({ calls, sinceMs }: NumberAt, { hall }: QueueView, nowMs: number): boolean =>
  calls >= hall.policy.callsBeforeMissed || nowMs - sinceMs >= hall.policy.missedAfterMs;

import { clockAtStation } from '../calendar/date';
import type { DayTicket } from './day';
import { periodsOf } from './periods';

/** What a heap of numbers came to. Times are medians of those that were served, ms; null where none was. */
export interface QueueFigures {
  readonly taken: number;
  readonly finished: number;
  /** Called and never back, or gone before being served. */
  readonly gone: number;
  readonly waitMs: number | null;
  /** What nine of ten waited at most. */
  readonly waitP90Ms: number | null;
  readonly serviceMs: number | null;
}

/** One line of a table: an hour (`09`), a group, an item or a counter. */
export interface FiguresOf extends QueueFigures {
  readonly key: string;
}

export interface QueueStatistics {
  readonly whole: QueueFigures;
  /** By the hour in which the number was taken. */
  readonly byHour: readonly FiguresOf[];
  readonly byGroup: readonly FiguresOf[];
  readonly byItem: readonly FiguresOf[];
  /** By the counter where it was served last. */
  readonly byCounter: readonly FiguresOf[];
}

/** Waits, services and load of numbers, of a day or several. */
export function queueStatistics(tickets: readonly DayTicket[], nowMs: number): QueueStatistics {
  const measured = tickets.map((ticket) => ({ ticket, ...periodsOf(ticket, nowMs) }));
  const by = (keyOf: (ticket: DayTicket) => string | null): readonly FiguresOf[] => {
    const heaps = new Map<string, Measured[]>();
    for (const each of measured) {
      const key = keyOf(each.ticket);
      if (key !== null) heaps.set(key, [...(heaps.get(key) ?? []), each]);
    }
    return [...heaps].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, heap]) => ({ key, ...figures(heap) }));
  };
  return {
    whole: figures(measured),
    byHour: by(({ takenAtMs }) => clockAtStation(takenAtMs).slice(0, 2)),
    byGroup: by(({ group }) => group),
    byItem: by(({ itemNumber }) => itemNumber),
    byCounter: by(servedAt),
  };
}

interface Measured extends ReturnType<typeof periodsOf> {
  readonly ticket: DayTicket;
}

function figures(heap: readonly Measured[]): QueueFigures {
  const served = heap.filter(({ untilServed }) => untilServed !== null);
  const waits = served.map(({ untilServed }) => untilServed ?? 0).sort((a, b) => a - b);
  const services = served.map((each) => each.served).sort((a, b) => a - b);
  const isGone = ({ ticket }: Measured) => ticket.standing.state === 'left' || ticket.standing.state === 'missed';
  return {
    taken: heap.length,
    finished: heap.filter(({ ticket }) => ticket.standing.state === 'finished').length,
    gone: heap.filter(isGone).length,
    waitMs: quantile(waits, 0.5),
    waitP90Ms: quantile(waits, 0.9),
    serviceMs: quantile(services, 0.5),
  };
}

/** The least value that so many of all are not above. */
const quantile = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;

function servedAt({ steps }: DayTicket): string | null {
  const came = steps.findLast((step) => step.kind === 'called' || step.kind === 'resumed');
  const isServed = steps.some(({ kind }) => kind === 'started');
  return isServed && came && 'counter' in came ? came.counter : null;
}

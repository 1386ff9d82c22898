import type { DayTicket, QueueDay } from './day';

/** A number whose service has ended. */
export interface ServedNumber {
  readonly number: string;
  readonly itemNumber: string | null;
  /** The window where it ended. */
  readonly counter: string;
  /** Staff uid of who served it last. */
  readonly by: string;
  readonly finishedAtMs: number;
}

/** How and where a service ended; null where it has not, or nobody was served. */
export function servedOf({ number, itemNumber, standing, steps }: DayTicket): ServedNumber | null {
  if (standing.state !== 'finished' || standing.counter === null) return null;
  const came = steps.findLast((step) => step.kind === 'called' || step.kind === 'resumed');
  const finished = steps.findLast(({ kind }) => kind === 'finished');
  if (!came || !('by' in came) || !finished) return null;
  return { number, itemNumber, counter: standing.counter, by: came.by, finishedAtMs: finished.atMs };
}

/** Of each window where nobody is being served: the number whose service ended there last, where that was at `sinceMs` or later. One that was called is still on its way. */
export function justServed(day: QueueDay, sinceMs: number): readonly ServedNumber[] {
  const last = new Map<string, ServedNumber>();
  for (const ticket of day.tickets.values()) {
    const served = servedOf(ticket);
    if (!served || served.finishedAtMs < sinceMs || day.current(served.counter)?.standing.state === 'serving') continue;
    const before = last.get(served.counter);
    if (!before || before.finishedAtMs <= served.finishedAtMs) last.set(served.counter, served);
  }
  return [...last.values()];
}

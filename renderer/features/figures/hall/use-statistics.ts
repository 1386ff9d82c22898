import { useEffect, useState } from 'react';
import { addDays } from '#shared/domain/calendar/date';
import type { DaySpan } from '#shared/domain/applications/service-figures';
import type { QueueStatisticsView, QueueView } from '#shared/ipc/queue-api';
import { useStation } from '#renderer/data/index';

/** What the host counted of the hall. */
export type Statistics =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'there'; readonly figures: QueueStatisticsView };

/** How often today is counted anew while somebody looks. */
const AGAIN_MS = 60_000;

/** Asks the host, and again every minute; nothing for days that are none. `again` asks at once. */
export function useStatistics(span: DaySpan | null): Statistics & { again(): void } {
  const { queue } = useStation();
  const [round, setRound] = useState(0);
  const [known, setKnown] = useState<(Statistics & { readonly of: string }) | null>(null);
  const of = span ? `${span.from} ${span.to}` : '';
  useEffect(() => {
    if (of === '') return;
    let isWanted = true;
    const [from = '', to = ''] = of.split(' ');
    queue.statistics(from, to).then(
      (figures) => isWanted && setKnown({ of, kind: 'there', figures }),
      (error: unknown) => isWanted && setKnown({ of, kind: 'failed', error }),
    );
    const timer = setTimeout(() => setRound((before) => before + 1), AGAIN_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [queue, of, round]);
  const again = () => setRound((before) => before + 1);
  return known?.of === of ? { ...known, again } : { kind: 'loading', again };
}

/** The host counts so many days at most in one go. */
const DAYS_AT_ONCE = 31;

/** How many numbers were finished in a span of any length; undefined while it is being counted, null where the host does not tell. */
export function useFinished({ from, to }: DaySpan): number | null | undefined {
  const { queue } = useStation();
  const [known, setKnown] = useState<{ readonly of: string; readonly finished: number | null } | null>(null);
  const of = `${from} ${to}`;
  useEffect(() => {
    let isWanted = true;
    const count = async (): Promise<number> => {
      let finished = 0;
      for (let day = from; isWanted && day <= to; day = addDays(day, DAYS_AT_ONCE)) {
        const last = addDays(day, DAYS_AT_ONCE - 1);
        finished += (await queue.statistics(day, last < to ? last : to)).whole.finished;
      }
      return finished;
    };
    count().then(
      (finished) => isWanted && setKnown({ of, finished }),
      () => isWanted && setKnown({ of, finished: null }),
    );
    return () => {
      isWanted = false;
    };
  }, [queue, from, to, of]);
  return known?.of === of ? known.finished : undefined;
}

/** Names of lines and windows as the hall has them now; undefined until they were heard. */
export function useHallNow(): QueueView['hall'] | undefined {
  const { queue } = useStation();
  const [hall, setHall] = useState<QueueView['hall']>();
  useEffect(
    () =>
      queue.watch(
        (view) => setHall(view.hall),
        () => undefined,
      ),
    [queue],
  );
  return hall;
}

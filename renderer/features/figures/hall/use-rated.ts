import { useMemo } from 'react';
import type { QueueStatisticsView } from '#shared/ipc/queue-api';
import { useApplications, useRatings } from '../../applications/index';

/** How many of the numbers that were finished on those days were rated: as a number, or as the application that ended with it. Undefined while loading. */
export function useRated({ from, to }: Pick<QueueStatisticsView, 'from' | 'to'>): number | undefined {
  const ratings = useRatings();
  const applications = useApplications();
  return useMemo(() => {
    if (!ratings || !applications) return undefined;
    const isWithin = (day: string | null | undefined) => day !== null && day !== undefined && day >= from && day <= to;
    const ofNumbers = ratings.filter(({ _id }) => isWithin(/~t\.(\d{4}-\d{2}-\d{2})\./.exec(_id)?.[1]));
    const atCounter = new Set(
      applications.flatMap(({ record }) => (isWithin(record.ticketDay) ? [`a.${record.uid}`] : [])),
    );
    const ofApplications = ratings.filter(
      ({ _id, channel }) => channel === 'counter' && atCounter.has(_id.split('~')[2] ?? ''),
    );
    return ofNumbers.length + ofApplications.length;
  }, [ratings, applications, from, to]);
}

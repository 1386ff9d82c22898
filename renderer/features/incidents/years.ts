import { useMemo } from 'react';
import { dateAtStation } from '#shared/domain/calendar/date';
import { missingYears } from '#shared/domain/calendar/missing-years';
import type { WireRecord } from '#shared/schema/envelope';
import type { Calendar } from '#shared/schema/types/calendar';
import { useAll } from '#renderer/data/index';
import { useNow } from '../people/index';

export type YearRecord = Calendar & WireRecord;

/** The years that the station knows, the latest first; undefined while loading. */
export function useYears(): readonly YearRecord[] | undefined {
  const years = useAll<YearRecord>('reference', 'calendar');
  return useMemo(() => years && [...years].sort((a, b) => b.year - a.year), [years]);
}

/** Years that limits run into and that nobody has typed in; none while loading. */
export function useMissingYears(): readonly number[] {
  const years = useYears();
  const today = dateAtStation(useNow());
  return useMemo(() => {
    if (!years) return [];
    return missingYears(
      years.map(({ year }) => year),
      today,
    );
  }, [years, today]);
}

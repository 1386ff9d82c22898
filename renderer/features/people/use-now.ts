import { useEffect, useState } from 'react';
import { dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import { useStation } from '#renderer/data/index';

const MINUTE_MS = 60_000;

/** Now, renewed every `everyMs`, ms since the epoch. */
export function useNow(everyMs: number = MINUTE_MS): number {
  const station = useStation();
  const [now, setNow] = useState(() => station.nowMs());
  useEffect(() => {
    const timer = setInterval(() => setNow(station.nowMs()), everyMs);
    return () => clearInterval(timer);
  }, [station, everyMs]);
  return now;
}

/** The day it is at the station; changes by itself at midnight. */
export function useToday(): CalendarDate {
  return dateAtStation(useNow());
}

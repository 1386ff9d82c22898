import { useEffect, useState } from 'react';
import { dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import { useStation } from '#renderer/data/index';

const MINUTE_MS = 60_000;
/** The host tells a device whose clock is wrong moments after it was reached; until then the day may be another one. */
const CORRECTION_MS = 3_000;

/** Now, renewed every `everyMs` and when the device's clock was set right, ms since the epoch. */
export function useNow(everyMs: number = MINUTE_MS): number {
  const station = useStation();
  const [now, setNow] = useState(() => station.nowMs());
  useEffect(() => {
    const renew = () => setNow(station.nowMs());
    let correction = station.clockOffsetMs();
    const timer = setInterval(renew, everyMs);
    const watch = setInterval(() => {
      if (station.clockOffsetMs() === correction) return;
      correction = station.clockOffsetMs();
      renew();
    }, CORRECTION_MS);
    return () => {
      clearInterval(timer);
      clearInterval(watch);
    };
  }, [station, everyMs]);
  return now;
}

/** The day it is at the station; changes by itself at midnight. */
export function useToday(): CalendarDate {
  return dateAtStation(useNow());
}

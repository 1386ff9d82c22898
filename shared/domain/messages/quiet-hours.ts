import type { Urgency } from '../../schema/types/message';
import { addDays, clockAtStation, dateAtStation, startOfDayMs } from '../calendar/date';

/** A span of every day in which nobody is disturbed, `HH:MM` at the station; the beginning is in it, the end is not. */
export interface QuietSpan {
  readonly from: string;
  readonly until: string;
}

/** When messages to people wait, by urgency; what is urgent never does. */
export type QuietHours = Readonly<Record<Exclude<Urgency, 'urgent'>, QuietSpan | null>>;

/** What a station begins with: nothing at night, and what can wait only by day. */
export const USUAL_QUIET_HOURS: QuietHours = {
  low: { from: '18:00', until: '09:00' },
  normal: { from: '21:00', until: '08:00' },
};

/** When a message may go out that is to go out at that instant: the same, or the end of the quiet span that it falls into. */
export function afterQuiet(instantMs: number, urgency: Urgency, hours: QuietHours): number {
  const span = urgency === 'urgent' ? null : hours[urgency];
  if (!span || span.from === span.until) return instantMs;
  const clock = clockAtStation(instantMs).slice(0, 5);
  const day = dateAtStation(instantMs);
  const isOverMidnight = span.from > span.until;
  const isQuiet = isOverMidnight ? clock >= span.from || clock < span.until : clock >= span.from && clock < span.until;
  if (!isQuiet) return instantMs;
  const endsOn = isOverMidnight && clock >= span.from ? addDays(day, 1) : day;
  return startOfDayMs(endsOn) + minutesOf(span.until) * 60_000;
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}

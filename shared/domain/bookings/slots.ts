import { addDays, startOfDayMs, weekdayOf, type CalendarDate } from '../calendar/date';
import type { WorkingCalendar } from '../calendar/working-calendar';
import { clockMs, type Hall } from '../queue/hall';
import type { BookingLine } from './settings';

/** From one instant to another. */
export interface Slot {
  readonly atMs: number;
  readonly untilMs: number;
}

const MINUTE_MS = 60_000;

/**
 * The slots of a line on a day, in order: whole ones while the hall is open, but for the breaks between the hours that are worked. A hall that
 * stays open longer than the calendar's hours (延时服务) takes bookings for that time too. None on a day off and on a day of the week that the
 * line leaves out.
 */
export function slotsOfDay(
  day: CalendarDate,
  line: Pick<BookingLine, 'slotMinutes' | 'weekdays'>,
  hall: Pick<Hall, 'opensAt' | 'closesAt'>,
  calendar: Pick<WorkingCalendar, 'isWorkday' | 'hoursOf'>,
): readonly Slot[] {
  if (!takesOn(line, day, calendar)) return [];
  const midnight = startOfDayMs(day);
  const [opensMs, closesMs] = [midnight + clockMs(hall.opensAt), midnight + clockMs(hall.closesAt)];
  const length = line.slotMinutes * MINUTE_MS;
  return calendar.hoursOf(day).flatMap(({ fromMs, untilMs }, index, hours) => {
    const from = index === 0 ? opensMs : Math.max(fromMs, opensMs);
    const until = index === hours.length - 1 ? closesMs : Math.min(untilMs, closesMs);
    const count = Math.max(0, Math.floor((until - from) / length));
    return Array.from({ length: count }, (_, at) => ({ atMs: from + at * length, untilMs: from + (at + 1) * length }));
  });
}

/** Whether a line takes bookings on a day. A weekend that is worked (调休) is a weekday for a line that takes them on all five. */
function takesOn(
  { weekdays }: Pick<BookingLine, 'weekdays'>,
  day: CalendarDate,
  calendar: Pick<WorkingCalendar, 'isWorkday'>,
): boolean {
  if (!calendar.isWorkday(day)) return false;
  const weekday = weekdayOf(day);
  if (weekdays.includes(weekday)) return true;
  const isWeekend = weekday === 0 || weekday === 6;
  return isWeekend && [1, 2, 3, 4, 5].every((each) => weekdays.includes(each));
}

/** Whether a day is one that the line takes bookings for today. */
export const isWithin = ({ daysAhead }: Pick<BookingLine, 'daysAhead'>, day: CalendarDate, today: CalendarDate) =>
  day >= today && day <= addDays(today, daysAhead);

/** The days that a line takes bookings for, in order. */
export const daysOf = ({ daysAhead }: Pick<BookingLine, 'daysAhead'>, today: CalendarDate): readonly CalendarDate[] =>
  Array.from({ length: daysAhead + 1 }, (_, ahead) => addDays(today, ahead));

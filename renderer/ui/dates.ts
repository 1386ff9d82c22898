import { clockAtStation, dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import type { Language } from './preferences';

const EN_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A day as people write it, with the year only when it is not this one: `11月23日`, `2025年3月1日`, `23 Nov`. */
export function dayText(date: CalendarDate, today: CalendarDate, language: Language): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const isThisYear = year === today.slice(0, 4);
  if (language === 'en') {
    const text = `${Number(day)} ${EN_MONTHS[Number(month) - 1] ?? month}`;
    return isThisYear ? text : `${text} ${year}`;
  }
  const text = `${Number(month)}月${Number(day)}日`;
  return isThisYear ? text : `${year}年${text}`;
}

/** `09:41`, or `09:41:06` where seconds matter. */
export function timeText(instantMs: number, { seconds = false } = {}): string {
  return clockAtStation(instantMs).slice(0, seconds ? 8 : 5);
}

/** When something happened: the time alone for today, else day and time. */
export function momentText(instantMs: number, today: CalendarDate, language: Language): string {
  const date = dateAtStation(instantMs);
  return date === today ? timeText(instantMs) : `${dayText(date, today, language)} ${timeText(instantMs)}`;
}

import { addDays, daysBetween, isCalendarDate, type CalendarDate } from '#shared/domain/calendar/date';
import type { DaySpan } from '#shared/domain/applications/service-figures';

/** Days that are one press away, and those that somebody chooses. */
export const DAY_CHOICES = ['today', 'yesterday', 'week', 'month', 'own'] as const;
export type DayChoice = (typeof DAY_CHOICES)[number];

/** As many as the host counts at once. */
export const MOST_DAYS = 31;

/** What an address says of the days; today where it says nothing. */
export function choiceOf(query: Readonly<Record<string, string>>): DayChoice {
  return DAY_CHOICES.find((each) => each === query['days']) ?? 'today';
}

/** The days of a choice; null for own ones that are no days, the wrong way round, not yet come or too many. */
export function spanOfChoice(
  choice: DayChoice,
  query: Readonly<Record<string, string>>,
  today: CalendarDate,
): DaySpan | null {
  switch (choice) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'week':
      return { from: addDays(today, -6), to: today };
    case 'month':
      return { from: addDays(today, 1 - MOST_DAYS), to: today };
    case 'own': {
      const [from = today, to = today] = [query['from'], query['to']];
      if (!isCalendarDate(from) || !isCalendarDate(to) || to < from || to > today) return null;
      return daysBetween(from, to) < MOST_DAYS ? { from, to } : null;
    }
  }
}

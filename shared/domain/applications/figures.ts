import { dateAtStation } from '../calendar/date';
import type { Span, WorkingCalendar } from '../calendar/working-calendar';
import { workingTimeBetween } from '../calendar/working-time';
import type { Satisfaction } from '../../schema/types/incident-rating';
import type { Duration } from '../../schema/types/incident-category';
import type { Application } from '../../schema/types/application';

/** A share with what it was made of; `null` of nothing. */
export interface Share {
  readonly part: number;
  readonly whole: number;
}

/** The share as a number from 0 to 1; null of nothing. */
export const shareOf = ({ part, whole }: Share): number | null => (whole === 0 ? null : part / whole);

/** K1 掌上办: applications that were made without a clerk at a counter, at a kiosk, by phone or at home, among all that were submitted. */
export function madeAway(applications: readonly Pick<Application, 'channel'>[]): Share {
  return { part: applications.filter(({ channel }) => channel !== 'counter').length, whole: applications.length };
}

/** An application that came to its decision, as K2 reads it. */
export interface DecidedApplication {
  readonly itemNumber: string;
  readonly acceptedAtMs: number;
  readonly decidedAtMs: number;
  /** While it waited for the applicant. */
  readonly pauses: readonly Span[];
  readonly statutory: Duration | null;
}

/** K2 for one item: days that were needed against those that the law allows. */
export interface Shortening {
  readonly itemNumber: string;
  readonly count: number;
  readonly neededDays: number;
  readonly allowedDays: number;
  /** By how much of the statutory time it was shortened, from 0 (or less) to 1. */
  readonly shortenedBy: number;
}

/**
 * K2 时限压缩, by item: the mean of the days that were needed against the statutory ones, the least shortened first. Both are counted in what the
 * law counts in, working days or days of the calendar, without pauses. Items without a statutory time in days are left out: nothing can be
 * shortened of nothing.
 */
export function shortenings(decided: readonly DecidedApplication[], calendar: WorkingCalendar): readonly Shortening[] {
  const byItem = new Map<string, { needed: number; allowed: number; count: number }>();
  for (const { itemNumber, acceptedAtMs, decidedAtMs, pauses, statutory } of decided) {
    if (statutory === null || (statutory.unit !== 'working-days' && statutory.unit !== 'days')) continue;
    const neededMs = workingTimeBetween(acceptedAtMs, decidedAtMs, statutory, calendar, pauses);
    const dayMs = statutory.unit === 'days' ? DAY_MS : calendar.dayLengthMs(dateAtStation(acceptedAtMs));
    const needed = neededMs / dayMs;
    const sum = byItem.get(itemNumber) ?? { needed: 0, allowed: 0, count: 0 };
    byItem.set(itemNumber, {
      needed: sum.needed + needed,
      allowed: sum.allowed + statutory.amount,
      count: sum.count + 1,
    });
  }
  return [...byItem]
    .map(([itemNumber, { needed, allowed, count }]) => ({
      itemNumber,
      count,
      neededDays: needed / count,
      allowedDays: allowed / count,
      shortenedBy: 1 - needed / allowed,
    }))
    .sort((a, b) => a.shortenedBy - b.shortenedBy || (a.itemNumber < b.itemNumber ? -1 : 1));
}

/** K2 over all items: all days needed against all days allowed; null of nothing. */
export function shortenedBy(items: readonly Shortening[]): number | null {
  const sum = (of: 'neededDays' | 'allowedDays') => items.reduce((all, each) => all + each[of] * each.count, 0);
  const allowed = sum('allowedDays');
  return allowed === 0 ? null : 1 - sum('neededDays') / allowed;
}

/** K5 满意度: ratings of 满意 and better among all, and of 基本满意 and better beside it, which officially is no bad rating. */
export function satisfactionOf(grades: readonly Satisfaction[]): {
  readonly satisfied: Share;
  readonly acceptable: Share;
} {
  const satisfied = grades.filter((grade) => grade === 'satisfied' || grade === 'very-satisfied').length;
  const acceptable = satisfied + grades.filter((grade) => grade === 'acceptable').length;
  return {
    satisfied: { part: satisfied, whole: grades.length },
    acceptable: { part: acceptable, whole: grades.length },
  };
}

const DAY_MS = 86_400_000;

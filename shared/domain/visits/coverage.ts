import { addMonths, type CalendarDate } from '../calendar/date';
import { ELDERLY_FROM_YEARS } from '../people/age';

/** How devices watch over somebody: none does, those that should are silent, or one works. */
export const WATCHES = ['none', 'silent', 'works'] as const;
export type Watch = (typeof WATCHES)[number];

/** What is known about somebody's being looked after. */
export interface CoverFacts {
  readonly age: number;
  /** The last day on which somebody met the person, or null for never. */
  readonly lastMetOn: CalendarDate | null;
  readonly dueOn: CalendarDate;
  /** Of devices of the person and of the home. */
  readonly watch: Watch;
  /** Day of the newest ability assessment that counts; null without one. */
  readonly assessedOn: CalendarDate | null;
}

/** Each of the three ways in which somebody may be covered. */
export interface Cover {
  readonly visit: 'current' | 'overdue' | 'never';
  readonly watch: Watch;
  /** Nobody asks for the assessment of whoever is not of age for it. */
  readonly assessment: 'current' | 'expired' | 'none' | 'not-asked';
  /** One of the three is enough. */
  readonly isCovered: boolean;
}

/** The last day on which an assessment is in date. */
export const assessedUntil = (assessedOn: CalendarDate, months: number): CalendarDate => addMonths(assessedOn, months);

/** How somebody is covered (重点人群动态监测覆盖率): by a visit within its interval, a device that works, or an assessment in date. */
export function coverOf(facts: CoverFacts, today: CalendarDate, assessmentMonths: number): Cover {
  const { age, lastMetOn, dueOn, watch, assessedOn } = facts;
  const visit = lastMetOn === null ? 'never' : dueOn >= today ? 'current' : 'overdue';
  const assessment =
    assessedOn === null
      ? age >= ELDERLY_FROM_YEARS
        ? 'none'
        : 'not-asked'
      : assessedUntil(assessedOn, assessmentMonths) >= today
        ? 'current'
        : 'expired';
  return { visit, watch, assessment, isCovered: visit === 'current' || watch === 'works' || assessment === 'current' };
}

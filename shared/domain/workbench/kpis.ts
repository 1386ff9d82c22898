import { addDays, type CalendarDate } from '../calendar/date';
import { coverOf, type CoverFacts } from '../visits/coverage';

/** What a figure is computed from: one key person's place in the round. */
export interface RoundFact {
  /** The last day on which somebody met the person, or null for never. */
  readonly lastMetOn: CalendarDate | null;
  readonly dueOn: CalendarDate;
}

/** How many are as they should be, of how many. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** A figure with its target, or that there is nothing to count: never 0 % of nobody. */
export type Figure =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'share';
      readonly count: number;
      readonly of: number;
      /** 0 to 1. */
      readonly share: number;
      /** 0 to 1. */
      readonly target: number;
      /** How many more have to be as they should for the target; 0 once it is met. */
      readonly lacking: number;
    };

/** Measures a share against its target. */
export function figureOf({ count, of }: Share, target: number): Figure {
  if (of === 0) return { kind: 'nothing' };
  return { kind: 'share', count, of, share: count / of, target, lacking: Math.max(0, Math.ceil(of * target - count)) };
}

/**
 * Coverage of key people (重点人群动态监测覆盖率, clause K4, target 100 %): the share with a current visit, a device that works, or an
 * assessment in date. Whoever was never met is not covered by visits, however short the time.
 */
export function coverageOf(round: readonly CoverFacts[], today: CalendarDate, assessmentMonths: number): Share {
  const covered = round.filter((facts) => coverOf(facts, today, assessmentMonths).isCovered);
  return { count: covered.length, of: round.length };
}

/**
 * This month's round (走访记录, clause G7): of those who were met this month or still have to be met before it ends, the share that
 * was met. Overdue people from earlier months are among them.
 */
export function monthOf(round: readonly RoundFact[], today: CalendarDate): Share {
  const month = today.slice(0, 7);
  const isMet = ({ lastMetOn }: RoundFact): boolean => lastMetOn !== null && lastMetOn.slice(0, 7) === month;
  const last = lastDayOf(today);
  const met = round.filter(isMet).length;
  const still = round.filter((fact) => !isMet(fact) && fact.dueOn <= last).length;
  return { count: met, of: met + still };
}

/** A share as people read it, in percent with one decimal: never rounded up, since 99.96 % is not everybody. */
export function percentText(share: number): string {
  return (Math.floor(share * 1000 + 1e-9) / 10).toFixed(1);
}

function lastDayOf(day: CalendarDate): CalendarDate {
  // Four days after the 28th is always in the next month.
  const next = addDays(`${day.slice(0, 7)}-28`, 4);
  return addDays(`${next.slice(0, 7)}-01`, -1);
}

import { addDays, dateAtStation, type CalendarDate } from '../calendar/date';
import type { WorkingCalendar } from '../calendar/working-calendar';
import type { Application } from '../../schema/types/application';
import type { Satisfaction } from '../../schema/types/incident-rating';
import {
  madeAway,
  satisfactionOf,
  shortenedBy,
  shortenings,
  type DecidedApplication,
  type Share,
  type Shortening,
} from './figures';

/** What the scheme asks of the station, 0 to 1: K1 掌上办 90 %, K2 时限压缩 60 %, K5 满意 95 %. */
export const SERVICE_TARGETS = { away: 0.9, shortened: 0.6, satisfied: 0.95 } as const;

export const FIGURE_PERIODS = ['month', 'quarter', 'year'] as const;
export type FigurePeriod = (typeof FIGURE_PERIODS)[number];

/** Days from the first to the last, both counted. */
export interface DaySpan {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** The period that runs, up to today. */
export function periodToDate(period: FigurePeriod, today: CalendarDate): DaySpan {
  const [year = '', month = ''] = today.split('-');
  if (period === 'year') return { from: `${year}-01-01`, to: today };
  const first = period === 'month' ? Number(month) : Math.floor((Number(month) - 1) / 3) * 3 + 1;
  return { from: `${year}-${String(first).padStart(2, '0')}-01`, to: today };
}

/** So many months up to that of today, whole but for the last; the oldest first. */
export function monthsUpTo(today: CalendarDate, count: number): readonly DaySpan[] {
  const spans: DaySpan[] = [];
  let to = today;
  while (spans.length < count) {
    const from = `${to.slice(0, 7)}-01`;
    spans.unshift({ from, to });
    to = addDays(from, -1);
  }
  return spans;
}

/** Whether an instant lies in the days. */
export function isWithin(atMs: number | null, { from, to }: DaySpan): boolean {
  if (atMs === null) return false;
  const day = dateAtStation(atMs);
  return day >= from && day <= to;
}

/** An application as the figures read it. */
export interface CountedApplication extends Pick<DecidedApplication, 'itemNumber' | 'pauses' | 'statutory'> {
  readonly id: string;
  readonly channel: Application['channel'];
  readonly submittedAtMs: number | null;
  readonly acceptedAtMs: number | null;
  readonly decidedAtMs: number | null;
}

/** What was rated: an application, a number of the queue, or an incident that was reported. */
export const RATED_KINDS = ['application', 'ticket', 'incident'] as const;
export type RatedKind = (typeof RATED_KINDS)[number];

/** A rating as the figures read it. */
export interface CountedRating {
  readonly id: string;
  readonly of: RatedKind;
  readonly itemNumber: string | null;
  readonly satisfaction: Satisfaction;
  readonly ratedAtMs: number;
}

/** K1, K2 and K5 of some days, with what they are made of by item. */
export interface ServiceFigures {
  readonly away: Share;
  /** Items with the most applications first. */
  readonly awayByItem: readonly { readonly itemNumber: string; readonly share: Share }[];
  /** Null of nothing. */
  readonly shortened: number | null;
  /** The least shortened first. */
  readonly shortenedItems: readonly Shortening[];
  readonly satisfied: Share;
  readonly acceptable: Share;
  readonly grades: Readonly<Record<Satisfaction, number>>;
  /** By what was rated, and for applications by item; the least satisfied first. */
  readonly satisfiedBy: readonly RatingsOf[];
}

export interface RatingsOf {
  readonly of: RatedKind;
  readonly itemNumber: string | null;
  readonly satisfied: Share;
  readonly acceptable: Share;
}

/** Counts what was handed in, decided and rated on those days. */
export function serviceFigures(
  span: DaySpan,
  {
    applications,
    ratings,
  }: { readonly applications: readonly CountedApplication[]; readonly ratings: readonly CountedRating[] },
  calendar: WorkingCalendar,
): ServiceFigures {
  const submitted = applications.filter(({ submittedAtMs }) => isWithin(submittedAtMs, span));
  const decided = applications.flatMap(({ acceptedAtMs, decidedAtMs, ...rest }) =>
    acceptedAtMs !== null && decidedAtMs !== null && isWithin(decidedAtMs, span)
      ? [{ ...rest, acceptedAtMs, decidedAtMs }]
      : [],
  );
  const given = ratings.filter(({ ratedAtMs }) => isWithin(ratedAtMs, span));
  const items = shortenings(decided, calendar);
  const gradesOf = (some: readonly CountedRating[]) => some.map(({ satisfaction }) => satisfaction);
  const awayByItem = [...grouped(submitted, ({ itemNumber }) => itemNumber)]
    .map(([itemNumber, heap]) => ({ itemNumber, share: madeAway(heap) }))
    .sort((a, b) => b.share.whole - a.share.whole || (a.itemNumber < b.itemNumber ? -1 : 1));
  const satisfiedBy = [...grouped(given, ({ of, itemNumber }) => `${of} ${itemNumber ?? ''}`).values()]
    .flatMap((heap): RatingsOf[] => {
      const [first] = heap;
      return first ? [{ of: first.of, itemNumber: first.itemNumber, ...satisfactionOf(gradesOf(heap)) }] : [];
    })
    .sort((a, b) => partOf(a.satisfied) - partOf(b.satisfied) || b.satisfied.whole - a.satisfied.whole);
  return {
    away: madeAway(submitted),
    awayByItem,
    shortened: shortenedBy(items),
    shortenedItems: items,
    ...satisfactionOf(gradesOf(given)),
    grades: Object.fromEntries(
      GRADES.map((grade) => [grade, given.filter(({ satisfaction }) => satisfaction === grade).length]),
    ) as Record<Satisfaction, number>,
    satisfiedBy,
  };
}

/** The best first. */
const GRADES = [
  'very-satisfied',
  'satisfied',
  'acceptable',
  'dissatisfied',
  'very-dissatisfied',
] as const satisfies readonly Satisfaction[];

const partOf = ({ part, whole }: Share): number => (whole === 0 ? 1 : part / whole);

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const heaps = new Map<string, T[]>();
  for (const one of all) heaps.set(keyOf(one), [...(heaps.get(keyOf(one)) ?? []), one]);
  return heaps;
}

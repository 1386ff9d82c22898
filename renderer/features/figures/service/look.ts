import {
  FIGURE_PERIODS,
  isWithin,
  RATED_KINDS,
  type CountedApplication,
  type CountedRating,
  type DaySpan,
  type FigurePeriod,
  type RatedKind,
  type ServiceFigures,
} from '#shared/domain/applications/service-figures';
import { shareOf } from '#shared/domain/applications/figures';

/** The figures of the page, in the order of the clauses. */
export const KPIS = ['away', 'shortened', 'satisfied'] as const;
export type Kpi = (typeof KPIS)[number];

/** What is looked at, as the address says it. */
export interface Look {
  readonly period: FigurePeriod;
  readonly kpi: Kpi;
  /** What a figure is made of, opened beside; null for nothing. */
  readonly behind: Behind | null;
}

/** One line of the table: an item, or ratings of one kind. */
export interface Behind {
  readonly itemNumber: string | null;
  readonly of: RatedKind | null;
}

/** Reads an address; what it does not say, or says wrongly, is the first of each. */
export function lookAt(query: Readonly<Record<string, string>>): Look {
  const item = query['item'] ?? '';
  const of = RATED_KINDS.find((each) => each === query['of']) ?? null;
  return {
    period: FIGURE_PERIODS.find((each) => each === query['period']) ?? 'month',
    kpi: KPIS.find((each) => each === query['kpi']) ?? 'away',
    behind: item === '' && of === null ? null : { itemNumber: item === '' ? null : item, of },
  };
}

/** The address of a look. */
export const queryOf = ({ period, kpi, behind }: Look): Record<string, string> => ({
  ...{ period, kpi },
  item: behind?.itemNumber ?? '',
  of: behind?.of ?? '',
});

/** The share of a figure, 0 to 1; null of nothing. */
export function shareOfKpi(kpi: Kpi, figures: ServiceFigures): number | null {
  return kpi === 'shortened' ? figures.shortened : shareOf(figures[kpi]);
}

/** What stands behind a line of the table: applications, or ratings. */
export function behindLine(
  { kpi, behind }: Look,
  span: DaySpan,
  {
    applications,
    ratings,
  }: { readonly applications: readonly CountedApplication[]; readonly ratings: readonly CountedRating[] },
): { readonly applications: readonly CountedApplication[]; readonly ratings: readonly CountedRating[] } {
  if (!behind) return { applications: [], ratings: [] };
  if (kpi === 'satisfied') {
    const isOf = ({ of, itemNumber }: CountedRating) => of === behind.of && itemNumber === behind.itemNumber;
    const found = ratings.filter((rating) => isOf(rating) && isWithin(rating.ratedAtMs, span));
    return { applications: [], ratings: [...found].sort((a, b) => b.ratedAtMs - a.ratedAtMs) };
  }
  const atMs = (one: CountedApplication) => (kpi === 'away' ? one.submittedAtMs : one.decidedAtMs);
  const found = applications.filter(
    (one) =>
      one.itemNumber === behind.itemNumber &&
      isWithin(atMs(one), span) &&
      (kpi === 'away' || (one.acceptedAtMs !== null && one.statutory !== null)),
  );
  return { applications: [...found].sort((a, b) => (atMs(b) ?? 0) - (atMs(a) ?? 0)), ratings: [] };
}

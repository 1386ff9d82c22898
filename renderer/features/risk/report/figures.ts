import { dateOfDay, dayNumber, type CalendarDate } from '#shared/domain/calendar/date';
import type { RiskSummary } from '#shared/domain/risk/content';
import { DIMENSIONS, type Dimension } from '#shared/domain/risk/facts';
import { dayText, type Language } from '#renderer/ui/index';
import type { RadarFigures, TrendFigures } from '#renderer/ui/chart/index';

/** A summary and the day it is of. */
export interface DatedSummary {
  readonly day: CalendarDate;
  readonly summary: RiskSummary;
}

type Names = { readonly dimension: (name: Dimension) => string };
type Bands = { readonly medium: number; readonly high: number } | null;

/** A trend goes back so far, days. */
const TREND_DAYS = 92;

/** The polygon of a report, with the one before behind it. */
export const radarFigures = (
  now: RiskSummary,
  before: RiskSummary | null,
  bands: Bands,
  names: Names,
): RadarFigures => ({
  axes: DIMENSIONS.map(names.dimension),
  now: DIMENSIONS.map((name) => now.dimensions[name].score),
  before: before && DIMENSIONS.map((name) => before.dimensions[name].score),
  lines: bands ? [bands.medium, bands.high] : [],
});

/**
 * The lines of the last three months up to `today`, a figure for each day: between two reports nothing changed, so a day without one has the
 * figure of the one before it. `reports` are the newest first; null with fewer than two of them in that time.
 */
export function trendFigures(
  reports: readonly DatedSummary[],
  bands: Bands,
  names: Names,
  today: CalendarDate,
  language: Language,
): TrendFigures | null {
  const now = dayNumber(today);
  const oldestFirst = reports.filter(({ day }) => dayNumber(day) <= now).reverse();
  const [first] = oldestFirst;
  if (!first || oldestFirst.length < 2) return null;
  const from = Math.max(dayNumber(first.day), now - TREND_DAYS);
  const days = Array.from({ length: now - from + 1 }, (_, at) => dateOfDay(from + at));
  let at = 0;
  const standing = days.map((day) => {
    while (oldestFirst[at + 1] !== undefined && (oldestFirst[at + 1]?.day ?? '') <= day) at += 1;
    return oldestFirst[at]?.summary ?? first.summary;
  });
  return {
    days: days.map((day) => dayText(day, today, language)),
    series: DIMENSIONS.map((name) => ({
      name: names.dimension(name),
      values: standing.map(({ dimensions }) => dimensions[name].score),
    })),
    lines: bands ? [bands.medium, bands.high] : [],
  };
}

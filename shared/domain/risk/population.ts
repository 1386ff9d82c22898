import type { RiskSummary } from './content';
import { DIMENSIONS, type Dimension } from './facts';
import { RISK_LEVELS, type RiskLevel } from './score';

/** What a level is asked of: one dimension, or the report as a whole. */
export const RISK_VIEWS = ['whole', ...DIMENSIONS] as const;
export type RiskView = (typeof RISK_VIEWS)[number];

/** The level of a report in a view. */
export const levelIn = (summary: RiskSummary, view: RiskView): RiskLevel =>
  view === 'whole' ? summary.level : summary.dimensions[view].level;

/** How many people are at each level, in each view. */
export type RiskMatrix = Readonly<Record<RiskView, Readonly<Record<RiskLevel, number>>>>;

/** Counts reports by view and level. */
export function riskMatrix(summaries: Iterable<RiskSummary>): RiskMatrix {
  const matrix = Object.fromEntries(RISK_VIEWS.map((view) => [view, { low: 0, unknown: 0, medium: 0, high: 0 }])) as {
    [V in RiskView]: Record<RiskLevel, number>;
  };
  for (const summary of summaries) for (const view of RISK_VIEWS) matrix[view][levelIn(summary, view)] += 1;
  return matrix;
}

/** How somebody moved between two reports. */
export interface RiskMove {
  /** `worse` and `better` by level; of the same level by the dimension that moved most, from `LEAST_MOVE` points on. */
  readonly direction: 'worse' | 'better' | 'same';
  /** Points by dimension, those that moved most first; what did not move is not there. */
  readonly by: readonly { readonly dimension: Dimension; readonly points: number }[];
}

/** Fewer points than this are no move: a visit some days late alone does not make somebody a mover. */
const LEAST_MOVE = 10;

/** What moved somebody from the one report to the other. */
export function riskMove(before: RiskSummary, now: RiskSummary): RiskMove {
  const by = DIMENSIONS.map((dimension) => ({
    dimension,
    points: now.dimensions[dimension].score - before.dimensions[dimension].score,
  }))
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const step = RISK_LEVELS.indexOf(now.level) - RISK_LEVELS.indexOf(before.level);
  const most = by[0]?.points ?? 0;
  const moved = step !== 0 ? step : Math.abs(most) >= LEAST_MOVE ? most : 0;
  return { direction: moved > 0 ? 'worse' : moved < 0 ? 'better' : 'same', by };
}

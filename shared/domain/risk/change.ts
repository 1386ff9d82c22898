import { DIMENSIONS, type Dimension } from './facts';
import type { Reason, RiskLevel, RiskScore } from './score';

/** A reason that came, went or weighs otherwise since the report before. */
export interface ReasonChange {
  readonly rule: string;
  readonly before: Reason | null;
  readonly after: Reason | null;
  /** What it adds to the dimension since; below 0 it takes off. */
  readonly by: number;
}

export interface DimensionChange {
  readonly before: number;
  readonly after: number;
  readonly levelBefore: RiskLevel;
  readonly level: RiskLevel;
  /** What moved most first; they explain the difference up to what 0 and 100 cut off. */
  readonly reasons: readonly ReasonChange[];
}

export interface RiskChange {
  /** Weights or thresholds were changed in between: a score may move though nothing happened. */
  readonly isTableChanged: boolean;
  readonly dimensions: Readonly<Record<Dimension, DimensionChange>>;
}

/** Why the second report says otherwise than the first. */
export function explainChange(before: RiskScore, after: RiskScore): RiskChange {
  const dimensions = Object.fromEntries(
    DIMENSIONS.map((dimension) => {
      const [was, is] = [before.dimensions[dimension], after.dimensions[dimension]];
      const change: DimensionChange = {
        before: was.score,
        after: is.score,
        levelBefore: was.level,
        level: is.level,
        reasons: reasonChanges(was.reasons, is.reasons),
      };
      return [dimension, change];
    }),
  ) as Record<Dimension, DimensionChange>;
  return { isTableChanged: before.tableVersion !== after.tableVersion, dimensions };
}

function reasonChanges(before: readonly Reason[], after: readonly Reason[]): readonly ReasonChange[] {
  const [was, is] = [before, after].map((reasons) => new Map(reasons.map((reason) => [reason.rule, reason])));
  const rules = [...new Set([...before, ...after].map(({ rule }) => rule))];
  return rules
    .map((rule): ReasonChange => {
      const [old, now] = [was?.get(rule) ?? null, is?.get(rule) ?? null];
      return { rule, before: old, after: now, by: (now?.points ?? 0) - (old?.points ?? 0) };
    })
    .filter(({ by }) => by !== 0)
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by) || (a.rule < b.rule ? -1 : 1));
}

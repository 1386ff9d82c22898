import { DIMENSIONS, TOPICS, type Dimension, type Subject, type Topic } from './facts';

/** From this figure on so many points. */
export interface Step {
  readonly from: number;
  readonly points: number;
}

/** What a rule counts; its steps are read by that figure. */
export type Measure =
  /** Severity of the newest fact of the last `days`. */
  | { readonly by: 'newest'; readonly days: number }
  /** Highest severity of the last `days`. */
  | { readonly by: 'worst'; readonly days: number }
  /** Facts of the last `days` that are at least so severe. */
  | { readonly by: 'count'; readonly days: number; readonly severity: number }
  /** Severities of the last `days` together, the newest of each source. */
  | { readonly by: 'sum'; readonly days: number }
  /** How far the first figure of the newest fact is below the highest of the last `days`. */
  | { readonly by: 'drop'; readonly days: number }
  /**
   * Visit intervals of the person by which the newest fact is overdue, begun ones included; counted from the day on which the station had
   * to look after the person where there is no fact.
   */
  | { readonly by: 'intervals' };

/** Points for nobody having looked. */
export interface Missing {
  readonly points: number;
  /** Of whom it is expected; of everybody when absent. */
  readonly kinds?: Subject['kinds'];
  /** Without it nobody can say that the dimension is all right. */
  readonly needed: boolean;
}

/** One rule. Its id stands in reports: it never takes on a new meaning. */
export interface Rule {
  readonly id: string;
  readonly dimension: Dimension;
  readonly topic: Topic;
  readonly measure: Measure;
  /** In ascending order of `from`. */
  readonly steps: readonly Step[];
  readonly missing?: Missing;
  /** What to do about it, by id (`actions.ts`). */
  readonly action?: string;
}

/** Weights and thresholds. Stations adjust them; each change is a new version, and a report names the one it was made by. */
export interface RiskTable {
  readonly version: number;
  /** Points from which a dimension is of medium and of high risk, of 100. */
  readonly bands: { readonly medium: number; readonly high: number };
  readonly rules: readonly Rule[];
}

/** What is wrong with a table, for whoever edits it. */
export type TableProblem =
  | { readonly kind: 'bands' }
  | { readonly kind: 'rule-twice' | 'unknown-topic' | 'no-steps'; readonly rule: string }
  /** More of it would bring fewer points. */
  | { readonly kind: 'steps-fall'; readonly rule: string }
  /** To look and to find something would bring fewer points than not to look. */
  | { readonly kind: 'missing-outweighs'; readonly rule: string }
  | { readonly kind: 'days' | 'points'; readonly rule: string };

/** Most points one rule may give or take: a whole dimension. */
const MOST_POINTS = 100;

/** Oldest facts that are asked for, days: as long as visits and assessments are kept on devices. */
export const MOST_DAYS = 3660;

/** Everything that keeps a table from being used; none for a sound one. What holds for scores rests on these. */
export function checkTable({ bands, rules }: RiskTable): readonly TableProblem[] {
  const problems: TableProblem[] = [];
  if (!(bands.medium > 0 && bands.medium < bands.high && bands.high <= 100)) problems.push({ kind: 'bands' });
  const known = new Set<string>();
  for (const rule of rules) {
    if (known.has(rule.id)) problems.push({ kind: 'rule-twice', rule: rule.id });
    known.add(rule.id);
    problems.push(...problemsOf(rule));
  }
  return problems;
}

function problemsOf({ id, dimension, topic, measure, steps, missing }: Rule): readonly TableProblem[] {
  const problems: TableProblem[] = [];
  if (!TOPICS.includes(topic) || !DIMENSIONS.includes(dimension)) problems.push({ kind: 'unknown-topic', rule: id });
  const first = steps[0];
  if (!first) return [...problems, { kind: 'no-steps', rule: id }];
  if ('days' in measure && !(Number.isInteger(measure.days) && measure.days >= 1 && measure.days <= MOST_DAYS))
    problems.push({ kind: 'days', rule: id });
  const given = [...steps.map(({ points }) => points), ...(missing ? [missing.points] : [])];
  if (given.some((points) => !Number.isFinite(points) || Math.abs(points) > MOST_POINTS))
    problems.push({ kind: 'points', rule: id });
  const relieves = isRelief({ topic });
  for (const [index, { from, points }] of steps.entries()) {
    const before = steps[index - 1];
    const rises = !before || (from > before.from && (relieves ? points <= before.points : points >= before.points));
    if (!rises || from <= 0 || (relieves ? points > 0 : points < 0)) {
      problems.push({ kind: 'steps-fall', rule: id });
      break;
    }
  }
  // The mildest that can be found is 1.
  if (missing && (relieves || missing.points < 0 || missing.points > first.points || first.from > 1))
    problems.push({ kind: 'missing-outweighs', rule: id });
  return problems;
}

/** Topics whose facts take weight off; of all others more is worse. */
export const isRelief = ({ topic }: Pick<Rule, 'topic'>): boolean => topic === 'company';

import { RISK_LEVELS, type RiskLevel } from '../risk/score';

/** Days between visits by what the risk report says of somebody. */
export type LevelDays = Readonly<Record<RiskLevel, number>>;

/** What the station keeps to about visits, assessments and rounds, beside the intervals by kind that its own record has. */
export interface VisitTable {
  readonly levelDays: LevelDays;
  /** An ability assessment is in date for so long. */
  readonly assessmentMonths: number;
  /** Homes that a day's round has. */
  readonly homesPerDay: number;
}

/**
 * What a station begins with. The figures are ours: the scheme asks that frequency follow risk and names none. Weekly for high risk and
 * fortnightly for medium is what a worker with two grids can walk; low risk is as wide as the widest interval of a kind, so that it asks for
 * nothing by itself. Yearly assessments are usual practice; nine homes is a morning's round.
 */
export const USUAL_VISIT_TABLE: VisitTable = {
  levelDays: { high: 7, medium: 14, unknown: 30, low: 180 },
  assessmentMonths: 12,
  homesPerDay: 9,
};

/** The least and the most that a figure of the table can be. */
export const VISIT_TABLE_LIMITS = {
  levelDays: { from: 1, to: 366 },
  assessmentMonths: { from: 1, to: 60 },
  homesPerDay: { from: 1, to: 60 },
} as const;

/** What keeps a table from being used. */
export type VisitTableProblem =
  | { readonly at: RiskLevel | 'assessmentMonths' | 'homesPerDay'; readonly problem: 'not-in-range' }
  /** Whoever is in more danger would be visited less often. */
  | { readonly at: RiskLevel; readonly problem: 'rarer-than-milder'; readonly milder: RiskLevel };

/** Everything that keeps a table from being used, in the order of its figures. */
export function checkVisitTable({
  levelDays,
  assessmentMonths,
  homesPerDay,
}: VisitTable): readonly VisitTableProblem[] {
  const problems: VisitTableProblem[] = [];
  for (const level of [...RISK_LEVELS].reverse()) {
    if (!isWithin(levelDays[level], VISIT_TABLE_LIMITS.levelDays))
      problems.push({ at: level, problem: 'not-in-range' });
  }
  RISK_LEVELS.forEach((level, index) => {
    const milder = RISK_LEVELS[index - 1];
    if (milder && levelDays[level] > levelDays[milder])
      problems.push({ at: level, problem: 'rarer-than-milder', milder });
  });
  if (!isWithin(assessmentMonths, VISIT_TABLE_LIMITS.assessmentMonths))
    problems.push({ at: 'assessmentMonths', problem: 'not-in-range' });
  if (!isWithin(homesPerDay, VISIT_TABLE_LIMITS.homesPerDay))
    problems.push({ at: 'homesPerDay', problem: 'not-in-range' });
  return problems;
}

/** The content of a station's table; null for one that is not to be used. */
export function readVisitTable(content: unknown): VisitTable | null {
  if (!isObject(content) || !isObject(content['levelDays'])) return null;
  const days = content['levelDays'];
  const table: VisitTable = {
    levelDays: {
      high: figure(days['high']),
      medium: figure(days['medium']),
      unknown: figure(days['unknown']),
      low: figure(days['low']),
    },
    assessmentMonths: figure(content['assessmentMonths']),
    homesPerDay: figure(content['homesPerDay']),
  };
  return checkVisitTable(table).length === 0 ? table : null;
}

const figure = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);

const isWithin = (value: number, { from, to }: { readonly from: number; readonly to: number }): boolean =>
  Number.isInteger(value) && value >= from && value <= to;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

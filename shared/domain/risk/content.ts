import { DIMENSIONS, type Dimension, type Fact, type Subject } from './facts';
import { continueActions, nextActions, type NextAction } from './actions';
import { RISK_LEVELS, type DimensionScore, type Reason, type RiskLevel, type RiskScore } from './score';
import type { RiskTable } from './table';

/** What of a report whoever plans visits needs, without a reason: sealed as `summary` of a `risk-report`. */
export interface RiskSummary {
  readonly level: RiskLevel;
  readonly dimensions: Readonly<Record<Dimension, Pick<DimensionScore, 'score' | 'level'>>>;
}

/** What a report went by beside the facts, so that it can be read when the table has long been another. */
export interface ReportTerms {
  readonly visitEveryDays: number;
  readonly bands: RiskTable['bands'];
  /** How many days back a rule looked, by rule; rules that look at no span are not there. */
  readonly days: Readonly<Record<string, number>>;
}

/** A whole report: sealed as `content` of a `risk-report`. */
export interface RiskReportContent {
  readonly score: RiskScore;
  readonly terms: ReportTerms;
  /** The soonest first. */
  readonly actions: readonly NextAction[];
}

/** Facts that a kept reason holds at most: a sealed value has no room for more. */
const KEPT_FACTS = 4;

/** The summary of a report. */
export function summaryOf({ level, dimensions }: RiskScore): RiskSummary {
  const each = DIMENSIONS.map((name) => [name, { score: dimensions[name].score, level: dimensions[name].level }]);
  return { level, dimensions: Object.fromEntries(each) as RiskSummary['dimensions'] };
}

/** The report as it is kept. What was proposed `before` and is still open stays due when it was. */
export function reportOf(
  subject: Pick<Subject, 'visitEveryDays'>,
  score: RiskScore,
  table: RiskTable,
  before: RiskReportContent | null,
): RiskReportContent {
  const dimensions = Object.fromEntries(
    DIMENSIONS.map((name): [Dimension, DimensionScore] => {
      const dimension = score.dimensions[name];
      const reasons = dimension.reasons.map((reason) => ({ ...reason, facts: factsToKeep(reason) }));
      return [name, { ...dimension, reasons }];
    }),
  ) as RiskScore['dimensions'];
  const named = new Set(
    DIMENSIONS.flatMap((name) => [...dimensions[name].reasons.map(({ rule }) => rule), ...dimensions[name].well]),
  );
  const days = table.rules.flatMap(({ id, measure }): [string, number][] =>
    named.has(id) && 'days' in measure ? [[id, measure.days]] : [],
  );
  return {
    score: { ...score, dimensions },
    terms: { visitEveryDays: subject.visitEveryDays, bands: table.bands, days: Object.fromEntries(days) },
    actions: continueActions(before?.actions ?? [], nextActions(score, table)),
  };
}

/** The newest, and the one with the highest figure, since sentences name both. */
function factsToKeep({ facts }: Reason): readonly Fact[] {
  const kept = facts.slice(0, KEPT_FACTS);
  const [highest] = [...facts].sort((a, b) => (b.figures?.[0] ?? 0) - (a.figures?.[0] ?? 0));
  if (!highest || kept.includes(highest)) return kept;
  return [...kept.slice(0, KEPT_FACTS - 1), highest];
}

/** Whether two reports say the same; the day on which they were made does not count, nor that of what holds every day. */
export function isSameReport(a: RiskReportContent, b: RiskReportContent): boolean {
  return a === b || saidBy(a) === saidBy(b);
}

function saidBy({ score, terms, actions }: RiskReportContent): string {
  const dimensions = DIMENSIONS.map((name) => {
    const { score: points, level, reasons, lacking } = score.dimensions[name];
    const said = reasons.map((reason) => [
      reason.rule,
      reason.points,
      reason.figure,
      reason.facts.map(({ source: { type, uid }, severity, figures }) => [type, uid, severity, figures ?? null]),
    ]);
    return [points, level, said, lacking];
  });
  const proposed = actions.map(({ action, dueDay, rules }) => [action, dueDay, rules]);
  const asked = [terms.visitEveryDays, terms.bands.medium, terms.bands.high];
  return JSON.stringify([score.tableVersion, score.level, dimensions, proposed, asked]);
}

/** An opened `summary`; null for what is none, or says something that this build does not know. */
export function readRiskSummary(value: unknown): RiskSummary | null {
  if (!isObject(value) || !isLevel(value['level']) || !isObject(value['dimensions'])) return null;
  const { dimensions } = value as { dimensions: Readonly<Record<string, unknown>> };
  const found: Partial<Record<Dimension, Pick<DimensionScore, 'score' | 'level'>>> = {};
  for (const name of DIMENSIONS) {
    const each = dimensions[name];
    if (!isObject(each) || !isNumber(each['score']) || !isLevel(each['level'])) return null;
    found[name] = { score: each['score'], level: each['level'] };
  }
  return { level: value['level'], dimensions: found as RiskSummary['dimensions'] };
}

/** An opened `content`; null for what is none. Rules, topics and actions that this build does not know are kept. */
export function readRiskContent(value: unknown): RiskReportContent | null {
  if (!isObject(value) || !isObject(value['score']) || !isObject(value['terms'])) return null;
  const { score, terms, actions } = value as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const summary = readRiskSummary(score);
  const bands = terms?.['bands'];
  if (!summary || !score || !terms || !isNumber(score['day']) || !isNumber(score['tableVersion'])) return null;
  if (!isNumber(terms['visitEveryDays']) || !isObject(bands) || !isNumber(bands['medium']) || !isNumber(bands['high']))
    return null;
  const dimensions = score['dimensions'] as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const read = DIMENSIONS.map((name): [Dimension, DimensionScore] => [
    name,
    {
      ...summary.dimensions[name],
      reasons: listOf(dimensions[name]?.['reasons'], readReason),
      lacking: listOf(dimensions[name]?.['lacking'], textOf),
      well: listOf(dimensions[name]?.['well'], textOf),
    },
  ]);
  const days = isObject(terms['days']) ? Object.entries(terms['days']) : [];
  return {
    score: {
      tableVersion: score['tableVersion'],
      day: score['day'],
      level: summary.level,
      dimensions: Object.fromEntries(read) as RiskScore['dimensions'],
    },
    terms: {
      visitEveryDays: terms['visitEveryDays'],
      bands: { medium: bands['medium'], high: bands['high'] },
      days: Object.fromEntries(days.filter((each): each is [string, number] => isNumber(each[1]))),
    },
    actions: listOf(actions, readAction),
  };
}

function readReason(value: unknown): Reason | null {
  if (!isObject(value)) return null;
  const { rule, points, figure, facts } = value;
  if (typeof rule !== 'string' || !isNumber(points) || !(figure === null || isNumber(figure))) return null;
  return { rule, points, figure, facts: listOf(facts, readFact) };
}

function readFact(value: unknown): Fact | null {
  if (!isObject(value) || !isObject(value['source'])) return null;
  const { topic, day, severity, figures, source } = value as Readonly<Record<string, unknown>> & {
    readonly source: Readonly<Record<string, unknown>>;
  };
  const { type, uid } = source;
  if (typeof topic !== 'string' || !isNumber(day) || !isNumber(severity)) return null;
  if (typeof type !== 'string' || typeof uid !== 'string') return null;
  const read = { topic, day, severity, source: { type, uid } } as Fact;
  return Array.isArray(figures) ? { ...read, figures: figures.filter(isNumber) } : read;
}

function readAction(value: unknown): NextAction | null {
  if (!isObject(value)) return null;
  const { action, dueDay, rules } = value;
  if (typeof action !== 'string' || !isNumber(dueDay)) return null;
  return { action: action as NextAction['action'], dueDay, rules: listOf(rules, textOf) };
}

const listOf = <T>(value: unknown, read: (each: unknown) => T | null): readonly T[] =>
  Array.isArray(value) ? value.map(read).filter((each) => each !== null) : [];

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isLevel = (value: unknown): value is RiskLevel => RISK_LEVELS.some((level) => level === value);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

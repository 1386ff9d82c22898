import { DIMENSIONS, type Dimension, type Fact, type Subject, type Topic } from './facts';
import type { Measure, RiskTable, Rule } from './table';

/** `unknown`: nothing grave was found, and what has to be looked at was not. It is never taken for safe. */
export const RISK_LEVELS = ['low', 'unknown', 'medium', 'high'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** Why a dimension has points. */
export interface Reason {
  readonly rule: string;
  readonly points: number;
  /** What the rule counted; null where nobody looked. */
  readonly figure: number | null;
  /** What it rests on, the newest first. */
  readonly facts: readonly Fact[];
}

export interface DimensionScore {
  /** 0 to 100; more is worse. */
  readonly score: number;
  readonly level: RiskLevel;
  /** What weighs most first. */
  readonly reasons: readonly Reason[];
  /** Rules that had to have something to go by and had not. */
  readonly lacking: readonly string[];
  /** Rules by which somebody looked and found nothing wrong. */
  readonly well: readonly string[];
}

export interface RiskScore {
  readonly tableVersion: number;
  readonly day: number;
  readonly dimensions: Readonly<Record<Dimension, DimensionScore>>;
  /** That of the worst dimension. */
  readonly level: RiskLevel;
}

/** Facts that a reason names at most. */
const NAMED_FACTS = 8;

const NONE: readonly Fact[] = [];

/**
 * Scores somebody by what is known on that day. Facts may come in any order, and ones of later days do not count yet. For a table that
 * `checkTable` finds sound: a fact that is as bad as the worst known of its topic and not older than it never lowers a score, and
 * whoever lacks what is needed is never of low risk.
 */
export function scoreRisk(subject: Subject, facts: readonly Fact[], table: RiskTable, day: number): RiskScore {
  const byTopic = new Map<Topic, Fact[]>();
  for (const fact of facts) {
    if (fact.day > day) continue;
    const known = byTopic.get(fact.topic);
    if (known) known.push(fact);
    else byTopic.set(fact.topic, [fact]);
  }
  for (const known of byTopic.values()) sortNewestFirst(known);
  const found: Record<Dimension, Found> = { health: nothing(), safety: nothing(), life: nothing() };
  for (const rule of table.rules) {
    const { reasons, lacking, well } = found[rule.dimension];
    const known = byTopic.get(rule.topic) ?? NONE;
    const inTime = 'days' in rule.measure ? within(known, day - rule.measure.days) : known;
    const isMissing = inTime.length === 0 && isExpected(rule, subject);
    if (isMissing && rule.missing?.needed) lacking.push(rule.id);
    const figure = figureOf(rule.measure, inTime, subject, day);
    const counted = figure === null ? 0 : pointsAt(rule, figure);
    const assumed = isMissing ? (rule.missing?.points ?? 0) : 0;
    if (counted === 0 && assumed === 0) {
      if (inTime.length > 0) well.push(rule.id);
      continue;
    }
    const isCounted = Math.abs(counted) >= assumed;
    reasons.push({
      rule: rule.id,
      points: isCounted ? counted : assumed,
      figure: isCounted ? figure : null,
      facts: bearing(rule.measure, inTime).slice(0, NAMED_FACTS),
    });
  }
  const dimensions = Object.fromEntries(
    DIMENSIONS.map((dimension) => [dimension, dimensionScore(found[dimension], table)]),
  ) as Record<Dimension, DimensionScore>;
  return { tableVersion: table.version, day, dimensions, level: worst(Object.values(dimensions)) };
}

interface Found {
  readonly reasons: Reason[];
  readonly lacking: string[];
  readonly well: string[];
}

const nothing = (): Found => ({ reasons: [], lacking: [], well: [] });

function dimensionScore({ reasons, lacking, well }: Found, { bands }: RiskTable): DimensionScore {
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  const score = Math.min(100, Math.max(0, Math.round(sum)));
  reasons.sort((a, b) => b.points - a.points || (a.rule < b.rule ? -1 : 1));
  return { score, level: levelAt(score, lacking.length > 0, bands), reasons, lacking, well };
}

function levelAt(score: number, isLacking: boolean, bands: RiskTable['bands']): RiskLevel {
  if (score >= bands.high) return 'high';
  if (score >= bands.medium) return 'medium';
  return isLacking ? 'unknown' : 'low';
}

function worst(scores: readonly DimensionScore[]): RiskLevel {
  return RISK_LEVELS[Math.max(...scores.map(({ level }) => RISK_LEVELS.indexOf(level)))] ?? 'low';
}

/** The newest first; of one day the worst. */
const newestFirst = (a: Fact, b: Fact): number =>
  b.day - a.day || b.severity - a.severity || (a.source.uid < b.source.uid ? -1 : a.source.uid > b.source.uid ? 1 : 0);

/** Devices tell of one day after the other, so that most lists are in order, or in the opposite one: both are found in one pass. */
function sortNewestFirst(facts: Fact[]): void {
  if (isOrdered(facts)) return;
  facts.reverse();
  if (!isOrdered(facts)) facts.sort(newestFirst);
}

function isOrdered(facts: readonly Fact[]): boolean {
  for (let at = 1; at < facts.length; at += 1) {
    const a = facts[at - 1];
    const b = facts[at];
    if (a && b && newestFirst(a, b) > 0) return false;
  }
  return true;
}

/** Of facts in that order those after a day. */
function within(facts: readonly Fact[], after: number): readonly Fact[] {
  const end = facts.findIndex(({ day }) => day <= after);
  return end === -1 ? facts : facts.slice(0, end);
}

const isExpected = ({ missing }: Rule, { kinds }: Subject): boolean =>
  missing !== undefined && (missing.kinds === undefined || missing.kinds.some((kind) => kinds.includes(kind)));

/** What the rule counts in facts in time, the newest first; null where it has nothing to go by. */
function figureOf(measure: Measure, facts: readonly Fact[], subject: Subject, day: number): number | null {
  const [newest] = facts;
  switch (measure.by) {
    case 'intervals':
      return Math.max(0, Math.ceil((day - (newest?.day ?? subject.sinceDay)) / subject.visitEveryDays) - 1);
    case 'count':
      return facts.reduce((count, { severity }) => count + (severity >= measure.severity ? 1 : 0), 0);
    case 'newest':
      return newest?.severity ?? null;
    case 'worst':
      return newest ? facts.reduce((most, { severity }) => Math.max(most, severity), 0) : null;
    case 'sum':
      return newest ? newestOfEach(facts).reduce((sum, { severity }) => sum + severity, 0) : null;
    case 'drop': {
      const now = newest?.figures?.[0];
      if (now === undefined) return null;
      return facts.reduce((most, { figures }) => Math.max(most, figures?.[0] ?? now), now) - now;
    }
  }
}

/** Facts that a figure rests on. */
function bearing(measure: Measure, facts: readonly Fact[]): readonly Fact[] {
  switch (measure.by) {
    case 'intervals':
    case 'newest':
      return facts.slice(0, 1);
    case 'count':
      return facts.filter(({ severity }) => severity >= measure.severity);
    case 'worst':
      return facts.filter(({ severity }) => severity > 0);
    case 'sum':
      return newestOfEach(facts).filter(({ severity }) => severity > 0);
    case 'drop':
      return facts.filter(({ figures }, index) => index === 0 || figures?.[0] !== undefined);
  }
}

function newestOfEach(facts: readonly Fact[]): readonly Fact[] {
  const seen = new Set<string>();
  return facts.filter(({ source: { type, uid } }) => {
    const key = `${type}~${uid}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function pointsAt({ steps }: Rule, figure: number): number {
  let points = 0;
  for (const step of steps) if (figure >= step.from) points = step.points;
  return points;
}

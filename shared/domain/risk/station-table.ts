import type { RuleTable } from '../../schema/types/rule-table';
import { checkTable, type Rule, type RiskTable, type TableProblem } from './table';
import { USUAL_RISK_TABLE } from './usual-table';

/** The table that reports go by, and what keeps the station's own from being used. */
export interface StationRiskTable {
  readonly table: RiskTable;
  /** Empty for a sound one, and where the station has none; `unreadable` for what is no table at all. */
  readonly problems: readonly (TableProblem | { readonly kind: 'unreadable' })[];
}

/** The station's table by its record (`rule-table` named `risk`); the usual one where there is none, or one that may not be used. */
export function readRiskTable(record: Pick<RuleTable, 'revision' | 'content'> | null | undefined): StationRiskTable {
  if (!record) return { table: USUAL_RISK_TABLE, problems: [] };
  const table = tableIn(record);
  if (!table) return { table: USUAL_RISK_TABLE, problems: [{ kind: 'unreadable' }] };
  const problems = checkTable(table);
  return problems.length === 0 ? { table, problems } : { table: USUAL_RISK_TABLE, problems };
}

/** What a record holds of a table: its bands and rules. The revision is the record's own. */
export const tableContent = ({ bands, rules }: RiskTable): Readonly<Record<string, unknown>> => ({ bands, rules });

/** Reads a table whose parts have the right shapes; whether it is sound is for `checkTable`. */
function tableIn({ revision, content }: Pick<RuleTable, 'revision' | 'content'>): RiskTable | null {
  const { bands, rules } = content;
  if (!isObject(bands) || typeof bands['medium'] !== 'number' || typeof bands['high'] !== 'number') return null;
  if (!Array.isArray(rules) || !rules.every(hasShapeOfRule)) return null;
  return { version: revision, bands: { medium: bands['medium'], high: bands['high'] }, rules };
}

const MEASURES: readonly string[] = [
  'newest',
  'worst',
  'count',
  'sum',
  'drop',
  'intervals',
] satisfies Rule['measure']['by'][];

function hasShapeOfRule(value: unknown): value is Rule {
  if (!isObject(value) || !isObject(value['measure'])) return false;
  const { id, dimension, topic, measure, steps, missing, action } = value;
  return (
    [id, dimension, topic].every((each) => typeof each === 'string') &&
    (action === undefined || typeof action === 'string') &&
    MEASURES.includes(String(value['measure']['by'])) &&
    (value['measure']['by'] !== 'count' || typeof (measure as { severity?: unknown }).severity === 'number') &&
    Array.isArray(steps) &&
    steps.every((step) => isObject(step) && [step['from'], step['points']].every((each) => typeof each === 'number')) &&
    (missing === undefined ||
      (isObject(missing) &&
        typeof missing['points'] === 'number' &&
        typeof missing['needed'] === 'boolean' &&
        (missing['kinds'] === undefined || Array.isArray(missing['kinds']))))
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

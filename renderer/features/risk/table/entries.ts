import { checkTable, type RiskTable, type Rule, type TableProblem } from '#shared/domain/risk/table';

/** What was typed into the editor, by field; a field that nobody touched is not there. */
export type Entries = Readonly<Record<string, string>>;

/** Names of the editor's fields. */
export const bandField = (band: 'medium' | 'high'): string => `band.${band}`;
export const stepField = (rule: string, at: number, part: 'from' | 'points'): string => `${rule}.step.${at}.${part}`;
export const missingField = (rule: string): string => `${rule}.missing`;
export const daysField = (rule: string): string => `${rule}.days`;

/** The table as typed, and everything that keeps it from being saved. */
export interface TypedTable {
  readonly table: RiskTable;
  readonly problems: readonly TableProblem[];
  /** Fields that hold no number. */
  readonly notNumbers: readonly string[];
}

/** A table with what was typed over it. */
export function typedTable(base: RiskTable, entries: Entries): TypedTable {
  const notNumbers: string[] = [];
  const read = (field: string, known: number): number => {
    const text = entries[field];
    if (text === undefined) return known;
    const typed = text.normalize('NFKC').replace('−', '-').trim();
    if (typed === '' || !Number.isFinite(Number(typed))) {
      notNumbers.push(field);
      return known;
    }
    return Number(typed);
  };
  const rules = base.rules.map((rule): Rule => {
    const { id, measure, steps, missing } = rule;
    return {
      ...rule,
      measure: 'days' in measure ? { ...measure, days: read(daysField(id), measure.days) } : measure,
      steps: steps.map(({ from, points }, at) => ({
        from: read(stepField(id, at, 'from'), from),
        points: read(stepField(id, at, 'points'), points),
      })),
      ...(missing && { missing: { ...missing, points: read(missingField(id), missing.points) } }),
    };
  });
  const bands = {
    medium: read(bandField('medium'), base.bands.medium),
    high: read(bandField('high'), base.bands.high),
  };
  const table = { ...base, bands, rules };
  return { table, problems: checkTable(table), notNumbers };
}

/** Whether two tables judge alike. */
export const isSameTable = (a: RiskTable, b: RiskTable): boolean =>
  JSON.stringify([a.bands, a.rules]) === JSON.stringify([b.bands, b.rules]);

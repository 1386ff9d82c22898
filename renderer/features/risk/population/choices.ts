import { addDays, type CalendarDate } from '#shared/domain/calendar/date';
import { levelIn, RISK_VIEWS, type RiskView } from '#shared/domain/risk/population';
import { RISK_LEVELS, type RiskLevel } from '#shared/domain/risk/score';
import type { RiskRow } from './use-population';

/** With which day people are compared. */
export const SINCE_DAYS = [7, 30, 90] as const;

/** What the page shows, as its address has it. */
export interface RiskChoices {
  readonly grid: number | null;
  readonly view: RiskView;
  readonly level: RiskLevel | null;
  readonly move: 'worse' | 'better' | null;
  readonly sinceDays: (typeof SINCE_DAYS)[number];
}

/** The choices in an address; what it does not name is everybody. */
export function choicesOf(query: Readonly<Record<string, string>>): RiskChoices {
  const grid = Number(query['grid'] ?? '');
  return {
    grid: Number.isInteger(grid) && grid > 0 ? grid : null,
    view: RISK_VIEWS.find((view) => view === query['view']) ?? 'whole',
    level: RISK_LEVELS.find((level) => level === query['level']) ?? null,
    move: (['worse', 'better'] as const).find((move) => move === query['move']) ?? null,
    sinceDays: SINCE_DAYS.find((days) => String(days) === query['since']) ?? 30,
  };
}

/** The address of choices. */
export const queryOf = ({ grid, view, level, move, sinceDays }: RiskChoices): Readonly<Record<string, string>> => ({
  grid: grid === null ? '' : String(grid),
  view: view === 'whole' ? '' : view,
  level: level ?? '',
  move: move ?? '',
  since: sinceDays === 30 ? '' : String(sinceDays),
});

/** The day with which people are compared. */
export const sinceOf = ({ sinceDays }: RiskChoices, today: CalendarDate): CalendarDate => addDays(today, -sinceDays);

/** Those that the choices leave: the worst first, and of them those who moved most; movers by how far they moved. */
export function chosenRows(rows: readonly RiskRow[], { grid, view, level, move }: RiskChoices): readonly RiskRow[] {
  const left = rows.filter(
    (row) =>
      (grid === null || row.person.grid === grid) &&
      (level === null || levelIn(row.summary, view) === level) &&
      (move === null || row.move?.direction === move),
  );
  const moved = ({ move: by }: RiskRow): number => Math.abs(by?.by[0]?.points ?? 0);
  const scoreOf = ({ summary: { dimensions } }: RiskRow): number =>
    view === 'whole' ? Math.max(...Object.values(dimensions).map(({ score }) => score)) : dimensions[view].score;
  const rank = (row: RiskRow): number => RISK_LEVELS.indexOf(levelIn(row.summary, view));
  return [...left].sort(
    (a, b) =>
      (move === null ? 0 : moved(b) - moved(a)) ||
      rank(b) - rank(a) ||
      scoreOf(b) - scoreOf(a) ||
      (a.person.id < b.person.id ? -1 : 1),
  );
}

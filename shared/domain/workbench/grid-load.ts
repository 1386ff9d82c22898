import { SOON_DAYS } from '../visits/due';

/** One key person's place in the round, as far as a grid's load asks. */
export interface GridFact {
  readonly grid: number | null;
  readonly overdueDays: number;
}

/** What the round asks of one grid. */
export interface GridLoad {
  readonly grid: number;
  readonly people: number;
  readonly overdue: number;
  /** Due today or within the coming week. */
  readonly soon: number;
}

/** The load of every grid with key people, the one with most overdue first, then by number. */
export function gridLoads(round: readonly GridFact[]): readonly GridLoad[] {
  const loads = new Map<number, { people: number; overdue: number; soon: number }>();
  for (const { grid, overdueDays } of round) {
    if (grid === null) continue;
    const load = loads.get(grid) ?? { people: 0, overdue: 0, soon: 0 };
    load.people += 1;
    if (overdueDays > 0) load.overdue += 1;
    else if (overdueDays >= -SOON_DAYS) load.soon += 1;
    loads.set(grid, load);
  }
  return [...loads]
    .map(([grid, load]): GridLoad => ({ grid, ...load }))
    .sort((a, b) => b.overdue - a.overdue || a.grid - b.grid);
}

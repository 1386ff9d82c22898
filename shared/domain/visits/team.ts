import type { CalendarDate } from '../calendar/date';
import { monthOf, type RoundFact, type Share } from '../workbench/kpis';

/** Somebody who goes on visits, and the grids where. */
export interface TeamWorker {
  readonly uid: string;
  readonly gridNumbers: readonly number[];
}

/** A key person's place in the round, as far as the team asks. */
export interface TeamFact extends RoundFact {
  readonly grid: number | null;
  /** Of the person's own plan; null for whoever works in the grid. */
  readonly assigneeUid: string | null;
  readonly overdueDays: number;
}

/** What the round asks of one worker, and how far it has come. */
export interface WorkerLoad {
  /** Null for people whom several workers, or none, could visit. */
  readonly workerUid: string | null;
  readonly people: number;
  /** Due today or late. */
  readonly due: number;
  readonly overdue: number;
  /** Nobody ever met them. */
  readonly never: number;
  /** Met this month, of those who were to be met in it. */
  readonly month: Share;
}

/**
 * Who is to go: whom the plan names, as long as that one still works; else the only worker of the grid. Null where that is nobody or several.
 * The same on every device, because it follows from records alone.
 */
export function whoGoes(
  { grid, assigneeUid }: Pick<TeamFact, 'grid' | 'assigneeUid'>,
  workers: readonly TeamWorker[],
): string | null {
  if (assigneeUid !== null && workers.some(({ uid }) => uid === assigneeUid)) return assigneeUid;
  const [only, ...others] = workers.filter(({ gridNumbers }) => grid !== null && gridNumbers.includes(grid));
  return only && others.length === 0 ? only.uid : null;
}

/** Whether somebody may take a visit for their own: it is theirs, or of their grid and nobody's. */
export function mayBeOf(
  workerUid: string,
  fact: Pick<TeamFact, 'grid' | 'assigneeUid'>,
  workers: readonly TeamWorker[],
): boolean {
  const who = whoGoes(fact, workers);
  if (who !== null) return who === workerUid;
  const worker = workers.find(({ uid }) => uid === workerUid);
  return worker !== undefined && fact.grid !== null && worker.gridNumbers.includes(fact.grid);
}

/** The load of every worker in the order given; what nobody in particular is to do comes last, where there is any. */
export function teamLoads(
  round: readonly TeamFact[],
  workers: readonly TeamWorker[],
  today: CalendarDate,
): readonly WorkerLoad[] {
  const byWorker = new Map<string | null, TeamFact[]>(workers.map(({ uid }) => [uid, []]));
  byWorker.set(null, []);
  for (const fact of round) byWorker.get(whoGoes(fact, workers))?.push(fact);
  return [...byWorker].flatMap(([workerUid, facts]): WorkerLoad[] => {
    if (workerUid === null && facts.length === 0) return [];
    return [
      {
        workerUid,
        people: facts.length,
        due: facts.filter(({ overdueDays }) => overdueDays >= 0).length,
        overdue: facts.filter(({ overdueDays }) => overdueDays > 0).length,
        never: facts.filter(({ lastMetOn }) => lastMetOn === null).length,
        month: monthOf(facts, today),
      },
    ];
  });
}

import type { Assignee } from '../../schema/types/incident-step';
import { chooseDispatch, type DispatchChoice, type DispatchTable, type PastTurn, type ToDispatch } from './dispatch';

/** A past incident, and whom it was sent to first; null for one that was sent to nobody. */
export interface PastIncident extends ToDispatch {
  readonly uid: string;
  readonly reportedAtMs: number;
  readonly was: Assignee | null;
}

/** What rules that nobody has put in force would have done with one of them. */
export interface DryRunRow {
  readonly uid: string;
  readonly was: Assignee | null;
  readonly would: DispatchChoice;
  /** Another unit, none any more, or one where there was none; who of the unit, where a rule names somebody. */
  readonly isChanged: boolean;
}

export interface DryRun {
  /** In the order of the reports. */
  readonly rows: readonly DryRunRow[];
  readonly total: number;
  readonly changed: number;
  /** For which no rule would have fitted. */
  readonly unmatched: number;
  /** That would have gone out without anybody looking. */
  readonly automatic: number;
  /** Units that had some or would have some, the most first. */
  readonly byUnit: readonly { readonly unitUid: string; readonly had: number; readonly would: number }[];
}

/**
 * Plays past incidents through a table of rules, one after another as they were reported, turns beginning where the table's history ends
 * before the first of them. Nothing is written.
 */
export function dryRun(past: readonly PastIncident[], table: DispatchTable): DryRun {
  const sorted = [...past].sort((a, b) => a.reportedAtMs - b.reportedAtMs || (a.uid < b.uid ? -1 : 1));
  const firstMs = sorted[0]?.reportedAtMs ?? 0;
  const turns: PastTurn[] = table.turns.filter(({ atMs }) => atMs < firstMs);
  const rows: DryRunRow[] = [];
  const units = new Map<string, { had: number; would: number }>();
  const tally = (uid: string, what: 'had' | 'would') => {
    const unit = units.get(uid) ?? { had: 0, would: 0 };
    unit[what] += 1;
    units.set(uid, unit);
  };
  for (const { uid, was, reportedAtMs, ...incident } of sorted) {
    const would = chooseDispatch(incident, { ...table, turns });
    if (was) tally(was.unitUid, 'had');
    if (would.kind === 'chosen') {
      tally(would.to.unitUid, 'would');
      const { unitUid, staffUid } = would.to;
      if (staffUid !== null) turns.push({ unitUid, staffUid, atMs: reportedAtMs });
    }
    rows.push({ uid, was, would, isChanged: isChanged(was, would) });
  }
  return {
    rows,
    total: rows.length,
    changed: rows.filter((row) => row.isChanged).length,
    unmatched: rows.filter(({ would }) => would.kind === 'none').length,
    automatic: rows.filter(({ would }) => would.kind === 'chosen' && would.automatic).length,
    byUnit: [...units]
      .map(([unitUid, { had, would }]) => ({ unitUid, had, would }))
      .sort((a, b) => b.would - a.would || b.had - a.had || (a.unitUid < b.unitUid ? -1 : 1)),
  };
}

function isChanged(was: Assignee | null, would: DispatchChoice): boolean {
  if (would.kind === 'none') return was !== null;
  if (was === null || was.unitUid !== would.to.unitUid) return true;
  // Whose turn it would have been says nothing about the rules.
  return would.to.mode === 'assigned' && would.to.staffUid !== null && would.to.staffUid !== was.staffUid;
}

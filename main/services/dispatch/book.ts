import { turnsOf, type PastTurn } from '#shared/domain/incidents/dispatch';
import { isOpenState } from '#shared/domain/incidents/machine';
import { standingOf } from '#shared/domain/incidents/standing';
import type { WireRecord } from '#shared/schema/envelope';
import type { Incident } from '#shared/schema/types/incident';

/** An incident as it lies at the hub. */
export type IncidentRecord = Incident & WireRecord;

/** The station's incidents as the dispatcher has them in mind: the open ones whole, and of all of them who had which turn. */
export interface IncidentBook {
  note(record: IncidentRecord): void;
  drop(id: string): void;
  /** The longest open first. */
  open(): readonly IncidentRecord[];
  turns(): readonly PastTurn[];
  /** Ids of those that are with one of these units or that one of them got a copy of, ended ones too. */
  sentTo(unitUids: ReadonlySet<string>): readonly string[];
}

/** An empty book. */
export function createIncidentBook(): IncidentBook {
  const open = new Map<string, IncidentRecord>();
  // Only the last turn of each counts; what is told twice is one.
  const last = new Map<string, PastTurn>();
  const units = new Map<string, readonly string[]>();

  return {
    note: (record) => {
      const standing = standingOf(record);
      for (const turn of turnsOf([standing])) {
        const of = `${turn.unitUid} ${turn.staffUid}`;
        if ((last.get(of)?.atMs ?? -1) < turn.atMs) last.set(of, turn);
      }
      if (isOpenState(standing.state)) open.set(record._id, record);
      else open.delete(record._id);
      const { assignee, copyUnitUids } = standing;
      if (assignee) units.set(record._id, [assignee.unitUid, ...copyUnitUids]);
      else units.delete(record._id);
    },
    drop: (id) => {
      open.delete(id);
      units.delete(id);
    },
    open: () => [...open.values()].sort((a, b) => a.reportedAtMs - b.reportedAtMs),
    turns: () => [...last.values()],
    sentTo: (unitUids) => [...units].filter(([, uids]) => uids.some((uid) => unitUids.has(uid))).map(([id]) => id),
  };
}

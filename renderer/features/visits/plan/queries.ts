import { useMemo } from 'react';
import { accessOf, may } from '#shared/domain/access/access';
import type { TeamFact, TeamWorker } from '#shared/domain/visits/team';
import type { WireRecord } from '#shared/schema/envelope';
import type { Staff } from '#shared/schema/types/place';
import { useAll, useSession, type SessionView } from '#renderer/data/index';
import { gridNumberOf } from '../../people/index';
import type { PersonDue } from '../queries';

/** Somebody who goes on visits: regularly in grids of their own, or because they were given some. */
export interface VisitWorker extends TeamWorker {
  readonly name: string;
  /** Whether visits in the grid can be given to them: they may write them down there. */
  readonly mayVisit: (gridNumber: number | null) => boolean;
}

/** Whoever may write visits, those who work in grids first; undefined while loading. */
export function useVisitWorkers(): readonly VisitWorker[] | undefined {
  const { stationGrids } = useSession();
  const staff = useAll<Staff & WireRecord>('reference', 'staff');
  return useMemo(() => {
    if (!staff) return undefined;
    return staff
      .filter(({ active }) => active)
      .map(({ uid, name, code, post, functions, gridNumbers }) => {
        const access = accessOf({ actor: post, functions, gridNumbers }, stationGrids);
        const mayVisit = (gridNumber: number | null) => may(access, 'create', 'visit', { kind: 'grid', gridNumber });
        return { uid, name, code, gridNumbers: post === 'grid-worker' ? gridNumbers : [], mayVisit };
      })
      .filter(({ mayVisit }) => stationGrids.some(mayVisit))
      .sort(
        (a, b) => Number(a.gridNumbers.length === 0) - Number(b.gridNumbers.length === 0) || (a.code < b.code ? -1 : 1),
      );
  }, [staff, stationGrids]);
}

/** Somebody on the round as the team counts them. */
export const teamFactOf = ({ person, assigneeUid, lastMetOn, dueOn, overdueDays }: PersonDue): TeamFact => ({
  grid: gridNumberOf(person._id),
  ...{ assigneeUid, lastMetOn, dueOn, overdueDays },
});

/** Whether somebody leads the team: sees everybody's load. */
export const leadsTeam = ({ post }: SessionView['staff']): boolean => post === 'manager' || post === 'duty-lead';

/** Whether somebody may change the station's table about visits. */
export function mayChangeVisitTable({ post, functions, gridNumbers }: SessionView['staff']): boolean {
  const access = accessOf({ actor: post, functions, gridNumbers }, []);
  return may(access, 'edit', 'rule-table', { kind: 'commons', gridNumber: null });
}

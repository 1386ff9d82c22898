import { useMemo } from 'react';
import { SOON_DAYS } from '#shared/domain/visits/due';
import { AGENDA_SHOWN, agendaOf, type Agenda, type AgendaTab } from '#shared/domain/workbench/agenda';
import { useSession, useSync } from '#renderer/data/index';
import { useOpenAlarms } from '../alarms/index';
import { useContested } from '../conflicts/index';
import { useIncidents } from '../incidents/index';
import { useRound } from '../visits/index';
import { useDrafts, usePossibleDoubles, useRunningImport, useWaitingDevices } from './queries';
import { tasksOf, type WorkTask } from './tasks';

/** What the signed-in person has to do, as of `nowMs`; undefined while the round is being made. */
export function useAgenda(tab: AgendaTab, nowMs: number, findings: number): Agenda<WorkTask> | undefined {
  const { due, today } = useRound();
  const drafts = useDrafts();
  const alarms = useOpenAlarms();
  const incidents = useIncidents();
  const outbox = useSync()?.outbox;
  const runningImport = useRunningImport();
  const devices = useWaitingDevices();
  const conflicts = useContested()?.length ?? 0;
  const duplicates = usePossibleDoubles();
  const { gridNumbers } = useSession().staff;
  const tasks = useMemo(
    () =>
      due &&
      tasksOf({
        alarms: alarms ?? [],
        visits: due,
        incidents: incidents ?? [],
        nowMs,
        drafts,
        unsent: outbox ?? [],
        runningImport,
        devices,
        conflicts,
        duplicates,
        findings,
        today,
      }),
    [alarms, due, incidents, nowMs, drafts, outbox, runningImport, devices, conflicts, duplicates, findings, today],
  );
  return useMemo(
    () => tasks && agendaOf(tasks, { nowMs, tab, ownGrids: gridNumbers, soonDays: SOON_DAYS, shown: AGENDA_SHOWN }),
    [tasks, nowMs, tab, gridNumbers],
  );
}

import { useEffect, useMemo, useState } from 'react';
import type { AlarmStanding } from '#shared/domain/devices/alarm';
import { readWatchTable } from '#shared/domain/devices/watch-check';
import { isAboutPeople, type WatchTable } from '#shared/domain/devices/watch-table';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import { alarmStanding, type Alarm } from '#shared/schema/types/alarm';
import type { RuleTable } from '#shared/schema/types/rule-table';
import { useLiveQuery, useOwned, useRecord, useSession, useStation } from '#renderer/data/index';
import { gridNumberOf, type PersonRecord } from '../people/index';

export type AlarmRecord = Alarm & WireRecord;

/** An alarm as screens have it. */
export interface ShownAlarm {
  readonly id: string;
  readonly uid: string;
  readonly record: AlarmRecord;
  readonly standing: AlarmStanding;
  readonly grid: number | null;
  /** Somebody may be in danger; otherwise it is about a device. */
  readonly isAboutPeople: boolean;
}

/** What screens make of a record. */
export const showAlarm = (record: AlarmRecord): ShownAlarm => ({
  id: record._id,
  uid: record.uid,
  record,
  standing: alarmStanding(record),
  grid: gridNumberOf(record._id),
  isAboutPeople: isAboutPeople(record.rule),
});

const isOpen = ({ standing }: ShownAlarm): boolean => standing.state !== 'closed';

/** People before devices, then what is due first. */
const byUrgency = (a: ShownAlarm, b: ShownAlarm): number =>
  Number(b.isAboutPeople) - Number(a.isAboutPeople) ||
  (a.standing.dueAtMs ?? 0) - (b.standing.dueAtMs ?? 0) ||
  (a.id < b.id ? -1 : 1);

/** Ranks of open alarms begin with 0, those of closed ones with 1. */
const OPEN = { type: 'alarm', rank: { $lte: '0~' } } as const;
const CLOSED = { type: 'alarm', rank: { $gte: '1' } } as const;
const BY_RANK = [{ type: 'asc' as const }, { rank: 'asc' as const }];

/** The alarms on this device that are open, the most urgent first; undefined while loading. */
export function useOpenAlarms(): readonly ShownAlarm[] | undefined {
  const records = useLiveQuery<AlarmRecord>('tasks', { selector: OPEN, sort: BY_RANK });
  return useMemo(() => records?.map(showAlarm).filter(isOpen).sort(byUrgency), [records]);
}

/** The newest closed ones, at most `limit`; undefined while loading. */
export function useClosedAlarms(limit: number): readonly ShownAlarm[] | undefined {
  const records = useLiveQuery<AlarmRecord>('tasks', { selector: CLOSED, sort: BY_RANK, limit });
  return useMemo(() => records?.map(showAlarm).filter((alarm) => !isOpen(alarm)), [records]);
}

/** Alarms of one of these people or homes, open ones first; undefined while loading. */
export function useAlarmsOf(owners: readonly string[]): readonly ShownAlarm[] | undefined {
  const records = useOwned<AlarmRecord>('tasks', owners);
  return useMemo(() => records?.filter(({ type }) => type === 'alarm').map(showAlarm), [records]);
}

/** One alarm by `_id`: undefined while loading, null when this device does not hold it. */
export function useAlarm(id: string): ShownAlarm | null | undefined {
  const record = useRecord<AlarmRecord>('tasks', id);
  return useMemo(() => record && showAlarm(record), [record]);
}

/** Whom an alarm is about; undefined while it is looked up, null for nobody and for a file that is not on this device. */
export function usePersonOf({ personUid }: Pick<Alarm, 'personUid'>): PersonRecord | null | undefined {
  const { records } = useStation();
  const [found, setFound] = useState<{ readonly uid: string; readonly person: PersonRecord | null }>();
  useEffect(() => {
    if (personUid === null) return;
    let isWanted = true;
    void records.byUid<PersonRecord>('people', 'person', personUid).then((person) => {
      if (isWanted) setFound({ uid: personUid, person });
    });
    return () => {
      isWanted = false;
    };
  }, [records, personUid]);
  if (personUid === null) return null;
  return found?.uid === personUid ? found.person : undefined;
}

/** Whether an alarm is for the signed-in person to see to: in a grid of theirs, or escalated to their post. */
export function useConcernsMe(): (alarm: ShownAlarm) => boolean {
  const { gridNumbers, post } = useSession().staff;
  return ({ grid, standing }) =>
    (grid !== null && gridNumbers.includes(grid)) || (standing.escalatedTo as readonly string[]).includes(post);
}

export type RuleTableRecord = RuleTable & WireRecord;

/** What the station watches for, with its record (null while it goes by the usual table); undefined while loading. */
export function useWatchTable():
  { readonly table: WatchTable; readonly isDamaged: boolean; readonly record: RuleTableRecord | null } | undefined {
  const { session } = useStation();
  const record = useRecord<RuleTableRecord>('reference', documentId('rule-table', session.station.id, 'watch'));
  return useMemo(() => (record === undefined ? undefined : { ...readWatchTable(record?.content), record }), [record]);
}

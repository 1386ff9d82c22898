import { useEffect, useMemo, useState } from 'react';
import { accessOf, may } from '#shared/domain/access/access';
import { workingCalendar, type WorkingCalendar } from '#shared/domain/calendar/working-calendar';
import type { WireRecord } from '#shared/schema/envelope';
import type { Calendar } from '#shared/schema/types/calendar';
import type { Rating } from '#shared/schema/types/rating';
import { useAll, useSession, useStation, useUnsealed } from '#renderer/data/index';
import { useNow, type PersonRecord } from '../people/index';
import { useVersions } from '../services/index';
import { showApplication, type ApplicationRecord, type ShownApplication } from './view';

export type RatingRecord = Rating & WireRecord;

/** When the station works; undefined while loading. */
export function useDeskCalendar(): WorkingCalendar | undefined {
  const years = useAll<Calendar & WireRecord>('reference', 'calendar');
  return useMemo(() => years && workingCalendar(years), [years]);
}

const MINUTE_MS = 60_000;

/** All applications on this device as of this minute, in no order; undefined while loading. */
export function useApplications(): readonly ShownApplication[] | undefined {
  const records = useAll<ApplicationRecord>('desk', 'application');
  const versionOf = useVersions();
  const calendar = useDeskCalendar();
  const nowMs = useNow();
  const minuteMs = nowMs - (nowMs % MINUTE_MS);
  return useMemo(
    () =>
      records && versionOf && calendar
        ? records.map((record) =>
            showApplication(record, versionOf(record.itemNumber, record.versionId), calendar, minuteMs),
          )
        : undefined,
    [records, versionOf, calendar, minuteMs],
  );
}

/** Every rating of a service at the counter on this device; undefined while loading. */
export const useRatings = (): readonly RatingRecord[] | undefined => useAll<RatingRecord>('desk', 'rating');

/** Whether the signed-in person sees to applications. */
export function useMayApply(): boolean {
  const { staff, stationGrids } = useSession();
  return useMemo(() => {
    const { post: actor, functions, gridNumbers } = staff;
    const access = accessOf({ actor, functions, gridNumbers }, stationGrids);
    return may(access, 'create', 'application', { kind: 'desk', gridNumber: null });
  }, [staff, stationGrids]);
}

/** Names of those who have files, by uid, as far as this device knows and this person may read them. */
export function useNamesOf(personUids: readonly string[]): ReadonlyMap<string, PersonRecord> {
  const { records } = useStation();
  const [found, setFound] = useState<ReadonlyMap<string, PersonRecord>>(new Map());
  const key = [...new Set(personUids)].sort().join(' ');
  useEffect(() => {
    let isWanted = true;
    const uids = key === '' ? [] : key.split(' ');
    const look = async () => {
      const people = await Promise.all(uids.map((uid) => records.byUid<PersonRecord>('people', 'person', uid)));
      if (isWanted) setFound(new Map(people.flatMap((person) => (person ? [[person.uid, person] as const] : []))));
    };
    look().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [records, key]);
  return found;
}

/** Who applies without a file. */
export interface Applicant {
  readonly name: string;
  readonly phone: string;
  readonly citizenId: string;
}

/** Who an application is of where there is no file; null where there is one, or it is not for this person. */
export function useApplicant({ applicant, uid }: ApplicationRecord): Applicant | null {
  return useUnsealed<Applicant>(applicant, { uid, field: 'applicant' }) ?? null;
}

import { useMemo } from 'react';
import { accessOf, may } from '#shared/domain/access/access';
import { announcementState, byUrgency, isMeantFor } from '#shared/domain/announcements/announcements';
import type { WireRecord } from '#shared/schema/envelope';
import type { Announcement } from '#shared/schema/types/announcement';
import { useLiveQuery, useSession } from '#renderer/data/index';
import { useToday } from '../people/index';
import { useReadMarks } from './read-marks';

export type AnnouncementRecord = Announcement & WireRecord;

/** All announcements by where they stand; within each the important ones first, then the newest. */
export interface Announcements {
  readonly current: readonly AnnouncementRecord[];
  /** Those whose first day is still to come. */
  readonly coming: readonly AnnouncementRecord[];
  /** Those that have run out or were withdrawn, the newest first. */
  readonly past: readonly AnnouncementRecord[];
}

/** What the station has told its staff, kept current; undefined while loading. */
export function useAnnouncements(): Announcements | undefined {
  const all = useLiveQuery<AnnouncementRecord>('reference', {
    selector: { type: 'announcement' },
    sort: [{ type: 'asc' }, { rank: 'asc' }],
  });
  const today = useToday();
  return useMemo(() => {
    if (!all) return undefined;
    const inState = (...states: readonly string[]) =>
      all.filter((record) => states.includes(announcementState(record, today)));
    return {
      current: inState('current').sort(byUrgency),
      coming: inState('coming').sort(byUrgency),
      past: inState('past', 'withdrawn').sort((a, b) => b.created.at - a.created.at),
    };
  }, [all, today]);
}

/**
 * Current announcements that are meant for the signed-in person and that this person has not read on this device. What somebody wrote
 * needs no reading by them.
 */
export function useUnreadAnnouncements(): readonly AnnouncementRecord[] {
  const current = useAnnouncements()?.current;
  const { staff } = useSession();
  const marks = useReadMarks();
  return useMemo(
    () =>
      marks.isKnown && current
        ? current.filter(
            (record) => isMeantFor(record, staff.post) && record.created.by !== staff.uid && !marks.has(record._id),
          )
        : [],
    [current, staff, marks],
  );
}

/** Whether the signed-in person may write announcements and withdraw them. */
export function useMayAnnounce(): boolean {
  const { staff, stationGrids } = useSession();
  return useMemo(() => {
    const { post: actor, functions, gridNumbers } = staff;
    const access = accessOf({ actor, functions, gridNumbers }, stationGrids);
    return may(access, 'create', 'announcement', { kind: 'commons', gridNumber: null });
  }, [staff, stationGrids]);
}

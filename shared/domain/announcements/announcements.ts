import type { Announcement } from '../../schema/types/announcement';
import type { Post } from '../../schema/types/place';
import { isCalendarDate, type CalendarDate } from '../calendar/date';

/** Where an announcement stands: waits for its first day, is current, has run out, or was taken back. */
export type AnnouncementState = 'coming' | 'current' | 'past' | 'withdrawn';

type Timed = Pick<Announcement, 'from' | 'until' | 'withdrawn'>;

/** Where an announcement stands on a day; both its first and its last day count. */
export function announcementState({ from, until, withdrawn }: Timed, today: CalendarDate): AnnouncementState {
  if (withdrawn) return 'withdrawn';
  if (today < from) return 'coming';
  return until !== null && today > until ? 'past' : 'current';
}

/** Whether it is meant for that post; one without an audience is meant for everybody. */
export const isMeantFor = ({ audience }: Pick<Announcement, 'audience'>, post: Post): boolean =>
  audience === null || audience.includes(post);

/** What comes first when several are read: the important ones, then the newest. */
export function byUrgency(
  a: Pick<Announcement, 'importance' | 'created'>,
  b: Pick<Announcement, 'importance' | 'created'>,
): number {
  if (a.importance !== b.importance) return a.importance === 'important' ? -1 : 1;
  return b.created.at - a.created.at;
}

/** An announcement while it is being written, as typed. */
export interface AnnouncementDraft {
  readonly title: string;
  readonly body: string;
  readonly from: string;
  /** Empty for none. */
  readonly until: string;
  readonly importance: Announcement['importance'];
  /** Empty for everybody. */
  readonly audience: readonly Post[];
  /** Whether kiosks show it to residents. */
  readonly forResidents: boolean;
}

/** What is wrong with a draft, by field. */
export interface AnnouncementProblems {
  readonly title?: 'missing';
  readonly body?: 'missing';
  readonly from?: 'no-day';
  /** `no-day` for a day that does not exist, `before-from`, or `over` for one that lies behind today. */
  readonly until?: 'no-day' | 'before-from' | 'over';
}

/** Everything that keeps a draft from being published; empty when nothing does. */
export function announcementProblems(draft: AnnouncementDraft, today: CalendarDate): AnnouncementProblems {
  const until = untilProblem(draft, today);
  return {
    ...(draft.title.trim() === '' && { title: 'missing' as const }),
    ...(draft.body.trim() === '' && { body: 'missing' as const }),
    ...(!isCalendarDate(draft.from) && { from: 'no-day' as const }),
    ...(until && { until }),
  };
}

function untilProblem({ from, until }: AnnouncementDraft, today: CalendarDate): AnnouncementProblems['until'] | null {
  if (until === '') return null;
  if (!isCalendarDate(until)) return 'no-day';
  if (until < from) return 'before-from';
  return until < today ? 'over' : null;
}

/** The fields of the record that a draft without problems becomes. */
export function announcementFields(
  draft: AnnouncementDraft,
): Pick<Announcement, 'title' | 'body' | 'from' | 'until' | 'importance' | 'audience' | 'forResidents' | 'withdrawn'> {
  return {
    title: draft.title.trim(),
    body: draft.body.trim(),
    from: draft.from,
    until: draft.until === '' ? null : draft.until,
    importance: draft.importance,
    audience: draft.audience.length === 0 ? null : [...draft.audience],
    forResidents: draft.forResidents,
    withdrawn: false,
  };
}

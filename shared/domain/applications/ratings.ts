import type { WorkingCalendar } from '../calendar/working-calendar';
import { addWorkingTime } from '../calendar/working-time';
import type { Satisfaction } from '../../schema/types/incident-rating';
import type { Rating, RectifyStep } from '../../schema/types/rating';

/** 不满意 and below: somebody has to call back and put it right. */
export const isPoor = (satisfaction: Satisfaction): boolean =>
  satisfaction === 'dissatisfied' || satisfaction === 'very-dissatisfied';

/** Time in which a poor grade is put right. */
export const RECTIFY_WITHIN = { amount: 5, unit: 'working-days' } as const;

/** Until when a rating asks to be put right; null where it asks for nothing. */
export function rectifyBy(satisfaction: Satisfaction, ratedAtMs: number, calendar: WorkingCalendar): number | null {
  if (!isPoor(satisfaction)) return null;
  const due = addWorkingTime(ratedAtMs, RECTIFY_WITHIN, calendar);
  return due.kind === 'due' ? due.atMs : null;
}

/** The key of an application's rating, or of that of a number in the queue: one service, one rating. */
export const ratingKey = (
  of:
    | { readonly service: 'application'; readonly uid: string }
    | { readonly service: 'ticket'; readonly day: string; readonly number: string },
): string => (of.service === 'application' ? `a.${of.uid}` : `t.${of.day}.${of.number}`);

/** Where putting right stands: `called` once somebody was reached, `done` ends it. */
export interface Rectification {
  readonly state: 'none' | 'open' | 'taken' | 'called' | 'done';
  readonly takenByUid: string | null;
  readonly isLate: boolean;
}

/** Where a rating stands by its steps. Whoever was not called back is not done: a `done` without a call back counts for nothing. */
export function rectificationOf(
  { rectifyByMs, steps }: Pick<Rating, 'rectifyByMs' | 'steps'>,
  nowMs: number,
): Rectification {
  if (rectifyByMs === null) return { state: 'none', takenByUid: null, isLate: false };
  let state: Rectification['state'] = 'open';
  let takenByUid: string | null = null;
  let doneAtMs: number | null = null;
  for (const step of [...steps].sort(byTime)) {
    if (state === 'done') break;
    if (step.kind === 'take') {
      takenByUid = step.written.by;
      if (state === 'open') state = 'taken';
    } else if (step.kind === 'call-back' && step.reached === true) state = 'called';
    else if (step.kind === 'done' && state === 'called') {
      state = 'done';
      doneAtMs = step.written.at;
    }
  }
  return { state, takenByUid, isLate: (doneAtMs ?? nowMs) > rectifyByMs };
}

const byTime = (a: RectifyStep, b: RectifyStep): number => a.written.at - b.written.at || (a.id < b.id ? -1 : 1);

import type { WorkingCalendar } from '../calendar/working-calendar';
import { addWorkingTime } from '../calendar/working-time';
import type { ApplicationState } from './steps';
import type { Satisfaction } from '../../schema/types/incident-rating';
import type { Rating, RectifyStep } from '../../schema/types/rating';

/** 不满意 and below: somebody has to call back and put it right. */
export const isPoor = (satisfaction: Satisfaction): boolean =>
  satisfaction === 'dissatisfied' || satisfaction === 'very-dissatisfied';

/** Whether what ended so was a service; what goes on or was withdrawn is none as yet. */
export const isRateable = (state: ApplicationState): boolean => RATEABLE.has(state);
const RATEABLE: ReadonlySet<ApplicationState> = new Set(['decided', 'delivered', 'returned']);

/** Time in which a poor grade is put right, and whoever gave it called back, every one: the national 好差评 rules. */
const RECTIFY_WITHIN = { amount: 15, unit: 'working-days' } as const;

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

/** So long after a grade was pressed what was ticked, and a telephone, may follow it. */
export const FOLLOWS_WITHIN_MS = 120_000;

/** Whether whoever gave it is asked for a telephone: a number has none, and of an application the applicant's is known. */
export const asksPhone = ({ service, satisfaction }: Pick<Rating, 'service' | 'satisfaction'>): boolean =>
  service === 'ticket' && isPoor(satisfaction);

/** Calls that nobody answered, after which somebody counts as not to be reached. A figure of ours: the rules name none. */
const VAIN_CALLS = 3;

/** Whether there is no way to reach whoever gave it: they left no telephone, or were called often enough in vain. Nobody who was reached is such. */
export function isOutOfReach({ service, phone, steps }: Pick<Rating, 'service' | 'phone' | 'steps'>): boolean {
  const calls = steps.filter(({ kind }) => kind === 'call-back');
  if (calls.some(({ reached }) => reached === true)) return false;
  return (service === 'ticket' && phone === null) || calls.length >= VAIN_CALLS;
}

/** Where putting right stands: `called` once somebody was reached, `done` ends it; `unreachable` ends it without a call back. */
export interface Rectification {
  readonly state: 'none' | 'open' | 'taken' | 'called' | 'done' | 'unreachable';
  readonly takenByUid: string | null;
  readonly isLate: boolean;
}

/** Whether nothing is left to be done. */
export const isClosed = ({ state }: Pick<Rectification, 'state'>): boolean =>
  state === 'none' || state === 'done' || state === 'unreachable';

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
    if (doneAtMs !== null) break;
    if (step.kind === 'take') {
      takenByUid = step.written.by;
      if (state === 'open') state = 'taken';
    } else if (step.kind === 'call-back' && step.reached === true) state = 'called';
    else if (step.kind === 'done' && state === 'called') {
      state = 'done';
      doneAtMs = step.written.at;
    } else if (step.kind === 'unreachable' && state !== 'called') {
      state = 'unreachable';
      doneAtMs = step.written.at;
    }
  }
  return { state, takenByUid, isLate: (doneAtMs ?? nowMs) > rectifyByMs };
}

const byTime = (a: RectifyStep, b: RectifyStep): number => a.written.at - b.written.at || (a.id < b.id ? -1 : 1);

/** 回访率: of all poor ratings how many gave a call back that was answered, and apart from these how many could not be reached. */
export function callBacks(
  ratings: readonly Pick<Rating, 'rectifyByMs' | 'steps'>[],
  nowMs: number,
): { readonly poor: number; readonly reached: number; readonly outOfReach: number } {
  const states = ratings.map((rating) => rectificationOf(rating, nowMs).state).filter((state) => state !== 'none');
  return {
    poor: states.length,
    reached: states.filter((state) => state === 'called' || state === 'done').length,
    outOfReach: states.filter((state) => state === 'unreachable').length,
  };
}

import type { Incident } from '../../schema/types/incident';
import type { Category, Escalation, LimitStart } from '../../schema/types/incident-category';
import type { IncidentClock } from '../../schema/types/incident-step';
import type { Post } from '../../schema/types/place';
import type { WorkingCalendar } from '../calendar/working-calendar';
import { addWorkingTime, type DueTime } from '../calendar/working-time';
import { isOpenState } from './machine';
import type { Standing } from './standing';

/** Within so long somebody is there (K3); it runs by night and on holidays. */
export const RESPONSE_LIMIT_MINUTES = 30;
const MINUTE_MS = 60_000;

/** The time until somebody came. */
export interface ResponseTime {
  readonly dueAtMs: number;
  readonly atMs: number | null;
  /** From the report to the first response; null as long as nobody has come. */
  readonly tookMs: number | null;
  readonly isLate: boolean;
}

/** 处置时限: none for the category, not begun, running, standing still, or met. `leftMs` is negative once it has run out. */
export type LimitTime =
  | { readonly kind: 'none' }
  | { readonly kind: 'waiting'; readonly from: LimitStart }
  | {
      readonly kind: 'running' | 'met';
      readonly dueAtMs: number;
      /** Until now, or until it was done. */
      readonly leftMs: number;
      readonly isLate: boolean;
      /** False where a year without a notice was passed through. */
      readonly isCertain: boolean;
      readonly isPostponed: boolean;
    }
  | { readonly kind: 'paused'; readonly leftMs: number; readonly isCertain: boolean };

/** What of a category says how long things may take. */
export type LimitRules = Pick<Category, 'limit' | 'escalations'>;

/** How long the first response took, or is taking. Whatever ended without one (不予立案, 重复) is not late. */
export function responseTime(
  { reportedAtMs }: Pick<Incident, 'reportedAtMs'>,
  { state, respondedAtMs }: Pick<Standing, 'state' | 'respondedAtMs'>,
  nowMs: number,
): ResponseTime {
  const dueAtMs = reportedAtMs + RESPONSE_LIMIT_MINUTES * MINUTE_MS;
  const untilMs = respondedAtMs ?? nowMs;
  const counts = respondedAtMs !== null || isOpenState(state);
  return {
    dueAtMs,
    atMs: respondedAtMs,
    tookMs: respondedAtMs === null ? null : Math.max(0, respondedAtMs - reportedAtMs),
    isLate: counts && untilMs > dueAtMs,
  };
}

/** Where the limit of handling stands. */
export function limitTime(
  incident: Pick<Incident, 'reportedAtMs'>,
  standing: Standing,
  rules: LimitRules | null,
  calendar: WorkingCalendar,
  nowMs: number,
): LimitTime {
  const limit = rules?.limit ?? null;
  if (limit === null) return { kind: 'none' };
  const startMs = startOf(limit.from, incident, standing);
  if (startMs === null) return { kind: 'waiting', from: limit.from };
  const due = addWorkingTime(startMs, limit, calendar, standing.pauses);
  if (due.kind === 'never') return { kind: 'none' };
  const doneAtMs = standing.finishedAtMs ?? standing.endedAtMs;
  if (due.kind === 'paused') return { kind: 'paused', leftMs: due.leftMs, isCertain: due.isCertain };
  return timed(due, standing.postponedToMs, doneAtMs, nowMs);
}

function timed(
  due: Extract<DueTime, { readonly kind: 'due' }>,
  postponedToMs: number | null,
  doneAtMs: number | null,
  nowMs: number,
): LimitTime {
  const isPostponed = postponedToMs !== null && postponedToMs > due.atMs;
  const dueAtMs = isPostponed ? postponedToMs : due.atMs;
  const leftMs = dueAtMs - (doneAtMs ?? nowMs);
  return {
    kind: doneAtMs === null ? 'running' : 'met',
    dueAtMs,
    leftMs,
    isLate: leftMs < 0,
    isCertain: isPostponed || due.isCertain,
    isPostponed,
  };
}

function startOf(
  from: LimitStart,
  { reportedAtMs }: Pick<Incident, 'reportedAtMs'>,
  standing: Standing,
): number | null {
  switch (from) {
    case 'report':
      // Opened again, it begins when that was.
      return standing.reopened > 0 ? standing.acceptedAtMs : reportedAtMs;
    case 'accept':
      return standing.acceptedAtMs;
    case 'dispatch':
      return standing.dispatchedAtMs;
  }
}

/** Who is told when a limit has run out, where the category says nothing else. */
export const USUAL_ESCALATIONS: Readonly<Record<IncidentClock, readonly Escalation[]>> = {
  response: [
    { after: { amount: 0, unit: 'hours' }, tell: ['duty-lead'] },
    { after: { amount: 1, unit: 'hours' }, tell: ['duty-lead', 'manager'] },
  ],
  handling: [
    { after: { amount: 0, unit: 'hours' }, tell: ['duty-lead'] },
    { after: { amount: 4, unit: 'working-hours' }, tell: ['duty-lead', 'manager'] },
  ],
};

/** A level that is reached and that nobody has been told of. */
export interface DueEscalation {
  readonly clock: IncidentClock;
  readonly level: number;
  /** Posts of this level and of those below it that were passed over meanwhile. */
  readonly tell: readonly Post[];
}

/** The levels to be told of now: at most one of each clock, the highest that is reached. */
export function dueEscalations(
  incident: Pick<Incident, 'reportedAtMs'>,
  standing: Standing,
  rules: LimitRules | null,
  calendar: WorkingCalendar,
  nowMs: number,
): readonly DueEscalation[] {
  if (!isOpenState(standing.state)) return [];
  const response = responseTime(incident, standing, nowMs);
  const limit = limitTime(incident, standing, rules, calendar, nowMs);
  return [
    ...(response.atMs === null ? reached('response', response.dueAtMs, USUAL_ESCALATIONS.response) : []),
    ...(limit.kind === 'running'
      ? reached('handling', limit.dueAtMs, rules?.escalations ?? USUAL_ESCALATIONS.handling)
      : []),
  ];

  function reached(clock: IncidentClock, dueAtMs: number, levels: readonly Escalation[]): readonly DueEscalation[] {
    const told = standing.escalated[clock];
    const now = levels.filter(({ after }) => {
      const time = addWorkingTime(dueAtMs, after, calendar);
      return time.kind === 'due' && time.atMs <= nowMs;
    }).length;
    if (now <= told) return [];
    return [{ clock, level: now, tell: [...new Set(levels.slice(told, now).flatMap(({ tell }) => tell))] }];
  }
}

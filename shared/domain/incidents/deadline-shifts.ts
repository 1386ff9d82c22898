import type { Incident } from '../../schema/types/incident';
import type { WorkingCalendar } from '../calendar/working-calendar';
import { limitTime, type LimitRules, type LimitTime } from './deadlines';
import type { Standing } from './standing';

/** An open incident of which the limit runs out at another time under another calendar. */
export interface DeadlineShift {
  readonly uid: string;
  readonly wasMs: number;
  readonly willBeMs: number;
  /** It was in time and would be late, or the other way round. */
  readonly turns: 'late' | 'in-time' | null;
}

/** What another calendar does to limits that run, those that move furthest first; incidents as they stand, open ones only. */
export function deadlineShifts(
  incidents: readonly (Pick<Incident, 'uid' | 'reportedAtMs'> & {
    readonly standing: Standing;
    readonly rules: LimitRules | null;
  })[],
  before: WorkingCalendar,
  after: WorkingCalendar,
  nowMs: number,
): readonly DeadlineShift[] {
  const shifts = incidents.flatMap(({ uid, reportedAtMs, standing, rules }): readonly DeadlineShift[] => {
    const of = (calendar: WorkingCalendar) => running(limitTime({ reportedAtMs }, standing, rules, calendar, nowMs));
    const [was, will] = [of(before), of(after)];
    if (!was || !will || was.dueAtMs === will.dueAtMs) return [];
    const turns = was.isLate === will.isLate ? null : will.isLate ? 'late' : 'in-time';
    return [{ uid, wasMs: was.dueAtMs, willBeMs: will.dueAtMs, turns }];
  });
  const by = ({ wasMs, willBeMs }: DeadlineShift) => Math.abs(willBeMs - wasMs);
  return shifts.sort((a, b) => by(b) - by(a) || (a.uid < b.uid ? -1 : 1));
}

const running = (limit: LimitTime) => (limit.kind === 'running' ? limit : null);

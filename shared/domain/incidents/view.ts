import type { Incident } from '../../schema/types/incident';
import type { Category } from '../../schema/types/incident-category';
import type { WorkingCalendar } from '../calendar/working-calendar';
import { limitTime, responseTime, type LimitTime, type ResponseTime } from './deadlines';
import { isOpenState } from './machine';
import { standingOf, type Standing } from './standing';

/** An incident as screens show it at an instant. */
export interface IncidentView extends Standing {
  readonly isOpen: boolean;
  readonly isUrgent: boolean;
  readonly response: ResponseTime;
  readonly limit: LimitTime;
  /** Nobody came in time as yet, or the limit of handling has run out and it is not done. */
  readonly isOverdue: boolean;
}

export interface ViewContext {
  readonly nowMs: number;
  readonly calendar: WorkingCalendar;
  /** The category by its uid; null for one there is not. */
  readonly categoryOf: (uid: string) => Pick<Category, 'limit' | 'escalations' | 'urgent'> | null;
}

/** Everything that follows from an incident's steps, its category, the calendar and the clock. */
export function viewIncident(
  incident: Pick<Incident, 'categoryUid' | 'reportedAtMs' | 'steps' | 'urgent'>,
  { nowMs, calendar, categoryOf }: ViewContext,
): IncidentView {
  const standing = standingOf(incident);
  const category = standing.categoryUid === null ? null : categoryOf(standing.categoryUid);
  const response = responseTime(incident, standing, nowMs);
  const limit = limitTime(incident, standing, category, calendar, nowMs);
  const isOpen = isOpenState(standing.state);
  return {
    ...standing,
    isOpen,
    isUrgent: incident.urgent || category?.urgent === true,
    response,
    limit,
    isOverdue: isOpen && ((response.atMs === null && response.isLate) || (limit.kind === 'running' && limit.isLate)),
  };
}

import { isOpenState, type IncidentState } from '#shared/domain/incidents/machine';
import { viewIncident, type IncidentView, type ViewContext } from '#shared/domain/incidents/view';
import type { WireRecord } from '#shared/schema/envelope';
import type { Incident } from '#shared/schema/types/incident';
import { gridNumberOf } from '../people/index';
import type { CategoryView } from './categories';
import type { SeenIncident } from './commands';

export type IncidentRecord = Incident & WireRecord;

/** An incident as screens have it: the record, and what its steps, the calendar and the clock come to. */
export interface ShownIncident extends SeenIncident {
  readonly id: string;
  readonly record: IncidentRecord;
  readonly standing: IncidentView;
  readonly state: IncidentState;
  readonly isOpen: boolean;
  readonly isUrgent: boolean;
  /** Number of the grid that it lies in. */
  readonly grid: number | null;
  /** What it counts as now; null where nobody has said. */
  readonly category: CategoryView | null;
  /** When the limit of handling runs out; null where it does not run. */
  readonly dueAtMs: number | null;
}

/** Shows a record; `categories` by uid. */
export function showIncident(
  record: IncidentRecord,
  context: ViewContext,
  categories: ReadonlyMap<string, CategoryView>,
): ShownIncident {
  const standing = viewIncident(record, context);
  const { limit } = standing;
  return {
    id: record._id,
    _id: record._id,
    uid: record.uid,
    heads: standing.heads,
    record,
    standing,
    state: standing.state,
    isOpen: isOpenState(standing.state),
    isUrgent: standing.isUrgent,
    grid: gridNumberOf(record._id),
    category: standing.categoryUid === null ? null : (categories.get(standing.categoryUid) ?? null),
    dueAtMs: limit.kind === 'running' || limit.kind === 'met' ? limit.dueAtMs : null,
  };
}

import type { WorkingCalendar } from '#shared/domain/calendar/working-calendar';
import { nearestLimit, viewApplication, type ApplicationView } from '#shared/domain/applications/view';
import type { WireRecord } from '#shared/schema/envelope';
import type { Application } from '#shared/schema/types/application';
import type { ItemVersion } from '#shared/schema/types/service-item';

export type ApplicationRecord = Application & WireRecord;

/** An application as screens have it: the record, the version of its item, and what its steps come to. */
export interface ShownApplication {
  readonly id: string;
  readonly record: ApplicationRecord;
  /** Null where this device has not got it. */
  readonly version: ItemVersion | null;
  readonly view: ApplicationView;
  /** By when it is to be decided; null where nothing runs. */
  readonly dueAtMs: number | null;
}

/** Shows a record. */
export function showApplication(
  record: ApplicationRecord,
  version: ItemVersion | null,
  calendar: WorkingCalendar,
  nowMs: number,
): ShownApplication {
  const view = viewApplication(record, version, calendar, nowMs);
  const limit = nearestLimit(view);
  return { id: record._id, record, version, view, dueAtMs: limit.kind === 'running' ? limit.dueAtMs : null };
}

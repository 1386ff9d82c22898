import type { WatchLine } from '#shared/domain/devices/watch-table';
import type { RehearsalAnswer } from '#shared/ipc/alarm-api';
import type { AlarmRecordStep } from '#shared/schema/types/alarm';

/** What services know of alarms; see `ports.ts`. */

/** Rules over past readings, before they are switched on. */
export interface Rehearsals {
  /** How often a line would have rung in the last 30 days and the last 7, by device. One at a time: `hub.busy`. */
  rehearse(line: WatchLine): Promise<RehearsalAnswer>;
}

/** What the hub goes by when a device brings an alarm: what of it only this host can have made. */
export interface AlarmAuthors {
  /** Whether this host opened the alarm that has this key and uid. */
  isHosts(uid: string, key: string): boolean;
  /** Whether the step stands under the id that the host's own has there. */
  isHostStep(alarmUid: string, step: AlarmRecordStep): boolean;
}

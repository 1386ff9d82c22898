import type { WatchLine } from '#shared/domain/devices/watch-table';
import { alarmPaths, rehearsalAnswerSchema, type RehearsalAnswer } from '#shared/ipc/alarm-api';
import type { StationClient } from './station-client';

/** What the host says about rules of alarms (`shared/ipc/alarm-api`), for those who adjust them. Throws `access.denied` and as calls of the hub do. */
export interface AlarmCalls {
  /** How often a line would have rung over the last days, were it on. */
  rehearse(line: WatchLine): Promise<RehearsalAnswer>;
}

/** See `AlarmCalls`; asked with the token of the moment. */
export const createAlarmCalls = (client: StationClient, token: () => string): AlarmCalls => ({
  rehearse: (line) =>
    client.call({ path: alarmPaths.rehearse, token: token(), method: 'POST', body: { line } }, rehearsalAnswerSchema),
});

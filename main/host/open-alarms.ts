import { AppError } from '#shared/errors/app-error';
import { createAlarmIds } from '../services/alarm-ids';
import type { AlarmAuthors, Rehearsals } from '../services/alarm-port';
import { startAlarms, type AlarmsDeps, type AlarmsService } from '../services/alarms/alarms';
import type { StationKeys } from '../services/key-ports';

/** Alarms of a station that is being opened. */
export interface OpenAlarms {
  /** What the hub goes by from the first row on. */
  readonly authors: AlarmAuthors;
  /** `hub.busy` before it has begun. */
  readonly rehearsals: Rehearsals;
  /** Begins to watch over devices; to be stopped before what it writes to. */
  begin(): Promise<AlarmsService>;
}

export type OpenAlarmsDeps = Omit<AlarmsDeps, 'secret' | 'schedule'> & {
  readonly stationKeys: Pick<StationKeys, 'derive'>;
};

/** Prepares what watches over devices. */
export function openAlarms(deps: OpenAlarmsDeps): OpenAlarms {
  const secret = deps.stationKeys.derive('receipt', 'alarm');
  let begun: AlarmsService | null = null;
  return {
    authors: createAlarmIds(secret),
    rehearsals: {
      rehearse: async (line) => {
        if (!begun) throw new AppError('hub.busy', 'the host has only just started', { retry: true });
        return begun.rehearse(line);
      },
    },
    begin: async () => (begun = await startAlarms({ ...deps, secret })),
  };
}

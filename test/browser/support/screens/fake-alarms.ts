import { may, type Access } from '#shared/domain/access/access';
import { AppError } from '#shared/errors/app-error';
import type { Sensor } from '#shared/schema/types/sensor';
import type { OpenStation } from '#renderer/data/index';
import type { createStore } from './fake-store';

/** A host whose log has nothing of these devices but of the first, which would have rung twice. */
export function fakeAlarms(
  access: Access,
  store: Pick<Awaited<ReturnType<typeof createStore>>, 'all'>,
  isAway: () => boolean,
): OpenStation['alarms'] {
  return {
    rehearse: async (line) => {
      if (isAway()) throw new AppError('hub.unreachable', 'away', { retry: true });
      if (!may(access, 'edit', 'rule-table', { kind: 'commons', gridNumber: null }))
        throw new AppError('access.denied', 'not for this post');
      const sensors = store.all('devices').filter(({ type }) => type === 'sensor') as unknown as readonly Sensor[];
      const devices = sensors
        .filter(({ kind, endedAtMs }) => endedAtMs === null && line.kinds.includes(kind))
        .map(({ uid }, place) => ({
          sensorUid: uid,
          hasReadings: place === 0,
          in30Days: place === 0 ? 2 : 0,
          in7Days: place === 0 ? 1 : 0,
        }));
      return { devices };
    },
  };
}

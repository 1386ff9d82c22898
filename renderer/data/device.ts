import { ulid } from 'ulid';
import type { Session } from '#shared/ipc/station-api';
import type { Platform } from '#renderer/platform/platform';
import { DeviceDatabase, type StoredSession } from './device-database';
import { asStorageError } from '#shared/sync/storage-error';
import { holdKeys } from './sealer';
import { openStation } from './open-station';
import { createStationClient } from './station-client';
import type { Device, OpenStation } from './types';

/** The device this page runs on. */
export function createDevice(platform: Platform): Device {
  const database = new DeviceDatabase();
  const client = createStationClient(platform);

  async function remember(session: Session): Promise<StoredSession> {
    const { keys, ...rest } = session;
    const stored: StoredSession = { key: 'session', session: rest, keys: await holdKeys(keys) };
    await database.rows.put(stored);
    return stored;
  }

  async function requestSession(staffCode: string, passphrase: string): Promise<StoredSession> {
    const id = await database.deviceId(() => ulid());
    const device = { id, name: platform.kind, kind: platform.kind };
    return remember(await client.signIn({ staffCode, passphrase, device }));
  }

  const open = (stored: StoredSession): Promise<OpenStation> =>
    openStation({
      platform,
      stored,
      renew: async (token) => remember(await client.renew(token)),
      signInAgain: (passphrase) => requestSession(stored.session.staff.code, passphrase),
    });

  return {
    async open() {
      try {
        const stored = await database.session();
        if (stored) return { kind: 'open', station: await open(stored) };
        const [practice, health] = await Promise.all([client.practice(), client.health()]);
        return { kind: 'signed-out', practice, stationName: health?.station.name ?? null };
      } catch (thrown) {
        return { kind: 'failed', error: asStorageError(thrown) };
      }
    },
    async signIn(staffCode, passphrase) {
      const stored = await requestSession(staffCode, passphrase);
      await platform.persistStorage();
      return open(stored);
    },
    async signOut(station) {
      await station.close();
      await database.rows.delete('session');
    },
  };
}

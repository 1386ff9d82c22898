import { Dexie, type Table } from 'dexie';
import type { Session } from '#shared/ipc/station-api';
import type { HeldKey } from './sealer';

/** Who is signed in on this device; the token within is only good at the hub that issued it. */
export interface StoredSession {
  readonly key: 'session';
  /** The session without its raw data keys. */
  readonly session: Omit<Session, 'keys'>;
  readonly keys: readonly HeldKey[];
}

interface DeviceRow {
  readonly key: 'device';
  readonly id: string;
}

/** What belongs to the device and to no person: its id, and the session to go on with after a restart. */
export class DeviceDatabase extends Dexie {
  declare readonly rows: Table<DeviceRow | StoredSession, string>;

  constructor(name = 'linli-device') {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ rows: 'key' });
  }

  async session(): Promise<StoredSession | null> {
    const row = await this.rows.get('session');
    return row?.key === 'session' ? row : null;
  }

  async deviceId(mint: () => string): Promise<string> {
    return this.transaction('rw', this.rows, async () => {
      const row = await this.rows.get('device');
      if (row?.key === 'device') return row.id;
      const id = mint();
      await this.rows.add({ key: 'device', id });
      return id;
    });
  }
}

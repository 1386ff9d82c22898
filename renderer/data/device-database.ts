import { Dexie, type Table } from 'dexie';
import type { PassphraseParameters } from './passphrase-key';

/** The device as one that the host knows. */
export interface DeviceRow {
  readonly key: 'device';
  readonly id: string;
  /** 32 random bytes in base64: shown to the host at every sign-in, so that nobody else can be this device by its id. */
  readonly secret: string;
}

/**
 * What the device keeps of a person, readable without a key: who, where the data lies, and the local key closed three times over.
 * The session with its token and data keys is closed under the local key.
 */
export interface PersonRow {
  /** `<station>~<staff uid>`; one whose key is lost has a suffix. */
  readonly id: string;
  readonly station: string;
  readonly staffUid: string;
  readonly code: string;
  /** Name of the local databases. */
  readonly database: string;
  readonly lastUsedAtMs: number;
  /** Nobody here can open it any more but with the recovery key; what it has unsent is still delivered as parcels. */
  readonly isLost: boolean;
  readonly passphrase: PassphraseParameters;
  readonly underPassphrase: Uint8Array<ArrayBuffer>;
  readonly underEscrow: Uint8Array<ArrayBuffer>;
  /** For the holder of the recovery key on paper. */
  readonly toRecovery: string;
  readonly session: Uint8Array<ArrayBuffer>;
}

/** What belongs to the device and to no person alone: its id and secret, and who has data here. */
export class DeviceDatabase extends Dexie {
  declare readonly rows: Table<DeviceRow | { readonly key: 'session' }, string>;
  declare readonly people: Table<PersonRow, string>;

  constructor(name = 'linli-device') {
    super(name, { chromeTransactionDurability: 'strict' });
    // Version 1 kept the session of whoever was signed in, token and keys, for anybody who copied the profile.
    this.version(1).stores({ rows: 'key' });
    this.version(2)
      .stores({ rows: 'key', people: 'id' })
      .upgrade((change) => change.table('rows').delete('session'));
  }

  /** This device's id and secret; made on first use. */
  async device(mint: () => { readonly id: string; readonly secret: string }): Promise<DeviceRow> {
    return this.transaction('rw', this.rows, async () => {
      const row = await this.rows.get('device');
      if (row?.key === 'device' && row.secret) return row;
      const made = mint();
      const device: DeviceRow = { key: 'device', id: row?.key === 'device' ? row.id : made.id, secret: made.secret };
      await this.rows.put(device);
      return device;
    });
  }

  /** Makes the device one that the host has never seen. */
  async forgetDevice(): Promise<void> {
    await this.rows.delete('device');
  }
}

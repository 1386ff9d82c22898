import { AppError } from '#shared/errors/app-error';
import type { Session } from '#shared/ipc/station-api';
import { sealBox, sealedTo } from '#shared/schema/sealed-box';
import type { DeviceDatabase, PersonRow } from './device-database';
import { createLocalCipher, openBytes, sealBytes, type LocalKey } from './local-cipher';
import { importWrappingKey, keyOfPassphrase, newParameters } from './passphrase-key';

/**
 * The local keys of the people who have data on this device. A local key is 32 random bytes; the disk has it closed under the
 * person's passphrase, under a key that the host gives at sign-in (for when the passphrase was changed elsewhere), and to the
 * recovery key on paper. No token and no CryptoKey is stored: a copied profile could use one without any passphrase.
 */
export interface Vault {
  /** People with data here whose key is not lost, whoever was here last first. */
  people(): Promise<readonly PersonRow[]>;
  /** All rows, those with lost keys too. */
  everybody(): Promise<readonly PersonRow[]>;
  /** The person's local key; null for a wrong passphrase, which takes as long as a right one. */
  keyOf(person: PersonRow, passphrase: string): Promise<LocalKey | null>;
  /** Opens what this device keeps of a person with their key. */
  open(person: PersonRow, localKey: LocalKey): Promise<Unlocked>;
  /**
   * The person's key for a session that the host just granted for this passphrase: opened and closed anew under what holds at
   * this moment, or made. Where it opens with neither passphrase nor escrow, what is there is kept as lost and a new key begins.
   * `keyOfPassphrase` is what `keyOf` answered, when it was asked already.
   */
  admit(session: Session, passphrase: string, keyOfPassphrase?: Promise<LocalKey | null>): Promise<Unlocked>;
  /** Keeps a fresh session of a person who is in, and closes the local key anew where the host names other keys than before. */
  remember(unlocked: Unlocked, session: Session): Promise<Unlocked>;
  /** Closes the key under another passphrase, one that the host has taken. */
  rewrap(unlocked: Unlocked, session: Session, passphrase: string): Promise<Unlocked>;
  forget(person: PersonRow): Promise<void>;
}

/** A person whose key is open. */
export interface Unlocked {
  readonly person: PersonRow;
  readonly localKey: LocalKey;
  readonly session: Session;
}

export interface VaultOptions {
  readonly database: DeviceDatabase;
  nowMs(): number;
  randomBytes(length: number): Uint8Array<ArrayBuffer>;
}

const LOCAL_KEY_BYTES = 32;

/** See `Vault`. */
export function createVault({ database, nowMs, randomBytes }: VaultOptions): Vault {
  const { people } = database;

  async function wrap(
    session: Session,
    passphrase: string,
    localKey: LocalKey,
    into: Pick<PersonRow, 'id' | 'database'>,
  ): Promise<Unlocked> {
    const parameters = newParameters(randomBytes);
    const { staff, station } = session;
    const [byPassphrase, byEscrow, toRecovery] = await Promise.all([
      keyOfPassphrase(passphrase, parameters).then((key) => sealBytes(key, localKey, into.id)),
      escrowOf(session).then((key) => sealBytes(key, localKey, into.id)),
      sealToRecovery(session, localKey),
    ]);
    const person: PersonRow = {
      ...into,
      station: station.id,
      staffUid: staff.uid,
      code: staff.code,
      lastUsedAtMs: nowMs(),
      isLost: false,
      passphrase: parameters,
      underPassphrase: byPassphrase,
      underEscrow: byEscrow,
      toRecovery,
      session: await closeSession(localKey, session),
    };
    await people.put(person);
    return { person, localKey, session };
  }

  const vault: Vault = {
    everybody: () => people.toArray(),
    async people() {
      const known = (await people.toArray()).filter((person) => !person.isLost);
      return known.sort((a, b) => b.lastUsedAtMs - a.lastUsedAtMs);
    },

    keyOf: async (person, passphrase) =>
      openBytes(await keyOfPassphrase(passphrase, person.passphrase), person.underPassphrase, person.id),

    async open(person, localKey) {
      const session = await openSession(localKey, person.session);
      if (!session) throw new AppError('device.storage-failed', 'the kept session does not open under its own key');
      const used = { ...person, lastUsedAtMs: nowMs() };
      await people.put(used);
      return { person: used, localKey, session };
    },

    async admit(session, passphrase, tried) {
      const id = `${session.station.id}~${session.staff.uid}`;
      const person = await people.get(id);
      if (!person) return wrap(session, passphrase, randomBytes(LOCAL_KEY_BYTES), { id, database: newName(id) });
      const byPassphrase = await (tried ?? vault.keyOf(person, passphrase));
      if (byPassphrase) return vault.remember({ person, localKey: byPassphrase, session }, session);
      const localKey = await openBytes(await escrowOf(session), person.underEscrow, id);
      if (localKey) return wrap(session, passphrase, localKey, { id, database: person.database });
      const lostId = `${id}~${nowMs().toString(36)}`;
      await people.put({ ...person, id: lostId, isLost: true });
      return wrap(session, passphrase, randomBytes(LOCAL_KEY_BYTES), { id, database: newName(lostId) });
    },

    async remember({ person, localKey }, session) {
      const kept: PersonRow = {
        ...person,
        ...(await wrapsOfHost(person, localKey, session)),
        lastUsedAtMs: nowMs(),
        session: await closeSession(localKey, session),
      };
      await people.put(kept);
      return { person: kept, localKey, session };
    },

    rewrap: ({ person, localKey }, session, passphrase) =>
      wrap(session, passphrase, localKey, { id: person.id, database: person.database }),

    forget: ({ id }) => people.delete(id),
  };
  return vault;
}

/** The local key closed under what the host gives, as it lies there where it still opens with that. */
async function wrapsOfHost(
  { id, underEscrow, toRecovery }: PersonRow,
  localKey: LocalKey,
  session: Session,
): Promise<Pick<PersonRow, 'underEscrow' | 'toRecovery'>> {
  const escrow = await escrowOf(session);
  const isUnderEscrow = (await openBytes(escrow, underEscrow, id)) !== null;
  const isToRecovery = sealedTo(toRecovery) === session.device.recoveryKey.kid;
  return {
    underEscrow: isUnderEscrow ? underEscrow : await sealBytes(escrow, localKey, id),
    toRecovery: isToRecovery ? toRecovery : await sealToRecovery(session, localKey),
  };
}

const sealToRecovery = ({ station, staff, device }: Session, localKey: LocalKey): Promise<string> =>
  sealBox(device.recoveryKey, { station: station.id, staff: staff.uid, localKey: base64(localKey) });

const newName = (id: string): string => `linli2-${id.replaceAll('~', '-')}`;

async function closeSession(localKey: LocalKey, session: Session): Promise<Uint8Array<ArrayBuffer>> {
  return (await createLocalCipher(localKey, 'session')).seal(session, 'session');
}

async function openSession(localKey: LocalKey, closed: Uint8Array<ArrayBuffer>): Promise<Session | null> {
  return (
    ((await (await createLocalCipher(localKey, 'session')).open(closed, 'session')) as Session | undefined) ?? null
  );
}

const escrowOf = ({ device }: Session): Promise<CryptoKey> =>
  importWrappingKey(Uint8Array.from(atob(device.escrowKey), (character) => character.charCodeAt(0)));

/** Bytes as base64. */
export const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

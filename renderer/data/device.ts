import { BehaviorSubject } from 'rxjs';
import { ulid } from 'ulid';
import { AppError, toAppError, type ErrorCode } from '#shared/errors/app-error';
import { FIRST_DEVICE_NAMES, type Session } from '#shared/ipc/station-api';
import { asStorageError } from '#shared/sync/storage-error';
import type { Platform } from '#renderer/platform/platform';
import { DeviceDatabase } from './device-database';
import type { JournalFolder } from './unsent/journal-service';
import { openJournalFolder } from './unsent/journal-transport';
import { openStation } from './open-station';
import { handOverEverybodysMedia } from './media/open-media';
import { MEDIA_MS } from './revocation';
import { createOthersDelivery } from './unsent/others';
import { warmUpRegister } from './register/transport';
import { createStationClient } from './station-client';
import type { Device, HandingOver, OpenStation, Opening } from './types';
import { countUnsent } from './unsent/count-unsent';
import { base64, createVault, type Unlocked } from './vault';
import { wipeDevice } from './wipe';

/** Codes by which the hub is not there or cannot say yes or no: what the device keeps has to do. */
const AWAY: ReadonlySet<ErrorCode> = new Set([
  'hub.unreachable',
  'hub.not-a-hub',
  'hub.busy',
  // Every sign-in is written down: a full disk must not lock out everybody.
  'host.disk-full',
  'host.folder-read-only',
  'internal',
]);

/** Who can go on without the hub does not wait longer for it than this. */
const KNOWN_TIMEOUT_MS = 5000;

const SECRET_BYTES = 32;

/** The device this page runs on; `openJournals` says where unsent writes are kept once more. */
export function createDevice(platform: Platform, openJournals: () => JournalFolder | null = openJournalFolder): Device {
  const database = new DeviceDatabase();
  const client = createStationClient(platform);
  const vault = createVault({
    database,
    nowMs: () => platform.nowMs(),
    randomBytes: (length) => platform.randomBytes(length),
  });

  const handingOver$ = new BehaviorSubject<HandingOver | null>(null);

  const thisDevice = () => database.device(() => ({ id: ulid(), secret: base64(platform.randomBytes(SECRET_BYTES)) }));

  async function requestSession(staffCode: string, passphrase: string, timeoutMs?: number): Promise<Session> {
    const { id, secret } = await thisDevice();
    const device = { id, secret, name: FIRST_DEVICE_NAMES[platform.kind], kind: platform.kind };
    return client.signIn({ staffCode, passphrase, device }, timeoutMs);
  }

  /** With what the hub grants, or, while it is away, with what the device keeps. */
  async function unlock(staffCode: string, passphrase: string): Promise<Unlocked> {
    const known = (await vault.people()).find(({ code }) => code === asTyped(staffCode));
    // Both take their time; neither needs the other.
    const localKey = known && vault.keyOf(known, passphrase);
    const session = await requestSession(staffCode, passphrase, known && KNOWN_TIMEOUT_MS).catch(toAppError);
    const key = (await localKey) ?? null;
    if (!(session instanceof AppError)) {
      const isSame = session.staff.uid === known?.staffUid && session.station.id === known.station;
      return vault.admit(session, passphrase, isSame ? localKey : undefined);
    }
    if (known && AWAY.has(session.code)) {
      if (!key) throw new AppError('auth.wrong', 'not the passphrase of this person on this device');
      return vault.open(known, key);
    }
    if (session.code !== 'auth.device-revoked' || session.details['wipe'] !== true) throw session;
    // Whoever tries, and with whatever code: a tablet in wrong hands erases itself.
    const lost = await wipe(known && key ? await vault.open(known, key).catch(() => null) : null);
    throw new AppError('device.wiped', 'this device was erased on the host’s word', {
      cause: session,
      details: { lost },
    });
  }

  /** The host asked for it at the door: with a person's key a token is at hand to hand over what is unsent and say that it is done. */
  async function wipe(unlocked: Unlocked | null): Promise<number> {
    const token = unlocked?.session.token;
    if (token) {
      handingOver$.next({ isErased: true, media: null });
      const databases = async () => (await vault.everybody()).map((person) => person.database);
      const post = (parcels: readonly string[]) => client.deliverParcels(token, parcels);
      const delivery = createOthersDelivery({ locks: platform.locks, databases, post });
      await delivery.deliver().catch(() => undefined);
      const media = {
        platform,
        databases,
        token,
        onLeft: (left: number) => handingOver$.next({ isErased: true, media: left }),
      };
      await handOverEverybodysMedia(media, AbortSignal.timeout(MEDIA_MS)).catch(() => undefined);
    }
    const lost = handingOver$.value?.media ?? 0;
    await wipeDevice(database);
    if (token) await client.confirmWiped(token, lost).catch(() => undefined);
    return lost;
  }

  async function openDoor(): Promise<Opening> {
    // Whoever comes after an end begins anew.
    handingOver$.next(null);
    const everybody = await vault.everybody();
    const [{ id }, practice, health, unsent, people] = await Promise.all([
      thisDevice(),
      client.practice(),
      client.health(),
      countUnsent(everybody),
      vault.people(),
    ]);
    const known = [...new Set(people.map(({ code }) => code))];
    const stationName = health?.station.name ?? null;
    const device = { id, name: FIRST_DEVICE_NAMES[platform.kind] };
    return {
      kind: 'signed-out',
      practice,
      stationName,
      known,
      last: known[0] ?? null,
      unsent,
      hasTraining: health?.training ?? false,
      homeOrigin: health?.homeOrigin ?? null,
      device,
    };
  }

  return {
    handingOver$,
    open: () => openDoor().catch((thrown: unknown) => ({ kind: 'failed', error: asStorageError(thrown) })),
    async signIn(staffCode, passphrase): Promise<OpenStation> {
      warmUpRegister();
      const unlocked = await unlock(staffCode, passphrase);
      // From here on there is something to lose. Some browsers ask the person: nobody waits for the answer.
      void platform.persistStorage();
      return openStation({
        platform,
        client,
        vault,
        unlocked,
        requestSession,
        openJournals,
        handingOver$,
        wipe: async (token, lost) => {
          await wipeDevice(database);
          // The host notices by itself that the device never came back.
          await client.confirmWiped(token, lost).catch(() => undefined);
        },
      });
    },
    openTraining: () => client.openTraining(),
    openPracticeTerminal: (kind) => client.openPracticeTerminal(kind),
    signOut: (station) => station.close(),
  };
}

/** A staff code as the host reads it: keyboards of tablets begin with a capital. */
const asTyped = (staffCode: string): string => staffCode.normalize('NFKC').trim().toLowerCase();

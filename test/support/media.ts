import { randomBytes } from 'node:crypto';
import { firstValueFrom, filter } from 'rxjs';
import type { DataKey } from '#shared/ipc/station-api';
import { documentId } from '#shared/schema/ids';
import { signingKeyRecordSchema } from '#shared/schema/types/signing-key';
import { createLocalCipher, type LocalKey } from '#renderer/data/local-cipher';
import { createMediaHub } from '#renderer/data/media/media-hub';
import type { MediaStoreOptions } from '#renderer/data/media/media-parts';
import { startMedia, type RunningMedia } from '#renderer/data/media/media-store';
import { openShelf } from '#renderer/data/media/shelf';
import type { MediaRef, PhotoStatus } from '#renderer/data/media/types';
import { createSealer } from '#renderer/data/sealer';
import type { RunningGateway } from '#test/integration/gateway/running-gateway';
import type { TestClaims } from './sessions';
import { replicaId, T0, uid } from './builders';
import { memoryPouch, type MemoryPouch } from './memory-pouch';
import { until } from './device';

/** Data keys of a grid: whoever holds the same ones reads the same pictures. */
export const gridKeys = (scope: string): readonly DataKey[] =>
  (['general', 'health', 'child'] as const).map((name) => ({
    kid: `${scope}.${name}.1`,
    scope,
    class: name,
    key: randomBytes(32).toString('base64'),
  }));

/** One person's pictures on one device, over a real gateway. */
export interface MediaDevice {
  readonly media: RunningMedia;
  readonly pouch: MemoryPouch;
  /** What a test changes while it runs. */
  readonly world: MediaWorld;
  /** What the device asked of the hub, `PUT /hub/…`. */
  readonly requests: readonly string[];
  status(ref: MediaRef): Promise<PhotoStatus>;
  reaches(ref: MediaRef, kind: PhotoStatus['kind']): Promise<void>;
  /** Stops this page and opens the next on the same disk; ends with the test as the first does. */
  reopen(): Promise<MediaDevice>;
}

export interface MediaWorld {
  token: string;
  access: Record<string, 'read' | 'write'>;
  recordsWait: boolean;
  /** How often pictures looked whether records wait. */
  looks: number;
  drafts: Set<string>;
  nowMs: number;
  fetch: typeof globalThis.fetch;
  renewals: number;
  revoked: boolean;
}

/** A gateway, and who lets a device in there. */
export interface MediaGateway extends Pick<RunningGateway, 'origin' | 'hub'> {
  readonly sessions: { issue(claims: TestClaims): string };
}

export interface MediaDeviceOptions {
  readonly running: MediaGateway;
  readonly keys: readonly DataKey[];
  readonly name: string;
  readonly staff: string;
  readonly device: string;
  readonly limitBytes?: number;
  readonly world?: Partial<MediaWorld>;
  /** Disks of other people on the same device. */
  readonly others?: readonly MemoryPouch[];
}

const GRID = 'grid-qinghe-1';

/** Opens the pictures of a device. */
export function openMediaDevice(options: MediaDeviceOptions): MediaDevice {
  const { running, staff, device } = options;
  const world: MediaWorld = {
    token: running.sessions.issue({ sub: staff, device, dbs: { [GRID]: 'write' } }),
    access: { [GRID]: 'write' },
    recordsWait: false,
    looks: 0,
    drafts: new Set(),
    nowMs: T0,
    fetch: globalThis.fetch,
    renewals: 0,
    revoked: false,
    ...options.world,
  };
  return openOn(memoryPouch(), new Uint8Array(randomBytes(32)), options, world);
}

let uids = 100_000;

function openOn(pouch: MemoryPouch, localKey: LocalKey, options: MediaDeviceOptions, world: MediaWorld): MediaDevice {
  const { running, staff, device } = options;
  const requests: string[] = [];
  const sealer = createSealer(options.keys);
  let isThere = false;
  const media = startMedia({
    hub: createMediaHub({
      origin: running.origin,
      token: () => world.token,
      fetch: (input, init) => {
        requests.push(`${init?.method ?? 'GET'} ${new URL(String(input)).pathname}`);
        return world.fetch(input, init);
      },
    }),
    hasShelf: async () => isThere || /(?:photo|voice)~/.test(await pouch.dump()),
    openShelf: async () => {
      isThere = true;
      return openShelf(pouch.open());
    },
    others: async function* () {
      for (const other of options.others ?? []) {
        const shelf = await openShelf(other.open());
        yield { shelf, release: () => shelf.close() };
      }
    },
    cipher: () => createLocalCipher(localKey, 'media'),
    limitBytes: options.limitBytes ?? 500_000_000,
    storageBytes: async () => null,
    keyFor: (scope, keyClass) => sealer.keyFor(scope, keyClass),
    keyOf: (kid) => sealer.keyOf(kid),
    openSealed: (sealed, place) => sealer.open(sealed, place),
    signer: (key) => signerAt(running, key),
    author: () => ({ authorUid: staff, deviceUid: device, replica: replicaId(options.name) }),
    hasDraft: async (form, subject) => world.drafts.has(`${form}~${subject}`),
    mayRead: (database) => world.access[database] !== undefined,
    mayWrite: (database) => world.access[database] === 'write',
    recordsWait: () => {
      world.looks += 1;
      return world.recordsWait;
    },
    renewSession: async () => void (world.renewals += 1),
    onRevoked: () => void (world.revoked = true),
    sleep,
    random: () => 0,
    nowMs: () => world.nowMs,
    newUid: () => uid((uids += 1)),
  } satisfies MediaStoreOptions);
  const status = (ref: MediaRef) => firstValueFrom(media.status(ref));
  return {
    media,
    pouch,
    world,
    requests,
    status,
    reaches: async (ref, kind) => {
      await until(async () => (await status(ref)).kind === kind);
    },
    async reopen() {
      await media.stop();
      return openOn(pouch, localKey, options, world);
    },
  };
}

/** Resolves when nothing waits any more. */
export const allSent = async ({ media }: Pick<MediaDevice, 'media'>): Promise<void> => {
  await firstValueFrom(media.queue$.pipe(filter(({ photos }) => photos === 0)));
};

async function signerAt({ hub }: MediaGateway, key: string) {
  const commons = hub.database('commons-qinghe');
  const id = documentId('signing-key', 'qinghe', key);
  const stored = await commons?.get(id, { rev: null, latest: false, revs: false, conflicts: false });
  return stored?.found ? signingKeyRecordSchema.parse(stored.document) : null;
}

/** Back-offs pass at once, so that a test waits for what happens and not for how long. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(ms, 5));
    if (signal.aborted) done();
    else signal.addEventListener('abort', done);
  });
}

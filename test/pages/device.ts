import { firstValueFrom } from 'rxjs';
import { z } from 'zod';
import { paths } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import type { CollectionName } from '#shared/schema/record-type';
import { openCollections } from '#shared/schema/registry';
import type { Opening, OpenStation } from '#renderer/data/types';
import { createDevice } from '#renderer/data/device';
import { createStationClient } from '#renderer/data/station-client';
import { createBrowserPlatform } from '#renderer/platform/platform';
import { beginWriting, createRecord } from '#shared/sync/author';
import { createHybridClock } from '#shared/sync/stamp';
import { tryStorage } from './storage-trial';
import { importsApi } from './imports';
import { mediaApi } from './media';
import { registerApi } from './register';
import { rawDexieInsert, rawLive, rawPost, rxdbInsert } from './ceilings';

/**
 * A page without screens: the product's data layer in a real browser, for tests and benchmarks that would only be slowed
 * down or blurred by pressing buttons. Served by the real host in place of the staff screens.
 */

z.config({ jitless: true });

const platform = createBrowserPlatform();
const device = createDevice(platform);
let station: OpenStation | null = null;

const current = (): OpenStation => {
  if (!station) throw new Error('nobody is signed in');
  return station;
};

/** Arrivals of records by live query, with the instant they were seen: `id → ms since the epoch`. */
const arrivals = new Map<string, number>();
const rawArrivals = new Map<string, number>();
async function everything(): Promise<readonly WireRecord[]> {
  const records: WireRecord[] = [];
  for (const name of openCollections) {
    records.push(...(await firstValueFrom(current().records.find<WireRecord>(name, { selector: {} }))));
  }
  return records;
}

let credentials: readonly [code: string, passphrase: string] | null = null;
let token: string | null = null;

/** A token for the bare wire, of a device of its own: the product hands out none. */
async function bareToken(): Promise<string> {
  if (token) return token;
  if (!credentials) throw new Error('nobody is signed in');
  const [staffCode, passphrase] = credentials;
  const secret = btoa(String.fromCharCode(...platform.randomBytes(32)));
  const bare = { id: current().newUid(), name: 'bare wire', kind: 'workstation' as const, secret };
  ({ token } = await createStationClient(platform).signIn({ staffCode, passphrase, device: bare }));
  return token;
}

const RAW_REPLICA = 'rawwire00000';
let rawCounter = 0;

async function waitFor(seen: ReadonlyMap<string, number>, id: string): Promise<number> {
  for (;;) {
    const at = seen.get(id);
    if (at !== undefined) return at;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

const api = {
  ...importsApi(current),
  ...mediaApi(current),
  ...registerApi(current),

  async signIn(code: string, passphrase: string): Promise<void> {
    station = await device.signIn(code, passphrase);
    credentials = [code, passphrase];
  },

  /** Signs in; how long after that the register had everything, and the longest task of this page until then, both in ms. */
  async timeReady(code: string, passphrase: string): Promise<{ readonly ready: number; readonly longest: number }> {
    await api.signIn(code, passphrase);
    let longest = 0;
    const startedAt = performance.now();
    const watching = new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        if (startTime >= startedAt) longest = Math.max(longest, duration);
    });
    watching.observe({ entryTypes: ['longtask'] });
    await api.registerReady();
    const ready = performance.now() - startedAt;
    watching.disconnect();
    return { ready, longest };
  },

  /** How the app begins on this device. */
  open: (): Promise<Opening> => device.open(),

  async close(): Promise<void> {
    await station?.close();
    station = null;
  },

  databases: (): readonly string[] => current().session.databases.map((database) => database.name),
  newUid: (): string => current().newUid(),
  deviceId: (): string => current().session.deviceId,

  async create(type: string, scope: string, fields: Record<string, unknown>): Promise<string> {
    const uid = current().newUid();
    return (await current().writer.create({ type, scope, uid, fields }))._id;
  },

  tryStorage,

  async edit(id: string, changes: Record<string, unknown>): Promise<void> {
    await current().writer.edit(id, () => changes);
  },

  async records(collection: CollectionName, type: string): Promise<readonly WireRecord[]> {
    return firstValueFrom(current().records.find<WireRecord>(collection, { selector: { type } }));
  },

  async count(collections: readonly CollectionName[]): Promise<number> {
    let total = 0;
    for (const collection of collections) {
      total += (await firstValueFrom(current().records.find(collection, { selector: {} }))).length;
    }
    return total;
  },

  /** Records in all hub databases of the session, as the hub counts them. */
  async countAtHub(): Promise<number> {
    const authorization = `Bearer ${await bareToken()}`;
    const { databases } = current().session;
    const infos = await Promise.all(
      databases.map(({ name }) => fetch(`${paths.hub}/${name}`, { headers: { authorization } })),
    );
    const counts = await Promise.all(
      infos.map(async (info) => ((await info.json()) as { doc_count: number }).doc_count),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  },

  /** Unsent records that the browser had lost and that were brought to the host since sign-in. */
  recovered: (): Promise<number> => firstValueFrom(current().recovered$),

  /** Bytes in the journals of unsent writes; null where there is no folder for them. */
  async journalBytes(): Promise<number | null> {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('linli-journals').catch(() => null);
    if (!folder) return null;
    let bytes = 0;
    for await (const file of folder.values())
      if (file.kind === 'file') bytes += (await (file as FileSystemFileHandle).getFile()).size;
    return bytes;
  },

  /** Deletes every IndexedDB database of this origin, as Chromium does when it finds its own files damaged. */
  async loseIndexedDb(): Promise<number> {
    const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
    await Promise.all(
      names.map(
        (name) =>
          new Promise((resolve, reject) => {
            const request = indexedDB.deleteDatabase(name);
            request.onsuccess = resolve;
            request.onerror = () => reject(request.error);
          }),
      ),
    );
    return names.length;
  },

  /** How the device was ended by the host; waits until it is. */
  revoked: (): Promise<'revoked' | 'wiped'> => firstValueFrom(current().revoked$),

  async waiting(): Promise<number> {
    return (await firstValueFrom(current().sync$)).waiting;
  },

  /** Resolves when the hub has everything and this device has taken in everything; answers how long it took in ms. */
  settled(): Promise<number> {
    const startedAt = performance.now();
    return new Promise((resolve) => {
      const subscription = current().sync$.subscribe(({ status, waiting }) => {
        const isSettled =
          status.link.kind === 'live' && status.databases.every((each) => each.state === 'current') && waiting === 0;
        if (!isSettled) return;
        queueMicrotask(() => subscription.unsubscribe());
        resolve(performance.now() - startedAt);
      });
    });
  },

  /** Watches the newest visits by a live query, as a screen does, and notes when each was first seen. */
  watchVisits(): void {
    current()
      .records.find<WireRecord>('visits', {
        selector: { type: 'visit' },
        sort: [{ type: 'asc' }, { rank: 'asc' }],
        limit: 50,
      })
      .subscribe((visits) => {
        const now = performance.timeOrigin + performance.now();
        for (const visit of visits) if (!arrivals.has(visit._id)) arrivals.set(visit._id, now);
      });
  },

  /** When a record was first seen by `watchVisits`; waits until it was. */
  async seenAt(id: string): Promise<number> {
    return waitFor(arrivals, id);
  },

  now: (): number => performance.timeOrigin + performance.now(),
  /** Record types of everything on the device, for a data mix. */
  async types(): Promise<readonly { readonly type: string }[]> {
    return (await everything()).map(({ type }) => ({ type }));
  },

  /** What RxDB and plain Dexie reach with the very records of this device, records per second. */
  async insertCeilings(): Promise<{ readonly rxdb: number; readonly dexie: number }> {
    const records = await everything();
    // Free RxDB counts collections of a page: the ceiling opens as many as the product.
    await api.close();
    return { rxdb: await rxdbInsert(records), dexie: await rawDexieInsert(records) };
  },

  /** Listens on the bare wire, beside the product's own sync. */
  rawListen(db: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const onRow = (id: string, at: number) => {
        if (!rawArrivals.has(id)) rawArrivals.set(id, at);
      };
      bareToken()
        .then((token) => rawLive(token, db, resolve, onRow))
        .catch(reject);
    });
  },
  /** Posts a visit on the bare wire; answers its id and when the request began. */
  async rawPost(db: string, scope: string, fields: Record<string, unknown>): Promise<readonly [string, number]> {
    rawCounter += 1;
    const clock = createHybridClock(Date.now, 60_000);
    const writing = beginWriting(clock, RAW_REPLICA, rawCounter, current().session.staff.uid);
    const uid = current().newUid();
    const record = createRecord({ type: 'visit', schema: 1, scope, uid, fields }, writing);
    const sentAt = performance.timeOrigin + performance.now();
    await rawPost(await bareToken(), db, record, RAW_REPLICA);
    return [record._id, sentAt];
  },
  async rawSeenAt(id: string): Promise<number> {
    return waitFor(rawArrivals, id);
  },
};

export type DeviceApi = typeof api;
(globalThis as unknown as { linli: DeviceApi }).linli = api;

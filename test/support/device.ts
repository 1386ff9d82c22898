import 'fake-indexeddb/auto';
import type { RxStorage } from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { LIMITS } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import type { CollectionName } from '#shared/schema/record-type';
import { COLLECTION_VERSIONS } from '#shared/schema/rxdb-schema';
import { createReplicaBudget, type ReplicaBudget } from '#shared/sync/budget';
import { deliverAside, type DeliverDeps } from '#shared/sync/deliver';
import { startSyncEngine, type SyncEngine } from '#shared/sync/engine';
import { createHubClient } from '#shared/sync/hub-client';
import { createLocalWriter, type LocalWriter } from '#shared/sync/local-writer';
import type { ControlStore, HubClient, OutboxRow, RecordStore } from '#shared/sync/ports';
import { replayOutbox } from '#shared/sync/replay';
import { createRxdbStore, type Collections } from '#shared/sync/rxdb-store';
import { createHybridClock } from '#shared/sync/stamp';
import { openContestedIndex, type ContestedIndex } from '#renderer/data/control/contested-index';
import { ControlDatabase } from '#renderer/data/control/control-database';
import { openControlStore } from '#renderer/data/control/control-store';
import { createLocalCipher } from '#renderer/data/local-cipher';
import { leftBook } from '#renderer/data/older';
import { openLocalDatabase } from '#renderer/data/local-database';
import { WORKER_UID } from './builders';

/**
 * A device in Node: the product's own data layer over RxDB in memory and a fake IndexedDB, talking to a real hub over real
 * HTTP. A killed one is opened again under its
 * name, from what was on its disk.
 */
export interface TestDevice {
  /** Under which its databases are kept. */
  readonly name: string;
  readonly control: ControlStore;
  readonly collections: Collections;
  readonly writer: LocalWriter;
  readonly engine: SyncEngine;
  readonly deps: DeliverDeps;
  readonly contestedIndex: ContestedIndex;
  /** Null where it may hold as much as it likes. */
  readonly budget: ReplicaBudget | null;
  /** Requests made so far, by method and path without query. */
  readonly requests: string[];
  get(collection: CollectionName, id: string): Promise<WireRecord | undefined>;
  count(collection: CollectionName): Promise<number>;
  outbox(): Promise<OutboxRow[]>;
  /** Resolves when nothing waits here and every database is current. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestDeviceOptions {
  readonly name: string;
  readonly origin: string;
  readonly token: () => string;
  readonly databases: readonly string[];
  readonly storage?: RxStorage<unknown, unknown>;
  /** Collections it opens; those that most tests need when absent. */
  readonly collections?: readonly CollectionName[];
  /** How long a request may go unanswered, ms. */
  readonly timeoutMs?: number;
  readonly wallMs?: () => number;
  /** Stands between the device and the hub: faults go here. */
  readonly fetch?: typeof globalThis.fetch;
  readonly hub?: (client: HubClient) => HubClient;
  /** Documents it may hold. */
  readonly limit?: number;
}

/** Free RxDB opens fourteen collections in one process: three devices share them. */
const USED: readonly CollectionName[] = ['reference', 'people', 'homes', 'visits'];

/** Of a collection that no device of a test opens there is nothing. */
const pageOf =
  (store: RecordStore, open: readonly CollectionName[]): RecordStore['page'] =>
  async (name, ...rest) =>
    open.includes(name) ? store.page(name, ...rest) : [];

let opened = 0;

/** Of every device in tests: what one wrote, its next life opens. */
const LOCAL_KEY = new Uint8Array(32).fill(7);

/** Opens a device; pass the `storage` and `name` of an earlier one to open what that one left on disk. */
export async function openDevice(options: TestDeviceOptions): Promise<TestDevice> {
  const { collections: open = USED, timeoutMs = 10_000 } = options;
  const requests: string[] = [];
  const database = new ControlDatabase(`${options.name}-control`);
  const control = await openControlStore(database, {
    cipher: await createLocalCipher(LOCAL_KEY, 'control'),
    newReplicaId: () => {
      opened += 1;
      return `${opened.toString(36)}${options.name.replaceAll('-', '')}000000000000`.slice(0, 12);
    },
    makeParcel: async ({ id }) => `parcel of ${id}`,
  });
  const local = await openLocalDatabase(
    options.name,
    options.storage ?? getRxStorageMemory(),
    COLLECTION_VERSIONS,
    open,
  );
  const clock = createHybridClock(options.wallMs ?? (() => Date.now()), LIMITS.clockAheadMs);
  const contestedIndex = await openContestedIndex(database);
  const store = contestedIndex.over(createRxdbStore(local.collections));
  const deps: DeliverDeps = { store: { ...store, page: pageOf(store, open) }, control, clock };
  await replayOutbox(deps);
  await deliverAside(deps);

  const send = options.fetch ?? globalThis.fetch;
  const client = createHubClient({
    origin: options.origin,
    token: options.token,
    timeoutMs,
    fetch: (input, init) => {
      requests.push(`${init?.method ?? 'GET'} ${new URL(String(input)).pathname}`);
      return send(input, init);
    },
  });
  const budget =
    options.limit === undefined
      ? null
      : await createReplicaBudget({
          ...deps,
          aged: store,
          book: leftBook(database),
          limit: options.limit,
          collections: new Set(open),
        });
  await budget?.settle(0);
  const engine = startSyncEngine({
    ...deps,
    ...(budget && { budget }),
    databases: options.databases,
    hub: options.hub ? options.hub(client) : client,
    random: () => 0.5,
    renewSession: async () => false,
    sleep,
  });
  const writer = createLocalWriter({ ...deps, author: WORKER_UID, onQueued: (db) => engine.queued(db) });
  const storageOf = (name: CollectionName) => {
    const collection = local.collections[name];
    if (!collection) throw new Error(`collection ${name} is not open`);
    return collection;
  };

  return {
    name: options.name,
    control,
    collections: local.collections,
    writer,
    engine,
    deps,
    contestedIndex,
    budget,
    requests,
    get: async (name, id) => (await deps.store.read(name, [id])).get(id),
    count: async (name) => (await storageOf(name).find().exec()).length,
    outbox: () => control.allQueued(),
    settled: () =>
      until(async () => {
        const { link, databases } = engine.status();
        const waiting = (await control.allQueued()).filter((row) => row.state === 'waiting');
        return link.kind === 'live' && databases.every((each) => each.state === 'current') && waiting.length === 0;
      }),
    stop: async () => {
      await engine.stop();
      await local.close();
      database.close();
    },
  };
}

/** Waits for a state, not for a time; says what it waited for when it never came. */
export async function until(condition: () => Promise<boolean> | boolean, limitMs = 15_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`never became true: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    if (signal.aborted) done();
    else signal.addEventListener('abort', done);
  });
}

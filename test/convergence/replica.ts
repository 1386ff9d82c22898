import { Dexie } from 'dexie';
import type { RxStorage } from 'rxdb';
import type { WireRecord } from '#shared/schema/envelope';
import type { CollectionName } from '#shared/schema/record-type';
import { LIMITS } from '#shared/ipc/station-api';
import { AppError } from '#shared/errors/app-error';
import { documentId, parseDocumentId } from '#shared/schema/ids';
import { findRecordType } from '#shared/schema/registry';
import { COLLECTION_VERSIONS } from '#shared/schema/rxdb-schema';
import { createReplicaBudget, type LeftAtHub } from '#shared/sync/budget';
import { deliverAside, type DeliverDeps } from '#shared/sync/deliver';
import { discardRows } from '#shared/sync/discard';
import { startSyncEngine, type SyncEngine } from '#shared/sync/engine';
import { createHubClient } from '#shared/sync/hub-client';
import { createLocalWriter, type LocalWriter } from '#shared/sync/local-writer';
import type { OutboxRow, RecordStore } from '#shared/sync/ports';
import { removeDatabase } from '#shared/sync/remove-database';
import { replayOutbox } from '#shared/sync/replay';
import { createRxdbStore, toWire } from '#shared/sync/rxdb-store';
import { createHybridClock } from '#shared/sync/stamp';
import { ControlDatabase } from '#renderer/data/control/control-database';
import { openControlStore } from '#renderer/data/control/control-store';
import { createLocalCipher } from '#renderer/data/local-cipher';
import { createOlderWork, leftBook } from '#renderer/data/older';
import { openLocalDatabase } from '#renderer/data/local-database';
import { WORKER_UID } from '#test/support/builders';
import type { HubSide, Rights } from './hub-side';
import { pause } from './limited';
import { createLife, mortalControl, mortalStorage, watched, type Life } from './mortal-life';
import { createNetwork, type Network } from './network';
import type { Feature, Right } from './operations';
import { COLLECTIONS } from './records';
import { afterOwnTime } from './own-time';
import { createSleeper } from './sleeper';

/** A device of a history: its disk outlives its page, which comes and goes. */
export interface Replica {
  readonly network: Network;
  writer(): LocalWriter;
  engine(): SyncEngine | null;
  life(): Life;
  /** Opens the page again over what is on disk, having killed the one that is open. */
  reopen(): Promise<void>;
  /** Starts the engine if it does not run. */
  start(): void;
  /** Stops the engine; answers what was left running by it. */
  stop(): Promise<readonly string[]>;
  /** Throws sync's own state away, as a browser may; opens the page again. */
  forget(): Promise<void>;
  setSkew(skewMs: number): void;
  passTime(ms: number): void;
  /** Fetches what was left at the hub of the visits to a person of that grid. */
  loadOlder(scope: string, personUid: string): Promise<void>;
  /** Rank from which on visits are left at the hub; null where the device holds all. */
  leftFrom(): string | null;
  expire(): Promise<void>;
  grant(db: string, right: Right): Promise<void>;
  /** Whether the person may see that database at this moment. */
  maySee(db: string): boolean;
  /** Resolves when what the last change of rights takes away has gone. */
  sessionTaken(): Promise<void>;
  /** Nothing waits here that can go, and every database is as the hub has it. */
  isQuiet(positions: Readonly<Record<string, string>>): Promise<boolean>;
  /** The first of these ids under which it holds a record. */
  held(ids: readonly string[]): Promise<string | undefined>;
  /** What screens would read, by id. */
  records(): Promise<ReadonlyMap<string, WireRecord>>;
  outbox(): Promise<readonly OutboxRow[]>;
  /** Gives up unsent rows, those that are still the same. */
  discard(rows: readonly OutboxRow[]): Promise<unknown>;
  /** In words, for somebody who wonders why it is not quiet. */
  describe(): Promise<string>;
  close(): Promise<void>;
}

const LOCAL_KEY = new Uint8Array(32).fill(7);

/** A request that gets no answer within this is given up: short, so that a held line is met with time-outs too. */
const TIMEOUT_MS = 400;

/** Free RxDB has room for few collections; of those that no history uses there is nothing to page through. */
const pageOf =
  (store: RecordStore, open: readonly CollectionName[]): RecordStore['page'] =>
  async (collection, ...rest) =>
    open.includes(collection) ? store.page(collection, ...rest) : [];

let opened = 0;

/** The disk of one device: what is written through it is there when the page is opened again. */
export type Disk = RxStorage<unknown, unknown>;

export interface ReplicaOptions {
  readonly name: string;
  readonly hub: HubSide;
  readonly disk: Disk;
  readonly features: readonly Feature[];
  /** Documents it may hold; null for as many as there are. */
  readonly limit: number | null;
}

/** Opens a device at a hub, with the right to write everywhere. */
export async function openReplica({ name, hub, disk, features, limit }: ReplicaOptions): Promise<Replica> {
  const collections = COLLECTIONS[features.includes('moves') ? 'moves' : 'usual'];
  const network = createNetwork();
  let rights: Rights = Object.fromEntries(hub.databases.map((db) => [db, 'write']));
  const newToken = () => hub.issue(name, rights);
  let token = await newToken();
  let skewMs = 0;
  let laterMs = 0;
  let forgotten = 0;
  /** The databases that this device's session names, as it was told last. */
  let session: readonly string[] = hub.databases;
  let page = await openPage();

  async function openPage() {
    const life = createLife();
    const sleeper = createSleeper();
    const database = new ControlDatabase(`${name}-control-${forgotten}`);
    const store = await openControlStore(database, {
      cipher: await createLocalCipher(LOCAL_KEY, 'control'),
      newReplicaId: () => `r${(opened += 1).toString(36).padStart(11, '0')}`,
      makeParcel: async ({ id }) => `parcel of ${id}`,
    });
    const control = mortalControl(store, life);
    const local = await openLocalDatabase(name, mortalStorage(disk, life), COLLECTION_VERSIONS, collections);
    const clock = createHybridClock(() => Date.now() + laterMs + skewMs, LIMITS.clockAheadMs);
    const records = createRxdbStore(local.collections);
    const deps: DeliverDeps = { store: { ...records, page: pageOf(records, collections) }, control, clock };
    await replayOutbox(deps);
    await deliverAside(deps);
    await removeUngranted(deps);
    const budget =
      limit === null
        ? null
        : await createReplicaBudget({
            ...deps,
            ...{ aged: records, book: leftBook(database), limit, collections: new Set(collections) },
          });
    let left: LeftAtHub = {};
    budget?.state$.subscribe((state) => {
      ({ left } = state);
    });
    await budget?.settle(0);

    const client = createHubClient({
      origin: hub.origin,
      token: () => token,
      timeoutMs: TIMEOUT_MS,
      after: afterOwnTime,
      fetch: network.send,
    });
    let engine: SyncEngine | null = null;
    let engineCalls = 0;
    const onCall = (): void => void (engineCalls += 1);
    const ofEngine: DeliverDeps = { clock, store: watched(deps.store, onCall), control: watched(control, onCall) };
    let taking: Promise<void> = Promise.resolve();
    const start = (): void => {
      engine ??= startSyncEngine({
        ...ofEngine,
        ...(budget && { budget }),
        databases: session,
        hub: client,
        random: () => 0.5,
        sleep: sleeper.sleep,
        renewSession: async () => {
          token = await newToken();
          return true;
        },
        onHello: ({ grants }) => {
          taking = taking.then(() => take(grants)).catch(() => undefined);
        },
      });
    };
    /** As the station's data layer does it with every new session. */
    async function take(grants: string): Promise<void> {
      const databases = Object.keys(JSON.parse(grants) as object).sort();
      if (databases.join() === session.join()) return;
      session = databases;
      await engine?.setDatabases(databases);
      await removeUngranted(deps);
    }
    const stop = async (): Promise<readonly string[]> => {
      await engine?.stop();
      engine = null;
      const left = [
        ...(network.pending() > 0 ? [`${network.pending()} requests`] : []),
        ...(sleeper.sleeping() > 0 ? [`${sleeper.sleeping()} timers`] : []),
      ];
      await taking;
      return left;
    };
    start();
    const writer = createLocalWriter({ ...deps, author: WORKER_UID, onQueued: (db) => engine?.queued(db) });
    return {
      life,
      database,
      local,
      deps,
      budget,
      client,
      writer,
      start,
      stop,
      engine: () => engine,
      engineCalls: () => engineCalls,
      leftFrom: () => left['visit'] ?? null,
      sessionTaken: () => taking,
    };
  }

  async function removeUngranted(deps: DeliverDeps): Promise<void> {
    for (const { db } of await deps.control.cursors()) if (!session.includes(db)) await removeDatabase(deps, db);
  }

  async function kill(): Promise<void> {
    page.life.end();
    network.cut();
    await page.stop();
    await page.life.atRest();
    await page.local.close();
    page.database.close();
  }

  return {
    network,
    writer: () => page.writer,
    engine: () => page.engine(),
    life: () => page.life,
    async reopen() {
      await kill();
      page = await openPage();
    },
    start: () => page.start(),
    async stop() {
      const left = await page.stop();
      const calls = page.engineCalls();
      const requests = network.requests();
      await pause(2);
      return [
        ...left,
        ...(page.engineCalls() > calls ? ['reads or writes'] : []),
        ...(network.requests() > requests ? ['new requests'] : []),
      ];
    },
    async forget() {
      await kill();
      await Dexie.delete(`${name}-control-${forgotten}`);
      forgotten += 1;
      page = await openPage();
    },
    setSkew: (next) => {
      skewMs = next;
    },
    passTime: (ms) => {
      laterMs += ms;
    },
    async loadOlder(scope, personUid) {
      const { budget, life, client, deps } = page;
      if (!budget) return;
      const byUid = async () => ({ _id: documentId('person', scope, personUid) }) as never;
      const older = createOlderWork({ ...deps, budget, hub: client, records: { byUid } });
      // Nobody is told of a line that is bad, or a grid that is not theirs, otherwise than on the screen.
      await older.loadVisits([personUid]).catch((thrown: unknown) => {
        if (!(thrown instanceof AppError) && !life.isOver() && !life.hasFailed()) throw thrown;
      });
    },
    leftFrom: () => page.leftFrom(),
    expire: () => hub.expire(token),
    async grant(db, right) {
      const others = Object.fromEntries(Object.entries(rights).filter(([name]) => name !== db));
      rights = right === 'none' ? others : { ...others, [db]: right };
      await hub.regrant(token, rights);
    },
    maySee: (db) => rights[db] !== undefined,
    sessionTaken: () => page.sessionTaken(),
    async isQuiet(positions) {
      const status = page.engine()?.status();
      if (status?.link.kind !== 'live' || status.databases.some(({ state }) => state !== 'current')) return false;
      const size = Object.keys(positions).length;
      if (status.databases.length < size) return false;
      const cursors = await page.deps.control.cursors();
      if (cursors.some(({ db, seq }) => positions[db] !== seq) || cursors.length < size) return false;
      return (await page.deps.control.allQueued()).every((row) => row.state === 'refused');
    },
    async held(ids) {
      if (ids.length === 1) return ids[0];
      const type = findRecordType(parseDocumentId(ids[0] ?? '')?.type ?? '');
      const held = type && (await page.deps.store.read(type.collection, ids));
      return ids.find((id) => held?.has(id));
    },
    async records() {
      const found = new Map<string, WireRecord>();
      for (const collection of collections) {
        const documents = (await page.local.collections[collection]?.find().exec()) ?? [];
        for (const document of documents) found.set(document._id, toWire(document.toMutableJSON() as WireRecord));
      }
      return found;
    },
    outbox: () => page.deps.control.allQueued(),
    async discard(rows) {
      const late = new AbortController();
      const inTime = afterOwnTime(TIMEOUT_MS * 2, () => late.abort());
      try {
        await discardRows({ ...page.deps, hub: page.client, forget: async () => undefined }, rows, late.signal);
      } finally {
        inTime();
      }
    },
    async describe() {
      const status = page.engine()?.status();
      const waiting = await page.deps.control.allQueued();
      const cursors = await page.deps.control.cursors();
      return JSON.stringify({
        name,
        link: status?.link.kind,
        why: status && 'error' in status.link ? status.link.error.message : undefined,
        databases: status?.databases.map((each) => `${each.name} ${each.state} ${each.error?.message ?? ''}`),
        cursors: cursors.map(({ db, seq }) => `${db} ${seq}`),
        waiting: waiting.map((row) => `${row.id} ${row.state} ${row.reason ?? ''}`),
      });
    },
    async close() {
      await kill();
      await Dexie.delete(`${name}-control-${forgotten}`);
    },
  };
}

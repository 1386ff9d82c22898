import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { liveQuery } from 'dexie';
import {
  BehaviorSubject,
  combineLatest,
  distinctUntilChanged,
  filter,
  from,
  map,
  shareReplay,
  type Subscription,
} from 'rxjs';
import { monotonicFactory } from 'ulid';
import { AppError } from '#shared/errors/app-error';
import { LIMITS } from '#shared/ipc/station-api';
import { parseDatabaseName } from '#shared/schema/ids';
import { deliverAside, replayOutbox, type DeliverDeps } from '#shared/sync/deliver';
import { startSyncEngine } from '#shared/sync/engine';
import { createHubClient } from '#shared/sync/hub-client';
import { createLocalWriter } from '#shared/sync/local-writer';
import type { OutboxRow } from '#shared/sync/ports';
import { createRxdbStore } from '#shared/sync/rxdb-store';
import { createHybridClock } from '#shared/sync/stamp';
import type { Platform } from '#renderer/platform/platform';
import { ControlDatabase, openControlStore } from './control-store';
import type { StoredSession } from './device-database';
import { createDrafts } from './drafts';
import { openLocalDatabase } from './local-database';
import { createRecords } from './records';
import { createSealer } from './sealer';
import { holdTab } from './tab-lock';
import type { OpenStation, SyncView } from './types';

export interface OpenStationOptions {
  readonly platform: Platform;
  readonly stored: StoredSession;
  /** A fresh session for a token that still holds. */
  renew(token: string): Promise<StoredSession>;
  signInAgain(passphrase: string): Promise<StoredSession>;
}

const REQUEST_TIMEOUT_MS = 30_000;

/** A token with less than this left is renewed at the next contact, so that a weekend offline does not end a session. */
const RENEW_BEFORE_MS = 6 * 24 * 60 * 60 * 1000;

/** Opens the person's databases on this device and starts sync. Nothing here waits for the hub. */
export async function openStation(options: OpenStationOptions): Promise<OpenStation> {
  const { station, staff } = options.stored.session;
  const name = `linli-${station.id}-${staff.code}`;

  const releaseTab = await holdTab(options.platform.locks, name);
  if (!releaseTab) throw new AppError('device.other-tab', 'another tab has this database open');

  try {
    return await openLocked(options, name, releaseTab);
  } catch (thrown) {
    releaseTab();
    throw thrown;
  }
}

async function openLocked(options: OpenStationOptions, name: string, releaseTab: () => void): Promise<OpenStation> {
  const { platform } = options;
  let stored = options.stored;
  const { staff } = stored.session;
  const controlDatabase = new ControlDatabase(`${name}-control`);
  const control = await openControlStore(controlDatabase, () => randomReplicaId(platform));
  const local = await openLocalDatabase(name, getRxStorageDexie({ chromeTransactionDurability: 'strict' }));
  const clock = createHybridClock(() => platform.nowMs(), LIMITS.clockAheadMs);
  const deps: DeliverDeps = { store: createRxdbStore(local.collections), control, clock };
  await replayOutbox(deps);
  await deliverAside(deps);

  const renew = async (): Promise<boolean> => {
    stored = await options.renew(stored.session.token);
    return true;
  };
  const databases = stored.session.databases.map((database) => database.name);
  const engine = startSyncEngine({
    ...deps,
    databases,
    hub: createHubClient({
      origin: platform.hubOrigin,
      fetch: platform.fetch,
      token: () => stored.session.token,
      timeoutMs: REQUEST_TIMEOUT_MS,
    }),
    sleep: platform.sleep,
    random: platform.random,
    renewSession: renew,
  });
  const stopListening = platform.onAwake(() => engine.wake());
  const keepingToken = engine.status$
    .pipe(
      map((status) => status.link.kind),
      distinctUntilChanged(),
      filter((link) => link === 'live' && stored.session.expiresAtMs - clock.nowMs() < RENEW_BEFORE_MS),
    )
    .subscribe(() => void renew().catch(() => undefined)); // Tried again at the next contact.
  const writer = createLocalWriter({ ...deps, author: staff.uid, onQueued: (db) => engine.queued(db) });
  const sync = watchSync(controlDatabase, engine.status$);
  const nextUlid = monotonicFactory();
  const scopes = databases.flatMap((database) => parseDatabaseName(database)?.scope ?? []);

  return {
    session: { ...stored.session, keys: [] },
    replica: control.replica,
    records: createRecords(local.collections, [...new Set(scopes)]),
    writer,
    sealer: createSealer(stored.keys),
    drafts: createDrafts(controlDatabase, () => clock.nowMs()),
    sync$: sync.view$,
    nowMs: () => clock.nowMs(),
    newUid: () => nextUlid(clock.nowMs()),
    retrySync: () => engine.wake(),
    signInAgain: async (passphrase) => {
      stored = await options.signInAgain(passphrase);
      engine.wake();
    },
    close: async () => {
      stopListening();
      keepingToken.unsubscribe();
      await engine.stop();
      sync.stop();
      await local.close();
      controlDatabase.close();
      releaseTab();
    },
  };
}

function randomReplicaId(platform: Platform): string {
  return Array.from(platform.randomBytes(12), (byte) => (byte % 36).toString(36)).join('');
}

function watchSync(
  database: ControlDatabase,
  status$: ReturnType<typeof startSyncEngine>['status$'],
): { readonly view$: OpenStation['sync$']; stop(): void } {
  const outbox$ = new BehaviorSubject<readonly OutboxRow[]>([]);
  const subscription: Subscription = from(liveQuery(() => database.outbox.toArray())).subscribe((rows) =>
    outbox$.next(rows),
  );
  const view$ = combineLatest([status$, outbox$]).pipe(
    map(([status, outbox]): SyncView => {
      const count = (state: OutboxRow['state']) => outbox.filter((row) => row.state === state).length;
      return { status, outbox, waiting: count('waiting'), refused: count('refused'), held: count('held') };
    }),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  return { view$, stop: () => subscription.unsubscribe() };
}

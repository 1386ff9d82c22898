import { monotonicFactory } from 'ulid';
import { AppError } from '#shared/errors/app-error';
import { LIMITS } from '#shared/ipc/station-api';
import { parseDatabaseName } from '#shared/schema/ids';
import { deliverAside, type DeliverDeps } from '#shared/sync/deliver';
import { startSyncEngine } from '#shared/sync/engine';
import { createHubClient } from '#shared/sync/hub-client';
import { createLocalWriter } from '#shared/sync/local-writer';
import { replayOutbox } from '#shared/sync/replay';
import { createRxdbStore } from '#shared/sync/rxdb-store';
import { createHybridClock } from '#shared/sync/stamp';
import type { Platform } from '#renderer/platform/platform';
import type { StoredSession } from './device-database';
import { createDrafts } from './drafts';
import { keepToken } from './keep-token';
import { openDatabases, type StationDatabases } from './open-databases';
import { createRecords } from './records';
import { createSealer } from './sealer';
import { watchSync } from './sync-view';
import { holdTab } from './tab-lock';
import type { OpenStation } from './types';

export interface OpenStationOptions {
  readonly platform: Platform;
  readonly stored: StoredSession;
  /** A fresh session for a token that still holds. */
  renew(token: string): Promise<StoredSession>;
  signInAgain(passphrase: string): Promise<StoredSession>;
}

const REQUEST_TIMEOUT_MS = 30_000;

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
  const databases = await openDatabases(name, () => randomReplicaId(platform));
  try {
    const clock = createHybridClock(() => platform.nowMs(), LIMITS.clockAheadMs);
    const store = createRxdbStore(databases.local.collections);
    const deps: DeliverDeps = { store, control: databases.control, clock };
    await replayOutbox(deps);
    await deliverAside(deps);
    return startStation(options, deps, databases, releaseTab);
  } catch (thrown) {
    await databases.close();
    throw thrown;
  }
}

function startStation(
  options: OpenStationOptions,
  deps: DeliverDeps,
  databases: StationDatabases,
  releaseTab: () => void,
): OpenStation {
  const { platform } = options;
  const { clock } = deps;
  const { control, controlDatabase, local } = databases;
  let stored = options.stored;
  const { staff } = stored.session;

  const renew = async (): Promise<boolean> => {
    stored = await options.renew(stored.session.token);
    return true;
  };
  const names = stored.session.databases.map((database) => database.name);
  const engine = startSyncEngine({
    ...deps,
    databases: names,
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
  const keepingToken = keepToken(engine.status$, {
    expiresAtMs: () => stored.session.expiresAtMs,
    nowMs: () => clock.nowMs(),
    renew,
  });
  const nextUlid = monotonicFactory();
  const scopes = names.flatMap((each) => parseDatabaseName(each)?.scope ?? []);

  return {
    session: { ...stored.session, keys: [] },
    get replica() {
      return control.replica;
    },
    records: createRecords(local.collections, [...new Set(scopes)]),
    writer: createLocalWriter({ ...deps, author: staff.uid, onQueued: (db) => engine.queued(db) }),
    sealer: createSealer(stored.keys),
    drafts: createDrafts(controlDatabase, () => clock.nowMs()),
    sync$: watchSync(control.outbox$, engine.status$),
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
      await databases.close();
      releaseTab();
    },
  };
}

function randomReplicaId(platform: Platform): string {
  return Array.from(platform.randomBytes(12), (byte) => (byte % 36).toString(36)).join('');
}

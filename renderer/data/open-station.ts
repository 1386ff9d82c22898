import type { BehaviorSubject } from 'rxjs';
import { AppError } from '#shared/errors/app-error';
import { LIMITS } from '#shared/ipc/station-api';
import { createReplicaBudget, REPLICA_DOCUMENTS } from '#shared/sync/budget';
import { noticeClockSet } from '#shared/sync/clock-set';
import { deliverAside, type DeliverDeps } from '#shared/sync/deliver';
import { openCollections } from '#shared/schema/registry';
import type { OutboxRow } from '#shared/sync/ports';
import { replayOutbox } from '#shared/sync/replay';
import { createRxdbStore } from '#shared/sync/rxdb-store';
import { createHybridClock } from '#shared/sync/stamp';
import type { Platform } from '#renderer/platform/platform';
import { openContestedIndex } from './control/contested-index';
import { ControlDatabase } from './control/control-database';
import type { DeviceControl } from './control/control-store';
import { createLocalCipher } from './local-cipher';
import { controlNameOf, openDatabases, type OpenDatabasesOptions, type StationDatabases } from './open-databases';
import type { JournalFolder } from './unsent/journal-service';
import { leftBook } from './older';
import { makeParcel } from './unsent/parcels';
import { startRegister, type RunningRegister } from './register/register';
import { openRegisterTransport } from './register/transport';
import { createSessionKeeper, type SessionKeeper, type SessionKeeperOptions } from './session-keeper';
import { startStation } from './station';
import type { StationClient } from './station-client';
import { holdTab } from './tab-lock';
import { deleteOldPacks, findTakeOver, legacyNameOf, type TakeOver } from './take-over';
import type { HandingOver, OpenStation } from './types';
import { openStationJournal } from './unsent/care';

export interface OpenStationOptions extends SessionKeeperOptions {
  readonly platform: Platform;
  readonly client: StationClient;
  /** Journals of unsent writes; null where there is no place for them. */
  openJournals(): JournalFolder | null;
  /** Erases everything of this station from the device and tells the host, also what is lost; the station's databases are closed by then. */
  wipe(token: string, lost: number): Promise<void>;
  /** See `OpenStation`. */
  readonly handingOver$: BehaviorSubject<HandingOver | null>;
}

/** Opens the person's databases on this device and starts sync. Nothing here waits for the hub. */
export async function openStation(options: OpenStationOptions): Promise<OpenStation> {
  const { person } = options.unlocked;
  // A tab that still runs release 0.1 holds the lock of its own name: what it saved during a take-over would be lost.
  const releaseTab = await holdTabs(options.platform.locks, [person.database, legacyNameOf(person)]);
  try {
    return await openLocked(options, releaseTab);
  } catch (thrown) {
    releaseTab();
    throw thrown;
  }
}

async function holdTabs(locks: LockManager, names: readonly string[]): Promise<() => void> {
  const held: (() => void)[] = [];
  const releaseAll = () => held.forEach((release) => release());
  for (const name of names) {
    const release = await holdTab(locks, name);
    if (!release) {
      releaseAll();
      throw new AppError('device.other-tab', 'another tab has this database open');
    }
    held.push(release);
  }
  return releaseAll;
}

async function openLocked(options: OpenStationOptions, releaseTab: () => void): Promise<OpenStation> {
  const { platform, unlocked } = options;
  const keeper = createSessionKeeper(options);
  const running = startRegister({
    transport: openRegisterTransport(),
    name: unlocked.person.database,
    localKey: unlocked.localKey,
    session: keeper.session(),
    nowMs: () => platform.nowMs(),
  });
  try {
    return await openOver(options, keeper, running, releaseTab);
  } catch (thrown) {
    await running.close();
    throw thrown;
  }
}

/** Everything else, while the register takes in what is packed of it. */
async function openOver(
  options: OpenStationOptions,
  keeper: SessionKeeper,
  running: RunningRegister,
  releaseTab: () => void,
): Promise<OpenStation> {
  const { platform, unlocked } = options;
  const parcelOf = (row: OutboxRow, replica: string) => makeParcel(keeper.session(), row, replica);
  const takeOver = await findTakeOver({ legacyName: legacyNameOf(unlocked.person), makeParcel: parcelOf });
  const databases = await openWithTakeOver(takeOver, {
    name: unlocked.person.database,
    localKey: unlocked.localKey,
    newReplicaId: () => randomReplicaId(platform),
    makeParcel: parcelOf,
  });
  const journals = options.openJournals();
  try {
    // Before anything is written: from here on it follows the outbox.
    const journal = await openStationJournal(journals, unlocked.person.database, databases);
    const wallMs = () => platform.nowMs();
    const setSince = noticeClockSet(wallMs, () => platform.steadyMs());
    const clock = createHybridClock(wallMs, LIMITS.clockAheadMs, setSince);
    const contestedIndex = await openContestedIndex(databases.controlDatabase);
    const store = contestedIndex.over(createRxdbStore(databases.local.collections));
    const deps: DeliverDeps = { store, control: databases.control, clock };
    // Before anything is written: every write has to reach the register.
    running.follow(databases.local.collections);
    await takeOver?.records(databases.controlDatabase, store);
    await settleDelivered(databases.controlDatabase, databases.control);
    await replayOutbox(deps);
    await deliverAside(deps);
    const budget = await createReplicaBudget({
      ...deps,
      aged: store,
      book: leftBook(databases.controlDatabase),
      limit: REPLICA_DOCUMENTS[platform.kind],
      collections: new Set(openCollections),
    });
    const station = await startStation({
      ...{ ...options, keeper, deps, budget, contestedIndex, databases, journal, running, releaseTab },
    });
    // A disk that fails here is tried again at the next opening.
    deleteOldPacks().catch(() => undefined);
    return station;
  } catch (thrown) {
    await journals?.end();
    await databases.close();
    throw thrown;
  }
}

/** What an earlier release left unsent is in the new database before that is opened. */
async function openWithTakeOver(takeOver: TakeOver | null, options: OpenDatabasesOptions): Promise<StationDatabases> {
  if (takeOver) {
    const database = new ControlDatabase(controlNameOf(options.name));
    try {
      await takeOver.control(database, await createLocalCipher(options.localKey, 'control'));
    } finally {
      database.close();
    }
  }
  return openDatabases(options);
}

/** Somebody else delivered rows of this person: what the hub has written leaves the outbox. */
async function settleDelivered(database: ControlDatabase, control: DeviceControl): Promise<void> {
  const delivered = await database.delivered.toArray();
  if (delivered.length === 0) return;
  await control.acknowledge(delivered.filter(({ outcome }) => outcome === 'written'));
  await database.delivered.clear();
}

function randomReplicaId(platform: Platform): string {
  return Array.from(platform.randomBytes(12), (byte) => (byte % 36).toString(36)).join('');
}

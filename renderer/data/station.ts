import { monotonicFactory } from 'ulid';
import { map } from 'rxjs';
import { paths, residentPagesSchema, type Session } from '#shared/ipc/station-api';
import { parseDatabaseName } from '#shared/schema/ids';
import type { ReplicaBudget } from '#shared/sync/budget';
import type { DeliverDeps } from '#shared/sync/deliver';
import { startSyncEngine } from '#shared/sync/engine';
import { createHubClient } from '#shared/sync/hub-client';
import { createLocalWriter } from '#shared/sync/local-writer';
import { removeDatabase } from '#shared/sync/remove-database';
import { fillContestedIndex, watchContested } from './contested';
import type { ContestedIndex } from './control/contested-index';
import { openDrafts } from './drafts';
import { createExports } from './exports/index';
import { keepToken } from './keep-token';
import type { StationDatabases } from './open-databases';
import type { OpenStationOptions } from './open-station';
import type { RunningImports } from './imports/imports';
import { openStationImports } from './imports/open-imports';
import { openStationMedia } from './media/open-media';
import { createOlderWork } from './older';
import { createOthersDelivery, createPatientDelivery } from './unsent/others';
import { createRecordOpener } from './record-opener';
import { createRecords } from './records';
import type { RunningRegister } from './register/register';
import { createRevocation } from './revocation';
import { createSealer } from './sealer';
import { resendRow } from './unsent/resend';
import { viewOf, type SessionKeeper } from './session-keeper';
import { createSiteModel } from './models/site-model';
import { createMatters } from './matters';
import { createPositions } from './position-calls';
import { createAlarmCalls } from './alarm-calls';
import { createHostCalls } from './host-calls';
import { createQueueCalls } from './queue-calls';
import { createSensorCalls } from './sensor-calls';
import { createSiteMaps } from './maps/site-maps';
import { createStationAdmin } from './station-admin';
import { watchSync } from './sync-view';
import type { OpenStation } from './types';
import { startUnsentCare, type StationJournal } from './unsent/care';

export interface StationParts extends OpenStationOptions {
  readonly keeper: SessionKeeper;
  readonly deps: DeliverDeps;
  readonly contestedIndex: ContestedIndex;
  readonly budget: ReplicaBudget;
  readonly databases: StationDatabases;
  readonly journal: StationJournal | null;
  /** Follows the records already. */
  readonly running: RunningRegister;
  releaseTab(): void;
}

const REQUEST_TIMEOUT_MS = 30_000;

/** A signed-in person at work, over databases that are open: sync runs, rights are followed as they change. */
export async function startStation(parts: StationParts): Promise<OpenStation> {
  const { platform, keeper, deps, budget, databases, running, client, vault, unlocked } = parts;
  const { clock, control } = deps;
  const { staff, databases: granted } = keeper.session();
  await removeUngranted(deps, running, keeper.session());
  const drafts = await openDrafts(databases.controlDatabase, databases.controlCipher, () => clock.nowMs());

  const sealer = createSealer(keeper.session().keys);
  const opener = createRecordOpener((sealed, place) => sealer.open(sealed, place));
  const othersDatabases = async () =>
    (await vault.everybody())
      .filter(({ station, database }) => station === unlocked.person.station && database !== unlocked.person.database)
      .map(({ database }) => database);
  const others = createOthersDelivery({
    locks: platform.locks,
    databases: othersDatabases,
    post: (parcels) => client.deliverParcels(keeper.session().token, parcels),
  });
  const leaving = new AbortController();
  const contestedDeps = { index: parts.contestedIndex, store: deps.store };
  // A disk that fails here is tried again at the next opening.
  const filling = fillContestedIndex(
    databases.controlDatabase,
    contestedDeps,
    granted.map(({ name }) => name),
    leaving.signal,
  ).catch(() => undefined);
  const othersDelivery = createPatientDelivery(others, (ms, signal) => platform.sleep(ms, signal), leaving.signal);
  const hub = createHubClient({
    origin: platform.hubOrigin,
    fetch: platform.fetch,
    token: () => keeper.session().token,
    timeoutMs: REQUEST_TIMEOUT_MS,
  });
  // What an earlier release took in may be more than this one keeps; a disk that fails here fails at the next page again.
  budget.settle(0).catch(() => undefined);
  const engine = startSyncEngine({
    ...deps,
    budget,
    databases: granted.map(({ name }) => name),
    hub,
    sleep: platform.sleep,
    random: platform.random,
    renewSession: async () => Boolean(await keeper.renew()),
    onHello: (hello) => {
      // A renewal that fails is tried again at the next greeting.
      if (hello.grants !== keeper.session().grants) keeper.renew().catch(() => undefined);
      othersDelivery.begin();
      care.begin();
      media.hubIsThere();
    },
    onRefused: (error) => {
      if (error.code === 'auth.device-revoked') revocation.begin(error);
      else keeper.renew().catch(() => undefined);
    },
  });

  const sync$ = watchSync(databases.control.outbox$, engine.status$);
  const care = startUnsentCare({
    ...{ ...deps, hub, databases, sync$, platform, client },
    kept: parts.journal,
    name: unlocked.person.database,
    token: () => keeper.session().token,
  });

  const following = followSession(keeper, async (session) => {
    sealer.use(session.keys);
    opener.renew();
    running.use(session);
    media.sessionChanged();
    await engine.setDatabases(session.databases.map(({ name }) => name));
    await removeUngranted(deps, running, session);
  });
  const listening = [platform.onAwake(() => engine.wake()), platform.onOffline(() => engine.offline())];
  const keepingToken = keepToken(engine.status$, {
    expiresAtMs: () => keeper.session().expiresAtMs,
    nowMs: () => clock.nowMs(),
    renew: () => keeper.renew(),
  });
  const nextUlid = monotonicFactory();

  let imports: RunningImports | null = null;
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => (closing ??= closeAll());
  async function closeAll(): Promise<void> {
    leaving.abort();
    listening.forEach((stop) => stop());
    keepingToken.unsubscribe();
    await engine.stop();
    await following.stop();
    await filling;
    keeper.close();
    await media.stop();
    await imports?.close();
    await running.close();
    await care.close();
    await databases.close();
    parts.releaseTab();
  }

  const revocation = createRevocation({
    stopSync: () => engine.stop(),
    close,
    handOverMedia: (signal, onLeft) => media.handOver(signal, onLeft),
    handingOver$: parts.handingOver$,
    controlDatabase: databases.controlDatabase,
    post: (parcels) => client.deliverParcels(keeper.session().token, parcels),
    deliverOthers: async () => {
      await others.deliver();
      await care.handOver();
    },
    sleep: (ms) => platform.sleep(ms, new AbortController().signal),
    wipe: (lost) => parts.wipe(keeper.session().token, lost),
  });

  const records = createRecords(databases.local.collections, opener, () => scopesOf(keeper.session()));
  const writer = createLocalWriter({ ...deps, author: staff.uid, onQueued: (db) => engine.queued(db) });
  const session$ = keeper.session$.pipe(map(viewOf));
  const newUid = () => nextUlid(clock.nowMs());
  const media = openStationMedia({
    platform,
    name: unlocked.person.database,
    localKey: unlocked.localKey,
    sealer,
    records,
    drafts,
    session: () => keeper.session(),
    replica: () => control.replica,
    sync$,
    othersDatabases,
    renewSession: async () => void (await keeper.renew().catch(() => undefined)),
    onRevoked: (error) => revocation.begin(error),
    nowMs: () => clock.nowMs(),
    newUid,
  });
  imports = await openStationImports({
    databaseName: unlocked.person.database,
    localKey: unlocked.localKey,
    store: deps.store,
    writer,
    sealer,
    records,
    register: running.register,
    drafts,
    session: () => viewOf(keeper.session()),
    session$,
    sync$,
    replica: () => control.replica,
    nowMs: () => clock.nowMs(),
    newUid,
  });

  return {
    session: viewOf(keeper.session()),
    session$,
    get replica() {
      return control.replica;
    },
    records,
    writer,
    sealer,
    drafts,
    register: running.register,
    imports,
    exports: createExports({
      register: running.register,
      store: deps.store,
      sealer,
      writer,
      staff: () => keeper.session().staff,
      nowMs: () => clock.nowMs(),
      newUid,
    }),
    media,
    sync$,
    contested: watchContested({ ...contestedDeps, session$ }),
    older: createOlderWork({ ...deps, budget, hub, records }),
    admin: createStationAdmin(client, () => keeper.session().token),
    matters: createMatters(platform, client, () => keeper.session().token),
    maps: createSiteMaps(platform, client, () => keeper.session().token),
    positions: createPositions(client, () => keeper.session().token),
    sensors: createSensorCalls(client, () => keeper.session().token),
    alarms: createAlarmCalls(client, () => keeper.session().token),
    queue: createQueueCalls(platform, client, () => keeper.session().token),
    host: createHostCalls(platform, client, () => keeper.session().token),
    photoModel: createSiteModel(platform, client, () => keeper.session().token),
    residentPages: async () => {
      const ask = { path: paths.residentPages, token: keeper.session().token };
      return (await client.call(ask, residentPagesSchema)).origin;
    },
    othersWaiting$: others.waiting$,
    handingOver$: parts.handingOver$,
    revoked$: revocation.revoked$,
    nowMs: () => clock.nowMs(),
    clockOffsetMs: () => clock.offsetMs(),
    newUid,
    retrySync: () => engine.wake(),
    resend: (row) => resendRow(row, { control, onQueued: (db) => engine.queued(db) }),
    discard: care.discard,
    recovered$: care.recovered$,
    signInAgain: async (passphrase) => {
      await keeper.signInAgain(passphrase);
      engine.wake();
    },
    isPassphrase: (passphrase) => keeper.isPassphrase(passphrase),
    changePassphrase: async (current, next) => {
      await keeper.changePassphrase(current, next);
      engine.wake();
    },
    close,
  };
}

const scopesOf = ({ databases }: Session): readonly string[] => [
  ...new Set(databases.flatMap(({ name }) => parseDatabaseName(name)?.scope ?? [])),
];

/** What the session does not open any more may not lie on the device either, nor in what was packed of it. */
async function removeUngranted(deps: DeliverDeps, running: RunningRegister, { databases }: Session): Promise<void> {
  const granted = new Set(databases.map(({ name }) => name));
  for (const { db } of await deps.control.cursors()) {
    if (!granted.has(db)) await removeDatabase(deps, db, () => running.discard());
  }
}

/** Takes in every session after the first, one after another. */
function followSession(keeper: SessionKeeper, take: (session: Session) => Promise<void>) {
  let taken = keeper.session();
  let taking: Promise<void> = Promise.resolve();
  const subscription = keeper.session$.subscribe((session) => {
    const isSame = session.grants === taken.grants && JSON.stringify(session.keys) === JSON.stringify(taken.keys);
    taken = session;
    // A disk that fails here fails at the next opening again, and says so there.
    if (!isSame) taking = taking.then(() => take(session)).catch(() => undefined);
  });
  return {
    stop: async (): Promise<void> => {
      subscription.unsubscribe();
      await taking;
    },
  };
}

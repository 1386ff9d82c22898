import { databaseName, parseDatabaseName } from '#shared/schema/ids';
import { AppError } from '#shared/errors/app-error';
import type { PracticeSize } from '#sync-server/seed/sizes';
import { openAudit } from '../services/audit/audit';
import { startReveals } from '../services/audit/reveals';
import { DATA_KEYS_FILE, openDataKeys } from '../services/data-keys/data-keys';
import { createDepartments } from '../services/departments/departments';
import { startDispatch, type DispatchService } from '../services/dispatch/dispatch';
import { createStepAuthors } from '../services/dispatch/step-authors';
import { openDurableFolder } from '../services/durable-folder';
import type { EdgeHubService } from '../services/edge-hub/start-edge-hub';
import { errorFields } from '../services/error-fields';
import { startFileKeeper, type FileKeeperService } from '../services/file-keeper/file-keeper';
import type { GatewayDeps } from '../services/gateway/gateway-types';
import { startMatching } from '../services/matching/matching';
import { createGridAdmin } from '../services/grids/grids';
import { startReshapes } from '../services/grids/reshape';
import { openPositions } from '../services/positions/positions';
import { startOutbox } from '../services/outbox/outbox';
import type { Log, StaffAdmin } from '../services/ports';
import { startQuality, type QualityService } from '../services/quality/quality';
import { createTicketRatings } from '../services/ratings/ratings';
import { createResidents } from '../services/residents/residents';
import { openReplicaDirectory } from '../services/replica-directory/replica-directory';
import { openSecrets, type Secrets } from '../services/secrets/open-secrets';
import { sealedName } from '../services/secrets/sealed-folder';
import { ACCOUNTS_FILE } from '../services/sessions/accounts';
import { openSessions, type SessionsService } from '../services/sessions/sessions';
import { openModels } from '../services/models/models';
import { openTiles } from '../services/tiles/tiles';
import { openVoice } from '../services/voice/voice';
import { startTransfers } from '../services/transfers/transfers';
import { startStationName } from '../services/station-name/station-name';
import { openStaffDirectory } from '../services/staff-directory/staff-directory';
import type { DataFolder } from './data-folder';
import { assertNotAlone, chooseIdentity, type FirstRun } from './first-run';
import { writeIdentity, type Identity } from './identity';
import { appointManager, type NewManager } from './new-manager';
import { noticeCopy } from './notice-copy';
import { openBookings } from './open-bookings';
import { openCounter, type OpenCounter } from './open-counter';
import { openHub } from './open-hub';
import { openKept } from './open-kept';
import { openOutside } from './open-outside';
import { openPapers } from './open-papers';
import { openOwnService } from './open-self-service';
import { openPlatforms } from './open-platforms';
import { openHall } from './open-queue';
import { openUpstream } from './open-upstream';
import { openWatch, type Watch } from './open-watch';
import { prepareStation } from './prepare-station';
import type { Stopper } from './stopper';
import { tellStaff } from './tell-staff';

type Hub = EdgeHubService['hub'];

export interface StationOptions {
  readonly keysFolder: string;
  readonly firstRun?: FirstRun;
  readonly practiceSize?: PracticeSize;
  readonly newManager?: NewManager;
  readonly showRecoveryCode?: (code: string) => Promise<void>;
  readonly riskThread?: URL;
  readonly callRingMs?: number;
}

/** A station with its data, accounts and keys, and all that its gateway needs. */
export interface OpenStation {
  readonly secrets: Secrets;
  readonly sessions: SessionsService;
  readonly hub: Hub;
  readonly gatewayDeps: Omit<GatewayDeps, 'hostState' | 'residentsOrigin'>;
  /** Begins to keep values under the keys they belong to; to be stopped before what it writes to. */
  readonly keepFiles: () => FileKeeperService;
  /** Begins to check every file each night; to be stopped before what it writes to. */
  readonly checkQuality: () => QualityService;
  /** Begins to send incidents out and to tell of limits that have run out; to be stopped before what it writes to. */
  readonly dispatchIncidents: () => Promise<DispatchService>;
  /** Begins to see to applications, once incidents are; to be stopped before what it writes to. */
  readonly seeToApplications: OpenCounter['begin'];
  /** Begins to watch over devices; to be stopped before what it writes to. */
  readonly watchForAlarms: Watch['alarms']['begin'];
  /** Begins to take in what devices say; to be stopped before what it writes to. */
  readonly hearDevices: Watch['hearDevices'];
  /** Begins to make risk reports; to be stopped before what it writes to. */
  readonly makeReports: Watch['makeReports'];
  /** Whether this start made the station. */
  readonly isFirstRun: boolean;
}

export interface OpenStationDeps {
  readonly folder: DataFolder;
  /** See `Settings`. */
  readonly readingDays: number;
  /** Takes in what was opened, also when a later step fails. */
  readonly stopper: Stopper;
  readonly log: Log;
  readonly now: () => number;
}

/** Opens what is behind the gateway; a new station is made first. */
export async function openStation(options: StationOptions, deps: OpenStationDeps): Promise<OpenStation> {
  const { folder, readingDays, stopper, log, now } = deps;
  await assertNotAlone(folder);
  const keys = await openDurableFolder(options.keysFolder);
  const secrets = await openSecrets(folder.hostOnly, keys);
  await noticeCopy({ folder, keys, log, now });
  const { folder: sealed, stationKeys } = secrets;
  const firstRun = options.firstRun ?? { kind: 'practice' };
  const { identity, isNew } = await chooseIdentity(folder, sealed, firstRun, now());
  if (isNew) await writeIdentity(sealed, identity);
  const { hub } = stopper.add('hub', await openHub({ folder, secrets, log, now }));
  await assertWhole(hub, identity, folder, secrets);
  const dataKeys = await openDataKeys(sealed);
  const audit = stopper.add('audit', await openAudit({ folder: sealed, key: secrets.auditKey, log, now }));
  const nameDeps = { hub, station: identity.id, initial: identity.name, log };
  const stationName = stopper.add('station-name', await startStationName(nameDeps));
  const station = {
    id: identity.id,
    get name() {
      return stationName.current();
    },
    practice: identity.practice,
  };
  const gridNumbers = () => gridNumbersOf(hub, identity.id);
  const sessionsDeps = { folder: sealed, station, gridNumbers, dataKeys, stationKeys, audit, log, now };
  const sessions = stopper.add('sessions', await openSessions(sessionsDeps));
  const isFirstRun = identity.state === 'preparing';
  if (isFirstRun) {
    await prepareStation(identity, { hub, dataKeys, sessions, log, now }, options.practiceSize);
    await writeIdentity(sealed, { ...identity, state: 'ready', manager: null });
  }
  const { accounts, practiceAccounts, staffAdmin } = sessions;
  if (options.newManager) {
    await appointManager(options.newManager, { secrets, accounts, practiceAccounts, audit, now });
  }
  const commons = await hub.create(databaseName('commons', identity.id));
  const staff = await openStaffDirectory({ station: identity.id, accounts: staffAdmin, commons, log, now });
  stopper.add('reveals', await startReveals({ hub, audit, folder: sealed, log }));
  const matchingDeps = { hub, dataKeys, folder: sealed, key: secrets.matchingKey, log };
  const matching = stopper.add('matching', await startMatching(matchingDeps));
  const keptDeps = { station: identity.id, hub, dataKeys, folder: sealed, audit, now };
  const kept = await openKept(keptDeps, stopper);
  await showUnseenCode(secrets, options, log);
  const replicaDeps = { station: identity.id, hub, commons, sessions, devices: sessions.deviceAdmin, log, now };
  const replicas = stopper.add('replicas', await openReplicaDirectory(replicaDeps));
  const { devices, claimReplica } = replicas;
  const { announceChange } = sessions;
  const gridsDeps = { station: identity.id, hub, gridNumbers, commons, dataKeys, audit, announceChange, log, now };
  const grids = createGridAdmin(gridsDeps);
  // Before the gateway opens: what a hub that was set back lacks of it is put back before any device asks.
  const transfersDeps = { hub, station, dataKeys, folder: sealed, audit, log, now };
  const transfers = stopper.add('transfers', await startTransfers(transfersDeps));
  const reshapesDeps = { station: identity.id, commons, grids, transfers, folder: sealed, log, now };
  const reshapes = stopper.add('reshapes', await startReshapes(reshapesDeps));
  const upstreamDeps = { hub, folder: sealed, transfers, audit, log, now };
  const upstream = stopper.add('upstream', await openUpstream(identity.id, upstreamDeps));
  const author = () => hostsAuthor(staff);
  const outboxDeps = {
    station: identity.id,
    hub,
    folder: sealed,
    dataKeys,
    staff,
    audit,
    author,
    log,
    now,
    random: Math.random,
  };
  const outbox = stopper.add('outbox', await startOutbox(outboxDeps));
  const told = tellStaff({ station: identity.id, staff, outbox, log, now });
  const maps = stopper.add('maps', await openTiles({ folder: folder.mapsFolder, log }));
  const models = stopper.add('models', await openModels({ folder: folder.modelsFolder, log }));
  const positions = stopper.add('positions', await openPositions({ folder: sealed, log, now }));
  const { messages } = outbox;
  const people = { staff: told, devices, grids, dataKeys, stationKeys, audit, matching };
  const services = { ...people, ...kept, transfers, upstream, messages, maps, models, reshapes, positions };
  const keepFiles = () => startFileKeeper({ hub, dataKeys, folder: sealed, audit, author, log, now });
  const checkQuality = () => startQuality({ hub, station, dataKeys, matching, author, log, now });
  const receiptSecret = stationKeys.derive('receipt');
  let dispatch: DispatchService | null = null;
  const outsideDeps = { station, hub, folder: sealed, dataKeys, stationKeys, audit, author, log, now };
  const outside = await openOutside({ ...outsideDeps, desk: () => dispatch }, stopper);
  const { rulesMayActOnResidents } = outside;
  const places = { station: identity.id, hub, folder: sealed };
  const { riskThread } = options;
  const hostDeps = { audit, author, log, now };
  const watchDeps = { ...places, stationKeys, dataKeys, readingDays, riskThread, staff, outbox, ...hostDeps };
  const { sensorAdmin: sensors, hearDevices, makeReports, alarms } = await openWatch(watchDeps, stopper);
  const dispatchDeps = { ...places, receiptSecret, staff, outbox, rulesMayActOnResidents, author, log, now };
  const dispatchIncidents = async () => (dispatch = await startDispatch(dispatchDeps));
  const stationNameNow = () => stationName.current();
  const incidents = () => dispatch;
  const { callRingMs } = options;
  const hallDeps = {
    folder: sealed,
    stationKeys,
    stationName: stationNameNow,
    isPractice: identity.practice,
    ...hostDeps,
  };
  const hall = await openHall({ ...hallDeps, ...(callRingMs !== undefined && { callRingMs }) }, stopper);
  const bookingDeps = { ...places, stationName: stationNameNow, dataKeys, stationKeys, incidents, ...hostDeps };
  const bookings = await openBookings({ ...bookingDeps, queue: hall.queue, outbox }, stopper);
  const counterDeps = { station: identity.id, hub, staff, outbox, dispatch: incidents, author, log, now };
  const { applications, begin: seeToApplications } = openCounter(counterDeps);
  const platformDeps = { ...places, stationName: stationNameNow, dataKeys, applications, ...hostDeps };
  const platforms = await openPlatforms(platformDeps, stopper);
  const askedBy = { station: identity.id, stationName: stationNameNow, incidents, applications };
  const residents = createResidents({ ...askedBy, hub, dataKeys, author, log, now });
  const codeSecret = stationKeys.derive('ticket-code');
  const ratingDeps = { station: identity.id, hub, dataKeys, queue: hall.queue, applications, codeSecret };
  const ticketRatings = createTicketRatings({ ...ratingDeps, author, log, now });
  const voice = await openVoice({ folder: folder.voiceFolder, log });
  const { incoming, open311, residentReports } = outside;
  const own = [folder.root.path, options.keysFolder];
  const papersDeps = { folder: sealed, own, queue: hall.queue, residents, applications, audit, log, now };
  const papers = await openPapers(papersDeps, stopper);
  const ownDeps = { ...places, stationName: stationNameNow, stationKeys, dataKeys, queue: hall.queue, incidents };
  const selfService = await openOwnService({ ...ownDeps, ...outside, author, log, now }, stopper);
  const departments = createDepartments({ hub, dataKeys, staff, incidents, log, now });
  const stepAuthors = createStepAuthors(staff, incidents, alarms.authors);
  const fromOutside = {
    residents,
    departments,
    stepAuthors,
    incoming,
    open311,
    residentReports,
    ticketRatings,
    voice,
    selfService,
    sensors,
    alarms: alarms.rehearsals,
    ...hall,
    ...papers,
    bookings,
    platforms,
  };
  const gatewayDeps = { hub, sessions: { ...sessions, claimReplica }, ...services, ...fromOutside, log, now };
  const begun = { keepFiles, checkQuality, dispatchIncidents, watchForAlarms: alarms.begin, hearDevices, makeReports };
  return { secrets, sessions, hub, isFirstRun, gatewayDeps, seeToApplications, ...begun };
}

/** In whose name the host changes records: a manager's, of whom a station always has one. */
function hostsAuthor(staff: StaffAdmin): string {
  const author = staff.list().find(({ post, active }) => post === 'manager' && active);
  if (!author) throw new Error('a station has a manager');
  return author.uid;
}

/** Before the gateway opens: nobody may seal anything to a recovery key whose code is on no paper. */
async function showUnseenCode({ unseenCode }: Secrets, { showRecoveryCode }: StationOptions, log: Log): Promise<void> {
  if (!unseenCode || !showRecoveryCode) return;
  try {
    await showRecoveryCode(unseenCode.code);
  } catch (thrown) {
    // The next start makes another pair and shows that.
    return log.warn('secrets.code-unseen', errorFields(thrown));
  }
  await unseenCode.confirmShown();
}

/** What a ready station always has in its host-only store: who may sign in, and what opens every sealed value. */
const VITAL_FILES = [ACCOUNTS_FILE, DATA_KEYS_FILE];

/**
 * A ready station that lacks one of these has lost data. Going on would offer devices an empty hub, or mint keys under old
 * names, and what was sealed before would never open again.
 */
async function assertWhole(
  hub: Hub,
  identity: Identity,
  { hubFolder }: DataFolder,
  { folder: sealed }: Secrets,
): Promise<void> {
  if (identity.state === 'preparing') return;
  const lost = (folder: string, file: string) =>
    new AppError('host.data-damaged', 'a part of the station is missing', { details: { folder, file } });
  const commons = databaseName('commons', identity.id);
  if (!hub.database(commons)) throw lost(hubFolder, commons);
  for (const file of VITAL_FILES) {
    if ((await sealed.read(file)) === null) throw lost(sealed.path, sealedName(file));
  }
}

function gridNumbersOf(hub: Hub, station: string): readonly number[] {
  return hub.names().flatMap((name) => {
    const database = parseDatabaseName(name);
    if (database?.kind !== 'grid' || database.station !== station) return [];
    return [Number(database.scope.slice(station.length + 1))];
  });
}

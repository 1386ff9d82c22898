import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { databaseName, parseDatabaseName } from '#shared/schema/ids';
import { AppError } from '#shared/errors/app-error';
import { databasesFor, keysFor } from '#sync-server/access/table';
import type { PracticeSize } from '#sync-server/seed/station';
import { version } from '../package.json';
import { loadSettings } from './config/settings-file';
import type { Ports, Settings } from './config/settings';
import { openDataFolder, type DataFolder } from './host/data-folder';
import { chooseIdentity, type FirstRun } from './host/first-run';
import { writeIdentity, type Identity } from './host/identity';
import { watchLan } from './host/lan-watch';
import { prepareStation } from './host/prepare-station';
import { createStopper, type Stopper } from './host/stopper';
import { lanName, openCertificates, type Certificates } from './services/certificates/certificates';
import { startDiscovery } from './services/discovery/discovery';
import { everyAddress, lanAddresses } from './services/discovery/lan-addresses';
import { startEdgeHub, type EdgeHubService } from './services/edge-hub/start-edge-hub';
import { startGateway, type Gateway, type GatewayConfig } from './services/gateway/start-gateway';
import { openLog } from './services/log/log';
import type { Log, ServiceHealth } from './services/ports';
import { ACCOUNTS_FILE } from './services/sessions/accounts';
import { DATA_KEYS_FILE, openDataKeys } from './services/sessions/data-keys';
import { openSessions, type SessionsService } from './services/sessions/sessions';

type Hub = EdgeHubService['hub'];

/** Everything a host is started with; what is absent comes from the settings of its data folder. */
export interface HostOptions {
  readonly dataFolder: string;
  /** The built staff screens. */
  readonly staffFolder: string;
  readonly ports?: Partial<Ports>;
  readonly lan?: boolean;
  readonly mdns?: boolean;
  /** The address that the LAN listeners bind to; all of the machine's when absent. */
  readonly lanHost?: string;
  /** This machine's addresses on the LAN, asked for again and again; the network interfaces' when absent. */
  readonly lanAddresses?: () => readonly string[];
  readonly lanWatchMs?: number;
  /** Which station to make in a new data folder; the practice station when absent. */
  readonly firstRun?: FirstRun;
  readonly practiceSize?: PracticeSize;
  /** Takes each log line as JSON beside the log files. */
  readonly echo?: (line: string) => void;
  readonly now?: () => number;
  readonly minimumFreeBytes?: number;
}

export interface RunningHost {
  readonly station: { readonly id: string; readonly name: string; readonly practice: boolean };
  /** Whether this start made the station. */
  readonly isFirstRun: boolean;
  /** Origins; the ports are those really taken. */
  readonly addresses: Gateway['addresses'] & {
    /** The LAN origin under the station's own name, the one that tablets keep; null without the LAN. */
    readonly named: string | null;
  };
  /** SHA-256 of the station authority's public key, base64, as Chromium's `--ignore-certificate-errors-spki-list` takes it. */
  readonly caSpki: string;
  readonly caFingerprint: string;
  readonly hub: Hub;
  readonly sessions: SessionsService;
  readonly log: Log;
  health(): Readonly<Record<string, ServiceHealth>>;
  /** Stops taking requests, lets what is under way end, and closes the hub. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts a station's host; once it resolves `/api/health` answers. Fails with `host.*` codes and then leaves nothing
 * running and nothing lost.
 */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const stopper = createStopper();
  try {
    return await start(options, stopper);
  } catch (cause) {
    await stopper.stop();
    throw cause;
  }
}

async function start(options: HostOptions, stopper: Stopper): Promise<RunningHost> {
  const now = options.now ?? Date.now;
  const folder = await openDataFolder(options.dataFolder, options.minimumFreeBytes);
  stopper.add('lock', { stop: () => folder.lock.release() });
  const settings = withOverrides(await loadSettings(folder.root, now()), options);
  const log = stopper.add('log', openLog({ folder: folder.logsFolder, echo: options.echo ?? null, now }));
  log.info('host.starting', { pid: process.pid });

  const { hub, sessions, isFirstRun } = await openStation(options, folder, stopper, log, now);
  const station = sessions.station();
  const certificates = stopper.add(
    'certificates',
    await openCertificates({
      folder: folder.hostOnly,
      station: station.id,
      lanAddresses: options.lanAddresses ?? lanAddresses,
      log,
      now,
    }),
  );
  const config = gatewayConfig(options, settings, certificates, station.name);
  if (config.staffFolder === null) log.warn('host.no-screens');
  const gateway = stopper.add('gateway', await startGateway(config, { hub, sessions, log, now }));
  const { addresses } = gateway;
  const lanPort = addresses.lan === null ? null : Number(new URL(addresses.lan).port);
  const name = lanName(station.id);
  if (lanPort !== null) {
    const discovery = settings.mdns ? startDiscovery({ station: station.id, lanName: name, port: lanPort }, log) : null;
    if (discovery) stopper.add('discovery', discovery);
    stopper.add('lan-watch', watchLan({ certificates, gateway, discovery, log }, options.lanWatchMs));
  }
  log.info('host.ready', { station: station.id, practice: station.practice, lan: settings.lan });
  return {
    station,
    isFirstRun,
    addresses: { ...addresses, named: lanPort === null ? null : `https://${name}:${lanPort}` },
    caSpki: certificates.authority.spki,
    caFingerprint: certificates.authority.fingerprint,
    hub,
    sessions,
    log,
    health: () => stopper.health(),
    stop: () => {
      log.info('host.stopping');
      return stopper.stop();
    },
  };
}

/** The hub with the station's data, and the accounts that open it; a new station is made first. */
async function openStation(options: HostOptions, folder: DataFolder, stopper: Stopper, log: Log, now: () => number) {
  const { identity, isNew } = await chooseIdentity(folder, options.firstRun ?? { kind: 'practice' }, now());
  if (isNew) await writeIdentity(folder.hostOnly, identity);
  const { hub } = stopper.add(
    'hub',
    await startEdgeHub({ folder: folder.hubFolder, epochsFile: folder.epochsFile, databases: [] }, { now, log }),
  );
  await assertWhole(hub, identity, folder);
  const dataKeys = await openDataKeys(folder.hostOnly);
  const sessions = stopper.add(
    'sessions',
    await openSessions({
      folder: folder.hostOnly,
      station: { id: identity.id, name: identity.name, practice: identity.practice },
      gridNumbers: () => gridNumbersOf(hub, identity.id),
      access: { databasesFor, keysFor },
      dataKeys,
      log,
      now,
    }),
  );
  const isFirstRun = identity.state === 'preparing';
  if (isFirstRun) {
    await prepareStation(identity, { hub, dataKeys, sessions, log, now }, options.practiceSize);
    await writeIdentity(folder.hostOnly, { ...identity, state: 'ready', manager: null });
  }
  return { hub, sessions, isFirstRun };
}

function gatewayConfig(
  { staffFolder, lanHost = everyAddress() }: HostOptions,
  { ports, lan }: Settings,
  certificates: Certificates,
  stationName: string,
): GatewayConfig {
  const { certificatePem: caPem, fingerprint } = certificates.authority;
  const { keyPem, certPem } = certificates.server();
  return {
    loopback: { host: '127.0.0.1', port: ports.loopback },
    lan: lan ? { host: lanHost, port: ports.staff, key: keyPem, cert: certPem } : null,
    certificatePage: lan ? { host: lanHost, port: ports.certificatePage, caPem, fingerprint, stationName } : null,
    staffFolder: existsSync(join(staffFolder, 'index.html')) ? staffFolder : null,
    version,
  };
}

/** What a ready station always has in its host-only store: who may sign in, and what opens every sealed value. */
const VITAL_FILES = [ACCOUNTS_FILE, DATA_KEYS_FILE];

/**
 * A ready station that lacks one of these has lost data. Going on would offer devices an empty hub, or mint keys under old
 * names, and what was sealed before would never open again.
 */
async function assertWhole(hub: Hub, identity: Identity, { hubFolder, hostOnly }: DataFolder): Promise<void> {
  if (identity.state === 'preparing') return;
  const lost = (folder: string, file: string) =>
    new AppError('host.data-damaged', 'a part of the station is missing', { details: { folder, file } });
  const commons = databaseName('commons', identity.id);
  if (!hub.database(commons)) throw lost(hubFolder, commons);
  for (const file of VITAL_FILES) if ((await hostOnly.read(file)) === null) throw lost(hostOnly.path, file);
}

function gridNumbersOf(hub: Hub, station: string): readonly number[] {
  return hub.names().flatMap((name) => {
    const database = parseDatabaseName(name);
    if (database?.kind !== 'grid' || database.station !== station) return [];
    return [Number(database.scope.slice(station.length + 1))];
  });
}

function withOverrides(settings: Settings, { ports, lan, mdns }: HostOptions): Settings {
  return {
    ...settings,
    ports: { ...settings.ports, ...ports },
    lan: lan ?? settings.lan,
    mdns: mdns ?? settings.mdns,
  };
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PracticeSize } from '#sync-server/seed/sizes';
import { version } from '../package.json';
import { loadSettings } from './config/settings-file';
import { localHallPort, type Ports, type Settings } from './config/settings';
import { openDataFolder } from './host/data-folder';
import type { FirstRun } from './host/first-run';
import { watchLan } from './host/lan-watch';
import type { NewManager } from './host/new-manager';
import { openStation } from './host/open-station';
import { createStopper, type Stopper } from './host/stopper';
import { createTraining, type Training } from './host/training';
import { lanName, openCertificates, type Certificates } from './services/certificates/certificates';
import { startDiscovery } from './services/discovery/discovery';
import { everyAddress, lanAddresses } from './services/discovery/lan-addresses';
import type { EdgeHubService } from './services/edge-hub/start-edge-hub';
import { startGateway, type Gateway, type GatewayConfig } from './services/gateway/start-gateway';
import { createHostState } from './services/health/host-state';
import { openLog } from './services/log/log';
import type { MqttConfig } from './services/mqtt/mqtt';
import type { Log, ServiceHealth } from './services/ports';
import type { SessionsService } from './services/sessions/sessions';

type Hub = EdgeHubService['hub'];

/** Everything a host is started with; what is absent comes from the settings of its data folder. */
export interface HostOptions {
  readonly dataFolder: string;
  /** Where the key of the data folder's host-only store lies; outside the data folder. */
  readonly keysFolder: string;
  /** The built staff screens. */
  readonly staffFolder: string;
  /** The built hall board; none where it is absent. */
  readonly boardFolder?: string;
  /** The built kiosk; none where it is absent. */
  readonly kioskFolder?: string;
  /** The built rating pad; none where it is absent. */
  readonly padFolder?: string;
  readonly ports?: Partial<Ports>;
  readonly lan?: boolean;
  readonly mdns?: boolean;
  /** The address that the LAN listeners bind to; all of the machine's when absent. */
  readonly lanHost?: string;
  /** This machine's addresses on the LAN, asked for again and again; the network interfaces' when absent. */
  readonly lanAddresses?: () => readonly string[];
  readonly lanWatchMs?: number;
  /** Origin of the real station whose training this practice station is. */
  readonly homeOrigin?: string;
  /** Which station to make in a new data folder; the practice station when absent. */
  readonly firstRun?: FirstRun;
  readonly practiceSize?: PracticeSize;
  /** Makes somebody a manager on the word of the recovery code; `host.recovery-wrong`. */
  readonly newManager?: NewManager;
  /** Puts the recovery code before somebody, once in a station's life; until it resolves each start makes another. */
  readonly showRecoveryCode?: (code: string) => Promise<void>;
  /** Takes each log line as JSON beside the log files. */
  readonly echo?: (line: string) => void;
  readonly now?: () => number;
  readonly minimumFreeBytes?: number;
  /** The built thread that scores risk; the host's own where there is none. */
  readonly riskThread?: URL;
  /** How long a kiosk's call rings at one desk, ms; the requirement's 20 s where it is absent. */
  readonly callRingMs?: number;
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

  const { readingDays } = settings;
  const opened = await openStation(options, { folder, readingDays, stopper, log, now });
  const { secrets, hub, sessions, isFirstRun, gatewayDeps, keepFiles, checkQuality, dispatchIncidents } = opened;
  const station = sessions.station();
  const certificates = stopper.add(
    'certificates',
    await openCertificates({
      folder: secrets.folder,
      station: station.id,
      lanAddresses: options.lanAddresses ?? lanAddresses,
      log,
      now,
    }),
  );
  const home = { origin: () => gateway.addresses.loopback, log };
  const training = station.practice ? null : stopper.add('training', createTraining(options, home, startHost));
  const name = lanName(station.id);
  const config = gatewayConfig({ ...options, training }, settings, certificates, station.name, name);
  if (config.staffFolder === null) log.warn('host.no-screens');
  const named = () => addressesOf(gateway.addresses, name, settings.residentsOrigin);
  const residentsOrigin = (): string | null => named().residents;
  const hostState = createHostState({
    version,
    dataFolder: folder.root.path,
    logsFolder: folder.logsFolder,
    hub,
    devices: gatewayDeps.devices,
    maps: gatewayDeps.maps,
    mapsFolder: folder.mapsFolder,
    certificates,
    addresses: named,
    lanAddresses: options.lanAddresses ?? lanAddresses,
    services: () => stopper.health(),
    startedAtMs: now(),
    now,
  });
  const gateway = stopper.add('gateway', await startGateway(config, { ...gatewayDeps, hostState, residentsOrigin }));
  // From here on devices are answered; looking through the files goes on beside that.
  stopper.add('file-keeper', keepFiles());
  stopper.add('quality', checkQuality());
  stopper.add('dispatch', await dispatchIncidents());
  stopper.add('applications', opened.seeToApplications());
  stopper.add('risk', opened.makeReports());
  // Before anything is heard.
  stopper.add('alarms', await opened.watchForAlarms());
  const mqtt = stopper.add('mqtt', await opened.hearDevices(mqttConfig(options, settings, certificates, name)));
  const { lanPort } = named();
  if (lanPort !== null) {
    const discovery = settings.mdns ? startDiscovery({ station: station.id, lanName: name, port: lanPort }, log) : null;
    if (discovery) stopper.add('discovery', discovery);
    stopper.add('lan-watch', watchLan({ certificates, servers: [gateway, mqtt], discovery, log }, options.lanWatchMs));
  }
  log.info('host.ready', { station: station.id, practice: station.practice, lan: settings.lan });
  return {
    station,
    isFirstRun,
    addresses: { ...gateway.addresses, named: named().named },
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

/** The gateway's origins, with those under the station's own name; `outside` is where residents come in, if the settings name it. */
function addressesOf(
  { loopback, lan, certificatePage, residents }: Gateway['addresses'],
  name: string,
  outside: string | null,
) {
  const lanPort = lan === null ? null : Number(new URL(lan).port);
  const under = (origin: string) => `https://${name}:${new URL(origin).port}`;
  return {
    loopback,
    // For a tablet that is not let in yet: `localhost` would be the tablet itself.
    certificatePage: certificatePage === null ? null : `http://${name}:${new URL(certificatePage).port}`,
    residents: residents === null ? null : (outside ?? under(residents)),
    lanPort,
    named: lanPort === null ? null : `https://${name}:${lanPort}`,
  };
}

function gatewayConfig(
  {
    staffFolder,
    boardFolder,
    kioskFolder,
    padFolder,
    homeOrigin,
    training,
    lanHost = everyAddress(),
  }: HostOptions & { readonly training: Training | null },
  { ports, lan, proxies }: Settings,
  certificates: Certificates,
  stationName: string,
  name: string,
): GatewayConfig {
  const { certificatePem: caPem, fingerprint } = certificates.authority;
  const { keyPem, certPem } = certificates.server();
  return {
    loopback: { host: '127.0.0.1', port: ports.loopback },
    lan: lan ? { host: lanHost, port: ports.staff, key: keyPem, cert: certPem } : null,
    certificatePage: lan ? { host: lanHost, port: ports.certificatePage, caPem, fingerprint, stationName } : null,
    residentPages: lan ? { host: lanHost, port: ports.residents, key: keyPem, cert: certPem, proxies } : null,
    hallDoors: {
      host: lan ? lanHost : '127.0.0.1',
      name: lan ? name : null,
      ports: { board: ports.board, kiosk: ports.kiosk },
      localPorts: { board: localHallPort(ports.board), kiosk: localHallPort(ports.kiosk) },
      tls: lan ? { key: keyPem, cert: certPem } : null,
      folders: { board: builtIn(boardFolder), kiosk: builtIn(kioskFolder), pad: builtIn(padFolder) },
    },
    staffFolder: builtIn(staffFolder),
    version,
    ...(training && { training }),
    ...(homeOrigin !== undefined && { homeOrigin }),
  };
}

/** A folder with a built page, or null. */
const builtIn = (folder: string | undefined): string | null =>
  folder !== undefined && existsSync(join(folder, 'index.html')) ? folder : null;

/** Where devices come in: from other machines only with the LAN. */
function mqttConfig(
  { lanHost = everyAddress(), lanAddresses: addresses = lanAddresses }: HostOptions,
  { ports, lan }: Settings,
  certificates: Certificates,
  name: string,
): MqttConfig {
  const { keyPem: key, certPem: cert } = certificates.server();
  return {
    plain: { host: lan ? lanHost : '127.0.0.1', port: ports.mqtt },
    tls: lan ? { host: lanHost, port: ports.mqtts, key, cert } : null,
    // Devices seldom know names of the LAN.
    hosts: () => (lan ? [...addresses(), name] : ['127.0.0.1']),
  };
}

function withOverrides(settings: Settings, { ports, lan, mdns }: HostOptions): Settings {
  return {
    ...settings,
    ports: { ...settings.ports, ...ports },
    lan: lan ?? settings.lan,
    mdns: mdns ?? settings.mdns,
  };
}

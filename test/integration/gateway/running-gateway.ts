import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway } from '#main/services/gateway/start-gateway';
import type { Deadlines, Gateway, GatewayConfig } from '#main/services/gateway/gateway-types';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { T0 } from '#test/support/builders';
import { recordedLog, type RecordedLog } from '#test/support/quiet-log';
import { memoryServices, type MemoryServices } from '#test/support/services';
import { noDevices, nobody } from '#test/support/absent-services';
import { testSessions, type TestSessions } from '#test/support/sessions';
import type { DeviceAdmin, Sessions, StaffAdmin } from '#main/services/ports';

/** A real gateway over a real hub in a folder of its own, on free ports. */
export interface RunningGateway<S extends Sessions = TestSessions> {
  readonly gateway: Gateway;
  readonly hub: EdgeHub;
  readonly sessions: S;
  readonly services: MemoryServices;
  readonly log: RecordedLog;
  /** Loopback origin. */
  readonly origin: string;
  stop(): Promise<void>;
}

export interface RunningGatewayOptions {
  readonly databases?: readonly string[];
  readonly lan?: { readonly key: string; readonly cert: string };
  readonly certificatePage?: GatewayConfig['certificatePage'];
  readonly hallDoors?: GatewayConfig['hallDoors'];
  readonly staffFolder?: string;
  readonly now?: () => number;
  readonly deadlines?: Partial<Deadlines>;
  readonly port?: number;
}

/** Sessions that a test made, and who changes accounts and devices behind them. */
export interface RealSessions<S extends Sessions> {
  readonly sessions: S;
  readonly staff: StaffAdmin;
  readonly devices: DeviceAdmin;
  readonly services: MemoryServices;
}

/** A gateway over sessions in memory, with neither accounts nor devices behind it. */
export function runGateway({
  sessions = testSessions(),
  staff = nobody,
  devices = noDevices,
  ...options
}: RunningGatewayOptions & Partial<Omit<RealSessions<TestSessions>, 'services'>> = {}): Promise<RunningGateway> {
  const services = memoryServices(options.now ?? (() => T0));
  return runGatewayOver({ sessions, staff, devices, services }, options);
}

/** A gateway over any sessions. */
export async function runGatewayOver<S extends Sessions>(
  { sessions, staff, devices, services }: RealSessions<S>,
  options: RunningGatewayOptions = {},
): Promise<RunningGateway<S>> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-gateway-'));
  const log = recordedLog();
  const now = options.now ?? (() => T0);
  const hub = await openEdgeHub({
    folder: join(folder, 'hub'),
    epochsFile: join(folder, 'epochs.json'),
    atRest: AT_REST,
    now,
    log,
  });
  const stopHub = async (): Promise<void> => {
    await hub.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const name of options.databases ?? []) await hub.create(name);
    const gateway = await startGateway(
      {
        loopback: { host: '127.0.0.1', port: options.port ?? 0 },
        lan: options.lan ? { host: '127.0.0.1', port: 0, ...options.lan } : null,
        certificatePage: options.certificatePage ?? null,
        hallDoors: options.hallDoors ?? null,
        staffFolder: options.staffFolder ?? null,
        version: '0.1.0',
        ...(options.deadlines ? { deadlines: options.deadlines } : {}),
      },
      { ...services, hub, sessions, staff, devices, log, now },
    );
    const stop = async (): Promise<void> => {
      await gateway.stop();
      await stopHub();
    };
    return { gateway, hub, sessions, services, log, origin: gateway.addresses.loopback, stop };
  } catch (error) {
    await stopHub();
    throw error;
  }
}

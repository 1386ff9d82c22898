import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway } from '#main/services/gateway/start-gateway';
import type { Deadlines, Gateway, GatewayConfig } from '#main/services/gateway/gateway-types';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub } from '#sync-server/embedded/types';
import { T0 } from '#test/support/builders';
import { recordedLog, type RecordedLog } from '#test/support/quiet-log';
import { testSessions, type TestSessions } from '#test/support/sessions';

/** A real gateway over a real hub in a folder of its own, on free ports. */
export interface RunningGateway {
  readonly gateway: Gateway;
  readonly hub: EdgeHub;
  readonly sessions: TestSessions;
  readonly log: RecordedLog;
  /** Loopback origin. */
  readonly origin: string;
  stop(): Promise<void>;
}

export interface RunningGatewayOptions {
  readonly databases?: readonly string[];
  readonly lan?: { readonly key: string; readonly cert: string };
  readonly certificatePage?: GatewayConfig['certificatePage'];
  readonly staffFolder?: string;
  readonly sessions?: TestSessions;
  readonly now?: () => number;
  readonly deadlines?: Partial<Deadlines>;
  readonly port?: number;
}

export async function runGateway(options: RunningGatewayOptions = {}): Promise<RunningGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-gateway-'));
  const log = recordedLog();
  const now = options.now ?? (() => T0);
  const sessions = options.sessions ?? testSessions();
  const hub = await openEdgeHub({ folder: join(folder, 'hub'), epochsFile: join(folder, 'epochs.json'), now, log });
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
        staffFolder: options.staffFolder ?? null,
        version: '0.1.0',
        ...(options.deadlines ? { deadlines: options.deadlines } : {}),
      },
      { hub, sessions, log, now },
    );
    const stop = async (): Promise<void> => {
      await gateway.stop();
      await stopHub();
    };
    return { gateway, hub, sessions, log, origin: gateway.addresses.loopback, stop };
  } catch (error) {
    await stopHub();
    throw error;
  }
}

import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startGateway } from '#main/services/gateway/start-gateway';
import type { Gateway } from '#main/services/gateway/gateway-types';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices, noDevices, nobody } from '#test/support/services';
import { testSessions } from '#test/support/sessions';

/** A hub behind its gateway that can be restarted, and set back to a backup, at one address. */
export interface MortalHub {
  readonly origin: string;
  readonly token: string;
  /** The hub of the moment. */
  hub(): EdgeHub;
  /** Stops and starts it over the same files. */
  restart(): Promise<void>;
  /** Takes a copy of the files, as a backup does; restarts it on the way. */
  backUp(): Promise<void>;
  /** Restarts it over the last backup; what was pushed since is gone from it. Without a backup it is only restarted. */
  restore(): Promise<void>;
  stop(): Promise<void>;
}

export async function openMortalHub(folder: string, databases: readonly string[]): Promise<MortalHub> {
  const log = recordedLog();
  const now = () => Date.now();
  const sessions = testSessions();
  const services = memoryServices(now);
  const token = sessions.issue({ dbs: Object.fromEntries(databases.map((name) => [name, 'write' as const])) });
  const files = join(folder, 'hub');
  const backup = join(folder, 'backup');
  let port = 0;
  let hasBackup = false;
  let running: { readonly hub: EdgeHub; readonly gateway: Gateway };

  async function start(): Promise<void> {
    const hub = await openEdgeHub({
      folder: files,
      epochsFile: join(folder, 'epochs.json'),
      atRest: AT_REST,
      now,
      log,
    });
    for (const name of databases) if (!hub.database(name)) await hub.create(name);
    const config = { lan: null, certificatePage: null, staffFolder: null, version: '0.1.0' };
    const gateway = await startGateway(
      { loopback: { host: '127.0.0.1', port }, ...config },
      { ...services, hub, sessions, staff: nobody, devices: noDevices, log, now },
    );
    port = Number(new URL(gateway.addresses.loopback).port);
    running = { hub, gateway };
  }

  async function stop(): Promise<void> {
    await running.gateway.stop();
    await running.hub.stop();
  }

  async function between(change: () => Promise<void>): Promise<void> {
    await stop();
    await change();
    await start();
  }

  await start();
  return {
    origin: `http://127.0.0.1:${port}`,
    token,
    hub: () => running.hub,
    restart: () => between(async () => undefined),
    backUp: () =>
      between(async () => {
        await rm(backup, { recursive: true, force: true });
        await cp(files, backup, { recursive: true });
        hasBackup = true;
      }),
    restore: () =>
      between(async () => {
        if (!hasBackup) return;
        await rm(files, { recursive: true, force: true });
        await cp(backup, files, { recursive: true });
      }),
    stop,
  };
}

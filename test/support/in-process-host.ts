import { mkdtempSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { startHost, type HostOptions, type RunningHost } from '#main/host';
import { openDurableFolder, type DurableFolder } from '#main/services/durable-folder';
import { openSecrets } from '#main/services/secrets/open-secrets';
import { temporaryFolder } from './temporary-folder';

/** Keys of all hosts of the test file: a copy of a data folder opens with the key of the original, as a restored one does. */
export const KEYS_FOLDER = mkdtempSync(join(tmpdir(), 'linli-keys-'));

/** Any port that is free. */
export const FREE_PORTS = {
  ...{ loopback: 0, staff: 0, certificatePage: 0 },
  ...{ residents: 0, kiosk: 0, board: 0, mqtt: 0, mqtts: 0 },
} as const;

/** A small practice station on free ports of the loopback address, without screens. */
export function hostOptions(dataFolder: string, more: Partial<HostOptions> = {}): HostOptions {
  return {
    dataFolder,
    keysFolder: KEYS_FOLDER,
    showRecoveryCode: async () => undefined,
    staffFolder: join(dataFolder, 'no-screens'),
    ports: FREE_PORTS,
    lanHost: '127.0.0.1',
    mdns: false,
    practiceSize: { householdsPerGrid: [12, 12], historyDays: 30 },
    ...more,
  };
}

/** Starts a host that ends with the running test. */
export async function startForTest(dataFolder: string, more: Partial<HostOptions> = {}): Promise<RunningHost> {
  const host = await startHost(hostOptions(dataFolder, more));
  onTestFinished(() => host.stop());
  return host;
}

/** The sealed files of a data folder whose host has stopped. */
export async function sealedFilesOf(dataFolder: string): Promise<DurableFolder> {
  const [plain, keys] = [await openDurableFolder(join(dataFolder, 'host-only')), await openDurableFolder(KEYS_FOLDER)];
  return (await openSecrets(plain, keys)).folder;
}

let made: Promise<string> | null = null;

/** A folder with a practice station whose host has stopped; made once for the test file, copied for each test. */
export async function stationFolder(): Promise<string> {
  const copy = await temporaryFolder();
  await cp(await (made ??= makeStation()), copy, { recursive: true });
  return copy;
}

async function makeStation(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-'));
  await (await startHost(hostOptions(folder))).stop();
  return folder;
}

afterAll(async () => {
  if (made) await rm(await made, { recursive: true, force: true });
  made = null;
  await rm(KEYS_FOLDER, { recursive: true, force: true });
});

/** Signs in over the loopback address. */
export function signInAt(host: RunningHost, staffCode: string, passphrase: string): Promise<Response> {
  const secret = Buffer.alloc(32, 7).toString('base64');
  const device = { id: '01J0000000000000000000000C', name: '台式机', kind: 'workstation', secret };
  return fetch(`${host.addresses.loopback}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ staffCode, passphrase, device }),
  });
}

/** What a database of a running host holds, newest revision of each, as its feed tells it. */
export async function changesOf(host: RunningHost, database: string) {
  const answer = await host.hub.database(database)?.changes(ALL_CHANGES);
  return answer?.results ?? [];
}

const ALL_CHANGES = {
  since: '0',
  limit: 10_000,
  includeDocs: false,
  style: 'main_only',
  conflicts: false,
  descending: false,
  ids: null,
} as const;

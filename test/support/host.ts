import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from 'node:tls';
import { healthSchema, paths, practiceSchema, type Practice } from '#shared/ipc/station-api';
import type { PracticeSize } from '#sync-server/seed/sizes';
import { STATION_NAME } from './chromium';

export interface TestHostOptions {
  /** Where its data lies; a temporary folder of its own when absent. */
  readonly data?: string;
  /** Where its key lies; a temporary folder of its own when absent. */
  readonly keys?: string;
  /** `device`: serves the page without screens (`test/pages`) in place of the staff screens. */
  readonly page?: 'device';
  /** The practice station's size; the product's own when absent. */
  readonly practiceSize?: PracticeSize;
}

/** The built host as a process of its own, with a practice station, on ports that nobody else uses. */
export interface TestHost {
  /** `http://127.0.0.1:<port>`. */
  readonly loopback: string;
  /** `https://linli-qinghe.local:<port>`, as tablets call it. */
  readonly lan: string;
  /** `https://linli-qinghe.local:<port>`, the door for residents' phones. */
  readonly residents: string;
  /** `https://linli-qinghe.local:<port>`, the doors of the hall's kiosks and boards. */
  readonly kiosk: string;
  readonly board: string;
  /** Where devices come in on this machine. */
  readonly mqttPort: number;
  readonly data: string;
  readonly keys: string;
  /** SHA-256 of the authority's public key, for `startChromium`. */
  readonly authoritySpki: string;
  readonly accounts: Practice['accounts'];
  /** The passphrase of the practice account with that code. */
  passphrase(code: string): string;
  /** Everything it has printed, over all its lives. */
  output(): string;
  /** Ends it as a power cut of the process would. */
  kill(): Promise<void>;
  /** Ends it in order; fails when it does not end by itself. */
  stop(): Promise<void>;
  /** Starts it again on the same data and ports; resolves when it answers. */
  start(): Promise<void>;
  /** Stops it if it runs and removes its data if it was its own. */
  dispose(): Promise<void>;
}

// A practice station of 100,000 people is made in minutes.
const START_LIMIT_MS = 600_000;
const STOP_LIMIT_MS = 15_000;
const CLI = path.resolve('out/host/cli.js');
const TEST_HOST = path.resolve('out/test-host/host.js');

/** Starts a host; resolves when it answers. */
export async function startTestHost(options: TestHostOptions = {}): Promise<TestHost> {
  const data = options.data ?? (await mkdtemp(path.join(tmpdir(), 'linli-host-')));
  const keys = await mkdtemp(path.join(tmpdir(), 'linli-keys-'));
  const [
    loopbackPort = 0,
    lanPort = 0,
    certificatePort = 0,
    residentPort = 0,
    mqttPort = 0,
    kioskPort = 0,
    boardPort = 0,
  ] = await freePorts(7);
  const loopback = `http://127.0.0.1:${loopbackPort}`;
  const isPlain = options.page === undefined && options.practiceSize === undefined;
  const args = isPlain
    ? [
        CLI,
        '--headless',
        '--no-mdns',
        `--data=${data}`,
        `--keys=${options.keys ?? keys}`,
        `--loopback-port=${loopbackPort}`,
        `--staff-port=${lanPort}`,
        `--certificate-port=${certificatePort}`,
        `--resident-port=${residentPort}`,
        `--mqtt-port=${mqttPort}`,
        '--mqtts-port=0',
        `--kiosk-port=${kioskPort}`,
        `--board-port=${boardPort}`,
      ]
    : [TEST_HOST];
  const testOptions = JSON.stringify({
    dataFolder: data,
    keysFolder: options.keys ?? keys,
    staffFolder: path.resolve(options.page === 'device' ? 'out/test-pages' : 'out/renderer/staff'),
    ports: {
      ...{ loopback: loopbackPort, staff: lanPort, certificatePage: certificatePort, residents: residentPort },
      ...{ mqtt: mqttPort, mqtts: 0, kiosk: kioskPort, board: boardPort },
    },
    practiceSize: options.practiceSize,
  });
  const env = isPlain ? process.env : { ...process.env, LINLI_TEST_HOST: testOptions };
  let child: ChildProcess | null = null;
  let output = '';

  const start = async () => {
    if (child && child.exitCode === null && child.signalCode === null) throw new Error('the host is running');
    const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    child = started;
    await answers(loopback, started, () => output);
  };
  const end = async (signal: NodeJS.Signals) => {
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => ending.once('exit', () => resolve()));
    ending.kill(signal);
    const limit = setTimeout(() => ending.kill('SIGKILL'), STOP_LIMIT_MS);
    await gone;
    clearTimeout(limit);
    if (signal === 'SIGTERM' && (ending.signalCode as NodeJS.Signals | null) === 'SIGKILL') {
      throw new Error(`the host did not stop\n${output}`);
    }
  };

  await start();
  const { accounts } = practiceSchema.parse(await (await fetch(loopback + paths.practice)).json());
  return {
    loopback,
    lan: `https://${STATION_NAME}:${lanPort}`,
    residents: `https://${STATION_NAME}:${residentPort}`,
    kiosk: `https://${STATION_NAME}:${kioskPort}`,
    board: `https://${STATION_NAME}:${boardPort}`,
    mqttPort,
    data,
    keys: options.keys ?? keys,
    authoritySpki: await authoritySpkiAt(lanPort),
    accounts,
    passphrase: (code) => {
      const account = accounts.find((candidate) => candidate.code === code);
      if (!account) throw new Error(`no practice account ${code}`);
      return account.passphrase;
    },
    output: () => output,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    start,
    dispose: async () => {
      await end('SIGTERM');
      if (options.data === undefined) await rm(data, { recursive: true, force: true });
      await rm(keys, { recursive: true, force: true });
    },
  };
}

async function answers(loopback: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    const ended = child.exitCode ?? child.signalCode;
    if (ended !== null) throw new Error(`the host ended with ${ended}\n${output()}`);
    try {
      const answer = await fetch(loopback + paths.health);
      if (healthSchema.safeParse(await answer.json()).success) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the host does not answer\n${output()}`);
}

/** Asks the LAN listener itself, as a tablet meets it. */
function authoritySpkiAt(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, servername: STATION_NAME, rejectUnauthorized: false }, () => {
      const { issuerCertificate } = socket.getPeerCertificate(true);
      socket.destroy();
      const spki = new X509Certificate(new Uint8Array(issuerCertificate.raw)).publicKey.export({
        type: 'spki',
        format: 'der',
      });
      resolve(createHash('sha256').update(new Uint8Array(spki)).digest('base64'));
    });
    socket.once('error', reject);
  });
}

/** Ports that are free now, all held at once so that none is given twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

import path from 'node:path';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, Menu, protocol, screen, session, utilityProcess } from 'electron';
import { isKioskOrigin } from '#main/policy/kiosk';
import { isScreensOrigin } from '#main/policy/origins';
import { createHostLink, type HostProcess } from './host-link';
import { kioskDoor } from './kiosk-door';
import { runKiosk } from './run-kiosk';
import { KIOSK_FLAG, runShell } from './shell';

/**
 * The window's program. `--screens=http://127.0.0.1:<port>` points it at a host on another port than the usual one; `--kiosk` makes this
 * machine's second screen a kiosk; `--kiosk=https://<name>:<port>` makes the machine a kiosk of that hub, and nothing else.
 */

const USUAL_ORIGIN = 'http://127.0.0.1:8440';
const out = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const valueOf = (flag: string): string | undefined =>
  process.argv.find((argument) => argument.startsWith(`${flag}=`))?.slice(flag.length + 1);

const asked = valueOf('--screens');
const screensOrigin = asked !== undefined && isScreensOrigin(asked) ? asked : USUAL_ORIGIN;
const kioskOf = valueOf(KIOSK_FLAG);

function startHost(): HostProcess {
  const child = utilityProcess.fork(path.join(out, 'host/cli.js'), ['--headless', '--unattended'], {
    serviceName: 'linli-host',
    stdio: 'pipe',
  });
  return {
    onLine: (listener) => {
      for (const stream of [child.stdout, child.stderr]) {
        if (stream) readline.createInterface({ input: stream }).on('line', listener);
      }
    },
    onExit: (listener) => void child.once('exit', listener),
    stop: () => void child.kill(),
  };
}

const electron = { app, BrowserWindow, Menu, protocol, screen, session };
const warn = (event: string, fields: Readonly<Record<string, string>>) =>
  void process.stderr.write(`${JSON.stringify({ event, ...fields })}\n`);

function run(): Promise<void> {
  if (kioskOf !== undefined) {
    if (!isKioskOrigin(kioskOf)) throw new Error(`${KIOSK_FLAG}=${kioskOf}: https://<name>:<port>`);
    return runKiosk({ electron, origin: kioskOf, sleep, warn });
  }
  return runShell({
    electron,
    host: createHostLink({ origin: screensOrigin, startHost, fetch: globalThis.fetch, sleep }),
    screensOrigin,
    preload: path.join(out, 'preload/staff.cjs'),
    hasKiosk: process.argv.includes(KIOSK_FLAG),
    kioskOrigin: () => kioskDoor(screensOrigin, globalThis.fetch),
    sleep,
    warn,
  });
}

// Kiosk and counter of one machine speak with one another while no cable is in it.
app.commandLine.appendSwitch('allow-loopback-in-peer-connection');
// Not awaited: Electron is not ready before this module has been evaluated to its end.
void (async () => run())().catch((cause: unknown) => {
  process.stderr.write(`the window could not be opened: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  app.exit(1);
});

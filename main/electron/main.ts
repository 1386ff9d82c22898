import path from 'node:path';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, protocol, session, utilityProcess } from 'electron';
import { isScreensOrigin } from '#main/policy/origins';
import { createHostLink, type HostProcess } from './host-link';
import { runShell } from './shell';

/** The window's program. `--screens=http://127.0.0.1:<port>` points it at a host on another port than the usual one. */

const USUAL_ORIGIN = 'http://127.0.0.1:8440';
const out = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const asked = process.argv.find((argument) => argument.startsWith('--screens='))?.slice('--screens='.length);
const screensOrigin = asked !== undefined && isScreensOrigin(asked) ? asked : USUAL_ORIGIN;

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

// Not awaited: Electron is not ready before this module has been evaluated to its end.
void runShell({
  electron: { app, BrowserWindow, protocol, session },
  host: createHostLink({ origin: screensOrigin, startHost, fetch: globalThis.fetch, sleep }),
  screensOrigin,
  preload: path.join(out, 'preload/staff.cjs'),
  warn: (event, fields) => void process.stderr.write(`${JSON.stringify({ event, ...fields })}\n`),
}).catch((cause: unknown) => {
  process.stderr.write(`the window could not be opened: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  app.exit(1);
});

// Finds Electron's program, fetching it once where that can be done.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './targets.mjs';

const PACKAGE = path.join(root, 'node_modules/electron');
/** Its date says when fetching was last tried in vain. */
const FAILURE_NOTE = path.join(root, '.cache/electron-not-fetched');
const DAY_MS = 24 * 60 * 60 * 1000;
const FETCH_LIMIT_MS = 20_000;

/** Path of the program when it lies ready in `node_modules`, else null. Asks nobody. */
export function installedElectron() {
  try {
    const relative = readFileSync(path.join(PACKAGE, 'path.txt'), 'utf8').trim();
    const program = path.join(process.env.ELECTRON_OVERRIDE_DIST_PATH || path.join(PACKAGE, 'dist'), relative);
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/**
 * `{program}` or `{reason}`: why there is none, as part of a sentence. Fetching gets 20 seconds; a failure is remembered for
 * a day, so that the next start is not kept waiting for it.
 */
export async function findElectron({ nowMs = Date.now() } = {}) {
  const installed = installedElectron();
  if (installed) return { program: installed };
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return { reason: 'its download is switched off here' };
  if (!existsSync(path.join(PACKAGE, 'install.js'))) return { reason: 'its npm package is not installed' };
  if (isOlderThan([22, 12])) return { reason: `its installer needs Node 22.12, this is ${process.version}` };
  const failedAt = statSync(FAILURE_NOTE, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (nowMs - failedAt < DAY_MS) return { reason: 'it could not be fetched; the next try is tomorrow' };
  console.log('fetching the window’s program, once…');
  await runInstaller();
  const fetched = installedElectron();
  if (fetched) return { program: fetched };
  mkdirSync(path.dirname(FAILURE_NOTE), { recursive: true });
  writeFileSync(FAILURE_NOTE, '');
  return { reason: 'it could not be fetched' };
}

function runInstaller() {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(PACKAGE, 'install.js')], { stdio: 'ignore' });
    const limit = setTimeout(() => child.kill('SIGKILL'), FETCH_LIMIT_MS);
    child.once('error', resolve);
    child.once('exit', resolve);
    child.once('close', () => clearTimeout(limit));
  });
}

function isOlderThan([wantedMajor, wantedMinor]) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
}

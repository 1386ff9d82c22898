// Finds a Chromium for the browser tests: one of this machine, else the one that came with the npm packages.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'msedge',
];
const FIXED_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Path of a Chromium, or null where there is none. `CHROME_PATH` decides when set; then the system's; then
 * `@sparticuz/chromium` (Linux x64), which unpacks itself on first use. On a CI machine, as root, the last resort is apt.
 */
export async function findChromium({ env = process.env, log = console.log } = {}) {
  if (env.CHROME_PATH) {
    if (!isExecutable(env.CHROME_PATH)) throw new Error(`CHROME_PATH is not a program: ${env.CHROME_PATH}`);
    return env.CHROME_PATH;
  }
  return systemChromium(env) ?? (await packagedChromium()) ?? aptChromium(env, log);
}

function systemChromium(env) {
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [...onPath, ...FIXED_PLACES].find(isExecutable) ?? null;
}

async function packagedChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const executable = await chromium.executablePath();
    // It is unpacked everywhere and runs only where its libraries are.
    execFileSync(executable, ['--version'], { stdio: 'ignore' });
    return executable;
  } catch {
    return null;
  }
}

function aptChromium(env, log) {
  if (!env.CI || process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return null;
  log('no Chromium here: installing the distribution’s');
  const options = { stdio: 'inherit', env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  try {
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
  } catch {
    return null;
  }
  return systemChromium(env);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

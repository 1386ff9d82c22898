import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from '../../build/chromium.mjs';

export interface ChromiumOptions {
  /** Holds everything the browser keeps; give the same folder again to start where it was killed. Its own when absent. */
  readonly profile?: string;
  /** SHA-256 of the public key of the station's authority, base64: certificates it signed are trusted. */
  readonly authoritySpki?: string;
  /** Names that lead to this machine, as mDNS would make them. */
  readonly names?: readonly string[];
  readonly width?: number;
  readonly height?: number;
  /** A microphone that beeps, which every page may use; or one that says over and over what is in a WAV file. */
  readonly microphone?: boolean | string;
}

/** A real browser with a profile on disk, as a device has. */
export interface Chromium {
  readonly profile: string;
  readonly context: BrowserContext;
  /** The page it opened with. */
  readonly page: Page;
  /** Ends it as a power cut would: SIGKILL to every one of its processes. The profile stays. */
  kill(): Promise<void>;
  /** Closes it as a person does, and removes a profile that was its own. */
  close(): Promise<void>;
}

const START_LIMIT_MS = 30_000;
export const STATION_NAME = 'linli-qinghe.local';

/**
 * Starts a Chromium. It is our own child rather than Playwright's, so that all its processes can be killed at once; Playwright
 * drives it over the debugging port.
 */
export async function startChromium(options: ChromiumOptions = {}): Promise<Chromium> {
  const executable = await findChromium();
  if (!executable) throw new Error('no Chromium here: install one or set CHROME_PATH');
  const profile = options.profile ?? (await mkdtemp(path.join(tmpdir(), 'linli-chromium-')));
  await mkdir(profile, { recursive: true });
  // The file of a killed run would name a port that nobody listens on.
  await rm(path.join(profile, 'DevToolsActivePort'), { force: true });

  const child = spawn(executable, flags(profile, options), { detached: true, stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async () => {
    killGroup(child);
    await gone;
  };
  try {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await debuggingPort(profile, child)}`);
    const context = browser.contexts()[0];
    if (!context) throw new Error('Chromium has no default context');
    const page = context.pages()[0] ?? (await context.newPage());
    return {
      profile,
      context,
      page,
      kill: end,
      close: async () => {
        const session = await browser.newBrowserCDPSession();
        // The answer may be cut off by the very thing it answers.
        await session.send('Browser.close').catch(() => undefined);
        await gone;
        await browser.close();
        if (options.profile === undefined) await rm(profile, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function flags(
  profile: string,
  { authoritySpki, names = [STATION_NAME], width = 1440, height = 900, microphone = false }: ChromiumOptions,
): string[] {
  return [
    '--headless',
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-default-apps',
    '--disable-dev-shm-usage',
    '--disable-breakpad',
    '--disable-gpu',
    '--password-store=basic',
    '--lang=zh-CN',
    `--window-size=${width},${height}`,
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    ...(names.length === 0 ? [] : [`--host-resolver-rules=${names.map((name) => `MAP ${name} 127.0.0.1`).join(', ')}`]),
    ...(authoritySpki === undefined ? [] : [`--ignore-certificate-errors-spki-list=${authoritySpki}`]),
    ...(microphone !== false ? ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] : []),
    ...(typeof microphone === 'string' ? [`--use-file-for-fake-audio-capture=${microphone}`] : []),
    'about:blank',
  ];
}

/** Chromium writes the port it chose into its profile once it listens. */
async function debuggingPort(profile: string, child: ChildProcess): Promise<number> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`Chromium ended with ${child.exitCode}`);
    const [port] = (await readFile(path.join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')).split('\n');
    if (port) return Number(port);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('Chromium did not start');
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It was gone already.
  }
}

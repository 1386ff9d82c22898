// `npm run test:electron`: opens the real window over a real host and looks at it. Needs Electron's binary and a display.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { buildChanged } from './build.mjs';
import { findElectron } from './electron-binary.mjs';
import { root } from './targets.mjs';

const { program, reason } = await findElectron();
if (!program) {
  console.log(`not run: Electron's binary is not here (${reason}). Nothing was tested.`);
  process.exit(0);
}
if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  console.log(
    'not run: Electron is here, but there is no display to open a window on (xvfb-run gives one). Nothing was tested.',
  );
  process.exit(0);
}

await buildChanged();
const folder = mkdtempSync(path.join(tmpdir(), 'linli-window-'));
const port = await freePort();
const origin = `http://127.0.0.1:${port}`;
const host = spawn(
  process.execPath,
  [
    'out/host/cli.js',
    '--headless',
    '--no-lan',
    '--no-mdns',
    `--port=${port}`,
    `--data=${path.join(folder, 'data')}`,
    `--keys=${path.join(folder, 'keys')}`,
  ],
  { cwd: root, stdio: 'inherit' },
);
const { _electron } = await import('playwright-core');
let window;
try {
  window = await _electron.launch({
    executablePath: program,
    args: [
      root,
      `--screens=${origin}`,
      `--user-data-dir=${path.join(folder, 'window')}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    cwd: root,
  });
  const page = await window.firstWindow();
  await page.waitForURL(`${origin}/**`, { timeout: 60_000 });
  const seen = await page.evaluate(() => ({
    require: typeof globalThis.require,
    process: typeof globalThis.process,
    bridge: Object.keys(globalThis.linliWindow ?? { missing: true }),
    opened: globalThis.open('https://example.invalid/') === null,
  }));
  const expected = { require: 'undefined', process: 'undefined', bridge: [], opened: true };
  if (JSON.stringify(seen) !== JSON.stringify(expected)) throw new Error(`the page saw ${JSON.stringify(seen)}`);
  console.log('1 passed, 0 failed: the window shows the screens, without Node, bridge or second window');
} catch (error) {
  process.exitCode = 1;
  console.error(`0 passed, 1 failed: ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await window?.close();
  host.kill();
  await new Promise((resolve) => (host.exitCode === null ? host.once('exit', resolve) : resolve()));
  rmSync(folder, { recursive: true, force: true });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });
}

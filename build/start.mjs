// `npm start`: builds what changed, starts the host, and opens the window, or says where the same screens are. With `--kiosk` the second
// screen is a kiosk; with `--kiosk=https://<hub>:8444` this machine is a kiosk of that hub and has no host.
import { spawn } from 'node:child_process';
import readline from 'node:readline';
import { buildChanged } from './build.mjs';
import { findElectron } from './electron-binary.mjs';
import { root } from './targets.mjs';

const args = process.argv.slice(2);
const isHeadless = args.includes('--headless');
const kioskOf = args.find((each) => each.startsWith('--kiosk='))?.slice('--kiosk='.length);
const hasOwnTalk = ['--help', '-h', '--setup', '--recover', '--new-manager'].some((flag) => args.includes(flag));

await buildChanged();
if (kioskOf !== undefined) process.exit(await beKioskOf(kioskOf));
const host = spawn(process.execPath, ['out/host/cli.js', ...args], {
  cwd: root,
  // A set-up asks questions: it needs the terminal itself.
  stdio: hasOwnTalk ? 'inherit' : ['inherit', 'pipe', 'inherit'],
});
// Ctrl+C reaches the host by itself; this process only has to outlive it.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => host.kill('SIGTERM'));
host.once('error', (error) => {
  console.error(`the host could not be started: ${error.message}`);
  process.exit(1);
});
host.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));

if (host.stdout) {
  const lines = readline.createInterface({ input: host.stdout });
  let isShown = isHeadless;
  lines.on('line', (line) => {
    console.log(line);
    const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (origin === undefined || isShown) return;
    isShown = true;
    void show(origin);
  });
}

/** The window where there is one; otherwise one line that says why not, and a browser where somebody can see it. */
async function show(origin) {
  const { program, reason } = await findElectron();
  if (program) {
    const flags = args.includes('--kiosk') ? ['--kiosk'] : [];
    const window = spawn(program, ['.', `--screens=${origin}`, ...flags], { cwd: root, stdio: 'inherit' });
    window.once('exit', () => console.log(`窗口已关闭，工作站仍在运行：${origin}（Ctrl+C 停止）`));
    return;
  }
  if (args.includes('--kiosk')) await sayHowToOpenKiosk(origin);
  console.log(`未找到 Electron，请在浏览器中打开 / no Electron here (${reason}), open in a browser: ${origin}`);
  const opener = browserOpener();
  if (opener)
    spawn(opener[0], [...opener.slice(1), origin], { stdio: 'ignore', detached: true })
      .once('error', () => undefined)
      .unref();
}

/** Fills this machine's screen with the kiosk of a hub; the exit code. */
async function beKioskOf(address) {
  if (!URL.canParse(address) || new URL(address).origin !== address) {
    console.error(`--kiosk=${address}: 应为 https://主机名:端口 / should be https://<name>:<port>`);
    return 2;
  }
  const { program, reason } = await findElectron();
  if (!program) {
    console.log(`未找到 Electron，请运行 / no Electron here (${reason}), run: ${browserLine(address)}`);
    return 1;
  }
  const window = spawn(program, ['.', `--kiosk=${address}`], { cwd: root, stdio: 'inherit' });
  return new Promise((resolve) => window.once('exit', (code) => resolve(code ?? 1)));
}

async function sayHowToOpenKiosk(origin) {
  const answer = await fetch(`${origin}/api/local-doors`).catch(() => null);
  const { kiosk = null } = answer?.ok ? await answer.json() : {};
  if (kiosk !== null) console.log(`第二块屏幕的自助终端 / kiosk on the second screen: ${browserLine(kiosk)}`);
}

/** How any Chromium fills a screen with a kiosk: a profile of its own, and nothing that asks. */
const browserLine = (address) =>
  `chromium --kiosk --user-data-dir="$HOME/.linli-kiosk" --no-first-run --disable-pinch --overscroll-history-navigation=0 ${address}`;

function browserOpener() {
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', ''];
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}

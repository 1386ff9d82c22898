// `npm start`: builds what changed, starts the host, and opens the window, or says where the same screens are.
import { spawn } from 'node:child_process';
import readline from 'node:readline';
import { buildChanged } from './build.mjs';
import { findElectron } from './electron-binary.mjs';
import { root } from './targets.mjs';

const args = process.argv.slice(2);
const isHeadless = args.includes('--headless');
const hasOwnTalk = ['--help', '-h', '--setup', '--recover', '--new-manager'].some((flag) => args.includes(flag));

await buildChanged();
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
    const window = spawn(program, ['.', `--screens=${origin}`], { cwd: root, stdio: 'inherit' });
    window.once('exit', () => console.log(`窗口已关闭，工作站仍在运行：${origin}（Ctrl+C 停止）`));
    return;
  }
  console.log(`未找到 Electron，请在浏览器中打开 / no Electron here (${reason}), open in a browser: ${origin}`);
  const opener = browserOpener();
  if (opener)
    spawn(opener[0], [...opener.slice(1), origin], { stdio: 'ignore', detached: true })
      .once('error', () => undefined)
      .unref();
}

function browserOpener() {
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', ''];
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}

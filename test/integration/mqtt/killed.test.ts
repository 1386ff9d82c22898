import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { build } from 'vite';
import { temporaryFolder } from '#test/support/temporary-folder';
import { startHearing } from './station';

// Inside the project, so that the program finds its packages.
const FOLDER = join(process.cwd(), '.cache', `log-child-${process.pid}`);

beforeAll(() =>
  build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, 'child/log-child.ts'),
      outDir: FOLDER,
      rollupOptions: { output: { entryFileNames: 'log-child.mjs' } },
    },
  }),
);
afterAll(() => rm(FOLDER, { recursive: true, force: true }));

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  readonly password: string;
}

async function start(folder: string, port: number): Promise<Running> {
  const child = spawn(process.execPath, [join(FOLDER, 'log-child.mjs'), folder, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, taken, password = ''] = line.split(' ');
    if (word === 'ready') return { child, port: Number(taken), password };
  }
  throw new Error('the log did not start');
}

const killed = (child: ChildProcess) =>
  new Promise<void>((gone) => {
    child.once('exit', () => gone());
    child.kill('SIGKILL');
  });

it('a host that is killed again and again while a meter talks has everything that it acknowledged', async () => {
  const folder = await temporaryFolder();
  const { password, ...first } = await start(folder, 0);
  let { child, port } = first;
  const acknowledged: number[] = [];
  const nowMs = Date.now();
  let litres = 0;
  for (const kill of [1, 2, 3]) {
    const client = await connectAsync(`mqtt://127.0.0.1:${port}`, {
      ...{ username: 'meter-1', password, reconnectPeriod: 0 },
    });
    client.on('error', () => undefined);
    const until = litres + 80 + kill;
    for (; litres < until; litres += 1) {
      const mine = litres;
      client.publish(
        'linli/meter-1/reading',
        JSON.stringify({ ts: nowMs - 100_000 + mine, litres: mine }),
        { qos: 1 },
        (error) => {
          if (!error) acknowledged.push(mine);
        },
      );
    }
    // In the middle of what is being written.
    await new Promise<void>((some) => {
      client.on('packetreceive', () => {
        if (acknowledged.length > kill * 30) some();
      });
    });
    await killed(child);
    client.end(true);
    if (kill < 3) ({ child, port } = await start(folder, port));
  }
  const { readings, stop } = await startHearing(folder);
  onTestFinished(() => stop());
  const logged = new Set(
    (await readings.between('meter-1', 0, Date.now())).map(({ reading }) => reading.kind === 'water' && reading.litres),
  );
  expect(acknowledged.length).toBeGreaterThan(90);
  expect(acknowledged.filter((each) => !logged.has(each))).toEqual([]);
});

import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { build } from 'vite';
import { temporaryFolder } from '#test/support/temporary-folder';
import { HALF_HOUR, openBookingDesk, TEN } from './desk';

// Inside the project, so that the program finds its packages.
const FOLDER = join(process.cwd(), '.cache', `bookings-child-${process.pid}`);

beforeAll(() =>
  build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, 'child/bookings-child.ts'),
      outDir: FOLDER,
      rollupOptions: { output: { entryFileNames: 'bookings-child.mjs' } },
    },
  }),
);
afterAll(() => rm(FOLDER, { recursive: true, force: true }));

const killed = (child: ChildProcess) =>
  new Promise<void>((gone) => {
    child.once('exit', () => gone());
    child.kill('SIGKILL');
  });

it('a host that is killed in the middle has every booking that it acknowledged, and none over the places', async () => {
  const folder = await temporaryFolder();
  const acknowledged = new Map<string, string>();
  const cancelled = new Set<string>();
  for (const run of [1, 2]) {
    const child = spawn(process.execPath, [join(FOLDER, 'bookings-child.mjs'), folder, String(run)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let lines = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      const [request = '', code = ''] = line.split(' ');
      if (request === 'cancelled') cancelled.add(code);
      else if (code !== '') acknowledged.set(request, code);
      if ((lines += 1) > 6) break;
    }
    await killed(child);
  }
  expect(acknowledged.size).toBeGreaterThan(2);
  const desk = await openBookingDesk(folder);
  onTestFinished(() => desk.stop());
  for (const [request, code] of acknowledged) {
    const found = await desk.bookings.find(code);
    expect(found, request).not.toBeNull();
    if (cancelled.has(code)) expect(found?.standing, request).toBe('cancelled');
    // Asked again because the answer was lost, it is the same booking.
    else expect(await desk.code(request, found?.atMs ?? 0, '13900000000')).toBe(code);
  }
  const { lines } = await desk.bookings.offer(true);
  const slots = lines.find(({ group }) => group === 'A')?.days[0]?.slots ?? [];
  for (let at = 0; at < 4; at += 1) {
    const free = slots.find(({ atMs }) => atMs === TEN + HALF_HOUR * at)?.free ?? -1;
    expect(free).toBeGreaterThanOrEqual(0);
    const answers = await Promise.all(
      [0, 1, 2].map((n) => desk.book(`rest-${at}-${n}-000`, TEN + HALF_HOUR * at, `1380000${at}${n}00`)),
    );
    // Together with those that are there, as many as there are places.
    expect(answers.filter(({ outcome }) => outcome === 'done')).toHaveLength(free);
  }
});

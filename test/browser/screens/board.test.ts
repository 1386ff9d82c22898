import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { USUAL_HALL } from '#shared/domain/queue/hall';
import { openDurableFolder } from '#main/services/durable-folder';
import { openTerminals } from '#main/services/queue/terminals';
import type { Terminals } from '#main/services/queue-port';
import { runGatewayOver, type RunningGateway } from '#test/integration/gateway/running-gateway';
import { openHall, type TestHall } from '#test/integration/queue/hall';
import { uid } from '#test/support/builders';
import { startChromium, type Chromium } from '#test/support/chromium';
import { memoryServices, nobody, noDevices } from '#test/support/services';
import { testSessions } from '#test/support/sessions';
import { seriousViolations } from '../support/open-screens';

/** What the board said and when, as its page remembers it. */
declare global {
  interface Window {
    spoken: { readonly text: string; readonly fromMs: number; toMs: number }[];
  }
}

let folder: string;
let chromium: Chromium;
let hall: TestHall;
let terminals: Terminals;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-board-'));
  await build({
    configFile: resolve('build/vite.board.ts'),
    build: { outDir: join(folder, 'page'), sourcemap: false },
  });
  hall = await openHall(folder, { now: Date.now });
  const { audit } = memoryServices();
  terminals = await openTerminals({ folder: await openDurableFolder(folder), audit, now: Date.now });
  chromium = await startChromium({ width: 1920, height: 1080 });
});
afterAll(async () => {
  await chromium.close();
  await hall.queue.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The station’s doors, the board’s among them. */
const openDoors = (port: number): Promise<RunningGateway> =>
  runGatewayOver(
    {
      services: { ...memoryServices(), queue: hall.queue, terminals },
      ...{ sessions: testSessions(), staff: nobody, devices: noDevices },
    },
    {
      now: Date.now,
      hallDoors: {
        ...{ host: '127.0.0.1', name: null, tls: null },
        ports: { board: port, kiosk: 0 },
        folders: { board: join(folder, 'page'), kiosk: null },
      },
    },
  );

it('shows and calls out numbers one after the other, and comes back by itself when the host was gone', async () => {
  let doors = await openDoors(0);
  const origin = doors.gateway.addresses.board ?? '';
  const { page, context } = chromium;
  // A machine with a Chinese voice that takes 400 ms for a sentence.
  await context.addInitScript(() => {
    window.spoken = [];
    const voice = { lang: 'zh-CN', name: 'test' };
    class Words {
      onend: (() => void) | null = null;
      constructor(readonly text: string) {}
    }
    const synthesis = {
      getVoices: () => [voice],
      speak: (words: Words) => {
        const entry = { text: words.text, fromMs: performance.now(), toMs: Infinity };
        window.spoken.push(entry);
        setTimeout(() => {
          entry.toMs = performance.now();
          words.onend?.();
        }, 400);
      },
    };
    Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
    Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Words });
  });
  await page.goto(origin);
  await page.getByLabel('代码').fill('12345678');
  await page.keyboard.press('Enter');
  await page.getByText('代码不对').waitFor();
  expect(await seriousViolations(page), 'pairing').toEqual([]);
  const made = await terminals.makeCode(uid(1), { kind: 'board', name: '大厅' });
  await page.getByLabel('代码').fill(made.ok ? made.value.code : '');
  await page.keyboard.press('Enter');
  await page.getByText('没有人等候').waitFor();

  for (let count = 0; count < 4; count += 1) await hall.take();
  await page.getByText('共4人等候').waitFor();
  await Promise.all([hall.sit(1, '1'), hall.sit(3, '3')]);
  await Promise.all([1, 3].map((id) => hall.told(id, { kind: 'next', counter: String(id) })));
  await page.getByText('共2人等候').waitFor();
  await page.waitForFunction(() => window.spoken.length === 2 && window.spoken.every(({ toMs }) => toMs < Infinity));
  const spoken = await page.evaluate(() => window.spoken);
  expect(spoken.map(({ text }) => text).sort()).toEqual([
    '请 A 0 0 1 号，到 1 号窗口。',
    '请 A 0 0 2 号，到 3 号窗口。',
  ]);
  expect(spoken[1]?.fromMs).toBeGreaterThan(spoken[0]?.toMs ?? Infinity);
  await page.locator('.board-call strong', { hasText: 'A00' }).waitFor();
  expect(await seriousViolations(page), 'the board').toEqual([]);

  // What the machine keeps is its credential and nothing else.
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['linli-board-token']);
  await doors.stop();
  await page.getByText('正在重新连接').waitFor();
  await page.locator('.board-counters', { hasText: 'A002' }).waitFor();
  doors = await openDoors(Number(new URL(origin).port));
  await page.getByText('正在重新连接').waitFor({ state: 'hidden' });
  await hall.told(3, { kind: 'recall', counter: '3', number: 'A002' });
  await page.waitForFunction(() => window.spoken.length === 3);
  expect(await page.locator('.board-counters li').count()).toBe(USUAL_HALL.counters.length);
  const [known] = terminals.list();
  await terminals.revoke(uid(1), known?.id ?? '');
  await page.getByLabel('代码').waitFor();
  await doors.stop();
});

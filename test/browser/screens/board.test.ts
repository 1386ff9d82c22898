import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { USUAL_HALL } from '#shared/domain/queue/hall';
import { CLIP_NAMES, spokenClips } from '#shared/domain/queue/spoken';
import { openDurableFolder } from '#main/services/durable-folder';
import { openTerminals } from '#main/services/queue/terminals';
import type { Terminals } from '#main/services/queue-port';
import type { VoiceClips } from '#main/services/voice-port';
import { openVoice } from '#main/services/voice/voice';
import { runGatewayOver, type RunningGateway } from '#test/integration/gateway/running-gateway';
import { openHall, type TestHall } from '#test/integration/queue/hall';
import { uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { startChromium, type Chromium } from '#test/support/chromium';
import { memoryServices } from '#test/support/services';
import { nobody, noDevices } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { seriousViolations } from '../support/open-screens';

/** What the board said and when, as its page remembers it. */
declare global {
  interface Window {
    spoken: { readonly text: string; readonly fromMs: number; toMs: number }[];
    /** Clips that were played: how long each is, when it was to begin and whether it has ended, by the sound's own clock. */
    played: { readonly durationS: number; readonly fromS: number; endedS: number }[];
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
const openDoors = (port: number, voice: VoiceClips | null = null): Promise<RunningGateway> =>
  runGatewayOver(
    {
      services: { ...memoryServices(), queue: hall.queue, terminals, ...(voice && { voice }) },
      ...{ sessions: testSessions(), staff: nobody, devices: noDevices },
    },
    {
      now: Date.now,
      hallDoors: {
        ...{ host: '127.0.0.1', name: null, tls: null },
        ports: { board: port, kiosk: 0 },
        folders: { board: join(folder, 'page'), kiosk: null, pad: null },
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

it('calls from the host’s clips where the machine has no Chinese voice: word by word, in order, one call after the other', async () => {
  const clips = join(folder, 'voice');
  const voice = await openVoice({ folder: clips, log: recordedLog() });
  // Each word has a length of its own, by which it is known again once it is decoded.
  const lengths = new Map(CLIP_NAMES.map((name, at) => [name, 60 + at * 5]));
  for (const [name, ms] of lengths) await writeFile(join(clips, `${name}.wav`), tone(ms));
  await writeFile(join(clips, 'notes.txt'), 'none of ours');
  const doors = await openDoors(0, voice);
  const page = await chromium.context.browser()?.newPage();
  if (!page) throw new Error('no page');
  await page.addInitScript(() => {
    window.played = [];
    Object.defineProperty(window, 'speechSynthesis', { value: { getVoices: () => [], speak: () => undefined } });
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, when = 0) {
      const entry = { durationS: this.buffer?.duration ?? 0, fromS: when, endedS: Infinity };
      window.played.push(entry);
      this.addEventListener('ended', () => (entry.endedS = this.context.currentTime));
      start.call(this, when);
    };
  });
  await page.goto(doors.gateway.addresses.board ?? '');
  const made = await terminals.makeCode(uid(1), { kind: 'board', name: '大厅' });
  await page.getByLabel('代码').fill(made.ok ? made.value.code : '');
  await page.keyboard.press('Enter');
  await page.locator('.board').waitFor();
  // The list of clips is looked at anew once the board is paired.
  await page.reload();
  await page.locator('.board').click();
  await page.waitForTimeout(500);
  await hall.told(1, { kind: 'start', counter: '1', number: 'A001' });
  await hall.told(3, { kind: 'start', counter: '3', number: 'A002' });
  await hall.told(1, { kind: 'next', counter: '1' });
  await hall.told(3, { kind: 'next', counter: '3' });
  const words = (number: string, counter: string) => ['chime', ...spokenClips({ number, counter })];
  const expected = [...words('A003', '1'), ...words('A004', '3')];
  const nameOf = (durationS: number) =>
    [...lengths].find(([, ms]) => Math.abs(ms / 1000 - durationS) < 0.0024)?.[0] ?? String(durationS);
  const ended = async () => (await page.evaluate(() => window.played)).filter(({ endedS }) => endedS < Infinity);
  // A call of a moment ago, which this board has not called out yet, comes first.
  const lastNames = async () => (await ended()).map(({ durationS }) => nameOf(durationS)).slice(-expected.length);
  await expect.poll(lastNames, { timeout: 30_000 }).toEqual(expected);
  const played = await ended();
  for (const [at, { fromS }] of played.entries()) {
    const before = played[at - 1];
    if (before) expect(fromS, `${at}`).toBeGreaterThanOrEqual(before.fromS + before.durationS);
  }
  await page.close();
  await doors.stop();
});

/** A tone as a WAV file: 16 bit, one channel. */
function tone(ms: number): Uint8Array {
  const rate = 48_000;
  const samples = Math.round((rate * ms) / 1000);
  const bytes = Buffer.alloc(44 + samples * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + samples * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1)
    bytes.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * 440 * at) / rate)), 44 + at * 2);
  return new Uint8Array(bytes);
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { databaseName } from '#shared/schema/ids';
import { openCalls, type CallsService } from '#main/services/calls/calls';
import { openDurableFolder, type DurableFolder } from '#main/services/durable-folder';
import { openTerminals } from '#main/services/queue/terminals';
import type { Terminals } from '#main/services/queue-port';
import { runGatewayOver, type RunningGateway } from '#test/integration/gateway/running-gateway';
import { STATION, uid } from '#test/support/builders';
import { startChromium, type Chromium } from '#test/support/chromium';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices } from '#test/support/services';
import { nobody, noDevices } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { seriousViolations } from '../support/open-screens';
import { heard, writeTone } from '../support/tones';

/** Real pages, a real gateway and switchboard, real WebRTC between three browsers, and microphones that say a tone each. */

const [KIOSK_HERTZ, DESK_HERTZ] = [1000, 1700];
/** In place of the 20 s, so that nobody waits; the rules' own time is in the tests of the switchboard. */
const RING_MS = 4000;
const GRACE_MS = 1500;
const [ZHOU, LIN] = [uid(71), uid(72)];

let folder: string;
let sealed: DurableFolder;
let terminals: Terminals;
let credential: string;
let calls: CallsService;
let doors: RunningGateway;
let kiosk: Chromium;
let lin: Chromium;
let zhou: Chromium;
const sessions = testSessions();
const tokenOf = (sub: string): string =>
  sessions.issue({
    sub,
    post: 'clerk',
    role: 'service',
    device: sub,
    dbs: { [databaseName('queue', STATION)]: 'write' },
  });
const tokens = { lin: tokenOf(LIN), zhou: tokenOf(ZHOU) };

async function openHouse(ports = { loopback: 0, kiosk: 0 }): Promise<void> {
  const { queue } = memoryServices();
  calls = await openCalls({
    folder: sealed,
    ...{ queue, terminals, log: recordedLog(), now: Date.now, ringMs: RING_MS, graceMs: GRACE_MS },
  });
  doors = await runGatewayOver(
    { services: { ...memoryServices(), terminals, calls }, sessions, staff: nobody, devices: noDevices },
    {
      now: Date.now,
      port: ports.loopback,
      staffFolder: join(folder, 'desk'),
      hallDoors: {
        ...{ host: '127.0.0.1', name: null, tls: null },
        ports: { board: 0, kiosk: ports.kiosk },
        folders: { board: null, pad: null, kiosk: join(folder, 'kiosk') },
      },
    },
  );
}

async function closeHouse(): Promise<{ loopback: number; kiosk: number }> {
  const { loopback, kiosk: kioskOrigin } = doors.gateway.addresses;
  const portOf = (origin: string | null) => Number(new URL(origin ?? '').port);
  const ports = { loopback: portOf(loopback), kiosk: portOf(kioskOrigin) };
  await doors.stop();
  await calls.stop();
  return ports;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-calls-'));
  for (const page of ['kiosk', 'desk'])
    await build({
      ...{ configFile: false, logLevel: 'warn', plugins: [react()], root: resolve('test/pages/calls', page) },
      build: {
        outDir: join(folder, page),
        target: 'chrome120',
        minify: false,
        emptyOutDir: true,
        chunkSizeWarningLimit: 9000,
      },
    });
  sealed = await openDurableFolder(join(folder, 'sealed'));
  terminals = await openTerminals({ folder: sealed, audit: memoryServices().audit, now: Date.now });
  const made = await terminals.makeCode(uid(1), { kind: 'kiosk', name: '大厅东门', counter: null });
  const paired = await terminals.pair(made.ok ? made.value.code : '', 'kiosk');
  credential = paired?.token ?? '';
  await openHouse();
  const [kioskTone, deskTone] = [
    await writeTone(join(folder, 'kiosk.wav'), KIOSK_HERTZ),
    await writeTone(join(folder, 'desk.wav'), DESK_HERTZ),
  ];
  kiosk = await startChromium({ microphone: kioskTone, width: 1080, height: 1400 });
  lin = await startChromium({ microphone: deskTone });
  // No microphone and nobody who allows one.
  zhou = await startChromium();
});
afterAll(async () => {
  await Promise.allSettled([kiosk, lin, zhou].map((each) => each?.close()));
  await doors?.stop();
  await calls?.stop();
  await rm(folder, { recursive: true, force: true });
});

// A browser that a test has killed is gone already.
afterEach(() =>
  Promise.allSettled([kiosk, lin, zhou].map(({ page }) => page.goto('about:blank'))).then(() => undefined),
);

const atKiosk = async ({ page }: Chromium): Promise<Page> => {
  await page.goto('about:blank');
  await page.goto(`${doors.gateway.addresses.kiosk ?? ''}/#${credential}`);
  return page;
};
const atDesk = async ({ page }: Chromium, token: string): Promise<Page> => {
  await page.goto('about:blank');
  await page.goto(`${doors.origin}/#${token}`);
  await page.getByLabel('办理意见').waitFor();
  return page;
};
const press = (page: Page) => page.getByRole('button', { name: '叫人来帮我' }).click();
const stage = (page: Page, name: string) => page.locator(`.call[data-stage='${name}']`).waitFor({ timeout: 30_000 });
const talk = (page: Page, name: string) => page.locator(`.call-bar[data-stage='${name}']`).waitFor({ timeout: 30_000 });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
/** Somebody is at the desk once the switchboard knows. */
const staffed = async (count: number): Promise<void> => {
  await expect.poll(() => calls.health().facts['seats'], { timeout: 15_000 }).toBe(count);
};
const isHeard = async (page: Page, hertz: number): Promise<void> => {
  const { at, elsewhere } = await heard(page, hertz);
  expect(at, `${hertz} Hz`).toBeGreaterThan(-60);
  expect(at - elsewhere, `${hertz} Hz over everything else`).toBeGreaterThan(6);
};

describe('a call from a kiosk', () => {
  it('rings with one press, is answered by one key, and both hear each other; the kiosk hangs up', async () => {
    const desk = await atDesk(lin, tokens.lin);
    await staffed(1);
    const page = await atKiosk(kiosk);
    await press(page);
    await desk.getByText('大厅东门有人呼叫').waitFor();
    await stage(page, 'ringing');
    expect(await seriousViolations(desk), 'ringing at the desk').toEqual([]);
    expect(await seriousViolations(page), 'ringing at the kiosk').toEqual([]);
    expect(await page.locator('main').getAttribute('data-engaged')).toBe('true');
    // In the middle of typing.
    await desk.getByLabel('办理意见').press('Alt+KeyJ');
    await Promise.all([stage(page, 'talking'), talk(desk, 'talking')]);
    await Promise.all([isHeard(page, DESK_HERTZ), isHeard(desk, KIOSK_HERTZ)]);
    expect(await seriousViolations(desk), 'talking at the desk').toEqual([]);
    expect(await seriousViolations(page), 'talking at the kiosk').toEqual([]);

    await button(desk, '静音').click();
    await expect.poll(async () => (await heard(page, DESK_HERTZ, 1500)).at).toBeLessThan(-80);
    await button(desk, '取消静音').click();
    await isHeard(page, DESK_HERTZ);
    await button(page, '挂断').click();
    await desk.getByText('对方挂断了').waitFor();
    await button(page, '叫人来帮我').waitFor();
    // Nobody's microphone stays open.
    for (const each of [page, desk])
      expect(await each.evaluate(() => document.querySelector('audio')?.srcObject ?? null)).toBeNull();
    await expect.poll(() => calls.log().entries[0]).toMatchObject({ outcome: 'talked', by: LIN });
  });

  it('goes on to the next desk when nobody answers, takes a late answer, and ends where the desk hangs up', async () => {
    const [first, second] = [await atDesk(lin, tokens.lin), await atDesk(zhou, tokens.zhou)];
    await staffed(2);
    const page = await atKiosk(kiosk);
    await press(page);
    // Zhou was not rung so far.
    await second.getByText('大厅东门有人呼叫').waitFor();
    expect(await first.locator('.call-bar').count()).toBe(0);
    await first.getByText('大厅东门有人呼叫').waitFor({ timeout: RING_MS + 10_000 });
    await second.getByText('转给了下一位').waitFor();
    await page.getByText('正在找第2位工作人员').waitFor();
    // A desk without a microphone answers nothing, and says what to do.
    await button(second, '接听').click();
    await second.getByText(/没有允许使用麦克风|没有接麦克风/).waitFor();
    await button(first, /^接听/).click();
    await Promise.all([stage(page, 'talking'), talk(first, 'talking')]);
    await second.locator('.call-bar.is-before').waitFor({ state: 'detached' });
    await button(first, '挂断').click();
    await stage(page, 'over');
    await page.getByText('通话结束了').waitFor();
  });

  it('that all desks miss or hand on stays on every screen until somebody is on the way, and the kiosk says so', async () => {
    const [first, second] = [await atDesk(lin, tokens.lin), await atDesk(zhou, tokens.zhou)];
    await staffed(2);
    const page = await atKiosk(kiosk);
    await press(page);
    await second.getByText('大厅东门有人呼叫').waitFor();
    await button(second, '转给下一位').click();
    await first.getByText('大厅东门有人呼叫').waitFor({ timeout: 3000 });
    await button(first, '转给下一位').click();
    await stage(page, 'missed');
    await page.getByText('会有人走过来').waitFor();
    await Promise.all([first, second].map((each) => each.getByText('没有人接听，请去看看').waitFor()));
    expect(await seriousViolations(first), 'missed').toEqual([]);
    await button(second, '我在路上了').click();
    await page.getByText('工作人员正走过来').waitFor();
    await first.locator('.call-bar').waitFor({ state: 'detached' });
    await button(second, '我到了').click();
    await stage(page, 'over');
  });

  it('from a kiosk without a microphone is heard one way, also where its name on the LAN cannot be found, and somebody comes over', async () => {
    const desk = await atDesk(lin, tokens.lin);
    await staffed(1);
    // A browser that may not use a microphone hides its address behind a name of multicast DNS, which access points may filter.
    const page = zhou.page;
    const offers: string[] = [];
    await page.route('**/api/kiosk/call/signal', async (route) => {
      const body = route.request().postDataJSON() as { readonly call: string; readonly sdp: string };
      offers.push(body.sdp);
      const sdp = body.sdp.replace(/[0-9a-f-]{36}\.local/g, '00000000-0000-4000-8000-000000000000.local');
      await route.continue({ postData: JSON.stringify({ ...body, sdp }) });
    });
    await atKiosk(zhou);
    await press(page);
    await desk.getByText('您听不到对方').waitFor();
    await page.getByText('这台机器听不到您说话').waitFor();
    await button(desk, /^接听/).click();
    await Promise.all([stage(page, 'talking'), talk(desk, 'talking')]);
    expect(offers[0]).toMatch(/\.local /);
    await page.getByText('我们听不到您说话').waitFor();
    await isHeard(page, DESK_HERTZ);
    await button(desk, '我走过去').click();
    await stage(page, 'coming');
    await page.unroute('**/api/kiosk/call/signal');
  });

  it('goes on when the host is gone, says so on both sides, and can still be hung up', async () => {
    const desk = await atDesk(lin, tokens.lin);
    await staffed(1);
    const page = await atKiosk(kiosk);
    await press(page);
    await button(desk, /^接听/).click();
    await Promise.all([stage(page, 'talking'), talk(desk, 'talking')]);
    const ports = await closeHouse();
    await page.getByText('声音不受影响').waitFor();
    await desk.getByText('声音不受影响').waitFor();
    await Promise.all([isHeard(page, DESK_HERTZ), isHeard(desk, KIOSK_HERTZ)]);
    await openHouse(ports);
    await page.getByText('声音不受影响').waitFor({ state: 'detached' });
    await desk.getByText('声音不受影响').waitFor({ state: 'detached' });
    await Promise.all([isHeard(page, DESK_HERTZ), isHeard(desk, KIOSK_HERTZ)]);
    // The host that came back knows nothing of the call; those who talk do.
    await button(desk, '挂断').click();
    await stage(page, 'over');

    // A call that only rings is forgotten, and the kiosk says so.
    await button(page, '再叫一次').click();
    await stage(page, 'ringing');
    await openHouse(await closeHouse());
    await stage(page, 'forgotten');
  });

  it('ends in words when the page of either side is closed, and whoever still stands there is seen to', async () => {
    const desk = await atDesk(lin, tokens.lin);
    await staffed(1);
    const page = await atKiosk(kiosk);
    await press(page);
    await button(desk, /^接听/).click();
    await Promise.all([stage(page, 'talking'), talk(desk, 'talking')]);
    await lin.page.goto('about:blank');
    await stage(page, 'over');
    await staffed(0);
    await button(page, '再叫一次').click();
    await stage(page, 'missed-nobody-there');

    await atDesk(lin, tokens.lin);
    await desk.getByText('没有人接听，请去看看').waitFor();
    // The kiosk still waits, so that a late hand can speak with it.
    await button(desk, '接听').click();
    await Promise.all([stage(page, 'talking'), talk(desk, 'talking')]);
    await isHeard(desk, KIOSK_HERTZ);
    // As by a power cut: nothing is said, no page is left.
    await kiosk.kill();
    await desk.getByText(/通话断了|对方挂断了/).waitFor({ timeout: 40_000 });
    await expect.poll(() => calls.log().entries[0]?.talkedMs ?? null).not.toBeNull();
  });
});

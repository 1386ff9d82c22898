import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium, type Chromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import {
  decide,
  fillIn,
  goHome,
  goToCounter,
  hallCounted,
  lookUp,
  pairingCode,
  ratingsCounted,
  sitDown,
  takeNumber,
} from './counter/steps';
import { assertKeepsNothing } from './counter/what-stays';
import { badge } from './screens';

const WHO = '何秀兰';
/** On a machine that has much else to do. */
const PATIENCE_MS = 90_000;
const ITEM = '80周岁';

describe('an errand, from a number at the kiosk to the figures of the station', () => {
  let host: TestHost;
  let hall: Chromium;
  let profile: string;
  let desk: Chromium;
  let outside: Chromium;
  let kiosk: Page;
  let board: Page;
  let counter: Page;
  let phone: Page;
  let number = '';
  let receipt = '';
  let before: Awaited<ReturnType<typeof ratingsCounted>>;
  /** Keys of the counter, pressed for the number alone. */
  let keys = 0;

  const key = async (name: string): Promise<void> => {
    keys += 1;
    await counter.keyboard.press(name);
  };
  const boardSays = (text: string | RegExp) => board.locator('body').getByText(text).first().waitFor();

  beforeAll(async () => {
    host = await startTestHost();
    profile = await mkdtemp(path.join(tmpdir(), 'linli-kiosk-'));
    const { authoritySpki } = host;
    [hall, desk, outside] = await Promise.all([
      startChromium({ authoritySpki, profile, width: 1080, height: 1920 }),
      startChromium({ authoritySpki }),
      startChromium({ authoritySpki, width: 390, height: 844 }),
    ]);
    [kiosk, counter, phone] = [hall.page, desk.page, outside.page];
    await kiosk.setViewportSize({ width: 1080, height: 1920 });
    // What hangs in the hall has a browser of its own, as the phone has; here they share one to spare the machine.
    board = await outside.context.newPage();
    await board.setViewportSize({ width: 1920, height: 1080 });
    for (const page of [kiosk, counter, phone, board]) page.setDefaultTimeout(PATIENCE_MS);
    await phone.setExtraHTTPHeaders({ 'accept-language': 'zh-CN,zh;q=0.9' });
    await Promise.all([
      sitDown(counter, host, { code: 'linxy', at: '3' }),
      pairingCode(host, 'kiosk').then((code) => kiosk.goto(`${host.kiosk}/#pair=${code}`)),
      board.goto(host.board),
    ]);
    await kiosk.getByText('您要办什么？').waitFor();
    await board.getByLabel('代码').fill(await pairingCode(host, 'board'));
    await board.keyboard.press('Enter');
    await boardSays('没有人等候');
  });

  afterAll(async () => {
    await Promise.all([hall?.kill(), desk?.close(), outside?.close()]);
    await rm(profile, { recursive: true, force: true });
    await host?.dispose();
  });

  it('begins with a number, which the board counts and the counter has', async () => {
    number = await takeNumber(kiosk);
    expect(number).toMatch(/^A\d{3}$/);
    await boardSays('共1人等候');
    await counter.getByText(number).first().waitFor();
    await goHome(kiosk);
  });

  it('is called by one key; the board says where to go', async () => {
    await key('F2');
    await counter.locator('.current-card strong', { hasText: number }).waitFor();
    const call = board.locator('.board-call', { hasText: number });
    await call.waitFor();
    expect(await call.innerText()).toContain('3');
  });

  it('outlives the host’s death: all say so and come back, and no number is given twice or left out', async () => {
    await host.kill();
    await Promise.all([
      kiosk.getByText('正在重新连接').first().waitFor(),
      boardSays('正在重新连接'),
      counter.getByText('主机没有回应').first().waitFor(),
    ]);
    // What was known stays on the board and at the counter.
    expect(await board.locator('.board-call').innerText()).toContain(number);
    await counter.locator('.current-card strong', { hasText: number }).waitFor();
    await host.start();
    await Promise.all([
      kiosk.getByText('正在重新连接').first().waitFor({ state: 'hidden' }),
      counter.getByText('主机没有回应').first().waitFor({ state: 'hidden' }),
    ]);
    const next = await takeNumber(kiosk);
    expect(Number(next.slice(1))).toBe(Number(number.slice(1)) + 1);
    await goHome(kiosk);
    await boardSays('共1人等候');
    await counter.getByText(next).first().waitFor();
  });

  it('becomes an application, filled in for the applicant with consent, one material to follow', async () => {
    await key('F5');
    await counter.getByRole('heading', { name: '正在办理' }).waitFor();
    await key('F7');
    await counter.getByText(`号码${number}`).waitFor();
    receipt = await fillIn(counter, { item: '高龄', who: WHO, follows: /照片/ });
    expect(receipt).toMatch(/^[0-9A-Z]{4}-?[0-9A-Z]{4}$/);
    await badge(counter, '已同步');
  });

  it('shows how far it is, at the kiosk and on the phone, by the receipt and without a name', async () => {
    await lookUp(kiosk, receipt, '已经受理');
    await phone.goto(`${host.residents}/p/${receipt.replace('-', '')}`);
    await phone.getByText('已受理').first().waitFor();
    for (const page of [kiosk, phone]) {
      const text = await page.locator('body').innerText();
      expect(text).toContain(ITEM);
      expect(text).toContain('照片');
      expect(text).not.toContain(WHO);
    }
    await goHome(kiosk);
  });

  it('is decided and handed over, and the number is done: six keys from call to finish at most', async () => {
    await decide(counter);
    await goToCounter(counter);
    await counter.locator('.current-card strong', { hasText: number }).waitFor();
    await key('F8');
    await counter.getByRole('heading', { name: '窗口空闲' }).waitFor();
    expect(keys).toBeLessThanOrEqual(6);
    await board.locator('.board-counters', { hasText: number }).waitFor({ state: 'detached' });
  });

  it('is rated on the phone, once', async () => {
    before = await ratingsCounted(counter);
    await phone.reload();
    await phone.getByText('已办结').first().waitFor();
    await phone.getByLabel('非常满意', { exact: true }).check();
    await phone.getByRole('button', { name: '提交评价' }).click();
    await phone.getByText('评价收到了，谢谢您。').waitFor();
    await lookUp(kiosk, receipt, '您评过了：非常满意');
    await goHome(kiosk);
  });

  it('counts in the figures of the hall and of the station', async () => {
    await expect
      .poll(() => ratingsCounted(counter), { timeout: PATIENCE_MS })
      .toEqual({ count: before.count + 1, good: before.good + 1 });
    await hallCounted(counter, 2);
  });

  it('leaves nothing of anybody at the kiosk', async () => {
    const known = [WHO, receipt, receipt.replace('-', '')];
    await assertKeepsNothing({ chromium: hall, known, reload: () => kiosk.goto(host.kiosk) });
    for (const secret of [WHO, receipt.replace('-', '')]) expect(host.output()).not.toContain(secret);
  });
});

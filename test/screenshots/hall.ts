import type { Page } from 'playwright-core';
import { goHome, goToCounter, pairingCode, sitDown, takeNumber, fillIn } from '#test/flows/counter/steps';
import type { Chromium } from '#test/support/chromium';
import type { TestHost } from '#test/support/host';

/** The browsers of the hall, each of its own size. */
export interface HallBrowsers {
  readonly kiosk: Chromium;
  readonly board: Chromium;
  readonly desk: Chromium;
  readonly phone: Chromium;
}

type Save = (page: Page, name: string) => Promise<void>;

/** A morning in the hall: the kiosk's first page and a number, the counter and the board in the middle of it, progress on a phone. */
export async function hall({ kiosk, board, desk, phone }: HallBrowsers, host: TestHost, save: Save): Promise<void> {
  await kiosk.page.goto(`${host.kiosk}/#pair=${await pairingCode(host, 'kiosk')}`);
  await board.page.goto(`${host.board}/#pair=${await pairingCode(host, 'board')}`);
  await sitDown(desk.page, host, { code: 'linxy', at: '3' });
  await kiosk.page.getByText('您要办什么？').waitFor();
  await withSound(board.page);
  for (let waiting = 0; waiting < 4; waiting += 1) {
    await takeNumber(kiosk.page);
    if (waiting === 3) await save(kiosk.page, 'kiosk-ticket');
    await goHome(kiosk.page);
  }
  await save(kiosk.page, 'kiosk-home');

  const counter = desk.page;
  await counter.keyboard.press('F2');
  await counter.locator('.current-card strong', { hasText: 'A001' }).waitFor();
  await board.page.locator('.board-call', { hasText: 'A001' }).waitFor();
  await save(board.page, 'board');
  await counter.keyboard.press('F5');
  await counter.getByRole('heading', { name: '正在办理' }).waitFor();
  await counter.keyboard.press('F7');
  const receipt = await fillIn(counter, { item: '高龄', who: '何秀兰', follows: /照片/ });
  await counter.getByRole('button', { name: '打开这件申办' }).click();
  await counter.locator('.application-panel').getByText('代填').first().waitFor();
  await save(counter, 'application');
  await goToCounter(counter);
  await counter.locator('.application-of-ticket li').first().waitFor();
  await save(counter, 'counter');
  await phone.page.setExtraHTTPHeaders({ 'accept-language': 'zh-CN,zh;q=0.9' });
  await phone.page.goto(`${host.residents}/p/${receipt.replace('-', '')}`);
  await phone.page.getByText('已受理').first().waitFor();
  await save(phone.page, 'phone-progress');
}

/** How long a board looks for a voice before it says that there is none. */
const VOICE_MS = 5000;

/** Touches the board, as whoever hangs it up does, and puts away what it says once where the machine has no voice. */
async function withSound(page: Page): Promise<void> {
  await page.locator('.board').click();
  const known = page.getByRole('button', { name: '知道了' });
  await known.click({ timeout: VOICE_MS }).catch(() => undefined);
  await page.locator('.board-notice').waitFor({ state: 'detached' });
}

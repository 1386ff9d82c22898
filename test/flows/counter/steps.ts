import type { Page } from 'playwright-core';
import { pairingCodeSchema, type TerminalKind } from '#shared/ipc/terminal-api';
import { queuePaths } from '#shared/ipc/queue-api';
import type { TestHost } from '#test/support/host';
import { atWork } from '../screens';
import { sessionAt } from '../secrecy/known';

/** What people do in the hall, told once. Texts are what they read. */

/** How long a page takes to follow a press before it is pressed again: a kiosk takes no second press of a shaking hand. */
const FOLLOWS_MS = 4000;

/** A code for a board or kiosk, from whoever leads the shift. */
export async function pairingCode(host: TestHost, kind: TerminalKind): Promise<string> {
  const { token } = await sessionAt(host, 'sunlh');
  const answer = await fetch(host.loopback + queuePaths.pairingCode, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ kind, name: '大厅' }),
  });
  return pairingCodeSchema.parse(await answer.json()).code;
}

/** Presses a button of the kiosk until what comes of it is there. */
export async function press(page: Page, name: string | RegExp, follows: string | RegExp): Promise<void> {
  const next = page.getByText(follows).first();
  const button = page.getByRole('button', { name }).first();
  for (;;) {
    await button.click();
    try {
      await next.waitFor({ timeout: FOLLOWS_MS });
      return;
    } catch {
      // It came meanwhile, and the button is gone; or it was taken for the press before.
      if (!(await button.isVisible())) return void (await next.waitFor());
    }
  }
}

/** Takes a number of the first line without priority; its name. */
export async function takeNumber(page: Page): Promise<string> {
  await press(page, /^取号排队/, '您要办哪一类？');
  await press(page, /人等|前面|先取号/, '您需要优先吗？');
  await press(page, /^都不是/, '您的号码');
  return (await page.locator('.kiosk-ticket strong').textContent()) ?? '';
}

/** From wherever somebody is, to the page with nothing of them on it. */
export async function goHome(page: Page): Promise<void> {
  const home = page.getByRole('heading', { name: '您要办什么？' });
  while (!(await home.isVisible())) {
    await page.getByRole('button', { name: '返回', exact: true }).click();
    await home.waitFor({ timeout: FOLLOWS_MS }).catch(() => undefined);
  }
}

/** Looks a receipt up by its keys; waits for what it says. */
export async function lookUp(page: Page, receipt: string, says: string | RegExp): Promise<void> {
  await press(page, /^查办理进度/, '回执上的号码是什么？');
  for (const key of receipt.replace('-', '')) await page.keyboard.press(key);
  await press(page, /^查一查/, says);
}

/** Signs in at the counter's page and sits down at a window. */
export async function sitDown(
  page: Page,
  host: TestHost,
  { code, at }: { readonly code: string; readonly at: string },
): Promise<void> {
  await page.goto(`${host.lan}/#/counter`);
  await page.getByRole('textbox', { name: '工号' }).fill(code);
  await page.getByLabel('口令', { exact: true }).fill(host.passphrase(code));
  await page.getByRole('button', { name: '登录' }).click();
  await atWork(page);
  await page.getByRole('button', { name: `坐${at}号窗口` }).click();
  await page.getByRole('heading', { name: `${at}号窗口` }).waitFor();
}

/** Goes back to the window where somebody sits, as people do: by the navigation. */
export async function goToCounter(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: /^窗口/ }).click();
  await page.getByRole('heading', { name: /号窗口$/ }).waitFor();
}

interface Errand {
  /** What the item is searched by. */
  readonly item: string;
  readonly who: string;
  /** The material that comes later. */
  readonly follows: RegExp;
}

/** Fills in the form that is open by keyboard, for somebody who agrees to it in words; the receipt's code. */
export async function fillIn(page: Page, { item, who, follows }: Errand): Promise<string> {
  await page.getByRole('combobox', { name: '办什么' }).fill(item);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page
    .getByText(/法定.*工作日/)
    .first()
    .waitFor();
  await page.getByRole('combobox', { name: '申请人' }).fill(who);
  await page
    .getByRole('option', { name: new RegExp(who) })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `换一个人，不是${who}` }).waitFor();
  await page.getByRole('checkbox', { name: /^代填/ }).check();
  await page.getByText('口头同意', { exact: true }).click();
  const rows = page.getByRole('group', { name: /：(缺|没定)$/ });
  await rows.first().waitFor();
  for (;;) {
    const names = await rows.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
    const [name] = names;
    if (name === undefined) break;
    const row = page.getByRole('group', { name, exact: true }).first();
    await row.focus();
    await page.keyboard.press(name.endsWith('没定') ? '3' : follows.test(name) ? '4' : '1');
    await row.waitFor({ state: 'detached' });
  }
  await page
    .getByRole('group', { name: /：容缺/ })
    .first()
    .waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: '已经收下' }).waitFor();
  const told = page.locator('.application-code', { hasText: /[0-9A-Z]{4}-[0-9A-Z]{4}/ });
  await told.waitFor();
  return /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await told.textContent()) ?? '')?.[0] ?? '';
}

/** Takes the application that was just handed in to its decision and hands the result over. */
export async function decide(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: '打开这件申办' })
    .or(page.getByRole('link', { name: '打开这件申办' }))
    .click();
  const panel = page.locator('.application-panel');
  await panel.getByText('代填').first().waitFor();
  for (const [deed, state] of [
    ['作出决定', '已决定'],
    ['送达', '已送达'],
  ] as const) {
    await panel.getByRole('button', { name: deed, exact: true }).click();
    await panel.locator('.application-step textarea').press('Control+Enter');
    await panel.getByText(state, { exact: true }).first().waitFor();
  }
}

/** How many ratings the satisfaction of the year counts, and how many of them are good ones. */
export async function ratingsCounted(page: Page): Promise<{ readonly count: number; readonly good: number }> {
  await page.evaluate(() => (location.hash = '#/figures?period=year'));
  const card = page.locator('.figures-kpis button', { hasText: '服务满意度' });
  await card.getByText(/条评价，|没有人评价/).waitFor();
  const [, count = '0', good = '0'] = /(\d+)条评价，(\d+)条/.exec((await card.textContent()) ?? '') ?? [];
  return { count: Number(count), good: Number(good) };
}

/** Waits until the figures of the hall say how many came today. */
export async function hallCounted(page: Page, count: number): Promise<void> {
  await page.evaluate(() => (location.hash = '#/figures/hall'));
  await page.getByText(`来了${count}人`).waitFor();
}

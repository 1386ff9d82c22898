import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { COLUMNS } from '#shared/domain/paper/paper';
import type { QueueCommand } from '#shared/domain/queue/commands';
import { bookingAnswerSchema, bookingOfferSchema, bookingPaths } from '#shared/ipc/booking-api';
import { printingPaths } from '#shared/ipc/printing-api';
import { queuePaths } from '#shared/ipc/queue-api';
import { terminalsViewSchema } from '#shared/ipc/terminal-api';
import { paths, practiceSchema } from '#shared/ipc/station-api';
import { startHost, type RunningHost } from '#main/host';
import { startChromium, type Chromium } from '#test/support/chromium';
import { hostOptions, signInAt } from '#test/support/in-process-host';
import { startTicketPrinter, type PrinterSimulator } from '#test/support/ticket-printer';
import { seriousViolations } from '../support/open-screens';

/** A kiosk, a desk and a ticket printer of one real station: what is begun at the one goes on at the other. */

const SHOTS = process.env['SHOTS'];
const SIZES = [
  [1080, 1920],
  [1280, 800],
  [1920, 1080],
] as const;
/** Presses follow one another as fast as the kiosk takes them. */
const BETWEEN_MS = 420;

let folder: string;
let host: RunningHost;
let printer: PrinterSimulator;
let hall: Chromium;
let office: Chromium;
let page: Page;
let manager: string;
let requests = 0;
const newRequest = (): string => `request-${(requests += 1)}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-errands-'));
  printer = await startTicketPrinter(COLUMNS[80]);
  host = await startHost(
    hostOptions(join(folder, 'station'), {
      keysFolder: join(folder, 'keys'),
      staffFolder: resolve('out/renderer/staff'),
      kioskFolder: resolve('out/renderer/kiosk'),
    }),
  );
  hall = await startChromium({ width: 1080, height: 1920, microphone: true });
  office = await startChromium();
  page = hall.page;
  await page.setViewportSize({ width: 1080, height: 1920 });
  manager = await tokenOf('manager');
  const { url } = (await post(paths.practiceTerminal, { kind: 'kiosk' }, '')) as { readonly url: string };
  await page.goto(`${origin()}/${new URL(url).hash}`);
  await titled('您要办什么？');
});
afterAll(async () => {
  await Promise.allSettled([hall?.close(), office?.close()]);
  await host?.stop();
  await printer?.stop();
  await rm(folder, { recursive: true, force: true });
});

const origin = (): string => host.addresses.localKiosk ?? '';
const titled = (title: string | RegExp) => page.getByRole('heading', { level: 1, name: title }).waitFor();

async function accountOf(wanted: string) {
  const { accounts } = practiceSchema.parse(await (await fetch(host.addresses.loopback + paths.practice)).json());
  const account = accounts.find(({ post: own }) => own === wanted);
  if (!account) throw new Error(`nobody is ${wanted}`);
  return account;
}
async function tokenOf(wanted: string): Promise<string> {
  const { code, passphrase } = await accountOf(wanted);
  const { token } = (await (await signInAt(host, code, passphrase)).json()) as { readonly token: string };
  return token;
}
async function post(path: string, body: unknown, token = manager): Promise<unknown> {
  const answer = await fetch(host.addresses.loopback + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== '' && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}
const tell = (command: QueueCommand) => post(queuePaths.commands, { request: newRequest(), command });

async function press(name: string | RegExp): Promise<void> {
  await page.waitForTimeout(BETWEEN_MS);
  await page.getByRole('button', { name }).first().click();
}
async function goHome(): Promise<void> {
  const home = page.getByRole('heading', { level: 1, name: '您要办什么？' });
  while (!(await home.isVisible())) await press(/^(?:返回|Back)$/);
}
async function scan(text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}
/** Pictures of a page on every screen, and what does not fit there. */
async function look(what: string): Promise<void> {
  const wrong: string[] = [];
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(150);
    wrong.push(...(await seriousViolations(page)).map((violation) => `${width}: ${violation}`));
    wrong.push(
      ...(await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('button, .kiosk-note, .call-card, h1')]
          .filter((each) => each.checkVisibility() && !each.closest('.kiosk-scroll-box'))
          .filter((each) => {
            const { top, bottom, left, right } = each.getBoundingClientRect();
            const isOut = top < -1 || left < -1 || bottom > innerHeight + 1 || right > innerWidth + 1;
            // Letters of a title stand a little out of their line.
            const isCut = each.scrollWidth > each.clientWidth + 2 || each.scrollHeight > each.clientHeight + 2;
            return isOut || (isCut && each.tagName !== 'H1');
          })
          .map((each) => `${innerWidth} does not fit: ${each.className} ${each.innerText.slice(0, 40)}`),
      )),
    );
    // A word that nobody wrote shows its key.
    const keys = (await page.locator('.kiosk').last().innerText()).match(/\b[a-z]+\.[a-z][a-z.-]+\b/g);
    wrong.push(...(keys ?? []));
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `${what}-${width}.png`) });
  }
  const [width, height] = SIZES[0];
  await page.setViewportSize({ width, height });
  expect(wrong, what).toEqual([]);
}

async function takeNumber(): Promise<string> {
  await press(/取号排队/);
  await titled('您要办哪一类？');
  await press(/综合业务/);
  await press(/^都不是/);
  await page.locator('.kiosk-ticket').waitFor();
  return (await page.locator('.kiosk-ticket strong').textContent()) ?? '';
}

// Each begins as the kiosk stands in the hall.
beforeEach(async () => {
  await page.goto(origin());
  await page.getByRole('button', { name: /取号排队/ }).waitFor();
});

describe('the ticket of a kiosk', () => {
  let code = '';
  let number = '';

  it('comes out of the printer, and the page says what is the matter when it does not', async () => {
    const { terminals } = terminalsViewSchema.parse(
      await (
        await fetch(host.addresses.loopback + queuePaths.terminals, { headers: { authorization: `Bearer ${manager}` } })
      ).json(),
    );
    await post(printingPaths.setting, {
      ...{ id: null, name: '大厅取号机', width: 80, cuts: true, counters: [] },
      way: { kind: 'network', host: '127.0.0.1', port: printer.port },
      kiosks: terminals.filter(({ kind }) => kind === 'kiosk').map(({ id }) => id),
    });
    await page.reload();
    number = await takeNumber();
    await titled('取好了，请拿走小票');
    const text = printer.printed.map((row) => (row.kind === 'cut' ? '' : row.text)).join('\n');
    expect(text).toContain(number);
    expect(printer.printed.filter(({ kind }) => kind === 'cut')).toHaveLength(1);
    code = /\/t\/([\w-]+)/.exec(text)?.[1] ?? '';
    expect(code).toMatch(/^[A-Z]\d{3}-?[0-9A-Z]{8}$/);
    await look('ticket-printed');

    printer.be({ paper: 'out' });
    await press('再打一张');
    await titled('取好了，请记住号码');
    await page.getByText('打印机没有纸了').waitFor();
    await look('ticket-no-paper');
    printer.be({ paper: 'full', isOpen: true });
    await press('再打一张');
    await page.getByText('打印机的盖子开着').waitFor();
    printer.be({ isOpen: false });
    await press('再打一张');
    await titled('取好了，请拿走小票');
    await printer.stop();
    await press('再打一张');
    await page.getByText('打印机没有反应').waitFor();
    printer = await startTicketPrinter(COLUMNS[80], printer.port);
    await press('再打一张');
    await titled('取好了，请拿走小票');
    await goHome();
  });

  it('tells where its number stands, and takes a grade once it was served', async () => {
    await scan(`https://linli-qinghe.local:8446/t/${code}`);
    await titled(`${number} 号`);
    await page.getByText('下一个就是您').first().waitFor();
    expect(await page.getByRole('button', { name: '给这次服务打个分' }).count()).toBe(0);
    await look('number-waiting');
    await goHome();

    await tell({ kind: 'open', counter: '1', takesOver: true });
    await tell({ kind: 'next', counter: '1' });
    await scan(code);
    await page.getByText('正在叫您，请到 1 号窗口').first().waitFor();
    await goHome();
    await tell({ kind: 'start', counter: '1', number });
    await tell({ kind: 'finish', counter: '1', number });
    await press(/查办理进度/);
    await page.locator('.kiosk-field').fill(code.toLowerCase());
    await press('查一查');
    await page.getByText('已经办完了').first().waitFor();
    await look('number-finished');
    await press('给这次服务打个分');
    await titled('这次办得怎么样？');
    await look('grades-of-number');
    await press('非常满意');
    await titled('谢谢您，已经记下了');
    await look('grades-thanks');
    await press('返回');
    await page.getByText('您评过了：非常满意').waitFor();
    expect(await page.getByRole('button', { name: '给这次服务打个分' }).count()).toBe(0);
    await goHome();
  });
});

describe('an application of a kiosk', () => {
  it('is answered at the desk, and its progress takes a grade', async () => {
    await press(/自己申请/);
    await press(/民政/);
    await press(/最低生活保障/);
    await press('我同意，开始填');
    for (const [typed, done] of [
      ['王秀莲九一三八', '下一步'],
      ['13912349876', '下一步'],
    ] as const) {
      await page.locator('.kiosk-field').fill(typed);
      await press(done);
    }
    await press('跳过');
    while ((await page.locator('.kiosk-check').count()) === 0) await press(/没带，以后补|跳过/);
    await press('交给窗口');
    await titled(/^交好了/);
    const receipt = (await page.locator('.kiosk-receipt strong').textContent()) ?? '';
    await goHome();

    const { code, passphrase } = await accountOf('clerk');
    const desk = office.page;
    await desk.goto(`${host.addresses.loopback}/#/applications`);
    await desk.getByRole('textbox', { name: '工号' }).fill(code);
    await desk.getByLabel('口令', { exact: true }).fill(passphrase);
    await desk.getByRole('button', { name: '登录' }).click();
    await desk.getByRole('textbox', { name: '搜事项、姓名、回执编号' }).fill(receipt);
    await desk.getByText('王秀莲九一三八').first().click();
    const panel = desk.locator('.application-panel');
    await panel.getByRole('button', { name: '退回', exact: true }).click();
    await panel.locator('.application-step textarea').fill('不在本社区办理');
    await panel.locator('.application-step textarea').press('Control+Enter');
    await panel.getByText('已退回', { exact: true }).first().waitFor();

    await expect
      .poll(
        async () => {
          await goHome();
          await press(/查办理进度/);
          await page.locator('.kiosk-field').fill(receipt);
          await press('查一查');
          await titled(/退回了|已经交了/);
          return page.getByRole('heading', { level: 1 }).innerText();
        },
        { timeout: 30_000 },
      )
      .toBe('退回了');
    await look('progress-returned');
    await press('给这次服务打个分');
    await titled('这次办得怎么样？');
    await press('English');
    await press('Larger type');
    await look('grades-large-en');
    await press('Smaller type');
    await press('中文');
    await press('非常不满意');
    await titled('谢谢您，已经记下了');
    await page.getByText('会有人回访').waitFor();
    await press('返回');
    await page.getByText('您评过了：非常不满意').waitFor();
    expect(await page.getByText('王秀莲').count()).toBe(0);
    await goHome();
  });
});

describe('a booking', () => {
  it('whose code is typed where receipts are is shown with its time, and says when its number can be taken', async () => {
    const offer = bookingOfferSchema.parse(
      await (
        await fetch(host.addresses.loopback + bookingPaths.offer, { headers: { authorization: `Bearer ${manager}` } })
      ).json(),
    );
    const line = offer.lines[0];
    const day = line?.days.find(({ slots, day: each }) => each > offer.today && slots.some(({ free }) => free > 0));
    const atMs = day?.slots.find(({ free }) => free > 0)?.atMs ?? 0;
    const answer = bookingAnswerSchema.parse(
      await post(bookingPaths.bookings, {
        ...{ request: newRequest(), group: line?.group, itemNumber: null, atMs },
        ...{ name: '何秀兰', phone: '13600007719', channel: 'counter' },
      }),
    );
    if (answer.outcome !== 'done') throw new Error(answer.why);
    await press(/查办理进度/);
    await page.locator('.kiosk-field').fill(answer.booking.code);
    await press('查一查');
    await titled(/^您约的是/);
    await look('booking-found');
    await press('我到了，取号');
    await page.getByText(/那天再来取号/).waitFor();
    expect(await page.getByText('何秀兰').count()).toBe(0);
    await goHome();
  });
});

describe('a call', () => {
  it('fits on every screen in both languages and sizes, and says that nothing is wiped meanwhile', async () => {
    for (const way of ['zh', 'en', 'en-large']) {
      if (way === 'en') await press('English');
      if (way === 'en-large') await press('Larger type');
      await press(/叫人来帮我|Call someone/);
      await page.locator('.call[data-stage="ringing"], .call[data-stage="missed-nobody-there"]').waitFor();
      await page
        .getByRole('contentinfo')
        .last()
        .getByText(/通话时不会清除内容|Nothing is wiped during a call/)
        .waitFor();
      await look(`call-${way}`);
      await press(/不叫了|回到刚才的页面|Stop calling|Back to my page/);
    }
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '#shared/ipc/station-api';
import { startHost, type RunningHost } from '#main/host';
import { startChromium, type Chromium } from '#test/support/chromium';
import { FREE_PORTS, hostOptions } from '#test/support/in-process-host';
import { seriousViolations } from '../support/open-screens';

/** Monday 23 November 2026, 09:42 at the station, whenever the test runs: its hours and its calendar are those of a working day. */
const BEGINS_MS = Date.UTC(2026, 10, 23, 1, 42);
/** Presses follow one another as fast as the kiosk takes them. */
const BETWEEN_MS = 420;
const shots = process.env['SHOTS'];

let folder: string;
let chromium: Chromium;
let host: RunningHost;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-kiosk-booking-'));
  await build({
    configFile: resolve('build/vite.kiosk.ts'),
    build: { outDir: join(folder, 'page'), sourcemap: false },
  });
  const offsetMs = BEGINS_MS - Date.now();
  host = await startHost(
    hostOptions(join(folder, 'station'), {
      ...{ keysFolder: join(folder, 'keys'), kioskFolder: join(folder, 'page'), lan: false, ports: FREE_PORTS },
      now: () => Date.now() + offsetMs,
    }),
  );
  chromium = await startChromium({ width: 1280, height: 800 });
  page = chromium.page;
  await page.setViewportSize({ width: 1280, height: 800 });
  const response = await fetch(`${host.addresses.loopback}${paths.practiceTerminal}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'kiosk' }),
  });
  const { url } = (await response.json()) as { readonly url: string };
  await page.goto(`${host.addresses.kiosk ?? ''}/${new URL(url).hash}`);
  await page.reload();
  await titled('您要办什么？');
});
afterAll(async () => {
  await chromium.close();
  await host.stop();
  await rm(folder, { recursive: true, force: true });
});

async function press(name: string | RegExp): Promise<void> {
  await page.waitForTimeout(BETWEEN_MS);
  await page.getByRole('button', { name }).first().click();
}
async function answer(text: string, done: string): Promise<void> {
  await page.locator('.kiosk-field').fill(text);
  await press(done);
}
const titled = (title: string | RegExp) => page.getByRole('heading', { level: 1, name: title }).waitFor();

/** Nothing that axe calls serious, nothing beside the screen, every button as large as a hand that shakes needs. */
async function look(name: string): Promise<void> {
  await page.waitForTimeout(BETWEEN_MS);
  if (shots) await page.screenshot({ path: `${shots}/kiosk-book-${name}.png` });
  expect(await seriousViolations(page), name).toEqual([]);
  const wrong = await page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>('button')]
      .filter((button) => button.checkVisibility() && !button.closest('.kiosk-scroll-box'))
      .map((button) => ({ box: button.getBoundingClientRect(), text: button.innerText }));
    return buttons.flatMap(({ box, text }, at) => {
      const isSmall = box.height < 95.5 || box.width < 95.5;
      const isBeside = box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
      const under = buttons.find(
        (other, where) =>
          where > at &&
          other.box.left < box.right &&
          box.left < other.box.right &&
          other.box.top < box.bottom &&
          box.top < other.box.bottom,
      );
      return isSmall || isBeside || under ? [`${text}: ${isSmall} ${isBeside} ${under?.text}`] : [];
    });
  });
  expect(wrong, name).toEqual([]);
}

describe('bookings at the kiosk, landscape', () => {
  it('books a time with the phone number alone, and the code gives the number on the ticket’s page, once', async () => {
    await press(/预约时间/);
    await titled('您要做什么？');
    await look('start');
    await press(/约一个时间再来/);
    await titled('要办哪类事？');
    await look('lines');
    await press(/综合业务/);
    await titled('哪一天来？');
    await look('days');
    await press(/今天/);
    await titled('几点来？');
    await look('slots');
    await press(/^10:30/);
    await titled('您的手机号是多少？');
    await answer('123', '下一步');
    await page.getByText('号码不对，手机号是 11 位数字。').waitFor();
    await look('phone');
    await answer('13600007719', '下一步');
    await titled('这样约，对吗？');
    await page.getByText('10:30–11:00').waitFor();
    await look('agree');
    await press('对，就这样约');
    await titled('约好了');
    const code = (await page.locator('.kiosk-booking-code strong').textContent()) ?? '';
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await look('done');
    await press('好了');

    // The same phone once more for the same line.
    await press(/预约时间/);
    await press(/约一个时间再来/);
    await press(/综合业务/);
    await press(/今天/);
    await press(/^14:00/);
    await answer('13600007719', '下一步');
    await press('对，就这样约');
    await page.getByText('已经有一个预约').waitFor();
    await look('again');
    for (let times = 0; times < 4; times += 1) await press('返回');

    await press(/我约好了，取号/);
    await titled('预约编号是什么？');
    await answer('12', '取号');
    await page.getByText('这个编号不对').waitFor();
    await answer('ABCD 2345', '取号');
    await page.getByText(/这个编号不对|没有查到这个预约/).waitFor();
    await look('code');
    await answer(code.toLowerCase(), '取号');
    await titled('取好了，请记住号码');
    await page.locator('.kiosk-ticket strong', { hasText: 'A001' }).waitFor();
    await look('ticket');
    await press('返回');
    await titled('您要办什么？');

    // Once more: the same number, and no second one in the line.
    await press(/预约时间/);
    await press(/我约好了，取号/);
    await answer(code, '取号');
    await page.locator('.kiosk-ticket strong', { hasText: 'A001' }).waitFor();
    await press('返回');
    await page.getByText('前面 1 人').waitFor();
  });

  it('can be used in English', async () => {
    await titled('您要办什么？');
    await press('English');
    await press(/Book a time/);
    await look('en-start');
    await press(/Book a time/);
    await look('en-lines');
    await press(/General/);
    await look('en-days');
    await press(/Tomorrow/);
    await look('en-slots');
    expect(await page.locator('.kiosk-booking-slots').innerText()).not.toMatch(/\p{Script=Han}/u);
  });
});

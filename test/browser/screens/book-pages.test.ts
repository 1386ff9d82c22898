import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAllowances } from '#main/services/allowance';
import { DEADLINES } from '#main/services/gateway/gateway-types';
import { listen } from '#main/services/gateway/listener';
import { bookingRoutes } from '#main/services/gateway/residents/booking-routes';
import { createResidentListener } from '#main/services/gateway/residents/resident-listener';
import { startChromium, type Chromium } from '#test/support/chromium';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices } from '#test/support/services';
import { HALF_HOUR, openBookingDesk, TEN, type TestBookings } from '../../integration/bookings/desk';
import { MORNING } from '../../integration/queue/hall';
import { seriousViolations } from '../support/open-screens';

const shots = process.env['SHOTS'];
let folder: string;
let desk: TestBookings;
let app: FastifyInstance;
let origin: string;
let chromium: Chromium;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-book-'));
  const now = () => MORNING;
  desk = await openBookingDesk(folder, { now });
  const common = { log: recordedLog(), now, allowances: createAllowances() };
  const { residents } = memoryServices(now);
  app = createResidentListener({ ...common, tls: null, hostNames: null, deadlines: DEADLINES, residents });
  void app.register(async (scope) => bookingRoutes(scope, { ...common, bookings: desk.bookings }));
  origin = `http://127.0.0.1:${await listen(app, '127.0.0.1', 0)}`;
  chromium = await startChromium({ width: 390, height: 844 });
  page = chromium.page;
  await page.setViewportSize({ width: 390, height: 844 });
});
afterAll(async () => {
  await chromium.close();
  await app.close();
  await desk.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Nothing that axe calls serious, nothing beside the page, nothing smaller to press than a thumb. */
async function look(name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/book-${name}.png`, fullPage: true });
  expect(await seriousViolations(page), name).toEqual([]);
  const wrong = await page.evaluate(() => {
    const over = document.documentElement.scrollWidth - innerWidth;
    const small = [...document.querySelectorAll<HTMLElement>('button, .choices a, label.grade, summary')]
      .map((element) => ({ text: element.innerText, height: element.getBoundingClientRect().height }))
      .filter(({ height }) => height > 0 && height < 44);
    return [
      ...(over > 0 ? [`${over} px beside the page`] : []),
      ...small.map(({ text, height }) => `${text} ${height}`),
    ];
  });
  expect(wrong, name).toEqual([]);
}

async function freeAt(wanted: number): Promise<number | undefined> {
  const { lines } = await desk.bookings.offer(true);
  return lines.find(({ group }) => group === 'A')?.days[0]?.slots.find(({ atMs }) => atMs === wanted)?.free;
}

describe('the booking pages on a phone', () => {
  it('lead from the line to a code, say what is wrong without losing a word, and cancel after a question', async () => {
    await page.goto(`${origin}/book?lang=zh`);
    await look('lines');
    await page.getByRole('link', { name: /综合业务/ }).click();
    await look('days');
    await page.getByRole('link', { name: /今天/ }).click();
    await page.getByLabel('怎么称呼您').fill('何秀兰');
    await page.getByLabel('联系电话').fill('12');
    await page.getByRole('button', { name: '约这个时间' }).click();
    await page.getByRole('alert').getByText('请选一个时间。').waitFor();
    await look('wrong');
    await page.getByLabel(/10:00–10:30/).check();
    await page.getByRole('button', { name: '约这个时间' }).click();
    await page.getByRole('alert').getByText('电话号码不对').waitFor();
    expect(await page.getByLabel(/10:00–10:30/).isChecked()).toBe(true);
    expect(await page.getByLabel('怎么称呼您').inputValue()).toBe('何秀兰');
    await page.getByLabel('联系电话').fill('13600007719');
    await page.getByLabel(/我同意/).check();
    // Meanwhile others take both places.
    await desk.code('others-0001', TEN, '13600007721');
    await desk.code('others-0002', TEN, '13600007722');
    await page.getByRole('button', { name: '约这个时间' }).click();
    await page.getByRole('alert').getByText('刚被约满').waitFor();
    expect(await page.getByLabel('联系电话').inputValue()).toBe('13600007719');
    await look('full');
    await page.getByLabel(/10:30–11:00/).check();
    await page.getByLabel(/我同意/).check();
    // A hand that shakes presses twice.
    await page.getByRole('button', { name: '约这个时间' }).dblclick();
    await page.getByRole('status').getByText('约好了').waitFor();
    const code = (await page.locator('.receipt').last().textContent()) ?? '';
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await look('done');
    expect(await freeAt(TEN + HALF_HOUR)).toBe(1);

    await page.goto(`${origin}/book?lang=zh`);
    await page.getByLabel('预约编号').fill('ABCD1234');
    await page.getByRole('button', { name: '查看或取消预约' }).click();
    await page
      .getByText(/编号不对|没有/)
      .first()
      .waitFor();
    await look('wrong-code');
    await page.goto(`${origin}/book?lang=zh`);
    await page.getByLabel('预约编号').fill(code.toLowerCase());
    await page.getByRole('button', { name: '查看或取消预约' }).click();
    await page.getByText('来不了，取消预约').click();
    await page.getByRole('button', { name: '确定取消' }).click();
    await page.getByText('预约取消了').waitFor();
    await look('cancelled');
    expect(await page.getByText('来不了，取消预约').count()).toBe(0);
    expect(await freeAt(TEN + HALF_HOUR)).toBe(2);
  });

  it('can be used in English', async () => {
    for (const [name, path] of [
      ['en-lines', '/book?lang=en'],
      ['en-days', '/book/A?lang=en'],
      ['en-slots', '/book/A/2026-11-24?lang=en'],
      ['en-unknown', '/book/c/ABCD1234?lang=en'],
    ] as const) {
      await page.goto(origin + path);
      await look(name);
      expect((await page.locator('main').innerText()).replaceAll(/中文/g, ''), name).not.toMatch(/\p{Script=Han}/u);
    }
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { USUAL_HALL } from '#shared/domain/queue/hall';
import type { WireRecord } from '#shared/schema/envelope';
import { openBookingDesk, type TestBookings } from '../../integration/bookings/desk';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';
import { openRealHost, type RealHost } from '../support/real-host';
import { DESK_KEY, SCREENS_NOW_MS } from '../support/screens/server';
import { goToAddress } from './people';

const HOUR = 3_600_000;
/** Ten o'clock of the screens' Monday. */
const TEN = SCREENS_NOW_MS + 18 * 60_000;
/** Eleven o'clock of the Friday before. */
const FRIDAY_ELEVEN = TEN + HOUR - 3 * 24 * HOUR;
const LIN = '01M4SCREENSC1ERK0000000001';
const LEAD = { role: 'lead', post: 'manager', sub: LIN, dbs: { 'queue-qinghe': 'write' } } as const;
/** What is pushed to a page cannot be passed on by a test, so the page asks again and again until the host slows it down. */
const PUSHED = /429/;
const shots = process.env['SHOTS'];

let screens: Screens;
let folder: string;
let desk: TestBookings;
let host: RealHost;
let nowMs = SCREENS_NOW_MS;

beforeAll(async () => {
  screens = await openScreens();
  folder = await mkdtemp(path.join(tmpdir(), 'linli-bookings-'));
  const dataKeys = { keysFor: async () => [DESK_KEY] };
  desk = await openBookingDesk(folder, { now: () => nowMs, hall: USUAL_HALL, dataKeys });
  host = await openRealHost({ bookings: desk.bookings, queue: desk.hall.queue });
});
afterAll(async () => {
  await screens.close();
  await host.stop();
  await desk.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Brings what the host wrote to the device, as sync does. */
async function sync(page: Page): Promise<void> {
  const range = { startKey: 'booking~', endKey: 'booking~\uffff', inclusiveEnd: true, descending: false, skip: 0 };
  const all = { ...range, keys: null, limit: 100, includeDocs: true, conflicts: false };
  const { rows } = await desk.database.allDocs(all);
  const records = rows.flatMap((row) => {
    if (!('doc' in row) || !row.doc) return [];
    const { _rev, ...record } = row.doc as unknown as WireRecord & { readonly _rev: string };
    return [record];
  });
  await page.evaluate(
    async (given) => {
      for (const record of given) await window.harness.station?.spoil(record as never);
    },
    records as unknown as object[],
  );
}

const shot = async (page: Page, name: string) =>
  void (shots && (await page.screenshot({ path: `${shots}/bookings-${name}.png` })));
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function open(options: Parameters<Screens['open']>[1] = {}): Promise<Page> {
  const page = await screens.open('?host=real#/bookings', { who: 'linxy', expects: PUSHED, ...options });
  await host.stand(page, LEAD);
  return page;
}

describe('bookings at the desk', () => {
  it('are made with words for what is wrong, stand in the list, and become a number when they are here', async () => {
    const page = await open();
    await page.getByText(/还没有人预约/).waitFor();
    await shot(page, 'empty');
    expect(await seriousViolations(page), 'nobody').toEqual([]);
    await page.getByRole('button', { name: '新预约' }).click();
    const panel = page.locator('.list-panel');
    await panel.getByRole('button', { name: /^预\s?约$/ }).click();
    for (const said of ['请选办哪类事', '请选日期和时间', '请填预约人姓名']) await panel.getByText(said).waitFor();
    expect(await panel.getByLabel('办哪类事').evaluate((element) => element === document.activeElement)).toBe(true);
    await shot(page, 'wrong');
    expect(await seriousViolations(page), 'wrong').toEqual([]);
    await panel.getByLabel('办哪类事').selectOption({ label: '综合业务' });
    await panel.getByLabel('哪一天').selectOption('2026-11-23');
    await panel.getByLabel('几点').selectOption(String(TEN));
    await panel.getByLabel('预约人姓名').fill('何秀兰');
    await panel.getByLabel('联系电话').fill('12');
    await panel.getByRole('button', { name: /^预\s?约$/ }).click();
    await panel.getByText('电话号码不对').waitFor();
    await panel.getByLabel('联系电话').fill('136 0000 7719');
    await panel.getByRole('button', { name: /^预\s?约$/ }).click();
    await panel.getByText(/^约好了：/).waitFor();
    const code = (await panel.locator('.booking-code').textContent()) ?? '';
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await shot(page, 'done');
    expect(await seriousViolations(page), 'done').toEqual([]);

    // The same person once more, and a slot that somebody else fills meanwhile.
    await panel.getByRole('button', { name: '再约一个' }).click();
    await panel.getByLabel('几点').selectOption(String(TEN + HOUR));
    await panel.getByLabel('预约人姓名').fill('何秀兰');
    await panel.getByLabel('联系电话').fill('13600007719');
    await panel.getByRole('button', { name: /^预\s?约$/ }).click();
    await panel.getByText('已经有一个预约').waitFor();
    await desk.code('others-0001', TEN + HOUR, '13600007721');
    await desk.code('others-0002', TEN + HOUR, '13600007722');
    await panel.getByLabel('预约人姓名').fill('沈桂英');
    await panel.getByLabel('联系电话').fill('13600007723');
    await panel.getByRole('button', { name: /^预\s?约$/ }).click();
    await panel.getByText('刚被约满').waitFor();
    // What was typed is still there.
    expect(await panel.getByLabel('预约人姓名').inputValue()).toBe('沈桂英');
    await shot(page, 'full');

    await sync(page);
    await page.getByText('3人还没来，0人已取号，0人未到').waitFor();
    await page.getByRole('row', { name: /10:00–10:30 何秀兰/ }).click();
    await panel.getByText(code).waitFor();
    await panel.getByText('136 0000 7719').waitFor();
    await shot(page, 'panel');
    expect(await seriousViolations(page), 'one').toEqual([]);
    await panel.getByRole('button', { name: '来了，取号' }).click();
    await panel.getByText('号码 A001').waitFor();
    await sync(page);
    await page.getByText('2人还没来，1人已取号，0人未到').waitFor();
    await shot(page, 'arrived');
    const { state } = await desk.hall.queue.view();
    expect(state.waiting).toMatchObject([{ number: 'A001' }]);
    await page.context().close();
  });

  it('are cancelled after asking, and are told as missed once their slot is over', async () => {
    const page = await open();
    await sync(page);
    await page
      .getByRole('row', { name: /11:00–11:30/ })
      .first()
      .click();
    const panel = page.locator('.list-panel');
    await panel.getByRole('button', { name: '取消预约' }).click();
    await panel.getByText('取消以后名额让给别人').waitFor();
    await shot(page, 'cancelling');
    expect(await seriousViolations(page), 'cancelling').toEqual([]);
    await panel.getByRole('button', { name: '不取消' }).click();
    await panel.getByRole('button', { name: '取消预约' }).click();
    await panel.getByRole('button', { name: '确定取消' }).click();
    await expect
      .poll(
        async () =>
          (await desk.bookings.offer(false)).lines
            .find(({ group }) => group === 'A')
            ?.days[0]?.slots.find(({ atMs }) => atMs === TEN + HOUR)?.free,
      )
      .toBe(1);
    await sync(page);
    await panel.getByText('已取消').waitFor();
    expect(await panel.getByRole('button', { name: '来了，取号' }).count()).toBe(0);

    // Last Friday's: nobody came, and by now nobody knows who it was.
    nowMs = SCREENS_NOW_MS - 3 * 24 * HOUR;
    await desk.code('friday-0001', FRIDAY_ELEVEN, '13600007729');
    nowMs = SCREENS_NOW_MS;
    await sync(page);
    await goToAddress(page, '#/bookings?day=2026-11-20');
    const row = page.getByRole('row', { name: /何秀兰/ });
    await row.getByText('未到').waitFor();
    await page.getByText('0人还没来，0人已取号，1人未到').waitFor();
    await shot(page, 'missed');
    nowMs = SCREENS_NOW_MS + 6 * 24 * HOUR;
    await desk.bookings.eraseOld();
    nowMs = SCREENS_NOW_MS;
    await sync(page);
    await page.getByRole('row', { name: /称呼和电话已到期删除/ }).click();
    await page.locator('.list-panel').getByText('称呼和电话已到期删除').waitFor();
    expect(await page.locator('.list-panel').getByText('13600007729').count()).toBe(0);
    await shot(page, 'erased');
    await page.context().close();
  });

  it.each([
    { language: 'en', viewport: 'wide', theme: 'dark' },
    { language: 'zh', viewport: 'tablet', theme: 'light' },
    { language: 'en', viewport: 'tablet', theme: 'light' },
  ] as const)('fit and are read aloud: $language, $viewport, $theme', async (options) => {
    const page = await open(options);
    await sync(page);
    const name = `${options.language}-${options.viewport}`;
    await page
      .getByRole('row', { name: /何秀兰/ })
      .first()
      .waitFor();
    await shot(page, `${name}-list`);
    expect(await seriousViolations(page), 'list').toEqual([]);
    expect(await overflow(page), 'list').toBeLessThanOrEqual(0);
    await page
      .getByRole('row', { name: /何秀兰/ })
      .first()
      .click();
    await page.locator('.booking-facts').waitFor();
    await shot(page, `${name}-panel`);
    expect(await seriousViolations(page), 'panel').toEqual([]);
    await goToAddress(page, '#/bookings?open=new');
    await page.locator('.booking-form').waitFor();
    await shot(page, `${name}-form`);
    expect(await seriousViolations(page), 'form').toEqual([]);
    expect(await overflow(page), 'form').toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

describe('the slots', () => {
  it('are set for each line, refused at the field, and offered from then on', async () => {
    const page = await screens.open('?host=real#/settings/hall', { who: 'zhoum', expects: PUSHED });
    await host.stand(page, LEAD);
    const card = page.locator('.card').filter({ has: page.getByRole('heading', { name: '预约时段' }) });
    const line = card.getByRole('group', { name: /A 综合业务/ });
    await line.getByLabel('每段名额').fill('五十一');
    await card.getByRole('button', { name: '保存预约设置' }).click();
    await line.getByText('名额填0到50的整数').waitFor();
    expect(await line.getByLabel('每段名额').getAttribute('aria-invalid')).toBe('true');
    await card.scrollIntoViewIfNeeded();
    if (shots) await card.screenshot({ path: `${shots}/bookings-slots-wrong.png` });
    expect(await seriousViolations(page), 'wrong').toEqual([]);
    await line.getByLabel('每段名额').fill('3');
    await line.getByLabel('每段（分钟）').selectOption('60');
    await line.getByRole('button', { name: '周五' }).click();
    expect(await line.getByRole('button', { name: '周五' }).getAttribute('aria-pressed')).toBe('false');
    await card.getByRole('button', { name: '保存预约设置' }).click();
    await card.getByText('已保存').waitFor();
    const offered = (await desk.bookings.offer(false)).lines.find(({ group }) => group === 'A');
    expect(offered?.days.map(({ day }) => day)).not.toContain('2026-11-27');
    const slots = offered?.days[1]?.slots;
    expect(slots?.[0]).toMatchObject({ free: 3 });
    expect((slots?.[0]?.untilMs ?? 0) - (slots?.[0]?.atMs ?? 0)).toBe(HOUR);
    await page.context().close();
  });

  it.each([
    { language: 'en', viewport: 'wide', theme: 'dark' },
    { language: 'en', viewport: 'tablet', theme: 'light' },
  ] as const)('have settings that fit: $language, $viewport', async (options) => {
    const page = await screens.open('?host=real#/settings/hall', { who: 'zhoum', expects: PUSHED, ...options });
    await host.stand(page, LEAD);
    const card = page.locator('.booking-settings');
    await card.waitFor();
    await card.scrollIntoViewIfNeeded();
    if (shots) await card.screenshot({ path: `${shots}/bookings-slots-${options.language}-${options.viewport}.png` });
    expect(await seriousViolations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

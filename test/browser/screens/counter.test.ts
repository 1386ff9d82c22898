import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type PageOptions, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const CLERK = 'linxy';
const SHOTS = process.env['SHOTS'];

async function atCounter(options: PageOptions = {}): Promise<Page> {
  const page = await screens.open('#/counter', { who: CLERK, ...options });
  await page.getByRole('button', { name: '坐3号窗口' }).click();
  await page.getByRole('heading', { name: '3号窗口' }).waitFor();
  return page;
}

const current = (page: Page, number: string) => page.locator('.current-card strong', { hasText: number });
const setAway = (page: Page, isAway: boolean) =>
  page.evaluate((away) => window.harness.station?.setHubAway(away), isAway);

describe('the counter', () => {
  it('takes a whole service in three keys: next, begin, finish', async () => {
    const page = await atCounter();
    await page.getByText('残疾人证换领').waitFor();
    expect(await seriousViolations(page), 'the free counter').toEqual([]);
    await page.keyboard.press('F2');
    await current(page, 'A001').waitFor();
    await page.getByRole('heading', { name: '正在呼叫' }).waitFor();
    await page.keyboard.press('F5');
    await page.getByRole('heading', { name: '正在办理' }).waitFor();
    expect(await seriousViolations(page), 'a number at the counter').toEqual([]);
    await page.keyboard.press('F8');
    await page.getByRole('heading', { name: '窗口空闲' }).waitFor();
    await page.getByText(/1件，平均/).waitFor();
    await page.context().close();
  });

  it('asks on its own screen after F8 where the window has no pad, with nothing chosen, and the next number ends it', async () => {
    const page = await atCounter();
    const serve = async () => {
      await page.keyboard.press('F2');
      await page.getByRole('heading', { name: '正在呼叫' }).waitFor();
      await page.keyboard.press('F5');
      await page.getByRole('heading', { name: '正在办理' }).waitFor();
      await page.keyboard.press('F8');
    };
    const asking = page.getByRole('dialog', { name: '这次办事，您满意吗？' });
    await serve();
    await asking.waitFor();
    expect(await page.locator('.ticket-rating :checked, .ticket-rating [aria-pressed]').count()).toBe(0);
    expect(await seriousViolations(page), 'asking').toEqual([]);
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'counter-asking.png') });
    // Somebody who rings at the hall's kiosk goes before: the place of the calls lies above the question.
    const isAbove = await page.evaluate(() => {
      const bars = document.createElement('div');
      bars.className = 'call-bars';
      bars.innerHTML = '<div class="call-bar">铃</div>';
      document.querySelector('.shell-page > main')?.before(bars);
      const { x, y, width, height } = bars.getBoundingClientRect();
      const top = document.elementFromPoint(x + width / 2, y + height / 2);
      const title = document.querySelector('#ticket-rating-title')?.getBoundingClientRect().top ?? 0;
      const isOver = top !== null && bars.contains(top) && title >= y + height;
      bars.remove();
      return isOver;
    });
    expect(isAbove).toBe(true);
    await page.keyboard.press('F2');
    await asking.waitFor({ state: 'hidden' });
    await page.keyboard.press('F5');
    await page.getByRole('heading', { name: '正在办理' }).waitFor();
    await page.keyboard.press('F8');
    await asking.getByRole('button', { name: '不满意', exact: true }).click();
    await page.getByRole('checkbox', { name: '等得太久' }).check();
    await page.getByRole('button', { name: '提交评价' }).click();
    const calling = page.getByRole('dialog', { name: '要我们给您回电话吗？' });
    await calling.waitFor();
    expect(await seriousViolations(page), 'a telephone').toEqual([]);
    for (const digit of '13800006021') await page.getByRole('button', { name: digit, exact: true }).click();
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'counter-phone.png') });
    await page.getByRole('button', { name: '请给我回电话' }).click();
    await page.getByRole('dialog', { name: '谢谢您' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.evaluate(() => (location.hash = '#/applications?poor=1'));
    const item = page.locator('.rectify-list > li').filter({ hasText: '等得太久' });
    await item.getByText('138 •••• 6021').waitFor();
    await item.getByRole('button', { name: /看.*回访电话|回访电话/ }).click();
    await item.getByText('13800006021').waitFor();
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'counter-poor.png') });
    await page.context().close();
  });

  it('keeps a poor grade though the next number is called at once; nobody left a telephone, and who leads says why it is closed', async () => {
    const page = await atCounter({ who: 'zhoum' });
    for (const [key, heading] of [
      ['F2', '正在呼叫'],
      ['F5', '正在办理'],
      ['F8', '窗口空闲'],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByRole('heading', { name: heading }).waitFor({ state: 'attached' });
    }
    await page.getByRole('button', { name: '非常不满意', exact: true }).click();
    await page.getByRole('dialog', { name: '哪里没做好？' }).waitFor();
    await page.keyboard.press('F2');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('heading', { name: '正在呼叫' }).waitFor();
    await page.evaluate(() => (location.hash = '#/applications?poor=1'));
    const item = page.locator('.rectify-list > li').filter({ hasText: '没有留电话' });
    await item.getByRole('button', { name: /无法回访/ }).click();
    await item.getByText('请写一句').waitFor();
    await item.getByRole('textbox').fill('没有留电话；排队改成了分时段。');
    await item.getByRole('button', { name: /无法回访/ }).click();
    await page.getByText('另有1件无法回访').waitFor();
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'counter-unreachable.png') });
    await page.context().close();
  });

  it('has the pad ask also after F2, which finishes and calls in one key, until the next one is begun with', async () => {
    const page = await screens.open('#/counter', { who: CLERK });
    await page.getByRole('button', { name: '坐2号窗口' }).click();
    await page.getByRole('button', { name: /^取B号/ }).click();
    await page.getByText('取到B002号').waitFor();
    for (const [key, heading] of [
      ['F2', '正在呼叫'],
      ['F5', '正在办理'],
      ['F2', '正在呼叫'],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByRole('heading', { name: heading }).waitFor();
    }
    await page.getByText(/评价器正在请.*号评价/).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'counter-f2.png') });
    await page.keyboard.press('F5');
    await page.getByText(/评价器正在请.*号评价/).waitFor({ state: 'hidden' });
    await page.context().close();
  });

  it('says so where nobody knows whether a pad asks, and holds nothing up', async () => {
    const page = await atCounter();
    await page.keyboard.press('F2');
    await page.getByRole('heading', { name: '正在呼叫' }).waitFor();
    await page.keyboard.press('F5');
    await page.getByRole('heading', { name: '正在办理' }).waitFor();
    await page
      .getByRole('button', { name: /^办结并呼叫下一位/ })
      .first()
      .waitFor();
    await page.evaluate(() => window.harness.station?.setPadsAway(true));
    await page.keyboard.press('F8');
    await page.getByText('不知道评价器有没有请').waitFor();
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'counter-unknown.png') });
    await page.keyboard.press('F2');
    await page.getByRole('heading', { name: '正在呼叫' }).waitFor();
    await page.getByText('不知道评价器有没有请').waitFor({ state: 'hidden' });
    await page.context().close();
  });

  it('says why somebody is ahead, and lets a number wait, come back and be sent on', async () => {
    const page = await atCounter();
    await page.getByText('老年人优先，排在前10分钟').waitFor();
    for (const key of ['F2', 'F3']) await page.keyboard.press(key);
    await page.getByText('呼叫2次').waitFor();
    // What was only just called is not given up by a hasty hand.
    await page.keyboard.press('F2');
    await page.getByText('刚刚才呼叫').waitFor();
    await page.keyboard.press('F3');
    await page.getByRole('button', { name: '过号' }).click();
    await page.getByText('过号0分钟').waitFor();
    await page.getByRole('button', { name: '回来了A001' }).click();
    await page.getByText(/过号回来/).waitFor();
    await page.keyboard.press('F2');
    await current(page, 'A').waitFor();
    await page.keyboard.press('F5');
    await page.keyboard.press('F4');
    await page.getByText('挂起0分钟').waitFor();
    await page.getByRole('button', { name: /^接着办/ }).click();
    await page.getByRole('heading', { name: '正在办理' }).waitFor();
    await page.keyboard.press('F6');
    await page.getByRole('heading', { name: /转到$/ }).waitFor();
    expect(await seriousViolations(page), 'sending on').toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '窗口空闲' }).waitFor();
    await page.context().close();
  });

  it('keeps what is on the screen while the host is away, says so, and goes on by itself', async () => {
    const page = await atCounter();
    await page.keyboard.press('F2');
    await current(page, 'A001').waitFor();
    await setAway(page, true);
    await page.getByText('主机没有回应').waitFor();
    await current(page, 'A001').waitFor();
    expect(
      await page
        .getByRole('button', { name: /^开始办理/ })
        .first()
        .isDisabled(),
    ).toBe(true);
    await page.keyboard.press('F5');
    await setAway(page, false);
    await page.getByText('主机没有回应').waitFor({ state: 'hidden' });
    await page.getByRole('heading', { name: '正在呼叫' }).waitFor();
    await page.keyboard.press('F5');
    await page.getByRole('heading', { name: '正在办理' }).waitFor();
    await page.context().close();
  });

  it('opens the application of the number at once, though the line has not answered or cannot', async () => {
    const page = await atCounter();
    await page.keyboard.press('F2');
    await current(page, 'A001').waitFor();
    await setAway(page, true);
    await page.getByText('主机没有回应').waitFor();
    await page.keyboard.press('F7');
    await page.getByText('号码A001').waitFor();
    await page.context().close();
  });

  it('gives a code for a hall board to whoever leads a shift, and to nobody else', async () => {
    const clerk = await screens.open('#/counter', { who: CLERK });
    await clerk.getByRole('heading', { name: '您今天坐哪个窗口' }).waitFor();
    expect(await clerk.getByRole('button', { name: '接入叫号屏' }).count()).toBe(0);
    await clerk.context().close();
    const lead = await screens.open('#/counter', { who: 'zhoum', theme: 'dark' });
    await lead.getByRole('button', { name: '接入叫号屏' }).click();
    await lead.getByLabel('装在哪里').fill('大厅东墙');
    await lead.getByRole('button', { name: '要一个代码' }).click();
    await lead.getByText('4091 7735').waitFor();
    await lead.getByText('https://linli-qinghe.local:8445').waitFor();
    expect(await seriousViolations(lead), 'pairing').toEqual([]);
    await lead.context().close();
  });
});

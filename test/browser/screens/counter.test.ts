import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type PageOptions, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const CLERK = 'linxy';

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

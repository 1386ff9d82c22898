import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnPhoto } from '#test/support/drawn';
import { openScreens, seriousViolations, signIn, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const panel = (page: Page) => page.locator('.matters .beside');
const setAway = (page: Page, isAway: boolean) =>
  page.evaluate((away) => window.harness.station?.setHubAway(away), isAway);

describe('a handler of a department', () => {
  it('takes up what was sent to the unit, keeps what was written while the station is away, and reports it done with a photo', async () => {
    const first = await screens.open('#/matters', { who: 'hejg' });
    const context = first.context();
    let page = first;
    await page.getByRole('heading', { name: '分给本单位的事件' }).waitFor();
    const rows = page.locator('.matter-rows li');
    await rows.first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await rows.filter({ hasText: '待处置' }).first().click();
    await panel(page).getByText('上报人的姓名和电话不在这里').waitFor();
    await panel(page).getByRole('button', { name: '开始处置' }).press('Enter');
    await panel(page).locator('.matter-form').getByRole('button', { name: '开始处置' }).click();
    await panel(page).getByText('已交到站内').waitFor();
    await panel(page).locator('.matter-steps').getByText('何建国').waitFor();

    await panel(page).getByRole('button', { name: '报告办完' }).click();
    await panel(page).getByRole('textbox', { name: /说明/ }).fill('劝离了车主，路口已清空');
    const photo = { name: '路口.png', mimeType: 'image/png', buffer: drawnPhoto('stairs') };
    await panel(page).locator('.matter-add input').setInputFiles([photo]);
    await panel(page).locator('.matter-form .matter-photos img').waitFor();
    await setAway(page, true);
    await panel(page).locator('.matter-form').getByRole('button', { name: '报告办完' }).click();
    await panel(page).getByRole('alert').waitFor();
    expect(await panel(page).getByRole('textbox', { name: /说明/ }).inputValue()).toBe('劝离了车主，路口已清空');
    expect(await seriousViolations(page)).toEqual([]);

    const address = page.url();
    await page.close();
    page = await context.newPage();
    await page.goto(address);
    await signIn(page, 'hejg');
    await panel(page).getByRole('button', { name: '开始处置' }).waitFor();
    await panel(page).getByRole('button', { name: '报告办完' }).click();
    await panel(page).locator('.matter-form .matter-photos img').waitFor();
    expect(await panel(page).getByRole('textbox', { name: /说明/ }).inputValue()).toBe('劝离了车主，路口已清空');
    await panel(page).locator('.matter-form').getByRole('button', { name: '报告办完' }).click();
    await panel(page).getByText('待核查').waitFor();
    await panel(page).locator('.matter-steps').getByText('劝离了车主，路口已清空').waitFor();
    await panel(page)
      .getByRole('button', { name: /照片 \d，按下放大/ })
      .first()
      .waitFor();
    await context.close();
  });

  it('hears plainly that the station is away, sees what was read before, and nothing of people, grids or other units', async () => {
    const page = await screens.open('#/matters', { who: 'hejg', viewport: 'tablet' });
    await page.locator('.matter-rows li').first().waitFor();
    await setAway(page, true);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.getByText(/现在连不上站内主机。下面是 .* 读到的/).waitFor();
    expect(await page.locator('.matter-rows li').count()).toBeGreaterThan(0);
    const nav = page.getByRole('navigation', { name: '主导航' });
    for (const closed of ['居民', '网格地图', '走访'])
      expect(await nav.getByText(closed, { exact: true }).count()).toBe(0);
    for (const hash of ['#/incidents', '#/incidents/units', '#/people']) {
      await page.evaluate((to) => (location.hash = to), hash);
      await page.getByRole('heading', { name: /这一页不对您的岗位开放|没有这一页/ }).waitFor();
    }
    await page.context().close();
  });
});

import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const open = (who = 'zhoum', address = '#/settings/kept') => screens.open(address, { who });
const row = (page: Page, text: string | RegExp) => page.getByRole('row').filter({ hasText: text });
const panel = (page: Page) => page.locator('.side-panel');

describe('records that the host keeps', () => {
  it('are listed with whose they are, from where and why, and name nobody whom they are about', async () => {
    const page = await open();
    await page.locator('.kept-rows .row').first().waitFor();
    for (const why of ['设备上没送出', '在设备上丢弃', '权限变了', '设备已停用', '已送到站内'])
      await page.locator('.kept-rows').getByText(why).first().waitFor();
    await page.getByRole('combobox', { name: '为什么在这里' }).selectOption('discarded');
    await expect.poll(() => page.locator('.kept-rows .row').count()).toBe(2);
    await page.context().close();
  });

  it('say who had them discarded and why, by keyboard alone', async () => {
    const page = await open();
    await row(page, '设备上没送出').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await panel(page).getByText('写错了人，已经重写').waitFor();
    await panel(page).getByText('谁确认丢弃').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => panel(page).count()).toBe(0);
    await page.context().close();
  });

  it('are written to the station when somebody who may says so, and stand in the list as that', async () => {
    const page = await open();
    await row(page, '设备上没送出').first().press('Enter');
    await panel(page).getByRole('button', { name: '现在送到站内' }).press('Enter');
    await panel(page).getByText('已送到站内1条。').waitFor();
    await panel(page).locator('header').getByText('已送到站内').waitFor();
    expect(await panel(page).getByRole('button', { name: '现在送到站内' }).count()).toBe(0);
    await page.context().close();
  });

  it('stay when their grid is gone, and the page says so', async () => {
    const page = await open();
    await page.getByRole('button', { name: '把4条送到站内' }).click();
    await page.getByText('已送到站内3条。').waitFor();
    await page.getByText('1条没有送成：所属的网格已经没有了。仍留在主机。').waitFor();
    await page.getByRole('button', { name: '把1条送到站内' }).waitFor();
    await page.context().close();
  });

  it('can be had as a file', async () => {
    const page = await open();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出这5条' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^linli-kept-\d{8}T\d{6}\.json$/);
    const content = JSON.parse(await readFile(await file.path(), 'utf8')) as { records: unknown[] };
    expect(content.records).toHaveLength(5);
    await page.context().close();
  });

  it('are for those who lead the station alone', async () => {
    const lead = await open('sunlh', '#/settings');
    await lead.getByRole('link', { name: /代收的记录/ }).waitFor();
    await lead.context().close();
    const worker = await open('lijg');
    await worker.getByRole('heading', { name: '这一页不对您的岗位开放' }).waitFor();
    await worker.context().close();
  });

  it.each([
    ['wide', 'dark', 'zh'],
    ['medium', 'light', 'en'],
    ['tablet', 'light', 'zh'],
  ] as const)('can be read by everybody: %s, %s, %s', async (viewport, theme, language) => {
    const page = await screens.open('#/settings/kept', { who: 'zhoum', viewport, theme, language });
    await page.locator('.kept-rows .row').first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    const overflow = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.locator('.kept-rows .row').nth(1).click();
    await panel(page).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });
});

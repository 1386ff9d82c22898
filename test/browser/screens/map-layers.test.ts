import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, signIn, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const MANAGER = 'zhoum';
const panel = (page: Page, name: string | RegExp) => page.getByRole('article', { name });
const layer = (page: Page, name: RegExp) => page.locator('.map-layers').getByRole('checkbox', { name });

describe('the layers of the map', () => {
  it('have open incidents, each a way to its panel, and the heat of visits, and are as somebody left them', async () => {
    const page = await screens.open('#/map?tool=list', { who: MANAGER });
    const list = panel(page, '地图上的内容');
    const incident = list.getByRole('link', { name: /紧急或超时|临期|处理中|待办/ }).first();
    await incident.waitFor();
    await page.locator('.map-legend').getByText('临期').waitFor();
    const title = ((await incident.textContent()) ?? '').split('，')[0]?.trim() ?? '';
    await layer(page, /^走访热力/).check();
    await page.locator('.map-legend').getByText('已走访不到五成').waitFor();
    await list
      .getByRole('link', { name: /重点人群\d+人，按期走访\d+人/ })
      .first()
      .waitFor();
    expect(await seriousViolations(page), 'the list').toEqual([]);
    await layer(page, /^事件/).uncheck();
    await incident.waitFor({ state: 'detached' });
    await page.locator('.map-legend').getByText('临期').waitFor({ state: 'detached' });
    await page.reload();
    await signIn(page, MANAGER);
    await expect.poll(() => layer(page, /^走访热力/).isChecked()).toBe(true);
    expect(await layer(page, /^事件/).isChecked()).toBe(false);
    await layer(page, /^事件/).check();
    await incident.click();
    await panel(page, title).getByText('办理过程').waitFor();
    expect(await page.evaluate(() => location.hash)).toContain('incident=');
    expect(await seriousViolations(page), 'an incident').toEqual([]);
    await page.keyboard.press('Escape');
    await panel(page, title).waitFor({ state: 'detached' });
    await page.context().close();
  });
});

describe('a place picked on the map', () => {
  it('is the one under the pin, by key or by hand, and brings the address of the building there', async () => {
    const page = await screens.open('#/incidents/report', { viewport: 'tablet', place: null });
    const ask = page.getByRole('button', { name: '在地图上点' });
    await ask.focus();
    await page.keyboard.press('Enter');
    const picker = page.getByRole('dialog', { name: '在地图上选位置' });
    const map = picker.locator('.map-canvas-box');
    await picker.getByText(/在第\d网格里/).waitFor();
    await page.keyboard.press('Escape');
    await picker.waitFor({ state: 'detached' });
    expect(await ask.evaluate((button) => button === document.activeElement)).toBe(true);
    await ask.click();
    await picker.getByText(/在第\d网格里/).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    // Where a building is near: somewhere within a grid one is, a few steps away.
    const near = picker.getByText(/离得最近：清和|就在清和/);
    for (let steps = 0; steps < 12 && (await near.count()) === 0; steps += 1) {
      await map.focus();
      await page.keyboard.press(steps % 3 === 2 ? 'ArrowDown' : 'ArrowRight');
    }
    const address = /(?:离得最近：|就在)([^，]+)/.exec((await near.textContent()) ?? '')?.[1];
    await map.focus();
    await page.keyboard.press('Enter');
    await picker.waitFor({ state: 'detached' });
    await page.getByText('已在地图上点好').waitFor();
    expect(await page.getByRole('combobox', { name: '楼栋或地址' }).inputValue()).toBe(address);
    await page.context().close();
  });
});

describe('where grid workers were last', () => {
  it('is for each of them to allow, on the own device, and to take back', async () => {
    const page = await screens.open('#/map');
    const share = page.getByRole('switch', { name: '让站长和值班长看到我的位置' });
    await expect.poll(() => share.isEnabled()).toBe(true);
    expect(await share.isChecked()).toBe(false);
    expect(await layer(page, /^网格员位置/).count()).toBe(0);
    await share.click();
    await page.getByText(/^最近一次：/).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await share.click();
    await page.getByText(/^最近一次：/).waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('is seen by whoever leads: who, when, and how sure', async () => {
    const page = await screens.open('#/map', { who: MANAGER });
    await layer(page, /^网格员位置/).check();
    await page.locator('.map-legend').getByText('网格员最后的位置').waitFor();
    await page.evaluate(() => (location.hash = '#/map?tool=workers'));
    await panel(page, '网格员位置')
      .getByRole('button', { name: /精度14米/ })
      .waitFor();
    expect(await page.getByRole('switch', { name: '让站长和值班长看到我的位置' }).count()).toBe(0);
    await page.context().close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';
import { openForm, saved } from './visit';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const open = (who = 'zhoum') => screens.open('#/settings/phrases', { who });
const card = (page: Page, title: string) =>
  page.locator('.card').filter({ has: page.getByRole('heading', { name: title }) });
const texts = (page: Page, title: string) => card(page, title).locator('.phrase-text').allTextContents();

describe('phrases for the notes of visits', () => {
  it('are added for a question by keyboard, and stand last there', async () => {
    const page = await open('sunlh');
    await page.getByRole('button', { name: '加一句' }).press('Enter');
    await page.getByLabel('内容').fill('楼道灯坏了，已报物业');
    await page.getByLabel('用在哪一问').selectOption({ label: '居家安全' });
    await page.getByRole('button', { name: '保存' }).press('Enter');
    await page.locator('.side-panel').waitFor({ state: 'detached' });
    expect((await texts(page, '居家安全')).at(-1)).toBe('楼道灯坏了，已报物业');
    await page.context().close();
  });

  it('are one sentence of at most 120 characters, and never there twice', async () => {
    const page = await open();
    await page.getByRole('button', { name: '加一句' }).click();
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('请写一句话').waitFor();
    await page.getByLabel('内容').fill('好'.repeat(121));
    await page.getByText('最多 120 字，现在有 121 字，请写短一些').waitFor();
    await page.getByLabel('内容').fill(' 已提醒关好燃气阀门\n');
    await page.getByText('已经有一样的一句了').waitFor();
    await page.getByRole('button', { name: '保存' }).click();
    expect(await page.evaluate(() => window.harness.station?.outbox().length)).toBe(0);
    await page.context().close();
  });

  it('are moved, put away and offered again, and keep the focus while they move', async () => {
    const page = await open();
    const last = '烟感没电，已报站里更换';
    await page.getByRole('button', { name: `上移：${last}` }).press('Enter');
    await page.waitForFunction(
      (text) =>
        [...document.querySelectorAll('.phrase-text')].some(
          (each, at, all) => each.textContent === text && all[at + 1]?.textContent === '过道堆物，答应这两天清走',
        ),
      last,
    );
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      (text) =>
        [...document.querySelectorAll('.phrase-text')].some(
          (each, at, all) => each.textContent === text && all[at + 1]?.textContent === '已提醒关好燃气阀门',
        ),
      last,
    );
    await page.getByRole('button', { name: `收起：${last}` }).click();
    await card(page, '收起来的').getByText(last).waitFor();
    expect(await texts(page, '居家安全')).toEqual(['已提醒关好燃气阀门', '过道堆物，答应这两天清走']);
    await page.getByRole('button', { name: `放回：${last}` }).click();
    await card(page, '收起来的').waitFor({ state: 'detached' });
    expect((await texts(page, '居家安全'))[0]).toBe(last);
    await page.context().close();
  });

  it('are changed where they stand, and go last when they go to another question', async () => {
    const page = await open();
    await page.getByRole('button', { name: '膝盖疼，上下楼慢', exact: true }).click();
    await page.getByLabel('内容').fill('腿脚不便，上下楼慢');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: '保存' }).click();
    await page.locator('.side-panel').waitFor({ state: 'detached' });
    expect((await texts(page, '身体状况'))[2]).toBe('腿脚不便，上下楼慢');
    await page.getByRole('button', { name: '腿脚不便，上下楼慢', exact: true }).click();
    await page.getByLabel('用在哪一问').selectOption({ label: '其他' });
    await page.getByRole('button', { name: '保存' }).click();
    await page.locator('.side-panel').waitFor({ state: 'detached' });
    expect((await texts(page, '其他')).at(-1)).toBe('腿脚不便，上下楼慢');
    await page.context().close();
  });
});

describe('the phrases below the note of a visit', () => {
  it('are put in by one press and taken out by another, and leave what was typed', async () => {
    const page = await screens.open('#/visits?tab=all', { who: 'lijg', viewport: 'tablet' });
    await openForm(page, '何秀兰');
    const note = page.getByPlaceholder('看到什么、说了什么、约了什么');
    await note.fill('早上去菜场');
    const phrases = page.getByRole('group', { name: '常用语' });
    await phrases.getByRole('button', { name: '精神好，说话清楚' }).click();
    expect(await note.inputValue()).toBe('早上去菜场，精神好，说话清楚');
    await phrases.getByRole('button', { name: /全部 16 句/ }).click();
    const needs = phrases.getByRole('group', { name: '需要帮助' });
    await needs.getByRole('button', { name: '想订助餐，已转窗口' }).click();
    expect(await note.inputValue()).toBe('早上去菜场，精神好，说话清楚，想订助餐，已转窗口');
    await phrases.getByRole('button', { name: '精神好，说话清楚', pressed: true }).click();
    expect(await note.inputValue()).toBe('早上去菜场，想订助餐，已转窗口');
    for (const button of await needs.getByRole('button').all())
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(48);
    expect(await seriousViolations(page)).toEqual([]);
    await saved(page);
    await page.context().close();
  });
});

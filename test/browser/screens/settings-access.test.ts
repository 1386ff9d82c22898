import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const open = (address: string) => screens.open(address, { who: 'zhoum' });
const told = (page: Page, list: '能' | '不能') =>
  page
    .locator('.access-plain > div')
    .filter({ has: page.getByRole('heading', { name: list, exact: true }) })
    .locator('li')
    .allTextContents();

describe('what this person can see', () => {
  it('is one press away from the account, and told in plain words', async () => {
    const page = await open('#/settings/staff');
    await page.getByRole('row').filter({ hasText: 'zhangxm' }).click();
    await page.getByRole('button', { name: '这个人能看到什么' }).click();
    await page.getByText('张秀梅的岗位是网格员，负责第 3 网格。').waitFor();
    expect(await told(page, '能')).toContain('只看得到自己记的血压和身体状况（第 3 网格）');
    expect(await told(page, '不能')).toContain('看不到儿童档案的姓名、家人和走访');
    await page.context().close();
  });

  it('is told of a post that nobody has yet, with grids and functions, and the address keeps it', async () => {
    const page = await open('#/settings/access');
    await page.getByText('假设的岗位').click();
    await page.getByText('第 2 网格', { exact: true }).click();
    await page.getByText('岗位是网格员、负责第 2 网格的人：').waitFor();
    expect(await told(page, '不能')).toContain('看不到儿童档案的姓名、家人和走访');
    await page.getByRole('checkbox', { name: /儿童档案/ }).click();
    await page.waitForFunction(() =>
      document.querySelector('.access-plain')?.textContent?.includes('看得到儿童档案的姓名'),
    );
    expect(await told(page, '能')).toContain('看得到儿童档案的姓名、家人和走访（第 2 网格）');
    await page.getByLabel('岗位', { exact: true }).selectOption({ label: '信息员' });
    await page.getByText('岗位是信息员的人：').waitFor();
    expect(await told(page, '能')).toEqual(['能看主机好不好']);
    expect(new URL(page.url()).hash).toContain('suppose=it');
    await page.context().close();
  });

  it('is shown before and after, while a post or function is being changed, and nothing is when nothing changes', async () => {
    const page = await open('#/settings/staff');
    await page.getByRole('row').filter({ hasText: 'zhangxm' }).click();
    const change = page.locator('.access-change');
    await page.getByLabel('岗位', { exact: true }).waitFor();
    expect(await change.count()).toBe(0);
    await page.getByRole('checkbox', { name: /儿童档案/ }).click();
    await change.waitFor();
    expect(await change.locator('tbody td').allTextContents()).toEqual([
      '看不到儿童档案的姓名、家人和走访',
      '看得到儿童档案的姓名、家人和走访（第 3 网格）',
    ]);
    await page.getByRole('checkbox', { name: /儿童档案/ }).click();
    await change.waitFor({ state: 'detached' });
    await page.getByLabel('岗位', { exact: true }).selectOption('clerk');
    await change.getByText('不能记走访').waitFor();
    await change.getByText('看得到居民和房屋的资料（全部网格）').waitFor();
    await page.context().close();
  });
});

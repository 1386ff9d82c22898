import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, type PageOptions, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const open = (query = '', options: PageOptions = {}) =>
  screens.open(`${query}#/settings/grids`, { who: 'zhoum', ...options });
const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
const cells = (page: Page, text: string) => row(page, text).getByRole('gridcell').allTextContents();

describe('the grids', () => {
  it('are listed with the households and people of the register, and whose they are', async () => {
    const page = await open('', { homes: 'usual' });
    await row(page, '第2网格').waitFor();
    expect(await cells(page, '第1网格')).toEqual([
      '1 第1网格',
      '386',
      expect.stringMatching(/^\d{3}$/),
      '李建国',
      '合适',
    ]);
    expect((await cells(page, '第2网格'))[1]).toBe('421');
    await page.getByText('都合适').waitFor();
    await page.context().close();
  });

  it('outside 300 to 500 households are marked, with what to do about it', async () => {
    const page = await open('?begin=empty');
    await row(page, '第1网格').getByText('户数偏少').waitFor();
    await page.getByText('3 个要看一看').waitFor();
    await row(page, '第1网格').click();
    await page.getByText(/不到 300 户。/).waitFor();
    await page.context().close();
  });

  it('are renamed by whoever may, by keyboard', async () => {
    const page = await open();
    await row(page, '第3网格').press('Enter');
    const name = page.getByLabel('中文名称');
    await name.fill('');
    await name.press('Enter');
    await page.getByText('请输入中文名称').waitFor();
    await name.fill('河东网格');
    await name.press('Enter');
    await row(page, '河东网格').waitFor();
    await page.getByText(/已保存在本机/).waitFor();
    await page.context().close();
  });

  it('are given to workers through their accounts, but nobody is left without a grid', async () => {
    const page = await open();
    await row(page, '第3网格').click();
    await page.getByRole('checkbox', { name: /张秀梅/ }).click();
    await page.getByText(/张秀梅只有这一个网格/).waitFor();
    expect(await page.getByRole('button', { name: '保存分配' }).isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: /张秀梅/ }).click();
    await page.getByRole('checkbox', { name: /李建国/ }).click();
    await page.getByRole('button', { name: '保存分配' }).click();
    await page.getByRole('checkbox', { name: /李建国\s*全部网格/ }).waitFor();
    await page.getByText(/设备下次连上主机时生效/).waitFor();
    await page.context().close();
  });

  it('grow by one that the host makes at once: empty, without a worker, and marked so', async () => {
    const page = await open();
    await page.getByRole('button', { name: '加网格' }).click();
    await page.getByRole('heading', { name: '加第 4 网格' }).waitFor();
    expect(await page.getByLabel('中文名称').inputValue()).toBe('第4网格');
    await page.getByLabel('中文名称').fill('河西网格');
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: '河西网格' }).waitFor();
    await row(page, '河西网格').getByText('户数偏少').waitFor();
    await page.getByText('走访没有人做。请在下面分配，至少一位。').waitFor();
    expect((await cells(page, '河西网格')).slice(1, 4)).toEqual(['0', '0', '还没有人']);
    await page.context().close();
  });

  it('cannot grow while the host is away, and say so beside the button', async () => {
    const page = await open('?admin=away');
    await page.getByRole('button', { name: '加网格' }).click();
    await page.getByRole('button', { name: '加网格' }).last().click();
    await page.getByText('连不上站内主机').waitFor();
    await page.context().close();
  });

  it('are read by a clerk, and by IT without the numbers of what IT may not open', async () => {
    const clerk = await open('', { who: 'linxy' });
    await row(clerk, '第1网格').click();
    await clerk.getByText('网格员：李建国').waitFor();
    expect(await clerk.getByLabel('中文名称').count()).toBe(0);
    expect(await clerk.getByRole('button', { name: '加网格' }).count()).toBe(0);
    await clerk.context().close();

    const machine = await open('', { who: 'zhangw' });
    await row(machine, '第1网格').getByText('不在本机').waitFor();
    expect((await cells(machine, '第1网格')).slice(1, 3)).toEqual(['—', '—']);
    await machine.context().close();
  });
});

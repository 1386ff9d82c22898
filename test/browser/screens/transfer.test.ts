import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';
import { openFile } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

/** The file of somebody of the first grid, as a clerk sees it. */
async function openPerson(): Promise<Page> {
  const page = await screens.open('#/homes', { who: 'zhoum' });
  await page.locator('[data-row="0"]').waitFor();
  await openFile(page, '沈桂英');
  return page;
}

/** Opens the form that sends somebody of the first grid to another one. */
async function openForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('button', { name: '转到其他网格' }).click();
  await page.getByRole('form', { name: /转到其他网格/ }).waitFor();
}

describe('a person', () => {
  it('is sent to another grid by the keyboard, and the page says when it is done', async () => {
    const page = await openPerson();
    await openForm(page);
    const form = page.getByRole('form', { name: '把沈桂英转到其他网格' });
    await form.getByText(/1 人的档案、\d+ 次走访/).waitFor();
    await form.getByRole('button', { name: '转过去' }).click();
    await form.getByText('请选择要转到的网格').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
    await form.getByLabel('转到哪个网格').selectOption('2');
    await form.getByRole('combobox', { name: '在那边住哪里' }).fill('1单元101');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await form.getByRole('button', { name: '换一处' }).waitFor();
    await form.getByLabel('原因').fill('投靠女儿');
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('主机正在转').waitFor();
    await page.getByText('已转到第2网格').waitFor();
    await page.getByText('转走了2 人的档案、5 次走访、3 条其他记录。').waitFor();
    await page.getByText('其中 1 处加密内容打不开').waitFor();
    await page.getByRole('button', { name: '好', exact: true }).click();
    await expect.poll(() => page.getByText('已转到第2网格').count()).toBe(0);
    await page.context().close();
  });

  it('stays where the host says no, and what was typed stays too', async () => {
    const page = await openPerson();
    await openForm(page);
    await page.getByLabel('转到哪个网格').selectOption('3');
    await page.getByLabel('原因').fill('refused: moving');
    await page.getByRole('button', { name: '转过去' }).click();
    await page.getByRole('alert').getByText('其中有人正在被转走').waitFor();
    expect(await page.getByLabel('转到哪个网格').inputValue()).toBe('3');
    await page.context().close();
  });

  it('cannot be sent without the host, and the form says so', async () => {
    const page = await openPerson();
    await openForm(page);
    await page.evaluate(() =>
      window.harness.setSync({
        status: { link: { kind: 'connecting' }, databases: [], lastCurrentMs: null },
      }),
    );
    await page.getByText('现在连不上本站主机').waitFor();
    expect(await page.getByRole('button', { name: '转过去' }).isDisabled()).toBe(true);
    await page.context().close();
  });

  it('may not be sent anywhere by a worker of one grid', async () => {
    const page = await screens.open('#/people', { who: 'zhangxm' });
    await page.locator('[data-row="0"] b').first().waitFor();
    await openFile(page, await page.locator('[data-row="0"] b').first().innerText());
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('button', { name: /合并/ }).waitFor();
    expect(await page.getByRole('button', { name: '转到其他网格' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('a household', () => {
  it('needs a home in the other grid', async () => {
    const page = await screens.open('#/homes?tab=households&sort=-members', { who: 'zhoum' });
    await page.locator('[data-row="0"]').click();
    await page.getByRole('button', { name: '全户转到其他网格' }).click();
    await page.getByText('全户和他们的资料都会转走').waitFor();
    const grids = await page
      .getByLabel('转到哪个网格')
      .locator('option')
      .evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value).filter((value) => value !== ''));
    await page.getByLabel('转到哪个网格').selectOption(grids[0] ?? '');
    await page.getByRole('button', { name: '转过去' }).click();
    await page.getByText('请选这户人家在那边的住处').waitFor();
    await page.getByRole('combobox', { name: '在那边住哪里' }).fill('101');
    await page.getByRole('listbox').getByRole('option').first().click();
    await page.getByRole('button', { name: '换一处' }).waitFor();
    await page.getByRole('button', { name: '转过去' }).click();
    await page.getByText(/已转到第\d网格/).waitFor();
    await page.context().close();
  });
});

describe('an old link to somebody who has moved', () => {
  const LINK = '#/person?id=person~qinghe-1~01M4G0NE000000000000000001';

  it('leads who may open the new grid to the file', async () => {
    const page = await screens.open(LINK, { who: 'zhoum' });
    await page.getByText('已转到第2网格').waitFor();
    const there = await page.getByRole('link', { name: '打开现在的档案' }).getAttribute('href');
    expect(decodeURIComponent(there ?? '')).toContain('person~qinghe-2~01M4G0NE000000000000000001');
    await page.context().close();
  });

  it('tells a worker of the former grid the number, and nothing else', async () => {
    const page = await screens.open(LINK.replace('qinghe-1', 'qinghe-3'), { who: 'zhangxm' });
    await page.getByText('这份档案现在由第2网格管理').waitFor();
    expect(await page.getByRole('link', { name: '打开现在的档案' }).count()).toBe(0);
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('to nobody known says what it always said', async () => {
    const page = await screens.open('#/person?id=person~qinghe-1~01M4G0NE000000000000000009');
    await page.getByText('本机没有这份档案').waitFor();
    await page.context().close();
  });
});

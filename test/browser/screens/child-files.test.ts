import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';
import { openPerson } from './visit';

const CLOSED = '儿童档案，无权查看';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

/** The rows of everybody on the list, from the top; lists draw only what is in sight. */
async function findClosedRow(page: Page) {
  await page.getByRole('button', { name: /全部重点对象/ }).click();
  const row = page.getByRole('row', { name: /儿童档案/ }).first();
  const list = page.locator('.windowed-rows, [role=grid], [role=table]').first();
  for (let step = 0; step < 60 && (await row.count()) === 0; step += 1) {
    await list.hover();
    await page.mouse.wheel(0, 400);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await row.waitFor();
  return row;
}

describe('a child’s file', () => {
  it('is read like any other by a worker with the child function', async () => {
    const page = await screens.open('');
    await openPerson(page, '许小满');
    const article = page.getByRole('article');
    await article.getByText('9 岁').first().waitFor();
    await article.getByText('女').first().waitFor();
    expect(await article.getByRole('button', { name: '记走访' }).isEnabled()).toBe(true);
    await page.context().close();
  });

  it('shows a worker without it age and grid, and says why there is no more and no visit', async () => {
    const page = await screens.open('', { who: 'zhangxm' });
    const row = await findClosedRow(page);
    expect(await row.innerText()).toMatch(/岁|个月/);
    expect(await row.innerText()).toContain('第3网格');
    expect(await row.innerText()).not.toMatch(/幢/);
    await row.click();
    const article = page.getByRole('article', { name: new RegExp(CLOSED) });
    await article.getByText('第3网格').waitFor();
    const text = await article.innerText();
    expect(text).toContain('需要时请站长为您开通');
    expect(text).not.toMatch(/幢|身份证|同住家人|走访记录/);
    const button = article.getByRole('button', { name: '记走访' });
    expect(await button.isDisabled()).toBe(true);
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('is not found by the words that stand in for the name', async () => {
    const page = await screens.open('', { who: 'zhangxm' });
    await findClosedRow(page);
    const search = page.getByRole('textbox').first();
    await search.fill('儿童');
    await page.getByText('没有找到「儿童」').waitFor();
    await page.context().close();
  });

  it('does not open by the address of its visit form', async () => {
    const page = await screens.open('', { who: 'zhangxm' });
    const row = await findClosedRow(page);
    await row.click();
    await page.getByRole('article', { name: new RegExp(CLOSED) }).waitFor();
    const person = new URLSearchParams((await page.evaluate(() => location.hash)).split('?')[1]).get('person') ?? '';
    expect(person).toMatch(/^person~qinghe-3~/);
    await page.evaluate((id) => (location.hash = `#/visits/form?person=${encodeURIComponent(id)}`), person);
    await page.getByRole('textbox').waitFor({ state: 'detached' });
    await page.getByText(CLOSED).waitFor();
    expect(await page.locator('.visit-form').count()).toBe(0);
    await page.context().close();
  });
});

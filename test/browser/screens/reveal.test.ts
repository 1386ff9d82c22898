import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, type Screens } from '../support/open-screens';
import { openPerson } from './visit';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const revealsOf = (page: Page) =>
  page.evaluate(() =>
    (window.harness.station?.reveals() ?? []).map(({ _id, ...rest }) => ({
      scope: _id.split('~')[1],
      field: rest['field'],
      purpose: rest['purpose'],
      subjectType: rest['subjectType'],
    })),
  );
const citizenId = (page: Page) => page.locator('.facts .masked').first();
const show = (page: Page) => page.getByRole('button', { name: '显示身份证，30 秒后自动遮住' }).click();
const isOpen = async (page: Page) => /\d{17}/.test((await citizenId(page).textContent()) ?? '');

/** Selects the id as a double click and a drag do, and presses the keys that copy. */
async function copyId(page: Page): Promise<string> {
  await citizenId(page)
    .locator('span')
    .first()
    .evaluate((element) => getSelection()?.selectAllChildren(element));
  await page.keyboard.press('Control+C');
  return page.evaluate(() => navigator.clipboard.readText());
}

describe('a masked value', () => {
  it('is shown only after the look is written down, and masked again after 30 seconds', async () => {
    const page = await screens.open('');
    await openPerson(page, '沈桂英');
    await page.clock.install();
    expect(await isOpen(page)).toBe(false);
    expect(await revealsOf(page)).toEqual([]);
    await show(page);
    await page.locator('.mask-left').waitFor();
    expect(await isOpen(page)).toBe(true);
    expect(await revealsOf(page)).toEqual([
      { scope: 'qinghe-1', field: 'citizenId', purpose: 'show', subjectType: 'person' },
    ]);
    await page.getByRole('listitem').getByText('看了身份证').waitFor();
    await page.clock.runFor(29_000);
    expect(await isOpen(page)).toBe(true);
    await page.clock.runFor(1500);
    await page.locator('.mask-left').waitFor({ state: 'detached' });
    expect(await isOpen(page)).toBe(false);
    await page.context().close();
  });

  it('stays masked when the look cannot be written down, and says why', async () => {
    const page = await screens.open('');
    await openPerson(page, '沈桂英');
    await page.evaluate(() => window.harness.station?.failWrites(true));
    await show(page);
    await page.getByText('没有显示：查阅记录没有存上。').waitFor();
    expect(await isOpen(page)).toBe(false);
    await page.evaluate(() => window.harness.station?.failWrites(false));
    await show(page);
    await page.locator('.mask-left').waitFor();
    await page.context().close();
  });

  it('is masked when the window goes to the back, and when the screens lock', async () => {
    const page = await screens.open('');
    await openPerson(page, '沈桂英');
    await show(page);
    await page.locator('.mask-left').waitFor();
    await page.evaluate(() => dispatchEvent(new Event('blur')));
    await page.locator('.mask-left').waitFor({ state: 'detached' });
    expect(await isOpen(page)).toBe(false);
    await show(page);
    await page.locator('.mask-left').waitFor();
    await page.keyboard.press('Control+Shift+L');
    await page.getByLabel('口令', { exact: true }).fill('open lijg');
    await page.keyboard.press('Enter');
    await citizenId(page).waitFor();
    expect(await isOpen(page)).toBe(false);
    await page.context().close();
  });

  it('copies as the mask, and once shown as the value with one line in the record', async () => {
    const page = await screens.open('');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await openPerson(page, '沈桂英');
    expect(await copyId(page)).toMatch(/^\d{3} •+ \d{3}[\dX]$/);
    expect(await revealsOf(page)).toEqual([]);
    await show(page);
    await page.locator('.mask-left').waitFor();
    await copyId(page);
    await page.getByRole('listitem').getByText('复制了身份证').waitFor();
    expect(await copyId(page)).toMatch(/^\d{17}[\dX]$/);
    expect((await revealsOf(page)).map(({ purpose }) => purpose)).toEqual(['show', 'copy']);
    await page.context().close();
  });

  it('leaves who looked, at what and when beside the person', async () => {
    const page = await screens.open('');
    await openPerson(page, '沈桂英');
    await page.getByText('还没有人看过遮住的内容').waitFor();
    await page.getByRole('button', { name: /^显示手机/ }).click();
    const line = page.locator('.reveals li').first();
    await line.getByText('看了手机').waitFor();
    await line.getByText('李建国').waitFor();
    await line.getByText(/09:4\d/).waitFor();
    await page.context().close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';
import { goToAddress, idsOf } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

async function openDuplicates(page: Page): Promise<void> {
  await goToAddress(page, '#/data/duplicates');
  await page.locator('.pair').first().waitFor();
}
const pair = (page: Page, name: string) => page.locator('.pair').filter({ hasText: name });

describe('files that may be one person’s', () => {
  it('are listed with what speaks for it, the surest first', async () => {
    const page = await screens.open('');
    await openDuplicates(page);
    expect(await page.locator('.pair').first().innerText()).toMatch(/几乎肯定[\s\S]*身份证相同/);
    await pair(page, '张晓瑛').getByText('音近、同住址').waitFor();
    expect(await page.locator('.pairs').innerText()).not.toMatch(/\d{11}/);
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('that are two people’s are not shown again, unless that is taken back', async () => {
    const page = await screens.open('');
    await openDuplicates(page);
    const count = await page.locator('.pair').count();
    await page.locator('.pair').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('n');
    await page.getByText('王宝林和王宝林记为两个人').waitFor();
    await pair(page, '王宝林').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '撤销' }).click();
    await pair(page, '王宝林').waitFor();
    expect(await page.locator('.pair').count()).toBe(count);
    await page.context().close();
  });

  it('become one side by side, with visits, and come apart again from the timeline', async () => {
    const page = await screens.open('');
    const [kept = ''] = await idsOf(page, '陈瑞珍');
    const [merged = ''] = await idsOf(page, '陈瑞贞');
    await openDuplicates(page);
    await pair(page, '陈瑞珍').getByRole('link', { name: /^合并/ }).click();
    await page.locator('.merge-form').waitFor();
    await page.getByRole('radio', { name: '手机用并入的档案的' }).check();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '合并', exact: true }).click();

    await page.getByRole('heading', { level: 1, name: '陈瑞珍' }).waitFor();
    await page.getByText('您打开的档案已于').waitFor();
    await page.locator('.timeline').getByText('并入另一份档案').waitFor();
    expect(await idsOf(page, '陈瑞贞')).toEqual([]);
    const visits = await page.locator('.visit-entry').count();

    // The address of the merged file leads to the one that stayed.
    await goToAddress(page, '#/visits');
    await goToAddress(page, `#/person?id=${encodeURIComponent(merged)}`);
    await page.getByRole('heading', { level: 1, name: '陈瑞珍' }).waitFor();
    expect(await page.evaluate(() => decodeURIComponent(location.hash))).toContain(kept);

    await page.getByRole('button', { name: '撤销合并' }).click();
    await page.getByText('合并已撤销，两份档案都恢复了').waitFor();
    expect(await idsOf(page, '陈瑞贞')).toEqual([merged]);
    await page.locator('.timeline').getByText('合并已撤销').waitFor();
    expect(await page.locator('.visit-entry').count()).toBeLessThan(visits);
    await openDuplicates(page);
    await pair(page, '陈瑞珍').waitFor();
    await page.context().close();
  });

  it('are found from a file, and can be swapped before they become one', async () => {
    const page = await screens.open('');
    const [kept = ''] = await idsOf(page, '张晓瑛');
    await goToAddress(page, `#/person/merge?a=${encodeURIComponent(kept)}`);
    await page.getByRole('heading', { name: '张晓瑛和哪一份是同一人' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: '张小英' }).getByRole('link', { name: '和这一份合并' }).click();
    await page.locator('.merge-form').waitFor();
    const firstName = () => page.locator('.merge-table tbody tr').first().locator('td').first().innerText();
    expect(await firstName()).toContain('张晓瑛');
    await page.getByRole('button', { name: '左右对调' }).click();
    await page.locator('.merge-table tbody tr').first().locator('td').first().getByText('张小英').waitFor();
    expect(await firstName()).toContain('张小英');
    await page.context().close();
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { openScreens, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

it('dialogs take the focus and panels stand where they are seen where nothing is to move', async () => {
  const page = await screens.open('#/people');
  expect(await page.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches)).toBe(true);
  await page.locator('.data-grid [data-row]').first().waitFor();
  await page.locator('.filter-bar').getByRole('button', { name: '重点人群', exact: true }).click();
  await page.getByLabel('独居').check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '导出', exact: true }).press('Enter');
  await page.waitForFunction(() => document.activeElement?.closest('.ant-modal') !== null);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('导出');
  await page.context().close();
});

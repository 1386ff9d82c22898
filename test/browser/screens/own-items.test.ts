import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';
import { goToAddress } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const shots = process.env['SHOTS'];
const shot = async (page: Page, name: string) =>
  void (shots && (await page.screenshot({ path: `${shots}/own-${name}.png` })));
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const search = (page: Page) => page.getByRole('textbox', { name: '搜事项名称、编号、部门' });

/** Adds 长者食堂办卡 as the manager does. */
async function add(page: Page): Promise<void> {
  await page.getByRole('button', { name: '加本站事项' }).click();
  const editor = page.getByRole('form', { name: '新增本站事项 L001' });
  await editor.getByLabel('事项名称').fill('长者食堂办卡');
  await editor.getByLabel('类别').fill('便民');
  await editor.getByRole('button', { name: '加一样材料' }).click();
  await editor.getByRole('textbox', { name: '材料1', exact: true }).fill('身份证');
  await editor.getByRole('button', { name: '加进目录' }).click();
  await page.getByRole('heading', { name: '长者食堂办卡' }).waitFor();
}

describe('items of the station’s own', () => {
  it('are added with words for what is wrong, used at once, renamed everywhere, and put away', async () => {
    const page = await screens.open('#/services', { who: 'zhoum' });
    await page.getByText(/87项在办/).waitFor();
    await page.getByRole('button', { name: '加本站事项' }).click();
    const editor = page.getByRole('form', { name: '新增本站事项 L001' });
    await editor.getByRole('button', { name: '加进目录' }).click();
    await editor.getByText('请写事项名称。').waitFor();
    await editor.getByText('请写类别，不要超过20个字。').waitFor();
    await shot(page, 'wrong');
    expect(await seriousViolations(page), 'wrong').toEqual([]);
    await editor.getByRole('button', { name: '取消' }).click();
    await add(page);
    await page.getByText(/88项在办/).waitFor();
    await search(page).fill('L001');
    await page.getByRole('row', { name: /长者食堂办卡/ }).waitFor();
    await shot(page, 'made');
    expect(await seriousViolations(page), 'made').toEqual([]);

    // In a new application.
    await goToAddress(page, '#/applications/new');
    await page.getByRole('combobox', { name: '办什么' }).fill('食堂');
    await page.getByRole('option', { name: /长者食堂办卡/ }).waitFor();
    await page.keyboard.press('Enter');
    await page
      .getByRole('group', { name: /身份证/ })
      .first()
      .waitFor();
    await page.getByRole('combobox', { name: '申请人' }).fill('何秀兰');
    await page
      .getByRole('option', { name: /何秀兰/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '换一个人，不是何秀兰' }).waitFor();
    await page
      .getByRole('group', { name: /身份证/ })
      .first()
      .focus();
    await page.keyboard.press('1');
    await shot(page, 'application');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: '已经收下' }).waitFor();
    await page.getByText('长者食堂办卡').first().waitFor();

    // Another name: the list has it, the application keeps its own version.
    await goToAddress(page, '#/services?open=L001&edit=1');
    const again = page.getByRole('form', { name: /改：长者食堂办卡/ });
    await again.getByLabel('事项名称').fill('长者食堂就餐卡');
    await again.getByRole('button', { name: '存为新版本' }).click();
    await page.getByRole('heading', { name: '长者食堂就餐卡' }).waitFor();
    await goToAddress(page, '#/applications');
    await page
      .getByRole('row', { name: /长者食堂/ })
      .first()
      .waitFor();
    await shot(page, 'renamed-list');
    await goToAddress(page, '#/counter');
    await page.getByRole('button', { name: '坐1号窗口' }).click();
    await shot(page, 'counter');

    // Put away it is offered no more, and is back with one press.
    await goToAddress(page, '#/services?open=L001');
    await page.getByRole('button', { name: '停办' }).click();
    await page.getByText(/87项在办/).waitFor();
    await goToAddress(page, '#/applications/new');
    await page.getByRole('combobox', { name: '办什么' }).fill('食堂');
    await page.waitForTimeout(300);
    expect(await page.getByRole('option', { name: /长者食堂/ }).count()).toBe(0);
    await goToAddress(page, '#/services?open=L001');
    await page.getByRole('button', { name: '恢复办理' }).click();
    await page.getByText(/88项在办/).waitFor();
    await page.context().close();
  });

  it('are the manager’s to add', async () => {
    const page = await screens.open('#/services?open=new&edit=1', { who: 'linxy' });
    await page.getByText(/87项在办/).waitFor();
    expect(await page.getByRole('button', { name: '加本站事项' }).count()).toBe(0);
    expect(await page.locator('.service-editor').count()).toBe(0);
    await page.context().close();
  });

  it.each([
    { language: 'en', viewport: 'wide', theme: 'dark' },
    { language: 'en', viewport: 'tablet', theme: 'light' },
  ] as const)('have a form that fits and is read aloud: $language, $viewport', async (options) => {
    const page = await screens.open('#/services?open=new&edit=1', { who: 'zhoum', ...options });
    const editor = page.locator('.service-editor');
    await editor.getByRole('button', { name: 'Add a material' }).click();
    await editor.getByRole('button', { name: 'Add to the catalogue' }).click();
    await editor.getByText('Please give it a name.').waitFor();
    await shot(page, `form-${options.viewport}`);
    expect(await seriousViolations(page), 'form').toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await editor.getByLabel('Name', { exact: true }).fill('Canteen card');
    await editor.getByLabel('Family').fill('Everyday');
    await editor.getByLabel('Material 1', { exact: true }).fill('Identity card');
    await editor.getByRole('button', { name: 'Add to the catalogue' }).click();
    await page.getByRole('heading', { name: 'Canteen card' }).waitFor();
    await shot(page, `item-${options.viewport}`);
    expect(await seriousViolations(page), 'item').toEqual([]);
    await page.context().close();
  });
});

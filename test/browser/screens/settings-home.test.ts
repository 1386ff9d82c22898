import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const sectionsOf = (page: Page) => page.locator('.settings-home a b').allTextContents();

describe('the first page of the settings', () => {
  it('lists what is open to each person with a sentence, and nothing else', async () => {
    for (const [who, sections] of [
      [
        'zhoum',
        [
          '站点',
          '网格',
          '大厅设置',
          '常用语',
          '人员',
          '能看到什么',
          '审计',
          '主机',
          '区级中心',
          '消息与接口',
          '打印机与扫描',
          '设备',
          '代收的记录',
          '密钥',
        ],
      ],
      ['sunlh', ['站点', '网格', '大厅设置', '常用语', '主机', '区级中心', '打印机与扫描', '设备', '代收的记录']],
      ['linxy', ['站点', '网格']],
      ['zhangw', ['站点', '网格', '主机', '区级中心', '消息与接口', '设备']],
      ['wuzy', ['站点', '网格', '审计']],
    ] as const) {
      const page = await screens.open('#/settings', { who });
      await page.getByRole('heading', { name: '设置', level: 1 }).waitFor();
      expect(await sectionsOf(page), who).toEqual(sections);
      await page.context().close();
    }
  });

  it('leads by keyboard alone into a section, and from there back', async () => {
    const page = await screens.open('#/settings', { who: 'zhangw' });
    await page.getByRole('link', { name: /一页看全/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('主机运行正常').waitFor();
    await page.getByRole('heading', { level: 1 }).getByRole('link', { name: '设置' }).press('Enter');
    await page.getByRole('link', { name: /一页看全/ }).waitFor();
    await page.context().close();
  });

  it('fits a tablet, with everything to press large enough for a thumb', async () => {
    const page = await screens.open('#/settings', { who: 'zhoum', viewport: 'tablet' });
    const links = page.locator('.settings-home a');
    await links.first().waitFor();
    for (const box of await Promise.all((await links.all()).map((link) => link.boundingBox()))) {
      expect(box?.height).toBeGreaterThanOrEqual(60);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(800);
    }
    await page.context().close();
  });
});

describe('the new sections', () => {
  const SECTIONS = ['', '/station', '/grids?grid=2', '/grids?grid=new', '/host', '/phrases', '/access?suppose=clerk'];

  it.each([
    { theme: 'light', language: 'zh', viewport: 'wide' },
    { theme: 'dark', language: 'en', viewport: 'medium' },
    { theme: 'light', language: 'zh', viewport: 'tablet' },
  ] as const)('have nothing that axe calls serious: $theme, $language, $viewport', async (options) => {
    const page = await screens.open('#/settings', { who: 'zhoum', ...options });
    for (const section of SECTIONS) {
      await page.evaluate((hash) => (location.hash = hash), `#/settings${section}`);
      await page.locator(':is(.settings-home, .settings-body > :not(.loading))').first().waitFor();
      await page.locator('.loading').waitFor({ state: 'detached' });
      expect(await seriousViolations(page), section).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, section).toBeLessThanOrEqual(0);
    }
    await page.context().close();
  });
});

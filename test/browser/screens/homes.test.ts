import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, seriousViolations, type PageOptions, type Screens } from '../support/open-screens';
import { rawRecord } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const row = (page: Page, index: number) => page.locator(`[data-row="${index}"]`);
const hashOf = (page: Page) => page.evaluate(() => decodeURIComponent(location.hash));

async function openList(address: string, options: PageOptions = {}): Promise<Page> {
  const page = await screens.open(address, options);
  await row(page, 0).locator('b').waitFor();
  return page;
}

/** Types into the list's own search field and waits until the row says so. */
async function find(page: Page, text: string, shown = text): Promise<void> {
  await page.locator('.filter-bar').getByRole('textbox').fill(text);
  await row(page, 0).getByText(shown).first().waitFor();
}

/** `_id` of what stands opened. */
const opened = async (page: Page) => new URLSearchParams((await hashOf(page)).split('?')[1]).get('open') ?? '';

describe('dwellings', () => {
  it('are found by their address, and lead to households and to the people in them', async () => {
    const page = await openList('#/homes');
    await find(page, '清和路8幢2单元301', '清和路 8幢2单元301');
    await row(page, 0).click();
    const panel = page.getByRole('article', { name: '清和路 8幢2单元301' });
    await panel.getByText('自住').waitFor();
    await panel.getByText('在住 1 人').waitFor();
    await panel.getByText('独居').waitFor();
    await panel.getByRole('link', { name: '沈桂英' }).first().click();
    const household = page.getByRole('article', { name: '沈桂英的户' });
    await household.getByText('户内 1 人').waitFor();
    const visit = household.getByRole('listitem').filter({ hasText: '李建国' }).first();
    expect(await visit.innerText()).toMatch(/10月13日 12:42\s+沈桂英\s+在家/);
    expect(await visit.getByRole('link').getAttribute('href')).toMatch(/^#\/visits\?person=person%7E/);
    expect(await hashOf(page)).toContain('tab=households');
    await household.getByRole('link', { name: '沈桂英' }).click();
    await page.getByRole('article', { name: /沈桂英/ }).waitFor();
    expect(await hashOf(page)).toMatch(/^#\/people\?person=/);
    await page.goBack();
    await page.getByRole('article', { name: '沈桂英的户' }).waitFor();
    await page.context().close();
  });

  it('are narrowed by their use and sorted by how many live there', async () => {
    const page = await openList('#/homes');
    await page.locator('.filter-bar').getByRole('button', { name: '用途' }).click();
    await page.getByLabel('空置').check();
    await page.keyboard.press('Escape');
    await page.locator('.filter-chip', { hasText: '用途：空置' }).waitFor();
    await expect
      .poll(async () => new Set(await page.locator('[data-row] .grid-cell:nth-child(3)').allTextContents()))
      .toEqual(new Set(['空置']));
    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.getByRole('columnheader', { name: '在住' }).getByRole('button').click();
    expect(await hashOf(page)).toContain('sort=-residents');
    const residents = async () =>
      (await page.locator('[data-row] .grid-cell:nth-child(5)').allTextContents()).map(Number);
    await expect.poll(async () => (await residents())[0]).toBeGreaterThan(3);
    const shown = await residents();
    expect(shown).toEqual([...shown].sort((a, b) => b - a));
    await page.context().close();
  });

  it('get another use and area, written down at once', async () => {
    const page = await openList('#/homes');
    await row(page, 1).click();
    await page.getByRole('button', { name: '改用途和面积' }).click();
    await page.getByLabel('用途', { exact: true }).selectOption('rented');
    await page.getByLabel('面积，平方米').fill('很大');
    await page.keyboard.press('Enter');
    await page.getByText('请写大于 0 的数字').waitFor();
    expect(await page.getByLabel('面积，平方米').inputValue()).toBe('很大');
    await page.getByLabel('面积，平方米').fill('７２．５');
    await page.keyboard.press('Enter');
    await page.getByRole('article').getByText('72.5 平方米').waitFor();
    await page
      .getByRole('article')
      .getByText(/李建国最后改动/)
      .waitFor();
    expect(await rawRecord(page, await opened(page))).toMatchObject({ use: 'rented', areaSquareMeters: 72.5 });
    await page.context().close();
  });

  it('in other people’s grids keep their address behind a mask, and a look is written down', async () => {
    const page = await openList('#/homes', { who: 'zhoum' });
    await find(page, '清和路8幢2单元301', '清和路••••••••');
    await row(page, 0).click();
    const panel = page.getByRole('article');
    await panel.getByText('基本信息').waitFor();
    expect(await panel.textContent()).not.toContain('2单元301');
    await panel.getByRole('button', { name: /显示地址/ }).click();
    await panel.getByText('清和路 8幢2单元301').waitFor();
    const reveals = await page.evaluate(() => window.harness.station?.reveals().at(-1));
    expect(reveals).toMatchObject({ subjectType: 'dwelling', field: 'address', purpose: 'show' });
    await page.context().close();
  });
});

describe('households', () => {
  it('get another head, and the files of both say so', async () => {
    const page = await openList('#/homes?tab=households&sort=-members');
    await row(page, 0).click();
    const panel = page.getByRole('article');
    await panel.getByText('户主').last().waitFor();
    await page.getByRole('button', { name: '改户主和户号' }).click();
    const head = page.getByLabel('户主', { exact: true });
    const before = await head.inputValue();
    const next = await head
      .locator('option')
      .evaluateAll(
        (options, now) =>
          options.map((each) => (each as HTMLOptionElement).value).find((uid) => uid !== '' && uid !== now) ?? '',
        before,
      );
    await head.selectOption(next);
    await page.getByText('家人与户主的关系请逐个核对').waitFor();
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('button', { name: '改户主和户号' }).waitFor();
    expect((await rawRecord(page, await opened(page)))?.['headUid']).toBe(next);
    const relations = await page.evaluate(
      () =>
        window.harness.station
          ?.outbox()
          .filter(({ record }) => record.type === 'person')
          .map(({ record }) => [record.uid, record['relation']]) ?? [],
    );
    expect(Object.fromEntries(relations)).toMatchObject({ [next]: 'head', [before]: 'other' });
    await page.context().close();
  });

  it('get a number that lies sealed and is shown behind its mask', async () => {
    const page = await openList('#/homes?tab=households');
    await row(page, 0).click();
    await page.getByRole('button', { name: '改户主和户号' }).click();
    const other = page.getByRole('button', { name: '另写一个户号' });
    if ((await other.count()) > 0) await other.click();
    await page.getByLabel('户号', { exact: true }).fill('330102009876');
    await page.getByRole('button', { name: '保存' }).click();
    await page
      .getByRole('article')
      .getByText(/^330 •+ 9876$/)
      .waitFor();
    expect(JSON.stringify(await rawRecord(page, await opened(page)))).not.toContain('330102009876');
    await page.context().close();
  });
});

describe('enterprises', () => {
  it('are written down with what is wrong said beside it and nothing lost, their phone sealed', async () => {
    const page = await openList('#/homes?tab=enterprises');
    await page.getByRole('button', { name: '新增企业' }).click();
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('青禾里老周修鞋铺');
    await page.getByLabel('信用代码', { exact: true }).fill('91330102MA2ABCDE00');
    await page.keyboard.press('Enter');
    await page.getByText('信用代码不对，请照营业执照核对').waitFor();
    await page.getByText('请选网格，企业记在哪个网格里').waitFor();
    await page.getByLabel('信用代码', { exact: true }).fill('');
    await page.getByLabel('类型', { exact: true }).selectOption('sole-trader');
    await page.getByLabel('网格', { exact: true }).selectOption('2');
    await page.getByLabel('地址', { exact: true }).fill('禾苗巷 3幢底商9号');
    await page.getByLabel('电话', { exact: true }).fill('138 0013 8000');
    await page.getByLabel('员工', { exact: true }).fill('2');
    await page.getByLabel('使用或存放危险化学品').check();
    await page.getByRole('button', { name: '保存' }).click();

    const panel = page.getByRole('article', { name: '青禾里老周修鞋铺' });
    await panel.getByText('138 •••• 8000').waitFor();
    await panel.getByText('危化企业').waitFor();
    const record = await rawRecord(page, await opened(page));
    expect(record).toMatchObject({ kind: 'sole-trader', employees: 2, isHazardous: true, status: 'active' });
    expect(JSON.stringify(record)).not.toContain('13800138000');
    await find(page, '老周修鞋铺', '青禾里老周修鞋铺');

    await panel.getByRole('button', { name: '修改' }).click();
    await page.getByLabel('已经注销，不再经营').check();
    await page.getByRole('button', { name: '保存' }).click();
    await panel.getByText('已注销').waitFor();
    await panel.getByText('138 •••• 8000').waitFor();
    await page.context().close();
  });

  it('that handle hazardous chemicals are found by one filter', async () => {
    const page = await openList('#/homes?tab=enterprises&hazardous=yes', { who: 'zhoum' });
    const shown = await page.locator('[data-row]').allTextContents();
    expect(shown.length).toBeGreaterThan(0);
    for (const text of shown) expect(text).toContain('危化企业');
    await page.context().close();
  });
});

describe.each([
  { language: 'zh', theme: 'light', viewport: 'wide' },
  { language: 'en', theme: 'dark', viewport: 'medium' },
  { language: 'en', theme: 'light', viewport: 'tablet' },
] as const)('homes ($language, $theme, $viewport)', (way) => {
  it('can be used by everybody, list by list', async () => {
    const page = await openList('#/homes', way);
    for (const tab of ['', 'households', 'enterprises']) {
      await page.evaluate((address) => (location.hash = address), `#/homes?tab=${tab}`);
      await row(page, 0).locator('b').waitFor();
      expect(await seriousViolations(page), tab).toEqual([]);
      await row(page, 0).locator('b').click();
      await page.locator('.beside .facts').waitFor();
      expect(await seriousViolations(page), `${tab}, one opened`).toEqual([]);
      await page.locator('.beside > footer button').first().click();
      await page.locator('.small-form').waitFor();
      expect(await seriousViolations(page), `${tab}, its form`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
    await page.context().close();
  });
});

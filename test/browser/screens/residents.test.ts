import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, seriousViolations, signIn, type PageOptions, type Screens } from '../support/open-screens';
import { idsOf, rawRecord } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const listed = (page: Page) => page.locator('.page-head [role=status]');
const rows = (page: Page) => page.locator('[data-row]');
const row = (page: Page, index: number) => page.locator(`[data-row="${index}"]`);
const nameIn = (page: Page, index: number) => row(page, index).locator('b').textContent();
const hashOf = (page: Page) => page.evaluate(() => decodeURIComponent(location.hash));

/** The list with its rows. */
async function openList(address = '#/people', options: PageOptions = {}): Promise<Page> {
  const page = await screens.open(address, options);
  await row(page, 0).locator('b').waitFor();
  return page;
}

const countOf = async (page: Page) => Number((await listed(page).textContent())?.replace(/[^\d]/g, ''));

/** Opens one of the small panels of the toolbar. */
const openFilter = (page: Page, name: string) =>
  page.locator('.filter-bar').getByRole('button', { name, exact: true }).click();

describe('the list of residents', () => {
  it('draws only what is seen of many thousands, and reaches the last by one key', async () => {
    const page = await openList('?times=8#/people', { homes: 'usual' });
    const count = Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;
    expect(count).toBeGreaterThan(10_000);
    expect(await countOf(page)).toBe(count);
    expect(await rows(page).count()).toBeLessThan(60);
    await row(page, 0).focus();
    await page.keyboard.press('End');
    await page
      .locator(`[data-row="${count - 1}"]:focus`)
      .locator('b')
      .waitFor();
    // The focus stays where it is, even where nobody sees it.
    await page.locator('.data-grid').evaluate((element) => element.scrollTo({ top: 0 }));
    await row(page, 3).locator('b').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.locator(`[data-row="${count - 2}"]:focus`).waitFor();
    await page.context().close();
  });

  it('sorts by a press on a head and turns round by a second one; the order stands in the address', async () => {
    const page = await openList();
    const name = page.getByRole('columnheader', { name: '姓名' });
    expect(await name.getAttribute('aria-sort')).toBe('ascending');
    const first = await nameIn(page, 0);
    await name.getByRole('button').click();
    await page.getByRole('columnheader', { name: '姓名' }).and(page.locator('[aria-sort=descending]')).waitFor();
    expect(await hashOf(page)).toContain('sort=-name');
    await expect.poll(() => nameIn(page, 0)).not.toBe(first);
    await page.getByRole('columnheader', { name: '住址' }).getByRole('button').click();
    expect(await hashOf(page)).toContain('sort=address');
    expect(await name.getAttribute('aria-sort')).toBe('none');
    await page.context().close();
  });

  it('is narrowed by what is ticked, says by what, and is whole again with one press', async () => {
    const page = await openList();
    const all = await countOf(page);
    await openFilter(page, '重点人群');
    await page.getByLabel('独居').check();
    await page.keyboard.press('Escape');
    await expect.poll(() => countOf(page)).toBeLessThan(all);
    expect(await hashOf(page)).toContain('kind=livingAlone');
    const alone = await countOf(page);
    await openFilter(page, '年龄');
    await page.getByLabel('80 岁以上').check();
    await expect.poll(() => countOf(page)).toBeLessThan(alone);
    await page.getByLabel('年龄从').fill('90');
    await page.keyboard.press('Escape');
    await page.locator('.filter-chip', { hasText: '年龄：90 岁以上' }).waitFor();
    expect(await hashOf(page)).toContain('age=90-');
    await page.getByRole('button', { name: '去掉「年龄：90 岁以上」' }).click();
    await expect.poll(() => countOf(page)).toBe(alone);
    await page.getByRole('button', { name: '清除筛选' }).click();
    await expect.poll(() => countOf(page)).toBe(all);
    expect(await hashOf(page)).toBe('#/people');
    await page.context().close();
  });

  it('finds by what is typed and keeps it out of the address', async () => {
    const page = await openList();
    await page.getByRole('textbox', { name: /姓名、拼音/ }).fill('shenguiying');
    await expect.poll(() => nameIn(page, 0)).toBe('沈桂英');
    expect(await hashOf(page)).toBe('#/people');
    await page.getByRole('textbox', { name: /姓名、拼音/ }).fill('查无此人');
    await page.getByText('没有符合条件的').waitFor();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await row(page, 0).locator('b').waitFor();
    await page.context().close();
  });

  it('comes back from its address with filters, order and whoever was opened', async () => {
    const page = await openList('#/people?kind=elderly&age=80-&sort=-age');
    await row(page, 2).click();
    const name = (await nameIn(page, 2)) ?? '';
    await page.getByRole('article', { name: new RegExp(name) }).waitFor();
    const count = await countOf(page);
    await page.reload();
    await signIn(page);
    await page.getByRole('article', { name: new RegExp(name) }).waitFor();
    await expect.poll(() => countOf(page)).toBe(count);
    expect(await page.locator('[data-row][aria-current=true] b').textContent()).toBe(name);
    expect(await page.locator('[aria-sort=descending]').textContent()).toBe('年龄');
    await page.context().close();
  });

  it('takes nonsense in its address for nothing asked', async () => {
    const page = await openList('#/people?kind=x&age=old&sex=cat&sort=height&grid=here&status=maybe');
    const all = await countOf(page);
    await page.evaluate(() => (location.hash = '#/people'));
    await expect.poll(() => countOf(page)).toBe(all);
    await page.context().close();
  });

  it('is worked by the keyboard alone', async () => {
    const page = await openList();
    await row(page, 0).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText(/已选 3 条，共/).waitFor();
    await page.keyboard.press('Shift+ArrowUp');
    await page.getByText(/已选 2 条，共/).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('article').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('article').waitFor({ state: 'detached' });
    await page.locator('[data-row="2"]:focus').waitFor();
    await page.keyboard.press('Control+a');
    const all = await countOf(page);
    await expect
      .poll(() => page.locator('.foot-bar [role=status]').textContent())
      .toContain(`已选 ${all.toLocaleString('zh')} 条`);
    await page.getByRole('button', { name: '取消选择' }).click();
    await page.locator('.foot-bar').waitFor({ state: 'detached' });
    await openFilter(page, '网格');
    await page.locator('.popover-panel input:focus').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.tool-button:focus', { hasText: '网格' }).waitFor();
    await page.context().close();
  });

  it('selects a range from press to press with Shift, over rows that nobody has looked at', async () => {
    const page = await openList('?times=2#/people', { homes: 'usual' });
    await row(page, 1).getByRole('checkbox').click();
    await row(page, 5)
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] });
    await page.getByText(/已选 5 条/).waitFor();
    await row(page, 1).click();
    await page.locator('.data-grid').evaluate((element) => element.scrollTo({ top: 1500 * 40 }));
    await row(page, 1505).locator('b').waitFor();
    await row(page, 1505).click({ modifiers: ['Shift'] });
    await page.getByText(/已选 1,505 条/).waitFor();
    await page.context().close();
  });

  it('keeps columns and named lists on the device, for the next time', async () => {
    const page = await openList('#/people?kind=disabled');
    await page.getByRole('button', { name: '列', exact: true }).click();
    await page.getByRole('checkbox', { name: '身份证' }).check();
    await page.getByRole('checkbox', { name: '性别' }).uncheck();
    await page.getByRole('button', { name: '网格往前移' }).click();
    await page.keyboard.press('Escape');
    const heads = ['姓名', '年龄', '重点人群', '网格', '住址', '手机', '最近改动', '身份证'];
    await expect.poll(() => page.locator('.grid-head .grid-cell:not(.is-box)').allTextContents()).toEqual(heads);
    await page.getByRole('button', { name: '常用列表' }).click();
    await page.getByPlaceholder('给这个列表起个名字').fill('残疾人名单');
    await page.keyboard.press('Enter');
    await page.locator('.view-name', { hasText: '残疾人名单' }).waitFor();
    await page.waitForFunction(() => localStorage.getItem('harness-drafts')?.includes('残疾人名单'));

    await page.evaluate(() => (location.hash = '#/people'));
    await page.reload();
    await signIn(page);
    await row(page, 0).locator('b').waitFor();
    expect(await page.locator('.grid-head .grid-cell:not(.is-box)').allTextContents()).toEqual(heads);
    await page.getByRole('button', { name: '常用列表' }).click();
    await page.getByRole('button', { name: '残疾人名单', exact: true }).click();
    await page.locator('.filter-chip', { hasText: '残疾人' }).waitFor();
    expect(await hashOf(page)).toContain('kind=disabled');

    // The small panel fades; what is pressed in it next has to be in the one that opens anew.
    await page.locator('.views-menu').waitFor({ state: 'hidden' });
    await page.locator('.list-title .tool-button').click();
    await page.getByRole('button', { name: '给「残疾人名单」改名' }).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('持证的人');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '删除「持证的人」' }).click();
    await page.getByRole('button', { name: '删除', exact: true }).click();
    await page.getByText('把现在的筛选、排序和列存下来').waitFor();
    await page.context().close();
  });
});

describe('people who moved away', () => {
  it('are marked together, and with one press it is taken back', async () => {
    const page = await openList();
    const all = await countOf(page);
    const name = (await nameIn(page, 0)) ?? '';
    const ids = await idsOf(page, name);
    await row(page, 0).getByRole('checkbox').click();
    await row(page, 2)
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] });
    await page.getByRole('button', { name: '标为已迁出' }).click();
    await page.getByText('已把 3 人标为已迁出').waitFor();
    await expect.poll(() => countOf(page)).toBe(all - 3);
    const states = await Promise.all(ids.map((id) => rawRecord(page, id)));
    expect(states.map((each) => each?.['status'])).toContain('moved-out');
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('已撤销，3 人恢复原样').waitFor();
    await expect.poll(() => countOf(page)).toBe(all);
    await page.context().close();
  });

  it('stay so where somebody changed them since', async () => {
    const page = await openList();
    const name = (await nameIn(page, 0)) ?? '';
    await row(page, 0).getByRole('checkbox').click();
    await row(page, 1).getByRole('checkbox').click();
    await page.getByRole('button', { name: '标为已迁出' }).click();
    await page.getByText('已把 2 人标为已迁出').waitFor();
    const id = await page.evaluate(
      (wanted) =>
        window.harness.station
          ?.outbox()
          .map(({ record }) => record)
          .find((record) => record['name'] === wanted && record['status'] === 'moved-out')?._id ?? '',
      name,
    );
    await page.evaluate(
      (wanted) => window.harness.station?.writer.edit(wanted, () => ({ status: 'deceased' })).then(() => undefined),
      id,
    );
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('已撤销，1 人恢复原样。1 人在这之后又被改过，保持不变。').waitFor();
    expect((await rawRecord(page, id))?.['status']).toBe('deceased');
    await page.context().close();
  });

  it('take their household with them when they were the last, and bring it back', async () => {
    const page = await openList();
    await page.getByRole('textbox', { name: /姓名、拼音/ }).fill('沈桂英');
    await expect.poll(() => nameIn(page, 0)).toBe('沈桂英');
    await row(page, 0).getByRole('checkbox').click();
    await page.getByRole('button', { name: '标为已迁出' }).click();
    await page.getByText('已把 1 人标为已迁出').waitFor();
    const homes = () =>
      page.evaluate(() =>
        window.harness.station
          ?.outbox()
          .filter(({ record }) => record.type === 'household')
          .map(({ record }) => record['status']),
      );
    expect(await homes()).toEqual(['moved-out']);
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('已撤销，1 人恢复原样').waitFor();
    expect(await homes()).toEqual(['current']);
    await page.context().close();
  });

  it('are asked about once more when they are many, with what follows in words', async () => {
    const page = await openList();
    await row(page, 0).focus();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: '标为已迁出' }).click();
    const question = page.getByRole('dialog', { name: /人标为已迁出？/ });
    await question.getByText(/不再提醒走访/).waitFor();
    await question.getByRole('button', { name: '先不改' }).click();
    expect(await page.evaluate(() => window.harness.station?.outbox().length)).toBe(0);
    await page.context().close();
  });

  it('are not lost or half changed when the disk is full', async () => {
    const page = await openList();
    await row(page, 0).getByRole('checkbox').click();
    await page.evaluate(() => window.harness.station?.failWrites(true));
    await page.getByRole('button', { name: '标为已迁出' }).click();
    await page.locator('.foot-bar').getByText('本机存储空间满了').waitFor();
    await page.getByText(/已选 1 条/).waitFor();
    await page.context().close();
  });
});

describe('what is not for everybody', () => {
  it('a closed child’s file shows neither name nor home nor numbers, is found by nothing, and is changed by nobody', async () => {
    const page = await openList('#/people?kind=child', { who: 'linxy' });
    const shown = (await page.locator('[data-row]').allTextContents()).join(' ');
    expect(shown).toContain('儿童档案');
    expect(shown).not.toMatch(/[路巷道] ?\d/);
    expect(shown).not.toContain('••••');
    await row(page, 0).getByRole('checkbox').click();
    await page.getByRole('button', { name: '标为已迁出' }).click();
    await page.getByText('已把 0 人标为已迁出。另有 1 人不用改或不能改。').waitFor();
    expect(await page.evaluate(() => window.harness.station?.outbox().length)).toBe(0);
    await page.context().close();
  });

  it('addresses in other people’s grids stay behind their mask', async () => {
    const page = await openList('#/people', { who: 'zhoum' });
    await page.getByRole('textbox', { name: /姓名、拼音/ }).fill('沈桂英');
    await expect.poll(() => nameIn(page, 0)).toBe('沈桂英');
    const text = (await row(page, 0).textContent()) ?? '';
    expect(text).toContain('清和路••••••••');
    expect(text).not.toContain('8幢2单元301');
    await page.context().close();
  });
});

describe('a list without anybody', () => {
  it('says so and what comes next', async () => {
    const page = await screens.open('?begin=empty#/people');
    await page.getByText('这台设备上还没有居民').waitFor();
    await page.context().close();
  });

  it('says that the register is still being built', async () => {
    const page = await openList();
    // The register of the harness goes on comparing files, and says that it is ready whenever it has found something.
    const building = () =>
      page.evaluate(() => {
        const state = window.harness.station?.register.state$ as unknown as { next(value: unknown): void };
        state.next({ kind: 'building', records: 1200 });
      });
    const note = page.getByText('名册正在建立，先列出已读入的 1,200 条。');
    await expect.poll(() => building().then(() => note.count()), { timeout: 30_000 }).toBe(1);
    await page.context().close();
  });
});

describe('on a tablet', () => {
  it('whoever is opened takes the place of the list, which comes back where it was', async () => {
    const page = await openList('#/people', { viewport: 'tablet' });
    await page.locator('.data-grid').evaluate((element) => element.scrollTo({ top: 84 * 300 }));
    await row(page, 303).locator('b').waitFor();
    await row(page, 303).click();
    await page.getByRole('article').waitFor();
    expect(await page.getByRole('grid').count()).toBe(0);
    await page.getByRole('article').locator('header button').first().click();
    await page.getByRole('grid').waitFor();
    await row(page, 303).waitFor();
    expect(await page.locator('.data-grid').evaluate((element) => element.scrollTop)).toBe(84 * 300);
    await page.getByRole('combobox', { name: '排序' }).selectOption({ label: '最近改动，倒序' });
    expect(await hashOf(page)).toContain('sort=-changed');
    await page.context().close();
  });
});

describe.each([
  { language: 'zh', theme: 'light', viewport: 'wide' },
  { language: 'zh', theme: 'dark', viewport: 'tablet' },
  { language: 'en', theme: 'dark', viewport: 'medium' },
] as const)('residents ($language, $theme, $viewport)', (way) => {
  it('can be used by everybody', async () => {
    const page = await openList('#/people?kind=elderly', { ...way, who: 'lijg' });
    await row(page, 1).getByRole('checkbox').click();
    const expectUsable = async (what: string) => {
      expect(await seriousViolations(page), what).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${what} is wider than the window`).toBeLessThanOrEqual(0);
    };
    await expectUsable('the list with something selected');
    await page.locator('.filter-bar .tool-button').first().click();
    await page.locator('.popover-panel input').first().waitFor();
    await expectUsable('a filter');
    await page.keyboard.press('Escape');
    await page.locator('.list-title .tool-button').click();
    await page.locator('.view-form').waitFor();
    await expectUsable('the saved lists');
    await page.keyboard.press('Escape');
    await row(page, 0).locator('b').click();
    await page.getByRole('article').waitFor();
    await expectUsable('somebody opened');
    await page.context().close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const dialog = (page: Page) => page.getByRole('dialog', { name: '查找' });
const options = (page: Page) => dialog(page).getByRole('option');
const group = (page: Page, name: string) => dialog(page).getByRole('group', { name });

async function search(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await dialog(page).getByRole('combobox').waitFor();
  await page.keyboard.type(text);
}

describe('the search', () => {
  it('finds somebody by initials from any page and opens them by Enter', async () => {
    const page = await screens.open('#/sync');
    await search(page, 'sgy');
    const first = group(page, '居民').getByRole('option').first();
    await first.getByText('沈桂英').waitFor();
    await first.getByText('84 岁').waitFor();
    await first.getByText('清和路 8幢2单元301').waitFor();
    await first.getByText('按拼音首字母').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: /沈桂英/ }).waitFor();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await page.evaluate(() => location.hash)).toMatch(/^#\/people\?person=/);
    await page.context().close();
  });

  it('finds by pinyin, by name, by address and by the last four digits, and says which', async () => {
    const page = await screens.open('');
    await search(page, 'shenguiying');
    await group(page, '居民').getByText('按拼音', { exact: true }).waitFor();
    const input = dialog(page).getByRole('combobox');
    await input.fill('沈桂英');
    await group(page, '居民').getByText('沈桂英').first().waitFor();
    await expect.poll(() => group(page, '居民').getByText('按拼音', { exact: true }).count()).toBe(0);
    await input.fill('8幢2单元301');
    await group(page, '房屋').getByText('清和路 8幢2单元301').waitFor();
    await group(page, '居民').getByText('按地址').first().waitFor();
    const tail = await page.evaluate(async () => {
      const station = window.harness.station;
      const page = await station?.register.list({
        kind: 'person',
        filter: { text: '沈桂英' },
        sort: { by: 'name', descending: false },
        offset: 0,
        limit: 1,
        today: '2026-11-23',
      });
      return page?.rows[0]?.phoneTail ?? '';
    });
    await input.fill(tail);
    await group(page, '居民').getByText('按手机号').first().waitFor();
    await page.context().close();
  });

  it('chooses with arrows, round the ends, and hands the focus back when Escape closes it and nothing else', async () => {
    const page = await screens.open('#/people');
    await page.locator('[data-row="1"] b').waitFor();
    await page.locator('[data-row="1"]').click();
    await page.getByRole('article').waitFor();
    await page.locator('[data-row="1"]').focus();
    await search(page, '李');
    await options(page).nth(2).waitFor();
    const count = await options(page).count();
    await page.keyboard.press('ArrowUp');
    expect(
      await options(page)
        .nth(count - 1)
        .getAttribute('aria-selected'),
    ).toBe('true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await options(page).nth(1).getAttribute('aria-selected')).toBe('true');
    const active = await dialog(page).getByRole('combobox').getAttribute('aria-activedescendant');
    expect(await options(page).nth(1).getAttribute('id')).toBe(active);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await page.locator('[data-row="1"]:focus').waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
    await page.context().close();
  });

  it('shows what the latest keys ask for, however late an earlier answer comes', async () => {
    const page = await screens.open('');
    await page.evaluate(() => {
      const register = window.harness.station?.register;
      if (!register) return;
      const now = register.search.bind(register);
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      Object.assign(window, { releaseFirst: release });
      register.search = async (query) => {
        const hits = await now(query);
        if (query.text === 's') await held;
        return hits;
      };
    });
    await search(page, 'sgy');
    await group(page, '居民').getByText('沈桂英').waitFor();
    const shown = await options(page).allTextContents();
    await page.evaluate(async () => {
      (window as unknown as { releaseFirst(): void }).releaseFirst();
      await new Promise((resolve) => setTimeout(resolve));
    });
    expect(await options(page).allTextContents()).toEqual(shown);
    await page.context().close();
  });

  it('without a word offers pages, tasks, and whoever was opened lately', async () => {
    const page = await screens.open('#/people');
    await page.locator('[data-row="3"] b').waitFor();
    const name = (await page.locator('[data-row="3"] b').textContent()) ?? '';
    await page.locator('[data-row="3"]').click();
    await page.getByRole('article').waitFor();
    await page.keyboard.press('Control+k');
    await group(page, '最近打开').getByText(name).waitFor();
    await group(page, '去哪里、做什么').getByText('新增居民').waitFor();
    await page.keyboard.type('drmc');
    await expect.poll(() => options(page).allTextContents()).toEqual(['导入名册']);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/data/import');
    await page.context().close();
  });

  it('keeps other grids’ addresses behind a mask', async () => {
    const page = await screens.open('', { who: 'zhoum' });
    await search(page, '沈桂英');
    await group(page, '居民').getByText('清和路••••••••').first().waitFor();
    await group(page, '户').getByText('清和路••••••••').waitFor();
    expect(await dialog(page).textContent()).not.toContain('2单元301');
    await page.context().close();
  });

  it('finds no closed file of a child: not by name, not by address', async () => {
    const open = await screens.open('', { who: 'lijg' });
    await search(open, '许小满');
    await group(open, '居民').getByText('许小满').waitFor();
    await open.context().close();
    const page = await screens.open('', { who: 'linxy' });
    await search(page, '许小满');
    await page.getByText('没有找到「许小满」').waitFor();
    await dialog(page).getByRole('combobox').fill('xxm');
    await dialog(page)
      .getByText(/^找到 \d+ 条$/)
      .waitFor();
    expect(await dialog(page).textContent()).not.toContain('许小满');
    await page.context().close();
  });

  it('says that the register is still being built, and with how many it answers', async () => {
    const page = await screens.open('');
    await search(page, '沈桂英');
    await group(page, '居民').getByText('沈桂英').first().waitFor();
    const words = dialog(page).getByText('名册正在建立，先在已读入的 3,456 条里找。');
    // Said again until it stands: the register of the page may come to its own end in between.
    await expect
      .poll(async () => {
        await page.evaluate(() => {
          const state = window.harness.station?.register.state$ as unknown as { next(value: unknown): void };
          state.next({ kind: 'building', records: 3456 });
        });
        return words.isVisible();
      })
      .toBe(true);
    await page.context().close();
  });

  it('opens by the field in the header, and by the magnifier on a tablet, where a press chooses', async () => {
    const page = await screens.open('', { viewport: 'tablet' });
    await page.getByRole('button', { name: '查找' }).click();
    await dialog(page).getByRole('combobox').fill('沈桂英');
    await group(page, '居民').getByRole('option').first().click();
    await page.getByRole('article', { name: /沈桂英/ }).waitFor();
    await page.context().close();
    const desk = await screens.open('');
    await desk.getByRole('button', { name: /找人、地址、企业或命令/ }).click();
    await dialog(desk).getByRole('combobox').waitFor();
    await desk.context().close();
  });
});

describe.each([
  { language: 'zh', theme: 'light', viewport: 'wide' },
  { language: 'en', theme: 'dark', viewport: 'medium' },
  { language: 'zh', theme: 'dark', viewport: 'tablet' },
] as const)('the search ($language, $theme, $viewport)', (way) => {
  it('can be used by everybody', async () => {
    const page = await screens.open('', way);
    await page.keyboard.press('Control+k');
    const input = page.getByRole('combobox').last();
    await page.getByRole('option').first().waitFor();
    expect(await seriousViolations(page), 'empty').toEqual([]);
    await input.fill('sgy');
    await page.getByText('沈桂英').last().waitFor();
    expect(await seriousViolations(page), 'with hits').toEqual([]);
    await input.fill('zzzzqq');
    await page.locator('.search-none').waitFor();
    expect(await seriousViolations(page), 'without hits').toEqual([]);
    await page.context().close();
  });
});

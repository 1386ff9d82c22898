import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type PageOptions, type Screens } from '../support/open-screens';
import { goToAddress, idsOf, rawRecord } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

type Fields = Readonly<Record<string, unknown>>;

/** A page on which this device and a colleague's have changed somebody's file apart from each other; answers with the `_id` too. */
async function withConflict(
  here: Fields,
  there: Fields,
  options: PageOptions = {},
  address = '#/announcements',
): Promise<{ readonly page: Page; readonly id: string }> {
  const page = await screens.open(address, { who: 'zhoum', ...options });
  const [id = ''] = await idsOf(page, '沈桂英');
  await contest(page, id, here, there);
  return { page, id };
}

const contest = (page: Page, id: string, here: Fields, there: Fields): Promise<void> =>
  page.evaluate(([who, ours, theirs]) => window.harness.station?.contest(who, ours, theirs) as Promise<void>, [
    id,
    here,
    there,
  ] as const);

/** Two telephone numbers, sealed as the file seals them. */
const sealedPhones = (page: Page, id: string): Promise<readonly [unknown, unknown]> =>
  page.evaluate(async (who) => {
    const [, scope = '', uid = ''] = who.split('~');
    const seal = (value: string) =>
      window.harness.station?.sealer.seal(value, { uid, field: 'phone', scope, class: 'general' });
    return [await seal('13700002816'), await seal('13900005571')] as const;
  }, id);

const card = (page: Page) => page.getByRole('region', { name: '居民：沈**' });
const value = (page: Page, words: string | RegExp) => page.locator('.conflict-value').filter({ hasText: words });

describe('two devices that changed one thing', () => {
  it('show both values side by side, with who wrote which on which device, and which one is in use', async () => {
    const { page } = await withConflict({ status: 'moved-out' }, { status: 'deceased' });
    await goToAddress(page, '#/conflicts');
    await page.getByRole('heading', { name: '有 1 份记录两边都改了' }).waitFor();
    await card(page).getByText('状态', { exact: true }).waitFor();
    expect(await value(page, '已迁出').textContent()).toContain('周敏平板 03今天');
    expect(await value(page, '已迁出').textContent()).toContain('现在用的');
    expect(await value(page, '已去世').textContent()).toMatch(/平板 02今天/);
    expect(await page.getByRole('button', { name: '就这样定' }).isDisabled()).toBe(true);
    await page.context().close();
  });

  it('agree on what somebody picks, and what was passed over can be put back', async () => {
    const { page, id } = await withConflict({ status: 'moved-out' }, { status: 'deceased' });
    await goToAddress(page, '#/conflicts');
    await value(page, '已去世').getByRole('radio').check();
    await page.getByRole('button', { name: '就这样定' }).click();
    await page.getByText('没有等您决定的').waitFor();
    await page.getByText('居民：沈**已经定好').waitFor();
    expect((await rawRecord(page, id))?.['status']).toBe('deceased');
    await page.getByRole('link', { name: '已经决定' }).click();
    await page.locator('.decision-kept').getByText('已去世').waitFor();
    await page.getByText(/周敏 · 平板 03，今天\d\d:\d\d定的/).waitFor();
    expect(await page.locator('.decision li').allTextContents()).toEqual([expect.stringContaining('已迁出')]);
    await page
      .locator('.decision li')
      .filter({ hasText: '已迁出' })
      .getByRole('button', { name: '状态换用这个' })
      .click();
    await page.locator('.decision-kept').first().getByText('已迁出').waitFor();
    expect((await rawRecord(page, id))?.['status']).toBe('moved-out');
    await page.context().close();
  });

  it('take a decision back with one press', async () => {
    const { page, id } = await withConflict({ status: 'moved-out' }, { status: 'deceased' });
    await goToAddress(page, '#/conflicts');
    await value(page, '已去世').getByRole('radio').check();
    await page.getByRole('button', { name: '就这样定' }).click();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('已换回原来的值').waitFor();
    expect((await rawRecord(page, id))?.['status']).toBe('moved-out');
    await page.context().close();
  });

  it('are decided by keyboard alone, and the place in the page is not lost', async () => {
    const { page, id } = await withConflict({ status: 'moved-out' }, { status: 'deceased' });
    await goToAddress(page, '#/conflicts');
    await value(page, '已迁出').getByRole('radio').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('居民：沈**已经定好').waitFor();
    expect((await rawRecord(page, id))?.['status']).toBe('deceased');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.context().close();
  });

  it('keep everything in use with one press, several things at once', async () => {
    const { page, id } = await withConflict(
      { status: 'moved-out', name: '沈桂英' },
      { status: 'deceased', name: '沈桂瑛' },
    );
    await goToAddress(page, '#/conflicts');
    await card(page).getByText('姓名', { exact: true }).waitFor();
    await page.getByRole('button', { name: '都用现在的' }).click();
    await page.getByText('没有等您决定的').waitFor();
    expect(await rawRecord(page, id)).toMatchObject({ status: 'moved-out', name: '沈桂英' });
    await page.context().close();
  });

  it('leave the rest open when only some of it is decided', async () => {
    const { page, id } = await withConflict(
      { status: 'moved-out', name: '沈桂英' },
      { status: 'deceased', name: '沈桂瑛' },
    );
    await goToAddress(page, '#/conflicts');
    await value(page, '沈桂瑛').getByRole('radio').check();
    await page.getByRole('button', { name: '就这样定' }).click();
    await page.getByText('沈桂瑛').waitFor({ state: 'detached' });
    await value(page, '已去世').waitFor();
    expect(await rawRecord(page, id)).toMatchObject({ name: '沈桂瑛', status: 'moved-out' });
    await page.context().close();
  });
});

describe('values that can be made into one', () => {
  it('are written together as text', async () => {
    const { page, id } = await withConflict({ name: '沈桂英' }, { name: '沈贵英' });
    await goToAddress(page, '#/conflicts');
    await page.getByLabel('两边合起来写').check();
    const text = page.getByLabel('姓名写成');
    expect(await text.inputValue()).toBe('沈桂英 沈贵英');
    await text.fill('沈桂英（又名贵英）');
    await page.getByRole('button', { name: '就这样定' }).click();
    await page.getByText('没有等您决定的').waitFor();
    expect((await rawRecord(page, id))?.['name']).toBe('沈桂英（又名贵英）');
    await page.context().close();
  });

  it('are chosen contact by contact', async () => {
    const page = await screens.open('#/announcements', { who: 'zhoum' });
    const [id = ''] = await idsOf(page, '沈桂英');
    const [here, there] = await page.evaluate(async (who) => {
      const [, scope = '', uid = ''] = who.split('~');
      const { station } = window.harness;
      const contact = async (entryId: string, name: string) => {
        const seal = (value: string, inner: string) =>
          station?.sealer.seal(value, { uid, field: `contacts.${inner}`, entryId, scope, class: 'general' });
        return {
          id: entryId,
          name: await seal(name, 'name'),
          relation: await seal('儿子', 'relation'),
          phone: await seal('13700002816', 'phone'),
        };
      };
      const son = await contact('01TEST0000000000000000000A', '沈大');
      const daughter = await contact('01TEST0000000000000000000B', '沈二');
      return [[son], [daughter]] as const;
    }, id);
    await contest(page, id, { contacts: here }, { contacts: there });
    await goToAddress(page, '#/conflicts');
    await page.getByLabel('逐项选').check();
    // Whoever combines begins with everybody; one is left out by choice.
    const son = page.locator('.conflict-piece').filter({ hasText: '沈大' });
    await page.locator('.conflict-piece').filter({ hasText: '沈二' }).getByRole('radio', { checked: true }).waitFor();
    await son.getByRole('radio').nth(1).check();
    await son.getByRole('radio').nth(0).check();
    await page.getByRole('button', { name: '就这样定' }).click();
    await page.getByText('没有等您决定的').waitFor();
    const contacts = (await rawRecord(page, id))?.['contacts'] as readonly { readonly id: string }[];
    expect(contacts.map((each) => each.id)).toEqual(['01TEST0000000000000000000A', '01TEST0000000000000000000B']);
    await page.context().close();
  });
});

describe('what is sealed', () => {
  it('stands behind its mask, and a look at it is written down', async () => {
    const page = await screens.open('#/announcements', { who: 'zhoum' });
    const [id = ''] = await idsOf(page, '沈桂英');
    const [here, there] = await sealedPhones(page, id);
    await contest(page, id, { phone: here }, { phone: there });
    await goToAddress(page, '#/conflicts');
    await value(page, '5571').waitFor();
    expect(await page.getByRole('main').textContent()).not.toContain('13900005571');
    const before = await page.evaluate(() => window.harness.station?.reveals().length ?? 0);
    await value(page, '5571').getByRole('button', { name: /显示/ }).click();
    await page.getByText('13900005571').waitFor();
    expect(await page.evaluate(() => window.harness.station?.reveals().length)).toBe(before + 1);
    await page.context().close();
  });

  it('is left to somebody who may read it', async () => {
    const page = await screens.open('#/announcements', { who: 'lijg' });
    const [id = ''] = await idsOf(page, '沈桂英');
    await contest(
      page,
      id,
      { phone: { kid: 'qinghe-1.child.1', iv: 'AAAAAAAAAAAAAAAA', ct: 'AAAAAAAAAAAAAAAAAAAAAAAA' } },
      { phone: { kid: 'qinghe-1.child.1', iv: 'AAAAAAAAAAAAAAAA', ct: 'BBBBBBBBBBBBBBBBBBBBBBBB' } },
    );
    await goToAddress(page, '#/conflicts');
    await page.getByText('有您无权查看的内容，请有权限的同事来定。').waitFor();
    expect(await page.getByRole('radio').count()).toBe(0);
    expect(await page.getByRole('button', { name: '都用现在的' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('the way to a decision', () => {
  it('leads from the badge, the sync page, the workbench and the file', async () => {
    const { page, id } = await withConflict({ status: 'moved-out' }, { status: 'deceased' });
    await page.getByRole('link', { name: /需要处理 1/ }).click();
    await page.getByRole('heading', { name: '有 1 处等您处理' }).waitFor();
    await page.getByRole('link', { name: '居民：沈**' }).click();
    await value(page, '已去世').waitFor();
    await goToAddress(page, '#/');
    await page.getByRole('link', { name: '两边都改了，请定一个' }).click();
    await value(page, '已去世').waitFor();
    await goToAddress(page, `#/person?id=${encodeURIComponent(id)}`);
    await page.getByText('有 1 项两边都改了').waitFor();
    await page.locator('.conflict-line a').click();
    await value(page, '已去世').waitFor();
    await page.context().close();
  });

  it('ends with a word when a colleague has decided meanwhile', async () => {
    const { page, id } = await withConflict({ status: 'moved-out' }, { status: 'deceased' });
    await goToAddress(page, '#/conflicts');
    await value(page, '已去世').waitFor();
    await page.evaluate((who) => window.harness.station?.decideElsewhere(who), id);
    await page.getByText('居民：沈**刚由同事在别的设备上定好，已从这里拿掉').waitFor();
    await page.getByText('没有等您决定的').waitFor();
    await page.context().close();
  });

  it.each([
    ['wide', 'dark', 'zh', 'zhoum'],
    ['medium', 'light', 'en', 'zhoum'],
    ['tablet', 'light', 'zh', 'lijg'],
  ] as const)('can be read by everybody: %s, %s, %s', async (viewport, theme, language, who) => {
    const { page } = await withConflict(
      { status: 'moved-out', name: '沈桂英' },
      { status: 'deceased', name: '买买提明·阿卜杜热合曼·吐尔逊江·依布拉音木' },
      { viewport, theme, language, who },
    );
    await goToAddress(page, '#/conflicts');
    await page.locator('.conflict-combine input').check();
    await page.locator('.conflict-combine textarea').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    const overflow = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page
      .getByRole('button')
      .filter({ hasText: /都用现在的|Keep what is in use/ })
      .click();
    await page.locator('.conflicts .data-sections a').nth(1).click();
    await page.locator('.decision-kept').first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type PageOptions, type Screens } from '../support/open-screens';
import { goToAddress, idsOf } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

/** A grid worker in whose tray these people's changed files lie, refused. */
async function withRefused(names: readonly string[], options: PageOptions = {}): Promise<Page> {
  const page = await screens.open('#/announcements', { who: 'lijg', ...options });
  for (const name of names) {
    const [id = ''] = await idsOf(page, name);
    await page.evaluate((person) => window.harness.station?.writer.edit(person, () => ({ sex: 'female' })), id);
  }
  await page.evaluate(() => {
    const outbox = window.harness.station?.outbox() ?? [];
    window.harness.setSync({ outbox: outbox.map((row) => ({ ...row, state: 'refused', code: 'access.denied' })) });
  });
  await goToAddress(page, '#/sync');
  await page.locator('.refused').first().waitFor();
  return page;
}

const dialog = (page: Page) => page.getByRole('dialog');
const outbox = (page: Page) => page.evaluate(() => window.harness.station?.outbox().length);

async function fill(page: Page, code: string, passphrase: string, reason = '写错了人，已重写'): Promise<void> {
  await page.getByLabel('确认人工号').fill(code);
  await page.getByLabel('确认人口令').fill(passphrase);
  await page.getByLabel('为什么丢弃').fill(reason);
}

describe('a record that came back and is not wanted any more', () => {
  it('is discarded by keyboard alone on the manager’s word, and the others stay', async () => {
    const page = await withRefused(['沈桂英', '何秀兰']);
    const row = page.locator('.refused').filter({ hasText: '沈**' });
    await row.getByRole('button', { name: '丢弃…' }).press('Enter');
    await dialog(page).getByText('居民：沈**').waitFor();
    await page.keyboard.type('zhoum');
    await page.keyboard.press('Tab');
    await page.keyboard.type('open zhoum');
    await page.keyboard.press('Tab');
    // The eye that shows the passphrase lies between.
    if (!(await page.getByLabel('为什么丢弃').evaluate((field) => field === document.activeElement)))
      await page.keyboard.press('Tab');
    await page.keyboard.type('写错了人');
    await page.getByRole('button', { name: '确认丢弃' }).press('Enter');
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await outbox(page)).toBe(1);
    await page.getByRole('heading', { name: '有 1 处等您处理' }).waitFor();
    await page.context().close();
  });

  it('asks for what is missing beside its field, and drops nothing', async () => {
    const page = await withRefused(['沈桂英']);
    await page.getByRole('button', { name: '丢弃…' }).click();
    await page.getByRole('button', { name: '确认丢弃' }).click();
    for (const words of ['请输入确认人的工号', '请输入确认人的口令', '请写明原因'])
      await page.getByText(words).waitFor();
    expect(await page.getByLabel('确认人工号').evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await outbox(page)).toBe(1);
    await page.context().close();
  });

  it.each([
    ['with another passphrase', 'zhoum', 'open sesame', '工号或口令不对'],
    ['by the worker alone', 'lijg', 'open lijg', '这位同事不能确认丢弃'],
  ])('is not discarded %s, and the dialog says why', async (_how, code, passphrase, words) => {
    const page = await withRefused(['沈桂英']);
    await page.getByRole('button', { name: '丢弃…' }).click();
    await fill(page, code, passphrase);
    await page.getByRole('button', { name: '确认丢弃' }).click();
    await dialog(page).getByText(words).waitFor();
    // What can be tried out is not left standing; what was written is.
    expect(await page.getByLabel('确认人口令').inputValue()).toBe('');
    expect(await page.getByLabel('为什么丢弃').inputValue()).toBe('写错了人，已重写');
    expect(await outbox(page)).toBe(1);
    await page.context().close();
  });

  it('stays while the host is away, which the dialog says plainly', async () => {
    const page = await withRefused(['沈桂英']);
    await page.evaluate(() => window.harness.station?.setHubAway(true));
    await page.getByRole('button', { name: '丢弃…' }).click();
    await fill(page, 'zhoum', 'open zhoum');
    await page.getByRole('button', { name: '确认丢弃' }).click();
    await dialog(page).getByText('连不上站内主机，现在不能丢弃').waitFor();
    expect(await outbox(page)).toBe(1);
    await page.context().close();
  });

  it('can be discarded with all others at once; one that changed meanwhile stays and is told of', async () => {
    const page = await withRefused(['沈桂英', '何秀兰']);
    await page.getByRole('button', { name: '丢弃这2条…' }).click();
    await fill(page, 'zhoum', 'open zhoum');
    const [id = ''] = await idsOf(page, '何秀兰');
    await page.evaluate((person) => window.harness.station?.writer.edit(person, () => ({ sex: 'male' })), id);
    await page.getByRole('button', { name: '确认丢弃' }).click();
    await dialog(page).getByText('有1条没有丢弃').waitFor();
    await page.getByRole('button', { name: '知道了' }).press('Enter');
    expect(await outbox(page)).toBe(1);
    await page.context().close();
  });

  it.each([
    ['wide', 'dark', 'zh'],
    ['tablet', 'light', 'en'],
  ] as const)('can be read by everybody: %s, %s, %s', async (viewport, theme, language) => {
    const page = await withRefused(['沈桂英', '何秀兰'], { viewport, theme, language });
    await page.getByRole('button', { name: language === 'zh' ? '丢弃这2条…' : 'Discard all 2…' }).click();
    await dialog(page).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });
});

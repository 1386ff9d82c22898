import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const SHOTS = process.env['SHOTS'];
const LEAD = 'zhoum';

describe('the figures of the station', () => {
  it('tell three figures against their targets, what they are made of, and what stands behind a line', async () => {
    const page = await screens.open('#/figures?period=year', { who: LEAD });
    const shot = async (name: string) =>
      void (SHOTS && (await page.screenshot({ path: join(SHOTS, `figures-${name}.png`), fullPage: true })));
    await page.getByRole('heading', { name: '效能看板' }).waitFor();
    await page.getByRole('button', { name: /掌上办、自助办/ }).waitFor();
    await shot('away');
    expect(await seriousViolations(page), 'K1').toEqual([]);
    const line = page.locator('.figures-table tbody th button').first();
    await line.focus();
    await page.keyboard.press('Enter');
    await page.locator('.figures-behind-list a').first().waitFor();
    expect(await seriousViolations(page), 'behind a line').toEqual([]);
    await shot('behind');
    const listed = await page.locator('.figures-behind-list li').count();
    const row = page.locator('.figures-table tr.is-open td').first();
    expect(Number(await row.textContent())).toBe(listed);
    await page.keyboard.press('Escape');
    await page.getByText('按一行，看它由哪些组成').waitFor();

    await page.getByRole('button', { name: /服务满意度/ }).click();
    await page.getByRole('heading', { name: '每月有多少人满意' }).waitFor();
    await shot('satisfied');
    expect(await seriousViolations(page), 'K5').toEqual([]);
    await page.getByRole('button', { name: /办理时限压缩/ }).click();
    await page.getByRole('heading', { name: '每月办理时限压缩多少' }).waitFor();
    await shot('shortened');
    expect(page.url()).toContain('kpi=shortened');

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出 CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/^办理时限压缩_.*\.csv$/);
    await page.context().close();
  });

  it('say in words where there is nothing to measure, in English and in the dark', async () => {
    const page = await screens.open('#/figures', { who: LEAD, theme: 'dark', language: 'en' });
    await page.getByRole('heading', { name: 'Performance' }).waitFor();
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'figures-dark.png'), fullPage: true });
    expect(await seriousViolations(page), 'dark').toEqual([]);
    await page.context().close();
  });
});

describe('the figures of the hall', () => {
  it('tell a day in one sentence, by hour, line, window and item, and say so where nobody came', async () => {
    const page = await screens.open('#/counter', { who: 'linxy' });
    await page.getByRole('button', { name: '坐3号窗口' }).click();
    for (const [key, heading] of [
      ['F2', '正在呼叫'],
      ['F5', '正在办理'],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByRole('heading', { name: heading }).waitFor();
    }
    await page.evaluate(() => (location.hash = '#/figures/hall'));
    await page.getByText('来了5人').waitFor();
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'figures-hall.png'), fullPage: true });
    expect(await seriousViolations(page), 'the hall').toEqual([]);
    const tables = page.getByRole('table');
    expect(await tables.count()).toBe(4);
    expect(await page.getByRole('table', { name: '各条队伍' }).getByRole('row').count()).toBe(4);
    await page.getByText('昨天', { exact: true }).click();
    await page.getByText('这几天没有人取号').waitFor();
    await page.getByText('自选', { exact: true }).click();
    await page.getByLabel('从').fill('2020-01-01');
    await page.getByText('最多31天').waitFor();
    await page.context().close();
  });
});

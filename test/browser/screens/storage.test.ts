import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';
import { idsOf } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const bell = (page: Page) => page.getByRole('button', { name: /^提醒/ });
const panel = (page: Page) => page.getByRole('dialog', { name: '提醒' });

/** From now on Chromium really lets this origin store no more than so many bytes. */
async function giveQuota(page: Page, quotaSize: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize });
}

describe('a device whose browser runs out of room', () => {
  it.each([
    [20_000_000, '本机空间不多了', /早些清理.*先送到站内/],
    [10_000, '本机空间快满了，新记录可能存不下', /送到站内或导出.*清理/],
  ] as const)('is told of in the shell when Chromium gives %s bytes, with what to do', async (quota, title, text) => {
    const page = await screens.open('?idle=3600000#/visits', { ownClock: true });
    await giveQuota(page, quota);
    // The shell tries again every ten minutes.
    await page.clock.runFor(601_000);
    await expect.poll(() => bell(page).textContent()).toMatch(/条未读/);
    await bell(page).press('Enter');
    await panel(page).getByText(title).waitFor();
    await panel(page).getByText(text).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await panel(page).getByText(title).click();
    await page.getByRole('heading', { name: '本机状况' }).waitFor();
    await page.context().close();
  });

  it('is told of when it may clear records that wait, with the way to have them kept', async () => {
    const page = await screens.open('#/visits', { ownClock: true });
    await page.evaluate(() => Object.assign(navigator.storage, { persisted: () => Promise.resolve(false) }));
    const [id = ''] = await idsOf(page, '沈桂英');
    await page.evaluate((person) => window.harness.station?.writer.edit(person, () => ({ sex: 'female' })), id);
    await page.clock.runFor(125_000);
    await bell(page).press('Enter');
    await panel(page).getByText('浏览器可能清掉本机没送出的记录').waitFor();
    await panel(page)
      .getByText(/装到桌面或主屏幕/)
      .waitFor();
    await page.context().close();
  });

  it('and what was had back after the browser lost it, is said in so many words', async () => {
    const page = await screens.open('#/visits');
    await page.evaluate(() => window.harness.station?.setRecovered(3));
    await bell(page).press('Enter');
    await panel(page).getByText('上次有3条记录没有写好，已经补送').waitFor();
    await page.context().close();
  });
});

describe('a device whose clock is wrong', () => {
  it('is told of within seconds, with how wrong it is and what to do, and no more once it is set right', async () => {
    const page = await screens.open('#/visits', { ownClock: true });
    await page.evaluate((ms) => window.harness.station?.setClockOffset(ms), 2 * 86_400_000);
    await page.clock.runFor(6000);
    await bell(page).press('Enter');
    await panel(page).getByText('这台设备的时钟不准').waitFor();
    await panel(page)
      .getByText(/请在系统设置里校准时钟/)
      .waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await panel(page).getByText('这台设备的时钟不准').click();
    await page.getByText('慢 2 天').waitFor();
    await page.evaluate(() => window.harness.station?.setClockOffset(0));
    await page.clock.runFor(6000);
    await page.getByText('慢 2 天').waitFor({ state: 'detached' });
    await bell(page).press('Enter');
    await panel(page).waitFor();
    expect(await panel(page).getByText('这台设备的时钟不准').count()).toBe(0);
    await page.context().close();
  });
});

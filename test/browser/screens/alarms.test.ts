import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, signIn, type Screens } from '../support/open-screens';
import { goToAddress } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const strip = (page: Page) => page.getByRole('region', { name: '正在处理的预警' });
const panel = (page: Page) => page.locator('.alarm-panel');
const setAway = (page: Page, isAway: boolean) =>
  page.evaluate((away) => window.harness.station?.setHubAway(away), isAway);
/** Steps that this device has written and not sent, newest first. */
const unsent = (page: Page) =>
  page.evaluate(() => (window.harness.station?.outbox() ?? []).filter(({ id }) => id.startsWith('alarm~')).length);

describe('an alarm', () => {
  it('stands first on the workbench, ticks by the second, and is seen only once somebody is there', async () => {
    const page = await screens.open('#/', { who: 'lijg' });
    await strip(page)
      .getByRole('heading', { name: /久未用水：沈桂英/ })
      .waitFor();
    await strip(page).getByText('水表在线，没有报外出。').waitFor();
    await strip(page).getByText('① 电话确认，限15分钟').waitFor();
    const clock = strip(page).getByRole('timer');
    const before = await clock.textContent();
    expect(before).toMatch(/^0[78]:\d\d$/);
    await expect.poll(() => clock.textContent(), { timeout: 5_000 }).not.toBe(before);
    expect(await unsent(page)).toBe(0);
    await strip(page).getByText('还没有人看到').waitFor();
    await page.getByRole('table', { name: '今日待办' }).getByText('电话确认：久未用水').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.mouse.move(400, 300);
    await expect.poll(() => unsent(page)).toBe(1);
    await strip(page)
      .getByText(/^李建国 \d\d:\d\d看到了$/)
      .waitFor();
    await page.mouse.move(420, 330);
    await page.mouse.move(440, 360);
    expect(await unsent(page)).toBe(1);
    await page.context().close();
  });

  it('is called about, then visited, with the station away, and what was done stands under its name', async () => {
    const page = await screens.open('#/', { who: 'lijg' });
    await setAway(page, true);
    await strip(page).getByRole('button', { name: '记录结果' }).press('Enter');
    const form = strip(page).getByRole('form', { name: '电话结果' });
    await form.getByRole('button', { name: '保存' }).click();
    await form.getByText('请先选一个结果。').waitFor();
    await strip(page).getByText('正在通知家属').first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await form.getByText('没人接').click();
    await form.getByRole('textbox', { name: /说明/ }).fill('响了很久没人接');
    await form.getByRole('button', { name: '保存' }).click();
    await strip(page).getByText('② 上门核查，限30分钟').waitFor();
    await strip(page)
      .getByText(/^李建国 \d\d:\d\d打了电话：没人接$/)
      .waitFor();
    await page.getByRole('table', { name: '今日待办' }).getByText('上门核查：久未用水').waitFor();

    await strip(page).getByRole('heading').getByRole('link').click();
    await panel(page).getByText('等上门').waitFor();
    await panel(page).getByText('打了电话：没人接').waitFor();
    await panel(page).getByText('响了很久没人接').waitFor();
    await panel(page).getByText('2小时内用水不到2升').waitFor();
    await panel(page).getByRole('button', { name: '记录上门结果' }).click();
    await panel(page).getByRole('form', { name: '上门结果' }).getByText('平安').click();
    await panel(page).getByRole('button', { name: '保存' }).click();
    await panel(page).locator('.alarm-pills').getByText('平安').waitFor();
    await page.getByText('现在没有预警').first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: '已经结束' }).click();
    const rows = page.locator('.alarm-rows li');
    await rows.filter({ hasText: '沈桂英' }).first().waitFor();
    const all = await rows.count();
    await page.getByRole('combobox', { name: '类型' }).selectOption('smoke');
    await expect.poll(() => rows.count()).toBeLessThan(all);
    await goToAddress(page, '#/');
    await page.getByRole('heading', { name: '11月23日 星期一' }).waitFor();
    expect(await strip(page).count()).toBe(0);
    await page.context().close();
  });

  it('goes along on every page in one line, says when the browser does not let it be heard, and can be muted', async () => {
    const page = await screens.open('#/visits', { who: 'lijg', viewport: 'tablet' });
    const bar = page.getByRole('complementary', { name: '预警提示' });
    await bar.getByRole('link', { name: /久未用水：沈桂英/ }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    // The press lets the browser make sounds, whatever it is on.
    const sound = bar.getByRole('button', { name: /预警声音：开|按一下，才能听到预警/ });
    await sound.click();
    await bar.getByRole('button', { name: /预警声音：/ }).waitFor();
    if (await bar.getByRole('button', { name: '预警声音：开' }).count()) await sound.click();
    await bar.getByRole('button', { name: '预警声音：关' }).waitFor();
    await page.reload();
    await signIn(page, 'lijg');
    await bar.getByRole('button', { name: '预警声音：关' }).waitFor();
    await goToAddress(page, '#/');
    await strip(page).waitFor();
    expect(await bar.count()).toBe(0);
    await page.context().close();
  });

  it('is on its own page in English and in the dark too', async () => {
    const page = await screens.open('#/alarms', { who: 'zhoum', language: 'en', theme: 'dark', viewport: 'medium' });
    await page.locator('.alarm-rows li').first().getByRole('link').click();
    await panel(page).getByText('Waits for a call').waitFor();
    await panel(page).getByText('Who saw it, and who did what').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });
});

describe('what is watched for', () => {
  it('is tried on the past before it is switched on, and a figure that cannot be is not saved', async () => {
    const page = await screens.open('#/alarms/rules', { who: 'zhoum' });
    const card = page.locator('.rule-card').filter({ has: page.getByRole('heading', { name: '独居老人久未用水' }) });
    await card.getByText('开着').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await card.getByRole('textbox', { name: '多久（小时）' }).fill('零');
    await card.getByRole('button', { name: '保存' }).click();
    await card.getByText('请填0.1到168小时。').waitFor();
    await card.getByRole('textbox', { name: '多久（小时）' }).fill('3');
    await card.getByRole('button', { name: '保存' }).click();
    await card.getByRole('button', { name: '保存' }).waitFor({ state: 'detached' });
    expect(await card.getByRole('textbox', { name: '多久（小时）' }).inputValue()).toBe('3');

    await card.getByRole('switch', { name: /^关闭/ }).click();
    await card.getByText('关着').waitFor();
    await setAway(page, true);
    await card.getByRole('switch', { name: /^开启/ }).click();
    await card.getByText('现在连不上站内主机，试不了。').waitFor();
    await card.getByRole('button', { name: '先不开' }).click();
    await setAway(page, false);
    await card.getByRole('switch', { name: /^开启/ }).click();
    await card.getByText(/过去30天会响2次，最近7天1次，涉及1台设备/).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await card.getByText('关着').waitFor();
    await card.getByRole('button', { name: '开启', exact: true }).click();
    await card.getByText('开着').waitFor();
    await page.context().close();
  });

  it('is not for a grid worker to decide', async () => {
    const page = await screens.open('#/alarms', { who: 'lijg' });
    await page.getByRole('heading', { name: '预警', level: 1 }).waitFor();
    expect(await page.getByRole('link', { name: '预警规则' }).count()).toBe(0);
    await goToAddress(page, '#/alarms/rules');
    await page.getByRole('heading', { name: '这一页不对您的岗位开放' }).waitFor();
    await page.context().close();
  });
});

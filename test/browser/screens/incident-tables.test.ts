import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

/** Every record of a type among the station's tables. */
const stored = (page: Page, type: string) =>
  page.evaluate(
    (of) =>
      new Promise<readonly WireRecord[]>((resolve, reject) => {
        const records = window.harness.station?.records;
        if (!records) return reject(new Error('nobody is signed in'));
        records.all('reference', of).subscribe((all) => resolve(all as never));
      }),
    type,
  );
const panel = (page: Page) => page.locator('.incident-tables .beside');
const failWrites = (page: Page, isFailing: boolean) =>
  page.evaluate((fails) => window.harness.station?.failWrites(fails), isFailing);

describe('a manager of a station without tables', () => {
  it('is led from the empty list to the table that is included, takes parts of it over, and takes them back', async () => {
    const page = await screens.open('?begin=empty#/incidents', { who: 'zhoum' });
    await page.getByRole('link', { name: '接管类别表' }).click();
    await panel(page).getByRole('button', { name: '全不选' }).click();
    await panel(page).getByText('还没有选大类').waitFor();
    await panel(page)
      .getByRole('checkbox', { name: /消防安全/ })
      .check();
    await panel(page)
      .getByRole('checkbox', { name: /市容环境/ })
      .check();
    await panel(page).getByText('见过的时限：4工作小时（renrendoc 191493937）').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await failWrites(page, true);
    await panel(page).getByRole('button', { name: '接管 23 类' }).click();
    await panel(page).getByRole('alert').waitFor();
    expect(await stored(page, 'category')).toEqual([]);
    await failWrites(page, false);
    await panel(page).getByRole('button', { name: '接管 23 类' }).click();
    await panel(page)
      .getByText(/已加上 23 类，保存在本机/)
      .waitFor();
    expect(await stored(page, 'category')).toHaveLength(23);
    await panel(page).getByText('都有了').first().waitFor();
    await panel(page).getByRole('button', { name: '收回 23 类' }).click();
    await panel(page).getByText('已收回 23 类').waitFor();
    expect((await stored(page, 'category')).every((row) => row['active'] === false)).toBe(true);
    await panel(page)
      .getByRole('checkbox', { name: /消防安全/ })
      .check();
    await panel(page).getByText('重新启用 4 类').waitFor();
    await page.context().close();
  });
});

describe('a manager', () => {
  it('adds a unit with its members in order, and sees what goes by one before it is put away', async () => {
    const page = await screens.open('#/incidents/units', { who: 'zhoum' });
    await page.getByRole('button', { name: '加一个单位' }).click();
    await panel(page).getByRole('button', { name: '保存' }).click();
    await panel(page).getByText('请写单位名称').waitFor();
    await panel(page).getByRole('textbox', { name: '单位名称' }).fill('街道绿化所');
    await panel(page).getByRole('textbox', { name: '电话' }).fill('12');
    await panel(page).getByText('这不像电话号码').waitFor();
    await panel(page).getByRole('textbox', { name: '电话' }).fill('0572-88812345');
    const member = panel(page).getByLabel('加一名成员');
    await member.selectOption({ label: '何建国 · 部门经办' });
    await member.selectOption({ label: '李建国 · 网格员' });
    await panel(page).getByRole('button', { name: '把李建国往前移' }).click();
    expect(await seriousViolations(page)).toEqual([]);
    await panel(page).getByRole('button', { name: '保存' }).click();
    await page.locator('.unit-rows').getByText('街道绿化所').waitFor();
    const staff = new Map((await stored(page, 'staff')).map((each) => [each.uid, each['name']]));
    const made = (await stored(page, 'unit')).find((each) => each['phone'] === '0572-88812345');
    expect((made?.['memberUids'] as readonly string[]).map((uid) => staff.get(uid))).toEqual(['李建国', '何建国']);

    await page.locator('.unit-rows').getByRole('button', { name: '青禾物业公司' }).click();
    await panel(page).getByRole('checkbox', { name: '在用' }).uncheck();
    await panel(page)
      .getByText(/有 1 条规则交给它/)
      .waitFor();
    await panel(page)
      .getByText(/手上还有 \d+ 件没办完/)
      .waitFor();
    await page.context().close();
  });

  it('is told of a year that is missing, reads it from a pasted table, and sees what it does to open deadlines', async () => {
    const page = await screens.open('#/', { who: 'zhoum' });
    await page.getByRole('button', { name: /^提醒/ }).click();
    await page.getByRole('link', { name: /还没有2027年的放假安排/ }).click();
    await panel(page).getByRole('heading', { name: '2027年' }).waitFor();
    await panel(page).getByText('从表格读入').click();
    await panel(page)
      .getByLabel('粘贴表格')
      .fill('2027-01-01至2027-01-03,元旦,放假\n2027-01-09,上班\n2027-02-31,春节,放假');
    await panel(page).getByText('读到 1 个假期，1 个调休上班日').waitFor();
    await panel(page).getByText('第 3 行「2027-02-31,春节,放假」：日期看不懂，或者没有这一天').waitFor();
    await panel(page).getByRole('button', { name: '用这些换掉上面的日子' }).click();
    await panel(page).getByRole('button', { name: '保存' }).click();
    await panel(page).getByText('请写依据的通知').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await panel(page).getByRole('textbox', { name: '依据' }).fill('练习用通知');
    await panel(page).getByText('保存以后，没办完的事件时限都不变').waitFor();
    await panel(page).getByRole('button', { name: '保存' }).click();
    await page.locator('.year-rows').getByRole('button', { name: '2027年' }).waitFor();

    // A holiday of this week moves limits that run.
    await page.locator('.year-rows').getByRole('button', { name: '2026年' }).click();
    await panel(page).getByRole('button', { name: '加一个假期' }).click();
    const last = panel(page).locator('.year-span').last();
    await last.getByLabel('节日').fill('停电');
    await last.getByLabel('从').fill('2026-11-24');
    await panel(page)
      .getByText(/保存以后，\d+ 件的时限会变/)
      .waitFor();
    await page.context().close();
  });
});

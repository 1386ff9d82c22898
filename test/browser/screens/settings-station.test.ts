import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const open = (who = 'zhoum') => screens.open('#/settings/station', { who });
const unsent = (page: Page) => page.evaluate(() => window.harness.station?.outbox().map(({ record }) => record) ?? []);
const save = (page: Page) => page.getByRole('button', { name: '保存' });

describe('the station', () => {
  it('gets another name and a community code, saved as one change of its record', async () => {
    const page = await open();
    await page.getByLabel('中文名称').fill('青禾里党群服务中心');
    await page.getByLabel('社区代码').fill('3301 0600 9013');
    await save(page).press('Enter');
    await page.getByText(/已保存在本机/).waitFor();
    expect(await unsent(page)).toMatchObject([
      {
        type: 'station',
        name: { zh: '青禾里党群服务中心', en: 'Qinghe Li community service centre' },
        areaCode: '330106009013',
        visitIntervalDays: { elderly: 90 },
      },
    ]);
    expect(await save(page).isDisabled()).toBe(true);
    await page.context().close();
  });

  it.each([
    ['33010600901', '社区代码是 12 位数字，现在有 11 位。'],
    ['33010600901x', '社区代码只有数字，请去掉字母和符号。'],
    ['999999009013', '前 6 位 999999 不是县、区的代码，请照统计局的区划代码核对。'],
    ['330103009013', '前 6 位 330103 是已经撤并的旧代码，请换成现在的。'],
    ['330106009000', '最后 3 位是 000，只写到街道，还要写到社区。'],
  ])('says of the code %s what is wrong, leads the cursor there, and saves nothing', async (code, problem) => {
    const page = await open();
    await page.getByLabel('社区代码').fill(code);
    await save(page).click();
    await page.getByText(problem).waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
    expect(await unsent(page)).toEqual([]);
    await page.context().close();
  });

  it('tells before saving how many visits become overdue by shorter intervals, and how many stop by longer ones', async () => {
    const page = await open();
    const alone = page.getByLabel(/独居人员/);
    await page.getByText(/今天有 \d+ 次走访逾期/).waitFor();
    const now = Number(/\d+/.exec((await page.locator('.interval-effect').textContent()) ?? '')?.[0]);
    expect(now).toBeGreaterThan(0);

    await alone.fill('7');
    await page.getByText('通常 30 天，现在 30 天').waitFor();
    const effect = page.getByText(/改后逾期走访将从 \d+ 变为 \d+/);
    await effect.waitFor();
    const numbers = async () => ((await effect.textContent()) ?? '').match(/\d+/g)?.map(Number) ?? [];
    const [before = 0, after = 0] = await numbers();
    expect(before).toBe(now);
    expect(after).toBeGreaterThan(before);

    await page.getByRole('button', { name: '放弃修改' }).click();
    await page.getByText(`今天有 ${now} 次走访逾期。`).waitFor();
    for (const kind of [/独居人员/, /残疾人/, /老人/, /儿童/]) await page.getByLabel(kind).fill('366');
    await page.getByText('少掉的会从名单的逾期里退出。').waitFor();
    const [, fewer = 0] = await numbers();
    expect(fewer).toBeLessThan(now);
    await save(page).click();
    await page.getByText(`今天有 ${fewer} 次走访逾期。`).waitFor();
    await page.context().close();
  });

  it('takes whole days from 1 to 366 alone', async () => {
    const page = await open();
    for (const days of ['0', '367', '7.5', '一周', '']) {
      await page.getByLabel(/老人/).fill(days);
      await save(page).click();
      await page.getByText('请填 1 到 366 之间的整数').waitFor();
    }
    expect(await unsent(page)).toEqual([]);
    await page.context().close();
  });

  it('is to be read by the duty lead and IT, and changed by neither', async () => {
    for (const who of ['sunlh', 'zhangw']) {
      const page = await open(who);
      await page.getByText('由站长修改').waitFor();
      await page.getByText('每 30 天').waitFor();
      expect(await page.locator('.settings-body').getByRole('textbox').count()).toBe(0);
      expect(await save(page).count()).toBe(0);
      await page.context().close();
    }
  });

  it('keeps what was typed when it cannot be saved, and says why', async () => {
    const page = await open();
    await page.evaluate(() => window.harness.station?.failWrites(true));
    await page.getByLabel(/老人/).fill('45');
    await save(page).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel(/老人/).inputValue()).toBe('45');
    await page.context().close();
  });
});

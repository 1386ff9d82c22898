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

describe('the settings of the hall', () => {
  it('say what each figure means and what a change comes to, and refuse at the field what would leave somebody waiting', async () => {
    const page = await screens.open('#/settings/hall', { who: LEAD });
    const shot = async (name: string) =>
      void (SHOTS && (await page.screenshot({ path: join(SHOTS, `hall-${name}.png`), fullPage: true })));
    await page.getByRole('heading', { name: '队伍' }).waitFor();
    await page.getByText('还没有改动').waitFor();
    await shot('first');
    expect(await seriousViolations(page), 'the settings').toEqual([]);

    await page.getByLabel('老年人、残障人士提前').fill('15');
    await page.getByText('从10分钟改成15分钟').waitFor();
    expect(await page.getByText('他们当作早来了15分钟').count()).toBe(2);
    // A new line that no window serves.
    await page.getByRole('button', { name: '加一条队伍' }).click();
    await page.getByLabel('名称', { exact: true }).nth(3).fill('不动产');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('D队没有窗口办').first().waitFor();
    expect(await page.getByLabel('名称', { exact: true }).nth(3).getAttribute('aria-invalid')).toBe('true');
    await shot('refused');
    expect(await seriousViolations(page), 'refused').toEqual([]);
    await page.getByRole('checkbox', { name: 'D 不动产' }).first().check();
    await page.getByText('新队伍D，由1号窗口办').waitFor();
    await page.getByText('只有1号窗口办').waitFor();
    await shot('effect');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('保存了，马上生效').waitFor();
    await page.evaluate(() => (location.hash = '#/counter'));
    await page.getByRole('button', { name: '取D号：不动产' }).or(page.getByText('不动产')).first().waitFor();
    await page.context().close();
  });

  it('pair a rating pad for a window, tell what is paired, and shut one out after asking', async () => {
    const page = await screens.open('#/settings/hall', { who: LEAD, theme: 'dark' });
    await page.getByText('二号窗口台面').waitFor();
    await page.getByText('评价器 · 2号窗口').waitFor();
    await page.getByLabel('放在哪个窗口').selectOption('3');
    await page.getByLabel('装在哪里').fill('三号窗口台面');
    await page.getByRole('button', { name: '要一个代码' }).click();
    await page.getByText('4091 7735').waitFor();
    await page.getByText('https://linli-qinghe.local:8444/pad/').waitFor();
    if (SHOTS) await page.locator('.new-terminal').screenshot({ path: join(SHOTS, 'hall-pairing.png') });
    expect(await seriousViolations(page), 'pairing').toEqual([]);
    await page.getByRole('button', { name: '停用大厅东墙' }).click();
    await page.getByText('停用后这块屏幕不再显示叫号。').waitFor();
    await page.getByRole('button', { name: '停用大厅东墙' }).click();
    await page.getByText('大厅东墙').waitFor({ state: 'hidden' });
    await page.context().close();
  });

  it('are for whoever leads a shift', async () => {
    const page = await screens.open('#/settings', { who: 'linxy' });
    await page.getByRole('heading').first().waitFor();
    expect(await page.getByText('大厅设置').count()).toBe(0);
    await page.context().close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const open = (address: string, who = 'zhoum') => screens.open(address, { who });
const row = (page: Page, text: string | RegExp) => page.getByRole('row').filter({ hasText: text });

describe('the settings', () => {
  it('are there for those with a function, and show only what it opens', async () => {
    const worker = await open('#/settings/staff', 'lijg');
    await worker.getByRole('heading', { name: '这一页不对您的岗位开放' }).waitFor();
    expect(await worker.getByRole('link', { name: '设置' }).count()).toBe(0);
    await worker.context().close();

    const lead = await open('', 'sunlh');
    await lead.getByRole('link', { name: '设置' }).click();
    await lead.getByRole('link', { name: /批准新设备/ }).click();
    await lead.locator('.device-rows .row').first().waitFor();
    const sections = lead.getByRole('navigation', { name: '设置的各部分' }).getByRole('link');
    expect(await sections.allTextContents()).toEqual([
      '站点',
      '网格',
      '大厅设置',
      '常用语',
      '主机',
      '区级中心',
      '打印机与扫描',
      '设备',
      '代收的记录',
    ]);
    await lead.context().close();
  });

  it('say that the host is away, and ask again', async () => {
    const page = await open('?admin=away#/settings/devices');
    await page.getByText('连不上站内主机').waitFor();
    await page.getByRole('button', { name: '再试一次' }).click();
    await page.getByText('连不上站内主机').waitFor();
    await page.context().close();
  });
});

describe('staff', () => {
  it('are added by keyboard alone: what is missing stands beside its field, the passphrase is shown once', async () => {
    const page = await open('#/settings/staff');
    await page.getByRole('button', { name: '添加人员' }).press('Enter');
    const code = page.getByLabel('工号', { exact: true });
    await code.focus();
    await page.keyboard.type('lijg');
    await page.getByText('这个工号已经有人用了，停用的账号也算').waitFor();
    await code.fill('sunli');
    await page.keyboard.press('Enter');
    await page.getByText('请输入姓名').waitFor();
    await page.getByText(/请至少选一个网格/).waitFor();
    await page.getByLabel('姓名', { exact: true }).focus();
    await page.keyboard.type('孙丽');
    // To the post, then to the grids.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.getByRole('checkbox', { name: '第 1 网格' }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: /健康资料/ }).isChecked()).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByText('kfa3-m7te-xp4h').waitFor();
    await page.getByRole('button', { name: '交给本人了' }).press('Enter');
    await row(page, '孙丽').getByText('等本人改口令').waitFor();
    expect(await page.getByText('kfa3-m7te-xp4h').count()).toBe(0);
    await page.context().close();
  });

  it('cannot lose the last manager, and say so where it was tried', async () => {
    const page = await open('#/settings/staff');
    await row(page, 'zhoum').click();
    await page.getByText(/要交接站长/).waitFor();
    await page.getByLabel('岗位', { exact: true }).selectOption('clerk');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('站里至少要留一位站长').waitFor();
    await page.context().close();
  });

  it('are closed and opened again, each asked once with what follows', async () => {
    const page = await open('#/settings/staff');
    await row(page, 'zhangxm').click();
    await page.getByRole('button', { name: '停用账号' }).click();
    await page
      .getByRole('dialog')
      .getByText(/本人不能再登录/)
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '停用账号' }).click();
    await page.getByRole('button', { name: '重新启用' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /已停用 2/ }).click();
    await row(page, 'zhangxm').click();
    await page.getByRole('button', { name: '重新启用' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '重新启用' }).click();
    await page.getByRole('button', { name: /已停用 1/ }).waitFor();
    await page.context().close();
  });

  it('keep the functions of their post, and are offered no others than it admits', async () => {
    const page = await open('#/settings/staff');
    await row(page, 'sunlh').click();
    const devices = page.getByRole('checkbox', { name: /管理设备/ });
    expect(await devices.isChecked()).toBe(true);
    expect(await devices.isDisabled()).toBe(true);
    expect(await page.getByRole('checkbox', { name: /查看审计/ }).isDisabled()).toBe(false);
    expect(await page.getByRole('checkbox', { name: /管理人员/ }).count()).toBe(0);
    await page.context().close();
  });
});

describe('what a person can see', () => {
  it('is told in words: a grid worker without functions sees own grids, own health entries, no children', async () => {
    const page = await open('#/settings/access');
    await page.getByLabel('看谁的权限').selectOption({ label: '张秀梅 · 网格员 · zhangxm' });
    await page.getByText('张秀梅的岗位是网格员，负责第 3 网格。').waitFor();
    await page.getByText('第 1、2 网格的资料完全打不开，设备上也不会有。').waitFor();
    await page.getByText('第 3 网格：只有自己记的').waitFor();
    await page.getByText('全部网格：看不到').waitFor();
    const rights = async (type: string) =>
      page
        .locator('.access-table tr')
        .filter({ has: page.getByRole('rowheader', { name: type, exact: true }) })
        .locator('td')
        .allTextContents();
    expect(await rights('走访')).toEqual(['可以', '可以', '可以']);
    expect(await rights('查阅记录')).toEqual(['可以', '可以', '不可以']);
    expect(await rights('工作人员')).toEqual(['可以', '不可以', '不可以']);
    await page.context().close();
  });
});

describe('devices', () => {
  it('that wait are approved or declined from the top of the page', async () => {
    const page = await open('#/settings/devices');
    await page.getByRole('button', { name: '批准 平板 05', exact: true }).press('Enter');
    await row(page, '平板 05').getByText('在用').waitFor();
    await page.getByRole('button', { name: /^不批准 / }).press('Enter');
    await page.locator('.waiting-devices').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('are erased only by whoever types their name', async () => {
    const page = await open('#/settings/devices');
    await row(page, '平板 03').click();
    await page.getByRole('button', { name: '停用并清除' }).click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: '停用并清除' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('平板 3');
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('平板 03');
    await page.keyboard.press('Enter');
    await row(page, '平板 03').getByText('等待清除').waitFor();
    await page.context().close();
  });

  it('are renamed, and revoked with what follows in words', async () => {
    const page = await open('#/settings/devices');
    await row(page, '站长室工作站').click();
    await page.getByLabel('名称').fill('前台');
    await page.keyboard.press('Enter');
    await row(page, '前台').waitFor();
    await page.getByRole('button', { name: '停用', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByText(/没送出的记录和照片由主机代收/)
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '停用', exact: true }).click();
    await row(page, '前台').getByText('已停用').waitFor();
    await page.context().close();
  });
});

describe('keys', () => {
  it('are changed for the grids and classes chosen, asked once', async () => {
    const page = await open('#/settings/keys');
    await page.getByRole('button', { name: '更换密钥' }).click();
    await page.getByText('请至少选一个网格').waitFor();
    await page.getByText('第 1 网格', { exact: true }).click();
    await page.getByText('第 3 网格', { exact: true }).click();
    await page.getByText('健康', { exact: true }).click();
    await page.getByRole('button', { name: '更换密钥' }).click();
    await page.getByRole('dialog').getByText('第 1、3 网格，健康。').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '更换密钥' }).click();
    await page.getByText('已换 2 把').waitFor();
    await page.context().close();
  });
});

describe('the audit', () => {
  it('is read newest first, by kind and person, and further back', async () => {
    const page = await open('#/settings/audit');
    await page.getByText('链条完整').waitFor();
    const rows = page.locator('.audit-table tbody tr');
    expect(await rows.first().textContent()).toContain('132');
    await page.getByRole('button', { name: '看更早的' }).click();
    await rows.nth(60).waitFor();
    await rows.filter({ hasText: '复制了一位居民的身份证' }).first().waitFor();
    await page.getByLabel('事项').selectOption({ label: '停用设备' });
    await page.waitForFunction(() => document.querySelectorAll('.audit-table tbody tr').length === 6);
    expect(await rows.first().textContent()).toMatch(/停用了设备 .*要求清除/);
    await page.context().close();
  });

  it('says where the chain does not fit', async () => {
    const page = await open('?admin=broken#/settings/audit', 'wuzy');
    await page.getByRole('alert').getByText('第 41 条对不上').waitFor();
    await page.context().close();
  });
});

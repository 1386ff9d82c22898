import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

describe('the page about the host', () => {
  it('answers on one screen what IT comes for: disk, certificate, addresses, databases, devices, log, and that nothing is backed up', async () => {
    const page = await screens.open('#/settings/host', { who: 'zhangw' });
    await page.getByRole('heading', { name: '主机运行正常' }).waitFor();
    for (const text of [
      '41%',
      '已用，还剩 280 GB，共 476 GB',
      '3.4 GB',
      '2027年6月25日',
      '到期，还有 214 天',
      'https://linli-qinghe.local:8443',
      'http://192.168.8.10:8480',
      'http://127.0.0.1:8440',
      '/var/lib/linli/qinghe/logs',
      '没有自动备份',
      '47 天 3 小时',
      '9 个都正常',
    ]) {
      await page.getByText(text).first().waitFor();
    }
    const rows = page.locator('.host-table tbody tr');
    expect(await rows.nth(2).locator('th, td').allTextContents()).toEqual([
      '第 1 网格 grid-qinghe-1',
      '4,417',
      '4,728',
    ]);
    expect(await page.locator('.host-devices li').count()).toBe(3);
    const bottom = await page.locator('.host-cards').boundingBox();
    expect((bottom?.y ?? 0) + (bottom?.height ?? 0)).toBeLessThanOrEqual(900);
    await page.context().close();
  });

  it('says first what is to be done, each with the step', async () => {
    const page = await screens.open('?admin=ill#/settings/host', { who: 'zhangw' });
    await page.getByRole('heading', { name: '主机在运行，有 4 处要处理' }).waitFor();
    expect(await page.locator('.host-headline li').allTextContents()).toEqual([
      '「file-keeper」这一部分不正常，请看日志，或重启主机。',
      '磁盘只剩 1.2 GB，请腾出地方。快满的时候主机会停止收记录。',
      '证书只剩 6 天，没有自动换新，请重启主机再看。',
      '有 14 行日志没写进去，多半是磁盘满了。',
    ]);
    await page.context().close();
  });

  it('says that the host is away, and is open to nobody without the function', async () => {
    const away = await screens.open('?admin=away#/settings/host', { who: 'zhangw' });
    await away.getByText('连不上站内主机').waitFor();
    await away.context().close();
    const clerk = await screens.open('#/settings', { who: 'linxy' });
    await clerk.getByRole('link', { name: /每个网格多少户/ }).waitFor();
    expect(await clerk.getByRole('link', { name: /一页看全/ }).count()).toBe(0);
    await clerk.context().close();
  });
});

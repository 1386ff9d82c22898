import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type PageOptions, type Screens } from '../support/open-screens';
import { goToAddress, idsOf } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

/** Somebody at another page who has changed the files of these people; nothing of it has gone out. */
async function withChanges(names: readonly string[], options: PageOptions = {}, query = ''): Promise<Page> {
  const page = await screens.open(`${query}#/announcements`, options);
  for (const name of names) {
    const [id = ''] = await idsOf(page, name);
    await page.evaluate((person) => window.harness.station?.writer.edit(person, () => ({ sex: 'female' })), id);
  }
  return page;
}

/** The station says about everything that waits that it does not take it. */
const refuseAll = (page: Page, code: string): Promise<void> =>
  page.evaluate((given) => {
    const outbox = window.harness.station?.outbox() ?? [];
    window.harness.setSync({ outbox: outbox.map((row) => ({ ...row, state: 'refused', code: given, reason: 'x' })) });
  }, code);

const fact = (page: Page, name: string) => page.locator('.health-facts > div').filter({ hasText: name });

describe('what waits and what came back', () => {
  it('is told by database and record, with nobody’s whole name', async () => {
    const page = await withChanges(['沈桂英', '何秀兰'], { who: 'zhoum' });
    await goToAddress(page, '#/sync');
    await page.getByRole('heading', { name: /第 1 网格 ?\s*2 条/ }).waitFor();
    await page.getByText('居民：沈**').waitFor();
    await page.getByText('居民：何**').waitFor();
    expect(await page.getByRole('main').textContent()).not.toMatch(/沈桂英|何秀兰/);
    await page.context().close();
  });

  it('leads from a record that came back to the form that corrects it', async () => {
    const page = await withChanges(['沈桂英'], { who: 'lijg' });
    await refuseAll(page, 'row.malformed');
    await goToAddress(page, '#/sync');
    await page.getByText('站内没有收下：内容不完整，或不合规定。').waitFor();
    await page.getByRole('button', { name: '改好再送' }).press('Enter');
    await page.getByText('沈桂英').first().waitFor();
    expect(new URL(page.url()).hash).toMatch(/^#\/person\/edit\?id=person/);
    await page.context().close();
  });

  it('goes out once more when somebody asks, and stands in the tray no longer', async () => {
    const page = await withChanges(['沈桂英', '何秀兰'], { who: 'lijg' });
    await refuseAll(page, 'access.denied');
    await goToAddress(page, '#/sync');
    await page.getByRole('heading', { name: '有 2 处等您处理' }).waitFor();
    await page.locator('.refused').filter({ hasText: '沈**' }).getByRole('button', { name: '再送一次' }).click();
    await page.getByRole('heading', { name: '有 1 处等您处理，另有 1 条等待送出' }).waitFor();
    expect(await page.locator('.refused').count()).toBe(1);
    expect(await page.locator('.pending').first().textContent()).toContain('沈**');
    await page.context().close();
  });

  it('is not sent again when it was erased at the station', async () => {
    const page = await withChanges(['沈桂英'], { who: 'lijg' });
    await refuseAll(page, 'row.deletion');
    await goToAddress(page, '#/sync');
    await page.locator('.refused').getByRole('button', { name: '导出' }).waitFor();
    expect(await page.getByRole('button', { name: '再送一次' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('the way of a record', () => {
  it('says plainly that the station has no district above it yet', async () => {
    const page = await screens.open('#/sync');
    const way = page.getByRole('region', { name: '记录去了哪里' });
    await way.getByText('记录已全部送到站内').waitFor();
    await way.getByText('区级中心').waitFor();
    await way.getByText('本站还没有接上').waitFor();
    await page.context().close();
  });
});

describe('how device and host are', () => {
  it('is told to those who look after devices, with what has to be done', async () => {
    const page = await screens.open('?admin=ill#/sync', { who: 'zhoum' });
    await fact(page, '磁盘').getByText('还剩 1.2 GB，共 476 GB').waitFor();
    await fact(page, '磁盘').getByText('满了以后主机不再收新记录').waitFor();
    await fact(page, '各项服务').getByText('有问题：file-keeper').waitFor();
    await fact(page, '备份').getByText('没有自动备份').waitFor();
    await fact(page, '连接').getByText('有应答').waitFor();
    await page.getByRole('heading', { name: '站内设备' }).waitFor();
    await page.context().close();
  });

  it('keeps the host’s disk from whoever does not look after devices, and says so', async () => {
    const page = await screens.open('#/sync', { who: 'lijg' });
    await page.getByText('磁盘、备份和证书由管设备的同事看。').waitFor();
    expect(await page.getByText('还剩').count()).toBe(0);
    expect(await page.getByText('站内设备').count()).toBe(0);
    await page.context().close();
  });

  it('says that the host’s disk cannot be seen while the host is away', async () => {
    const page = await screens.open('?admin=away#/sync', { who: 'zhoum' });
    await page.getByText('主机没有应答，它的磁盘和备份暂时看不到。').waitFor();
    await page.context().close();
  });

  it('warns of a device that is almost full and whose data may be cleared, and asks the browser to keep them', async () => {
    const page = await screens.open('#/announcements', { who: 'lijg' });
    await page.evaluate(() => {
      let isKept = false;
      const gb = 1024 ** 3;
      Object.assign(navigator.storage, {
        estimate: () => Promise.resolve({ usage: 9.8 * gb, quota: 10 * gb }),
        persisted: () => Promise.resolve(isKept),
        persist: () => Promise.resolve((isKept = true)),
      });
    });
    await goToAddress(page, '#/sync');
    await fact(page, '存储空间').getByText('已用 9.8 GB，还能存 205 MB').waitFor();
    await fact(page, '存储空间')
      .getByText(/快满了/)
      .waitFor();
    await page.getByText('可能被自动清理').waitFor();
    await page.getByRole('button', { name: '请浏览器保留' }).press('Enter');
    await page.getByText('不会被自动清理').waitFor();
    await page.context().close();
  });

  it.each([
    ['wide', 'dark', 'zh', 'zhoum'],
    ['medium', 'light', 'en', 'zhoum'],
    ['tablet', 'light', 'zh', 'lijg'],
  ] as const)('can be read by everybody: %s, %s, %s', async (viewport, theme, language, who) => {
    const page = await withChanges(['沈桂英'], { viewport, theme, language, who });
    await refuseAll(page, 'access.denied');
    await goToAddress(page, '#/sync');
    await page.locator('.refused').waitFor();
    await page.locator('.health-facts').nth(1).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    const overflow = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, signIn, type Screens } from '../support/open-screens';
import { choose, openForm, saved } from './visit';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

describe('the sync page', () => {
  it('says in words what waits, since when and why, and gives what came back as a file', async () => {
    const page = await screens.open('');
    await openForm(page, '沈桂英');
    await choose(page, '不在家');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('link', { name: /1 条待同步/ }).click();
    await page.getByText('走访：沈**').waitFor();
    expect(await page.getByRole('main').textContent()).not.toContain('沈桂英');

    await page.evaluate(() => {
      const { station } = window.harness;
      const [row] = station?.outbox() ?? [];
      if (!station || !row) return;
      const error = Object.assign(new Error('away'), { code: 'hub.unreachable', retry: true, details: {} });
      window.harness.setSync({
        outbox: [row, { ...row, id: 'other', state: 'refused', code: 'row.too-large', reason: 'x' }],
        status: {
          link: { kind: 'away', sinceMs: station.nowMs() - 600_000, error: error as never },
          databases: [{ name: 'grid-qinghe-1', state: 'current', received: 3010 }],
          lastCurrentMs: null,
        },
      });
    });
    await page.getByRole('link', { name: /需要处理 1/ }).waitFor();
    await page.getByText(/断开，从 09:3\d 起/).waitFor();
    await page.getByText('站内没有收下：内容太长。').waitFor();
    const download = page.waitForEvent('download');
    await page.locator('.refused').getByRole('button', { name: '导出' }).click();
    const path = await (await download).path();
    const file = JSON.parse(await readFile(path, 'utf8')) as { records: { code: string; record: { type: string } }[] };
    expect(file.records.map(({ code, record }) => [code, record.type])).toEqual([['row.too-large', 'visit']]);
    await page.context().close();
  });

  it('tells of unsent records that colleagues left on this device', async () => {
    const page = await screens.open('#/sync');
    await page.getByRole('link', { name: /已同步/ }).waitFor();
    expect(await page.getByText(/别的同事没送出/).count()).toBe(0);
    await page.evaluate(() => window.harness.station?.setOthersWaiting(3));
    await page.getByText(/别的同事没送出的 3 条记录/).waitFor();
    await page.context().close();
  });

  it('asks for the passphrase when the sign-in has run out, and goes on after it', async () => {
    const page = await screens.open('#/sync');
    await page.getByRole('link', { name: /已同步/ }).waitFor();
    await page.evaluate(() => {
      const error = Object.assign(new Error('expired'), { code: 'auth.expired', retry: false, details: {} });
      window.harness.setSync({
        status: { link: { kind: 'sign-in', error: error as never }, databases: [], lastCurrentMs: null },
      });
    });
    await page.getByRole('button', { name: '重新登录' }).click();
    await page.getByLabel('口令', { exact: true }).fill('right');
    await page.keyboard.press('Enter');
    await page.getByText('连通').waitFor();
    await page.context().close();
  });
});

describe('a new version', () => {
  it('waits until it is let in, and what somebody is writing is there after', async () => {
    const page = await screens.open('');
    await openForm(page, '沈桂英');
    await page.evaluate(() => window.harness.announceUpdate());
    const bar = page.locator('.update-bar');
    await bar.waitFor();
    await page.getByLabel('情况记录').fill('换版本前写的');
    // At once, before the pause after which drafts are saved.
    await bar.getByRole('button', { name: '现在换' }).click();
    await signIn(page);
    await page.locator('.visit-form').waitFor();
    expect(await page.locator('.update-bar').count()).toBe(0);
    expect(await page.getByLabel('情况记录').inputValue()).toBe('换版本前写的');
    await page.context().close();
  });
});

describe('signing out', () => {
  it('tells what has not been sent and what is half written', async () => {
    const page = await screens.open('');
    await openForm(page, '沈桂英');
    await choose(page, '不在家');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('article').waitFor();
    await page.keyboard.press('Escape');
    await openForm(page, '何秀兰');
    await choose(page, '在家');
    await saved(page);
    await page.getByRole('button', { name: /李建国.*网格员/ }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByText(/还有 1 条记录没有送到站内.*接着替您送/).waitFor();
    await page.getByText(/另有 1 份没写完的走访/).waitFor();
    await page.context().close();
  });
});

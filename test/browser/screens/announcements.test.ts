import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, signIn, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const COLD = /降温前走访独居老人/;
const FIRST_AID = /周二下午急救培训/;
const lines = (page: Page) => page.locator('.announcement-line');
const bell = (page: Page) => page.getByRole('button', { name: /^提醒/ });
const panel = (page: Page) => page.getByRole('dialog', { name: '提醒' });

describe('announcements', () => {
  it('show the current ones first, the important one on top, and the past ones below', async () => {
    const page = await screens.open('#/announcements');
    await lines(page).first().getByText(COLD).waitFor();
    await lines(page).first().getByText('重要', { exact: true }).waitFor();
    await page.getByRole('heading', { name: '以前的公告' }).waitFor();
    await page.getByText('高龄津贴年审已结束').waitFor();
    expect(await page.getByRole('button', { name: '写公告' }).count()).toBe(0);
    await page.context().close();
  });

  it('are unread until somebody opens them, and stay read on this device after a restart', async () => {
    const page = await screens.open('#/announcements');
    await bell(page).getByText('提醒，2 条未读').waitFor();
    await page.getByRole('link', { name: /公告.*2.*条未读/ }).waitFor();
    await lines(page).filter({ hasText: COLD }).click();
    await page.getByText(/电热毯是否老化/).waitFor();
    await bell(page).getByText('提醒，1 条未读').waitFor();
    expect(await lines(page).filter({ hasText: COLD }).getByText('未读').count()).toBe(0);
    await page.reload();
    await signIn(page, 'lijg');
    await bell(page).getByText('提醒，1 条未读').waitFor();
    await page.context().close();
  });

  it('are written by those who may: what is half written outlives a restart, and what is missing is said', async () => {
    const page = await screens.open('#/announcements', { who: 'zhoum' });
    await page.getByRole('button', { name: '写公告' }).click();
    const form = page.getByRole('form', { name: '写公告' });
    await form.getByLabel('标题').fill('周五停水');
    await form.getByText(/已保存在本机/).waitFor();
    await page.reload();
    await signIn(page, 'zhoum');
    expect(await form.getByLabel('标题').inputValue()).toBe('周五停水');
    await form.getByRole('button', { name: '发布' }).click();
    await form.getByText('请写内容').waitFor();
    await page.locator('textarea:focus').waitFor();

    await form.getByLabel('内容').fill('3幢到5幢周五 9:00 到 17:00 停水，请提前告诉独居老人。');
    await form.getByLabel('到哪天为止').fill('2026-11-01');
    await form.getByText('最后一天早于第一天').waitFor();
    await form.getByLabel('到哪天为止').fill('2026-11-27');
    await form.getByText('网格员', { exact: true }).click();
    await form.getByText('自助终端上也显示').click();
    await form.getByRole('button', { name: '发布' }).click();
    await form.waitFor({ state: 'detached' });
    const line = lines(page).filter({ hasText: '周五停水' });
    await line.getByText('11月23日至11月27日').waitFor();
    await line.getByText('给网格员').waitFor();
    // What residents may read says so, and may be kept from them again.
    await line.getByText('居民可看').waitFor();
    await line.click();
    await page.getByRole('button', { name: '不再给居民看' }).click();
    await line.getByText('居民可看').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '也给居民看' }).waitFor();
    expect(await page.evaluate(() => window.harness.station?.outbox().map(({ record }) => record.type))).toEqual([
      'announcement',
    ]);
    // What one wrote oneself is no news.
    expect(await line.getByText('未读').count()).toBe(0);
    await page.getByRole('button', { name: '写公告' }).click();
    await form.waitFor();
    expect(await form.getByLabel('标题').inputValue()).toBe('');
    await page.context().close();
  });

  it('are taken back, stay to be read among the past ones, and can stand again', async () => {
    const page = await screens.open('#/announcements', { who: 'zhoum' });
    await lines(page).filter({ hasText: FIRST_AID }).click();
    await page.getByRole('button', { name: '撤回' }).click();
    const past = page.locator('.card').filter({ hasText: '以前的公告' });
    await past.getByText(FIRST_AID).waitFor();
    await past.getByText('已撤回').waitFor();
    await past.getByText('在本机，连上主机就送出').waitFor();
    await page.getByRole('button', { name: '恢复' }).click();
    await page.locator('.card').filter({ hasText: '现在的公告' }).getByText(FIRST_AID).waitFor();
    await page.context().close();
  });

  it('say beside the form when the disk refuses, and keep what is typed', async () => {
    const page = await screens.open('#/announcements?open=new', { who: 'sunlh' });
    const form = page.getByRole('form', { name: '写公告' });
    await form.getByLabel('标题').fill('周五停水');
    await form.getByLabel('内容').fill('请提前接水。');
    await page.evaluate(() => window.harness.station?.failWrites(true));
    await form.getByRole('button', { name: '发布' }).click();
    await form.getByText('本机存储空间满了').waitFor();
    expect(await form.getByLabel('标题').inputValue()).toBe('周五停水');
    await page.context().close();
  });

  it('are not written by others, not even by the address', async () => {
    const page = await screens.open('#/announcements?open=new', { who: 'linxy' });
    await lines(page).first().waitFor();
    expect(await page.getByRole('form', { name: '写公告' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('the bell', () => {
  it('leads to what it tells of, which is read from then on', async () => {
    const page = await screens.open('');
    await bell(page).getByText('提醒，2 条未读').waitFor();
    await bell(page).click();
    await panel(page).getByRole('link', { name: COLD }).click();
    await page.getByText(/电热毯是否老化/).waitFor();
    await bell(page).getByText('提醒，1 条未读').waitFor();
    await bell(page).click();
    await panel(page).getByRole('button', { name: '全部标为已读' }).click();
    await expect.poll(() => page.locator('.bell-count').count()).toBe(0);
    // What is still true stays to be read again.
    expect(await panel(page).getByRole('link').count()).toBe(2);
    await page.context().close();
  });

  it('tells of records that came back, and no longer once they are gone', async () => {
    const page = await screens.open('#/sync');
    await bell(page).getByText('提醒，2 条未读').waitFor();
    await page.evaluate(() => {
      const station = window.harness.station;
      const [record] = station?.visits() ?? [];
      if (!station || !record) throw new Error('no visit');
      const row = {
        id: record._id,
        db: 'grid-qinghe-1',
        collection: 'visits' as const,
        record,
        rev: '',
        vectorKey: '7',
      };
      const queuedAtMs = station.nowMs();
      window.harness.setSync({
        outbox: [{ ...row, queuedAtMs, state: 'refused', code: 'row.too-large', reason: 'x' }],
      });
    });
    await bell(page).getByText('提醒，3 条未读').waitFor();
    await bell(page).click();
    await panel(page)
      .getByRole('link', { name: /1 条记录被退回/ })
      .click();
    await page.locator('.refused').waitFor();
    await bell(page).getByText('提醒，2 条未读').waitFor();
    await page.evaluate(() => window.harness.setSync({ outbox: [] }));
    await bell(page).click();
    expect(
      await panel(page)
        .getByText(/被退回/)
        .count(),
    ).toBe(0);
    await page.context().close();
  });

  it('tells those who may approve devices of the ones that wait, and nobody else', async () => {
    const page = await screens.open('', { who: 'zhoum' });
    await bell(page).click();
    await panel(page)
      .getByRole('link', { name: /等待批准/ })
      .first()
      .click();
    await page.locator('.waiting-devices').waitFor();
    await page.context().close();
    const worker = await screens.open('');
    await bell(worker).getByText('提醒，2 条未读').waitFor();
    await bell(worker).click();
    expect(
      await panel(worker)
        .getByText(/等待批准/)
        .count(),
    ).toBe(0);
    await worker.context().close();
  });

  it('tells of files that may be one person once the register has been compared', async () => {
    const page = await screens.open('', { ownClock: true });
    await bell(page).waitFor();
    await expect
      .poll(async () => {
        await page.clock.runFor(5_000);
        return bell(page).textContent();
      })
      .toContain('3 条未读');
    await bell(page).click();
    await panel(page)
      .getByText(/对档案可能是同一个人/)
      .waitFor();
    await page.context().close();
  });

  it('says what is true where there is nothing', async () => {
    const page = await screens.open('?begin=empty#/sync');
    await bell(page).click();
    await panel(page).getByText('没有要提醒您的事').waitFor();
    expect(await page.locator('.bell-count').count()).toBe(0);
    await page.context().close();
  });
});

describe.each([
  { language: 'zh', theme: 'light', viewport: 'wide' },
  { language: 'en', theme: 'dark', viewport: 'tablet' },
] as const)('the form of an announcement ($language, $theme, $viewport)', (way) => {
  it('can be used by everybody', async () => {
    const page = await screens.open('#/announcements?open=new', { ...way, who: 'zhoum' });
    await page.locator('.announcement-writing form').waitFor();
    await page.locator('.announcement-writing [type=submit]').click();
    await page.locator('.field-error').first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });
});

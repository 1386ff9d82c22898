import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';
import { goToAddress, idsOf } from './people';
import { choose, openForm, saved } from './visit';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const tasks = (page: Page) => page.getByRole('table', { name: '今日待办' });
const line = (page: Page, words: string | RegExp) => tasks(page).getByRole('row').filter({ hasText: words });

/** Lines above the line for now and below it, as they are read. */
async function aroundNow(
  page: Page,
): Promise<{ readonly above: readonly string[]; readonly below: readonly string[] }> {
  await line(page, '现在').waitFor();
  const rows = (await tasks(page).getByRole('row').allTextContents()).slice(1);
  const now = rows.findIndex((row) => row.startsWith('现在'));
  return { above: rows.slice(0, now), below: rows.slice(now + 1) };
}

describe('the workbench', () => {
  it('has what is past its time above the line for now, and what comes below it', async () => {
    const page = await screens.open('#/', { who: 'zhoum' });
    await page.getByRole('heading', { name: '11月23日 星期一' }).waitFor();
    await line(page, '核对资料疑点').waitFor();
    const { above, below } = await aroundNow(page);
    expect(above.length).toBeGreaterThan(3);
    for (const row of above) expect(row).toMatch(/超 \d+ (天|小时|分)|正等着|等您处理|还有 \d+/);
    for (const row of below) expect(row).not.toMatch(/超 \d+ (天|小时|分)/);
    expect(below.some((row) => row.startsWith('明天'))).toBe(true);
    await page.context().close();
  });

  it('counts in its sentence what is late and what is due today, as its lists have it', async () => {
    const page = await screens.open('#/', { who: 'lijg' });
    await line(page, '核对资料疑点').waitFor();
    const sentence = (await page.locator('.wb-day p').textContent()) ?? '';
    const count = Number(/今日待办 (\d+) 件/.exec(sentence)?.[1]);
    const alarms = await line(page, '电话确认').count();
    await page.getByRole('link', { name: /^全部 \d+ 人$/ }).click();
    await page.getByRole('heading', { name: '走访', level: 1 }).waitFor();
    const overdue = Number(await page.getByRole('button', { name: /逾期/ }).locator('span').first().textContent());
    await goToAddress(page, '#/incidents');
    const incidents = Number(
      await page
        .getByRole('button', { name: /^今天到期 \d/ })
        .locator('span')
        .textContent(),
    );
    expect(count).toBe(overdue + incidents + alarms);
    expect(Math.min(overdue, incidents)).toBeGreaterThan(0);
    await page.context().close();
  });

  it('does not let more than a hundred overdue visits hide the record that came back', async () => {
    const page = await screens.open('?times=5#/', { who: 'zhoum', homes: 'usual' });
    await line(page, /还有 1\d\d 人逾期未访/).waitFor();
    const [id = ''] = await idsOf(page, '沈桂英');
    await page.evaluate(async (person) => {
      const { station } = window.harness;
      await station?.writer.edit(person, () => ({ sex: 'female' }));
      const [row] = station?.outbox() ?? [];
      if (row) window.harness.setSync({ outbox: [{ ...row, state: 'refused', code: 'row.malformed', reason: 'x' }] });
    }, id);
    const refused = line(page, '改好被退回的记录');
    await refused.waitFor();
    expect(await refused.textContent()).toContain('居民：沈**');
    await page.getByRole('group', { name: '看哪些待办' }).getByRole('button', { name: /我的/ }).press('Enter');
    await line(page, '走访').first().waitFor({ state: 'detached' });
    await refused.getByRole('link').press('Enter');
    await page.getByRole('heading', { name: /等您处理/ }).waitFor();
    await page.context().close();
  });

  it('keeps a visit that was begun before somebody’s eyes, and leads back into it by keyboard', async () => {
    const page = await screens.open('#/visits');
    await openForm(page, '何秀兰');
    await choose(page, '在家');
    await saved(page);
    await goToAddress(page, '#/');
    const begun = line(page, '写完走访记录');
    await begun.filter({ hasText: '何秀兰' }).waitFor();
    expect(await begun.count()).toBe(1);
    await begun.getByRole('link').press('Enter');
    await page.locator('.visit-form').waitFor();
    await page.context().close();
  });

  it('counts a visit of today as done', async () => {
    const page = await screens.open('#/');
    await page.getByText('今天已走访 0 次').waitFor();
    await goToAddress(page, '#/visits');
    await openForm(page, '沈桂英');
    await choose(page, '不在家');
    await page.keyboard.press('Control+Enter');
    await page.locator('.visit-form').waitFor({ state: 'detached' });
    await goToAddress(page, '#/');
    await page.getByText('今天已走访 1 次').waitFor();
    await page.context().close();
  });
});

describe('the day of the workbench', () => {
  it('is the station’s within seconds, where the device’s clock was wrong when somebody signed in', async () => {
    const page = await screens.open('#/', { who: 'zhoum' });
    await page.getByRole('heading', { name: '11月23日 星期一' }).waitFor();
    await page.evaluate(() => window.harness.station?.setClockOffset(6 * 86_400_000));
    await page.getByRole('heading', { name: '11月29日 星期日' }).waitFor({ timeout: 10_000 });
    await page.context().close();
  });
});

describe('the figures of the workbench', () => {
  it('say how many are lacking, the same number as the archives behind it', async () => {
    const page = await screens.open('#/', { who: 'zhoum' });
    const coverage = page.locator('.kpi').filter({ hasText: '重点人群监测覆盖' });
    const lacking = Number(/差 (\d+) 人/.exec((await coverage.textContent()) ?? '')?.[1]);
    const [, met = '', of = ''] = /([\d,]+) \/ ([\d,]+)/.exec((await coverage.textContent()) ?? '') ?? [];
    const numberOf = (text: string) => Number(text.replace(',', ''));
    expect(numberOf(of) - numberOf(met)).toBe(lacking);
    await coverage.getByRole('link').click();
    const whole = page.getByRole('group', { name: '四类档案' }).getByRole('button').first();
    await whole.getByText(`差${lacking}人`).waitFor();
    await page.context().close();
  });

  it('say that there is nothing to count instead of nought per cent', async () => {
    const page = await screens.open('?begin=empty&admin=empty#/', { who: 'zhoum' });
    await page.getByText('没有登记重点人群，无从统计').first().waitFor();
    await page.getByText('还没有居民档案，无从统计').waitFor();
    await page.getByText('今天没有逾期走访').waitFor();
    await page.getByText('今天的事都做完了').waitFor();
    expect(await page.locator('.wb-kpis').textContent()).not.toContain('%');
    await page.context().close();
  });
});

describe('the figures during a first sync', () => {
  it('wait until everything has come, and a single change does not take them away', async () => {
    const page = await screens.open('#/', { who: 'zhoum' });
    await page.locator('.kpi-figure').nth(3).waitFor();
    const receiving = (received: number) =>
      page.evaluate((count) => {
        const databases = [{ name: 'grid-qinghe-1', state: 'catching-up', received: count } as const];
        window.harness.setSync({ status: { link: { kind: 'live' }, databases, lastCurrentMs: null } });
      }, received);
    await receiving(3010);
    await page.getByText('资料收齐后统计').nth(3).waitFor();
    expect(await page.locator('.kpi-figure').count()).toBe(0);
    await receiving(1);
    await page.locator('.kpi-figure').nth(3).waitFor();
    await page.context().close();
  });

  it('do not call the day done, nor a list empty, before the first rows have come', async () => {
    const page = await screens.open('?begin=empty&admin=empty#/', { who: 'zhoum' });
    await page.getByText('今天的事都做完了').waitFor();
    const set = (lastCurrentMs: number | null) =>
      page.evaluate((last) => {
        window.harness.setSync({ status: { link: { kind: 'live' }, databases: [], lastCurrentMs: last } });
      }, lastCurrentMs);
    await set(null);
    await page.getByText('资料收齐后统计').nth(4).waitFor();
    await page.locator('.wb-day').getByText('正在从站内接收资料，收齐后统计').waitFor();
    expect(await page.getByRole('main').textContent()).not.toMatch(/都做完了|今日没有待办|没有逾期走访|无从统计/);
    await set(1);
    await page.getByText('今天的事都做完了').waitFor();
    await page.context().close();
  });
});

describe('who sees what on the workbench', () => {
  it('shows whoever may read no grid neither residents nor ways to them', async () => {
    const page = await screens.open('#/', { who: 'zhangw' });
    await page.getByText('今天的事都做完了').waitFor();
    expect(await page.locator('.wb-kpis').count()).toBe(0);
    expect(await page.getByRole('main').textContent()).not.toMatch(/走访|重点/);
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
    await page.context().close();
  });

  it('offers whoever logs no visits no way to log one', async () => {
    const page = await screens.open('#/', { who: 'linxy' });
    await page.getByRole('button', { name: '报事件' }).waitFor();
    expect(await page.getByRole('button', { name: '记走访' }).count()).toBe(0);
    await page.context().close();
  });

  it('shows a worker with one grid no comparison of grids, and the manager all of them', async () => {
    const own = await screens.open('#/', { who: 'zhangxm', homes: 'usual' });
    await own.getByRole('heading', { name: '逾期走访' }).waitFor();
    await own.locator('.wb-overdue li').first().waitFor();
    expect(await own.getByText('各网格走访').count()).toBe(0);
    await own.context().close();
    const all = await screens.open('#/', { who: 'zhoum' });
    await all.getByText('各网格走访').waitFor();
    expect(await all.locator('.wb-grids li').count()).toBe(3);
    await all.context().close();
  });

  it('puts what the station tells everybody beside the day, the unread in front of somebody’s eyes', async () => {
    const page = await screens.open('#/', { who: 'lijg' });
    await page.evaluate(async () => {
      const { station } = window.harness;
      const fields = {
        title: '周二上午停水',
        body: '九点到十一点。',
        from: '2026-11-23',
        until: null,
        importance: 'important',
        audience: null,
        forResidents: false,
        withdrawn: false,
      };
      const scope = station?.session.station.id ?? '';
      await station?.writer.create({ type: 'announcement', scope, uid: station.newUid(), fields });
    });
    await page
      .locator('.wb-news')
      .getByRole('link', { name: /周二上午停水/ })
      .click();
    await page.getByText('九点到十一点。').waitFor();
    await page.context().close();
  });
});

describe('the workbench on other screens', () => {
  it('has its actions under the thumb on a tablet', async () => {
    const page = await screens.open('#/', { viewport: 'tablet' });
    const log = page.getByRole('button', { name: '记走访' });
    await line(page, '走访').first().waitFor();
    const box = await log.boundingBox();
    expect(box?.height ?? 0).toBeGreaterThanOrEqual(48);
    expect(box?.y ?? 0).toBeGreaterThan(1000);
    await log.click();
    await page.getByRole('heading', { name: '走访', level: 1 }).waitFor();
    await page.context().close();
  });

  it.each([
    ['wide', 'light', 'zh', 'zhoum'],
    ['medium', 'dark', 'en', 'lijg'],
    ['tablet', 'light', 'en', 'lijg'],
  ] as const)('can be read by everybody: %s, %s, %s', async (viewport, theme, language, who) => {
    const page = await screens.open('#/', { viewport, theme, language, who });
    await page.locator('.todo-row').nth(4).waitFor();
    await page.locator('.kpi-figure').nth(3).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    const overflow = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

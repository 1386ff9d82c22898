import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type PageOptions, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

async function openQuality(query = '', options: PageOptions = {}): Promise<Page> {
  const page = await screens.open('', options);
  await go(page, query);
  await page.locator('.quality h1').waitFor();
  return page;
}

const go = (page: Page, query: string) =>
  page.evaluate((place) => {
    location.hash = `#/data/quality${place}`;
  }, query);

const hash = (page: Page) => page.evaluate(() => location.hash);
const rows = (page: Page) => page.locator('.data-grid [data-row]');
const rail = (page: Page, title: string) => page.getByRole('navigation', { name: '按问题看' }).getByText(title);
const panel = (page: Page) => page.locator('article.beside');
const notice = (page: Page, text: string | RegExp) => page.locator('.foot-bar').getByText(text);
/** A picture of the page into the folder that `SHOTS` names; none without it. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/quality-${name}.png` });
}
/** What stands in the hub's copy of the newest unsent record of a type. */
const unsent = (page: Page, type: string) =>
  page.evaluate(
    (wanted) =>
      (window.harness.station?.outbox() ?? []).map(({ record }) => record).filter((record) => record.type === wanted),
    type,
  );

describe('what does not fit', () => {
  it('is counted by how serious it is and by problem, and narrowed in the address', async () => {
    const page = await openQuality();
    await rows(page).first().waitFor();
    expect(await page.getByRole('status').first().innerText()).toMatch(/有 \d+ 处等您核对/);
    await rail(page, '出生日期和身份证不一致').click();
    expect(await hash(page)).toContain('rule=birth-date-differs');
    await page.getByText('年龄、重点人群和走访期限').waitFor();
    const count = await page.locator('.quality-rail [aria-pressed=true] span').innerText();
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(Number(count) + 1));
    await page
      .getByRole('group', { name: '轻重' })
      .getByRole('button', { name: /^可补充/ })
      .click();
    expect(await hash(page)).not.toContain('rule=');
    await expect.poll(() => hash(page)).toContain('severity=hint');
    await page.context().close();
  });

  it('is opened with the keyboard, says what the press changes, and leads to the file', async () => {
    const page = await openQuality('?rule=birth-date-differs');
    const first = rows(page).first();
    await first.waitFor();
    const name = await first.locator('b').innerText();
    await first.focus();
    await page.keyboard.press('Enter');
    await panel(page).getByText(name).first().waitFor();
    await panel(page)
      .getByText(/日 改为 .*日$/)
      .waitFor();
    expect(await panel(page).innerText()).not.toMatch(/\d{17}/);
    const link = await panel(page).getByRole('link', { name: '打开档案' }).getAttribute('href');
    expect(link).toMatch(/^#\/people\?person=person/);
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'detached' });
    await page.context().close();
  });
});

describe('one press', () => {
  it('mends a birth date, keeps what stood there, and is undone', async () => {
    const page = await openQuality('?rule=birth-date-differs');
    const before = await rail(page, '出生日期和身份证不一致').count();
    expect(before).toBe(1);
    await rows(page).first().click();
    await panel(page).getByText(/改为/).waitFor();
    await panel(page).getByRole('button', { name: '按身份证改' }).click();
    await notice(page, '已修正 1 处').waitFor();
    await page.getByText('这样筛选下来没有').waitFor();
    const [decision] = await unsent(page, 'finding');
    const [person] = await unsent(page, 'person');
    expect(decision).toMatchObject({ decision: 'fixed', ruleId: 'birth-date-differs', subjectUid: person?.uid });
    expect(decision?.['before']).not.toEqual({ birthDate: person?.['birthDate'] });
    await page.getByRole('button', { name: '撤销' }).click();
    await notice(page, '已撤销 1 处').waitFor();
    await rows(page).first().waitFor();
    const [restored] = await unsent(page, 'person');
    expect({ birthDate: restored?.['birthDate'] }).toEqual(decision?.['before']);
    await page.context().close();
  });

  it('mends all of a rule after it was asked', async () => {
    const page = await openQuality('?rule=declaration-contradicted');
    await rows(page).first().waitFor();
    await page.getByRole('button', { name: '全部修正' }).click();
    const question = page.getByRole('dialog');
    await question.getByText(/一次修正 \d+ 处/).waitFor();
    await question.getByRole('button', { name: '全部修正' }).click();
    await notice(page, /已修正 \d+ 处/).waitFor();
    await page.getByText('这样筛选下来没有').waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await notice(page, /已撤销/).waitFor();
    await rows(page).first().waitFor();
    await page.context().close();
  });

  it('that the disk refuses changes nothing and says so', async () => {
    const page = await openQuality('?rule=declaration-contradicted');
    await rows(page).first().click();
    await page.evaluate(() => window.harness.station?.failWrites(true));
    await panel(page).getByRole('button', { name: '撤下申报' }).click();
    await page.locator('.foot-bar .error-notice').waitFor();
    expect(await rows(page).count()).toBeGreaterThan(0);
    await page.evaluate(() => window.harness.station?.failWrites(false));
    await page.locator('.foot-bar').getByRole('button', { name: '知道了' }).click();
    await page.context().close();
  });

  it('leaves alone what somebody has changed since', async () => {
    const page = await openQuality('?rule=declaration-contradicted');
    await rows(page).first().click();
    await panel(page).getByRole('button', { name: '撤下申报' }).click();
    await notice(page, '已修正 1 处').waitFor();
    const [person] = await unsent(page, 'person');
    await page.evaluate(
      ([id]) => window.harness.station?.writer.edit(id ?? '', () => ({ livingAlone: null })),
      [person?._id],
    );
    await page.getByRole('button', { name: '撤销' }).click();
    await notice(page, /1 处后来又有人改过/).waitFor();
    await page.context().close();
  });
});

describe('what stays as it is', () => {
  it('needs a reason, is shown no more, and can be taken back later', async () => {
    const page = await openQuality('?severity=warning');
    const first = rows(page).first();
    await first.waitFor();
    const name = await first.locator('b').innerText();
    await first.click();
    await panel(page).getByRole('button', { name: '保持现状' }).click();
    await panel(page).getByRole('button', { name: '保持现状，不再提示' }).click();
    await panel(page).getByText('请写一句理由').waitFor();
    await panel(page).getByLabel('为什么保持现状').fill('家属说原件就是这样');
    await panel(page).getByRole('button', { name: '保持现状，不再提示' }).click();
    await notice(page, '已保持现状').waitFor();
    const [decision] = await unsent(page, 'finding');
    expect(decision).toMatchObject({ decision: 'accepted', before: {} });
    expect(JSON.stringify(decision)).not.toContain('原件');
    await go(page, '?view=decisions');
    const row = page.getByRole('row', { name: new RegExp(name) });
    await row.getByText('家属说原件就是这样').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await shoot(page, 'decisions');
    await row.getByRole('button', { name: /^撤销/ }).click();
    await row.getByText('已撤销').waitFor();
    await page.context().close();
  });
});

describe('the rules', () => {
  it('are only read by a grid worker', async () => {
    const page = await openQuality('?view=rules');
    await page.getByText('规则由站长或值班长设置').waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.context().close();
  });

  it('are set by the manager and count at once', async () => {
    const page = await openQuality('?view=rules', { who: 'zhoum' });
    const limit = page.getByLabel('「年龄超过上限」的年数（岁）');
    await limit.fill('60');
    await limit.press('Enter');
    await page.getByText('已保存：年龄超过上限').waitFor();
    await page.getByLabel('「年龄超过上限」的轻重').selectOption('hint');
    await page.getByRole('button', { name: '恢复原来的：年龄超过上限' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await go(page, '?severity=hint');
    await rail(page, '年龄超过上限').waitFor();
    await go(page, '?view=rules');
    await page.getByRole('button', { name: '恢复原来的：年龄超过上限' }).click();
    await expect.poll(() => limit.inputValue()).toBe('110');
    await limit.fill('abc');
    await limit.press('Enter');
    expect(await limit.inputValue()).toBe('110');
    await go(page, '');
    await rows(page).first().waitFor();
    await rail(page, '年龄超过上限').waitFor({ state: 'detached' });
    await page.context().close();
  });
});

describe('the nights', () => {
  it('say honestly that there is none yet', async () => {
    const page = await openQuality('?view=nights');
    await page.getByText('还没有夜里的检查结果').waitFor();
    await page.context().close();
  });

  it('stand by day with what changed', async () => {
    const page = await openQuality('?view=nights');
    await page.getByText('还没有夜里的检查结果').waitFor();
    await page.evaluate(async () => {
      const station = window.harness.station;
      const night = (day: string, grid: number, found: Record<string, number>) =>
        station?.writer.create({
          type: 'quality-report',
          scope: `qinghe-${grid}`,
          uid: station.newUid(),
          key: day,
          fields: { day, atMs: station.nowMs(), checked: { person: 1000, household: 400, dwelling: 420 }, found },
        });
      await night('2026-05-18', 1, { 'no-id': 3, 'same-id': 2 });
      await night('2026-05-19', 1, { 'no-id': 1 });
      await night('2026-05-19', 2, { 'no-id': 1, 'very-old': 1 });
    });
    const row = page.getByRole('row', { name: /5月19日/ });
    await row.getByText('少 2').waitFor();
    await row.getByText('2000 人、800 户、840 套').waitFor();
    await shoot(page, 'nights');
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });
});

describe('the page', () => {
  it.each<PageOptions>([
    { viewport: 'wide' },
    { viewport: 'medium', theme: 'dark' },
    { viewport: 'tablet', language: 'en' },
    { viewport: 'tablet', theme: 'dark' },
  ])('can be used by everybody: %o', async (options) => {
    const page = await openQuality('', options);
    await rows(page).first().waitFor();
    const isUsable = async (name: string) => {
      expect(await seriousViolations(page), name).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, name).toBeLessThanOrEqual(0);
      const shots = process.env['SHOTS'];
      if (shots)
        await page.screenshot({ path: `${shots}/quality-${options.viewport}-${options.theme ?? ''}-${name}.png` });
    };
    await isUsable('list');
    await rows(page).first().click();
    await page.locator('.quality-preview, .quality-facts').first().waitFor();
    await isUsable('panel');
    await go(page, '?view=rules');
    await page.locator('.quality-rules').waitFor();
    await isUsable('rules');
    await page.context().close();
  });
});

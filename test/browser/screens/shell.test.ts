import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type PageOptions, type Screens } from '../support/open-screens';
import { choose, openForm, saved } from './visit';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const navigation = (page: Page) => page.getByRole('navigation', { name: '主导航' });
const hash = (page: Page) => page.evaluate(() => location.hash);
const goTo = (page: Page, address: string) => page.evaluate((next) => (location.hash = next), address);

describe('the navigation', () => {
  it('groups the pages, counts what is overdue, and says which station and device this is', async () => {
    const page = await screens.open('#/', { who: 'zhoum' });
    const nav = navigation(page);
    await nav.getByRole('link', { name: /工作台/, exact: false }).waitFor();
    const names = async (group: string) =>
      (await nav.getByRole('group', { name: group, exact: true }).getByRole('link').allTextContents()).map((text) =>
        text.replace(/\d.*/, ''),
      );
    expect(await names('服务对象')).toEqual(['居民', '房屋']);
    expect(await names('治理')).toEqual(['走访', '网格地图', '事件', '预警', '风险', '重点人群']);
    expect(await names('服务')).toEqual(['窗口', '预约', '申办', '统计', '事项目录']);
    expect(await names('站点')).toEqual(['公告', '物联设备', '数据', '同步', '设置']);
    await nav.getByRole('link', { name: /走访 ?\d+ ?人逾期/ }).waitFor();
    expect(await nav.getByRole('link', { name: '工作台' }).getAttribute('aria-current')).toBe('page');
    await nav.getByText('青禾里社区服务中心').waitFor();
    await nav.getByText('本机 平板 03').waitFor();
    await page.context().close();
  });

  it('offers nobody a page that is not open to them', async () => {
    const page = await screens.open('#/', { who: 'wuzy' });
    const links = await navigation(page).getByRole('link').allTextContents();
    expect(links.join(' ')).not.toMatch(/居民|房屋|走访|网格地图|数据/);
    expect(links.join(' ')).toMatch(/工作台.*公告.*同步/);
    await page.context().close();
  });

  it('stands at the foot of a tablet with the rest one press away', async () => {
    const page = await screens.open('#/', { viewport: 'tablet' });
    await navigation(page).getByRole('link', { name: '居民' }).waitFor();
    await navigation(page).getByRole('button', { name: '更多' }).click();
    await page.getByRole('dialog', { name: '更多' }).getByRole('link', { name: '同步' }).click();
    await page.getByRole('heading', { name: '本机的记录都已到站内' }).waitFor();
    await page.context().close();
  });
});

describe('an address', () => {
  it.each(['#/nowhere', '#/data/nothing', '#/settings/nothing', '#/person/undo'])(
    'that leads nowhere says so and leads back (%s)',
    async (address) => {
      const page = await screens.open(address, { who: 'zhoum' });
      await page.getByRole('heading', { name: '没有这一页' }).waitFor();
      await page.getByRole('button', { name: '回到工作台' }).click();
      expect(await hash(page)).toBe('#/');
      await page.context().close();
    },
  );

  it.each([
    ['lijg', '#/settings/audit'],
    ['linxy', '#/settings/keys'],
    ['wuzy', '#/people'],
    ['zhangw', '#/data/import'],
    ['chenaf', '#/person/new'],
  ])('of a page that is not open to %s says whom to ask (%s)', async (who, address) => {
    const page = await screens.open(address, { who });
    await page.getByRole('heading', { name: '这一页不对您的岗位开放' }).waitFor();
    await page.getByText(/请站长调整您的岗位或功能/).waitFor();
    expect(await page.getByRole('main').getByRole('button').allTextContents()).toEqual(['回到工作台']);
    await page.context().close();
  });

  it('of a page that is open leads there', async () => {
    const page = await screens.open('#/settings/audit', { who: 'wuzy' });
    await page.locator('.audit-table').waitFor();
    await page.context().close();
  });
});

describe('a page that breaks', () => {
  const NOTE = '膝盖疼，上下楼慢';

  it('keeps the half-filled visit, says so, and opens again once the cause is gone', async () => {
    const page = await screens.open('', { expects: /additions|above error/ });
    await openForm(page, '沈桂英');
    await choose(page, '在家');
    await page.getByLabel('情况记录').fill(NOTE);
    // At once, before the pause after which a draft is saved.
    await page.evaluate(async () => {
      const station = window.harness.station;
      const person = new URLSearchParams(location.hash.split('?')[1]).get('person') ?? '';
      const visit = station?.visits().find((each) => person.endsWith(String(each['personUid'])));
      if (!station || !visit) throw new Error('no visit to spoil');
      Object.assign(window, { whole: visit });
      await station.spoil({ ...visit, additions: null });
    });
    const notice = page.getByRole('alert').filter({ hasText: '这一页出了问题' });
    await notice.getByText(/写到一半的也留在本机/).waitFor();
    // The pages around it go on.
    await navigation(page).getByRole('link', { name: '居民' }).waitFor();

    await notice.getByRole('button', { name: '再试一次' }).click();
    await notice.getByText('再试也没有好').waitFor();
    await notice.getByRole('button', { name: '回到工作台' }).click();
    await notice.waitFor({ state: 'detached' });
    expect(await hash(page)).toBe('#/');

    await page.evaluate(async () => {
      const { whole } = window as unknown as { whole: never };
      await window.harness.station?.spoil(whole);
    });
    await page.goBack();
    await page.locator('.visit-form').waitFor();
    expect(await page.getByLabel('情况记录').inputValue()).toBe(NOTE);
    await saved(page);
    await page.context().close();
  });
});

describe('the shortcuts', () => {
  it('stand on a page of their own, which the question mark opens', async () => {
    const page = await screens.open('#/visits', { who: 'zhoum' });
    await page.getByRole('row').nth(2).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: '键盘快捷键' }).waitFor();
    const rows = await page.locator('.shortcuts dl > div').allTextContents();
    expect(rows).toContain('找人、找地址、找命令Ctrl+K');
    expect(rows).toContain('走访Alt+4');
    expect(rows).toContain('窗口Alt+0');
    await page.context().close();
  });

  it('do what the page says', async () => {
    const page = await screens.open('#/shortcuts', { who: 'zhoum' });
    await page.locator('.shortcuts dd').first().waitFor();
    for (const [keys, address] of [
      ['Alt+2', '#/people'],
      ['Alt+5', '#/map'],
      ['Alt+9', '#/key-people'],
      ['Alt+1', '#/'],
      ['Alt+R', '#/person/new'],
      ['Alt+N', '#/visits?tab=all'],
    ] as const) {
      await page.keyboard.press(keys);
      await expect.poll(() => hash(page), { message: keys }).toBe(address);
    }
    await page.keyboard.press('Alt+L');
    await page.locator('[data-size=large]').waitFor();
    await page.keyboard.press('Control+Shift+L');
    await page.locator('.lock').waitFor();
    await page.context().close();
  });

  it('begin the visit of whoever stands opened', async () => {
    const page = await screens.open('');
    await page.getByRole('textbox').first().fill('沈桂英');
    await page
      .getByRole('row', { name: /沈桂英/ })
      .first()
      .click();
    await page.getByRole('article', { name: /沈桂英/ }).waitFor();
    await page.keyboard.press('Alt+N');
    await page.locator('.visit-form').getByText('沈桂英').first().waitFor();
    await page.context().close();
  });

  it('leave characters alone while somebody types, and wait behind the search', async () => {
    const page = await screens.open('');
    const field = page.getByRole('textbox').first();
    await field.focus();
    await page.keyboard.type('?');
    expect(await field.inputValue()).toBe('?');
    await page.keyboard.press('Control+K');
    await page.getByRole('dialog', { name: '查找' }).waitFor();
    await page.keyboard.press('Alt+2');
    await page.keyboard.press('Escape');
    expect(await hash(page)).toMatch(/^#\/visits/);
    await page.context().close();
  });

  it('are called by the names of a Mac on a Mac', async () => {
    const page = await screens.open('#/sync');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(() => Object.defineProperty(navigator, 'platform', { get: () => 'MacIntel' }));
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: '键盘快捷键' }).waitFor();
    const rows = await page.locator('.shortcuts dl > div').allTextContents();
    expect(rows).toContain('找人、找地址、找命令⌘K');
    expect(rows).toContain('工作台⌥1');
    await page.context().close();
  });
});

describe('quick actions in the search', () => {
  async function run(page: Page, words: string): Promise<void> {
    await page.keyboard.press('Control+K');
    await page
      .getByRole('dialog', { name: /查找|Find/ })
      .getByRole('combobox')
      .fill(words);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
  }

  it('change type, language and look, and lock the screen', async () => {
    const page = await screens.open('');
    await page.getByRole('row').nth(2).waitFor();
    await run(page, '大字');
    await page.locator('[data-size=large]').waitFor();
    await run(page, 'dazi');
    await page.locator('[data-size=usual]').waitFor();
    await run(page, '英文');
    await page.getByRole('heading', { name: 'Visits' }).waitFor();
    await run(page, 'to Chinese');
    await page.getByRole('heading', { name: '走访' }).waitFor();
    await run(page, 'dark');
    await run(page, 'dark');
    await page.locator('[data-theme=dark]').waitFor();
    await run(page, '锁屏');
    await page.locator('.lock').waitFor();
    await page.context().close();
  });

  it('are only those that somebody may do', async () => {
    const page = await screens.open('#/', { who: 'wuzy' });
    await navigation(page).waitFor();
    await page.keyboard.press('Control+K');
    await page.getByRole('option', { name: '工作台' }).waitFor();
    const commands = (await page.getByRole('option').allTextContents()).join(' ');
    expect(commands).not.toMatch(/记走访|新增居民|导入|写公告/);
    await page.context().close();
  });
});

describe('the header', () => {
  it('has language and look in the menu of the person', async () => {
    const page = await screens.open('#/sync', { viewport: 'tablet' });
    await page.getByRole('button', { name: /李建国.*打开菜单/ }).click();
    await page.getByText('青禾里社区服务中心').waitFor();
    await page.getByRole('button', { name: /外观：跟随系统/ }).click();
    await page.getByRole('button', { name: /外观：浅色/ }).click();
    await page.locator('[data-theme=dark]').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Look: Dark' }).waitFor();
    await page.context().close();
  });
});

const WAYS: readonly Required<Pick<PageOptions, 'language' | 'theme' | 'viewport'>>[] = [
  { language: 'zh', theme: 'light', viewport: 'wide' },
  { language: 'zh', theme: 'dark', viewport: 'tablet' },
  { language: 'en', theme: 'dark', viewport: 'medium' },
];

describe.each(WAYS)('the frame ($language, $theme, $viewport)', (way) => {
  it('can be used by everybody, and nothing sticks out of it', async () => {
    const page = await screens.open('#/shortcuts', { ...way, who: 'zhoum' });
    for (const [address, sign] of [
      ['#/shortcuts', '.shortcuts dd'],
      ['#/nowhere', '.no-page button'],
      ['#/announcements', '.announcement-line'],
    ] as const) {
      await goTo(page, address);
      await page.locator(sign).first().waitFor();
      expect(await seriousViolations(page), address).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, address).toBeLessThanOrEqual(0);
    }
    const rail = await page
      .locator('.shell-nav a')
      .evaluateAll((links) =>
        links.filter((link) => link.scrollWidth > link.clientWidth + 1).map((link) => link.textContent),
      );
    expect(rail, 'names that do not fit').toEqual([]);
    await page.locator('.bell').click();
    await page.locator('.bell-panel').waitFor();
    expect(await seriousViolations(page), 'the bell').toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.person-button').click();
    await page.locator('.person-menu').waitFor();
    expect(await seriousViolations(page), 'the menu').toEqual([]);
    await page.context().close();
  });
});

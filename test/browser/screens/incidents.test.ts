import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import type { Incident } from '#shared/schema/types/incident';
import { drawnPhoto } from '#test/support/drawn';
import { openScreens, seriousViolations, signIn, type Screens } from '../support/open-screens';
import { goToAddress } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

type Stored = Incident & WireRecord;

/** Every incident on the device. */
const incidents = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<readonly Stored[]>((resolve, reject) => {
        const records = window.harness.station?.records;
        if (!records) return reject(new Error('nobody is signed in'));
        records.all('incidents', 'incident').subscribe((all) => resolve(all as never));
      }),
  );
const byTitle = async (page: Page, title: string | RegExp) =>
  (await incidents(page)).find((each) => (typeof title === 'string' ? each.title === title : title.test(each.title)));

const row = (page: Page, title: string | RegExp) => page.getByRole('row', { name: title });
const panel = (page: Page) => page.locator('.incident-panel');
const steps = (page: Page) => panel(page).locator('.incident-steps li');
const act = (page: Page, name: string) => panel(page).getByRole('button', { name, exact: true });
const photo = { name: '通道.png', mimeType: 'image/png', buffer: drawnPhoto('stairs') };
const addPhoto = (page: Page) => page.locator('.photo-picker input[type=file][multiple]').setInputFiles([photo]);

/** The hub is away from now on. */
const goOffline = (page: Page) =>
  page.evaluate(() => {
    const error = Object.assign(new Error('away'), { code: 'hub.unreachable', retry: true, details: {} });
    window.harness.setSync({
      status: { link: { kind: 'away', sinceMs: 0, error: error as never }, databases: [], lastCurrentMs: 0 } as never,
    });
  });

describe('reporting an incident', () => {
  it('takes a few presses without a network, survives a page that dies, and says truly where it has got', async () => {
    const first = await screens.open('#/incidents/report', { viewport: 'tablet' });
    const context = first.context();
    let page = first;
    await goOffline(page);
    await page.getByText('没有网络也能照常上报').waitFor();
    await page.getByText('已定位，精度 4 米').waitFor();
    await page.locator('.category-options').getByText('楼道堆物', { exact: true }).click();
    await page.getByText('处置时限：2 工作日。到站内后自动交给街道消防科。').waitFor();
    await addPhoto(page);
    await page.locator('.photo-tile img').waitFor();
    // The photo lies sealed for its grid.
    await page.getByText('照片按这个网格加密，不能再换').waitFor();
    await page.getByRole('combobox', { name: '楼栋或地址' }).fill('9幢2单元三楼');
    await page.getByText('1张照片随后单独送出').waitFor();
    expect(await seriousViolations(page)).toEqual([]);

    const address = page.url();
    await page.close();
    page = await context.newPage();
    await page.goto(address);
    await signIn(page);
    await page.locator('.photo-tile img').waitFor();
    await page.getByText('接着上次填写，没有丢失').waitFor();
    await page.getByLabel('情况').fill('纸箱堆到窗口');
    await page.getByRole('combobox', { name: '找居民' }).fill('沈桂英');
    await page
      .getByRole('option', { name: /沈桂英/ })
      .first()
      .click();
    await goOffline(page);
    await page.getByRole('button', { name: '上报', exact: true }).click();

    await page.getByRole('heading', { name: '已保存在本机，还没有送到站内' }).waitFor();
    await page.getByText('现在没有网络，连上后自动送出').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    const made = await byTitle(page, '9幢2单元三楼：楼道堆物');
    expect(made).toMatchObject({
      address: '9幢2单元三楼',
      channel: 'staff',
      photos: [{ kind: 'photo' }],
      place: { source: 'device', accuracyMeters: 4 },
      steps: [],
    });
    expect(made?.onBehalfOf).not.toBeNull();
    expect(JSON.stringify(made)).not.toContain('纸箱堆到窗口');
    const [kept] = await page.evaluate(() => Object.values(window.harness.station?.media.kept() ?? {}));
    expect(kept).toMatchObject({ isDraft: false, class: 'general' });
    await page.evaluate(() => window.harness.station?.acknowledge());
    await page.getByRole('heading', { name: '已送到站内' }).waitFor();
    await page.getByText('等站里受理和分拨').waitFor();

    await page.getByRole('button', { name: '再报一件' }).click();
    await page.getByText('还没有填写').waitFor();
    await context.close();
  });

  it('suggests what words are about, shows what is close by, and says what is missing beside it', async () => {
    const page = await screens.open('#/incidents', { who: 'linxy' });
    await row(page, /8幢东侧消防通道/).waitFor();
    const lane = await byTitle(page, /8幢东侧消防通道/);
    await page.context().setGeolocation({
      latitude: lane?.place?.lat ?? 0,
      longitude: lane?.place?.lng ?? 0,
      accuracy: 6,
    });
    await page.getByRole('button', { name: '上报事件' }).press('Enter');
    await page.getByText('已定位，精度 6 米').waitFor();
    const near = page.getByRole('status').filter({ hasText: '相近的' });
    await near.getByRole('link', { name: /8幢东侧消防通道/ }).waitFor();
    await page.getByRole('button', { name: '上报', exact: true }).click();
    await page.getByText('请选一个类别；说不清，就在下面写一句话').waitFor();

    await page.getByRole('textbox', { name: /找类别/ }).fill('三辆电动车把消防通道堵住了');
    const guess = page.getByRole('group', { name: '系统建议' }).getByRole('button', { name: /消防通道堵塞/ });
    await guess.waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await guess.click();
    await page.getByText('请选一个类别；说不清，就在下面写一句话').waitFor({ state: 'detached' });
    // A clerk works in no grid: where the point lies in none, the grid is asked for.
    const grid = page.getByRole('combobox', { name: '网格' });
    if ((await grid.inputValue()) === '') await grid.selectOption('3');
    await page.getByLabel('一句话').fill('8幢东侧又被堵住');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: '已保存在本机，还没有送到站内' }).waitFor();
    expect(await byTitle(page, '8幢东侧又被堵住')).toMatchObject({ urgent: true, suggestion: { from: 'text' } });
    await page.context().close();
  });
});

describe('the incidents', () => {
  it('stand by deadline, are narrowed and kept under a name, and are gone through by keyboard', async () => {
    const page = await screens.open('#/incidents', { who: 'zhoum' });
    await row(page, /13幢南侧小路/).waitFor();
    const first = await page.locator('[data-row="0"]').innerText();
    expect(first).toMatch(/超 \d+ 天/);
    await page.getByRole('button', { name: /^超时 \d/ }).click();
    await page.locator('[data-row="3"]').waitFor({ state: 'detached' });
    for (const text of await page.locator('[data-row]').allInnerTexts()) expect(text).toMatch(/超 \d+/);

    await page.getByRole('button', { name: /^未结 \d/ }).click();
    await page.getByRole('button', { name: '网格', exact: true }).click();
    await page.getByRole('checkbox', { name: '第3网格' }).check();
    await page.keyboard.press('Escape');
    await row(page, /13幢南侧小路/).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '常用列表' }).click();
    await page.getByRole('textbox', { name: '给这个列表起个名字' }).fill('三网格');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /三网格/ }).waitFor();
    expect(page.url()).toContain('grid=3');

    await page.locator('[data-row="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await panel(page).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: '看板' }).click();
    await page.getByRole('grid', { name: '处置中' }).locator('[data-row="0"]').press('Enter');
    await panel(page).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('are sent out by the rule, and where somebody else did something at the same time that is told', async () => {
    const page = await screens.open('#/incidents', { who: 'zhoum' });
    await row(page, /14幢西侧路牙石/).click();
    await act(page, '分拨').click();
    await panel(page).getByText('按规则「物业服务交物业公司」').waitFor();
    await page.keyboard.press('Control+Enter');
    await steps(page)
      .filter({ hasText: /分拨.*周敏/ })
      .waitFor();
    const sent = await byTitle(page, /14幢西侧路牙石/);
    expect(sent?.steps.at(-1)).toMatchObject({
      kind: 'dispatch',
      post: 'manager',
      because: { ruleName: '物业服务交物业公司' },
      after: [sent?.steps.at(-2)?.id],
    });

    // Nobody urges on without saying why.
    await act(page, '督办').click();
    await page.keyboard.press('Control+Enter');
    await panel(page).getByText('请写一句说明').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await panel(page).getByRole('textbox').fill('今天要有人到场');
    await panel(page).getByRole('button', { name: '督办', exact: true }).click();
    await panel(page).getByText('督办中').waitFor();
    await steps(page).filter({ hasText: '今天要有人到场' }).waitFor();

    await row(page, /7幢2单元四楼/).click();
    await panel(page).getByText('有两步是在互相不知道的时候做的').waitFor();
    expect(await steps(page).filter({ hasText: '当时互相不知道' }).count()).toBeGreaterThan(1);
    await page.context().close();
  });

  it('are dealt with on a tablet with a photo where one is asked for, and checked by somebody else', async () => {
    const page = await screens.open('#/incidents', { viewport: 'tablet', who: 'zhangxm' });
    await row(page, /8幢东侧消防通道/).click();
    await panel(page).getByRole('heading', { name: '8幢东侧消防通道被电动车堵住' }).waitFor();
    await act(page, '记录处置').click();
    await panel(page).getByRole('button', { name: '已清理完毕，现场恢复' }).click();
    await panel(page).locator('.step-form').getByRole('button', { name: '记录处置' }).click();
    await panel(page).getByText('这一类要附处置后的照片').waitFor();
    // What was written so far outlives the page.
    await page.reload();
    await signIn(page, 'zhangxm');
    await act(page, '记录处置').click();
    expect(await panel(page).getByRole('textbox').inputValue()).toBe('已清理完毕，现场恢复');
    await addPhoto(page);
    await panel(page).locator('.step-form .photo-tile img').waitFor();
    // The resident sees nothing of it unless somebody says so, photo by photo.
    await panel(page).getByRole('switch', { name: '结果给居民看' }).check();
    await panel(page).getByLabel('写给居民的话').fill('路'.repeat(301));
    await panel(page).locator('.step-form').getByRole('button', { name: '记录处置' }).click();
    await panel(page).getByText('写给居民的话最多300字').waitFor();
    await panel(page).getByLabel('写给居民的话').fill('通道已清空');
    await panel(page).getByRole('checkbox', { name: '第1张' }).check();
    expect(await seriousViolations(page)).toEqual([]);
    await panel(page).locator('.step-form').getByRole('button', { name: '记录处置' }).click();
    await panel(page).getByText('待核查', { exact: true }).waitFor();
    await steps(page).filter({ hasText: '附 1 张照片' }).waitFor();
    await panel(page).locator('.incident-photos .photo-tile img').nth(1).waitFor();
    // Who did the work does not check it.
    expect(await act(page, '核查通过').count()).toBe(0);
    expect(await seriousViolations(page)).toEqual([]);
    const done = await byTitle(page, /8幢东侧消防通道/);
    const added = done?.photos.at(-1)?.id;
    expect(done?.steps.at(-1)).toMatchObject({ kind: 'finish', photoIds: [added], shownPhotoIds: [added] });
    expect(JSON.stringify(done)).not.toContain('通道已清空');
    await page.context().close();
  });
});

describe('the tables behind the incidents', () => {
  it('take a limit from a source, and are for the manager alone', async () => {
    const page = await screens.open('#/incidents', { who: 'zhoum' });
    await page.getByRole('link', { name: '事件设置' }).click();
    await page.getByText(/54 类还没有定处置时限/).waitFor();
    await row(page, /积存垃圾渣土/).click();
    // That source says two things at once.
    await page.getByText('2日（渣土）/4小时（建筑垃圾）').waitFor();
    expect(await page.getByRole('button', { name: '照这个填' }).count()).toBe(0);
    await row(page, /暴露垃圾/).click();
    await page.getByRole('button', { name: '照这个填' }).nth(1).click();
    await page.getByRole('button', { name: '保存' }).click();
    await row(page, /暴露垃圾/)
      .getByText('1 工作日')
      .waitFor();
    expect(await seriousViolations(page)).toEqual([]);

    await page.getByRole('link', { name: '分拨规则' }).click();
    await page.getByRole('button', { name: '加一条规则' }).click();
    const form = page.getByRole('form', { name: '新规则' }).or(page.locator('.table-form'));
    await form.getByLabel('规则名称').fill('一网格路灯交市政');
    await form.getByLabel('再加单独的小类').selectOption({ label: '公共照明损坏' });
    await form.getByText('第1网格').click();
    await form.getByLabel('责任单位').selectOption({ label: '街道市政所' });
    await page.getByRole('button', { name: '先试算' }).click();
    await page
      .getByRole('region', { name: '试算' })
      .getByText(/用本机的 \d+ 件事试算/)
      .waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('button', { name: '把「一网格路灯交市政」往前移' }).press('Enter');
    await page.locator('.rule-rows li').nth(6).filter({ hasText: '一网格路灯交市政' }).waitFor();
    await page.context().close();

    const clerk = await screens.open('#/incidents/rules', { who: 'linxy' });
    await clerk.locator('.no-page').waitFor();
    await clerk.context().close();
  });
});

describe('the response figure of the workbench', () => {
  it('leads to the incidents that nobody came to in time', async () => {
    const page = await screens.open('#/', { who: 'zhoum' });
    await page.getByRole('link', { name: '事件 30 分钟内响应' }).click();
    await page.locator('[data-row="0"]').waitFor();
    await page.locator('[data-row="0"]').click();
    await panel(page).getByText('超过 30 分钟').waitFor();
    await goToAddress(page, '#/');
    await page.getByRole('link', { name: /^到场：14幢西侧路牙石/ }).click();
    await panel(page)
      .getByRole('heading', { name: /14幢西侧路牙石/ })
      .waitFor();
    await page.context().close();
  });
});

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, signIn, type Screens } from '../support/open-screens';
import { choose, openForm, openPerson, saved } from './visit';

const SHOTS = process.env['SHOTS'];

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const visitsOf = (page: Awaited<ReturnType<Screens['open']>>) =>
  page.evaluate(() => {
    const { station } = window.harness;
    const own = station?.session.staff.uid;
    return station?.visits().filter((visit) => visit.created.by === own && visit.created.on === station.replica) ?? [];
  });

describe('a visit', () => {
  it('written on a tablet is saved on the device, sealed, and stands at the top of the history', async () => {
    const page = await screens.open('', { viewport: 'tablet' });
    await openForm(page, '沈桂英');
    await page.getByText('定位精度 4 米').waitFor();
    await choose(page, '在家');
    await choose(page, '有不适');
    await page.getByLabel('收缩压（高压）').fill('148');
    await page.keyboard.press('Enter');
    await page.keyboard.type('92');
    await page.locator('.level').getByText('异常读数', { exact: true }).waitFor();
    await choose(page, '燃气阀门正常');
    await page.getByRole('button', { name: '烟感没电' }).click();
    await choose(page, '防滑垫');
    await page.getByLabel('情况记录').fill('膝盖疼，上下楼慢。');
    await choose(page, '一周后');
    await page.getByText('11月30日，一周后').waitFor();
    await saved(page);
    await page.getByRole('button', { name: '完成走访' }).click();

    const entry = page.locator('.visit-entry').first();
    await entry.getByText('血压 148/92').waitFor();
    await entry.getByText('膝盖疼，上下楼慢。').waitFor();
    await entry.getByText('烟感没电').waitFor();
    await entry.getByText(/已保存在本机 09:4\d/).waitFor();

    const [visit, ...others] = await visitsOf(page);
    expect(others).toEqual([]);
    expect(visit).toMatchObject({
      kind: 'home',
      place: { lat: 31.23, lng: 121.47, accuracyMeters: 4 },
      nextVisitOn: '2026-11-30',
      answers: { outcome: 'met', safety: { 'gas-valve': true, 'smoke-alarm': false }, needs: ['anti-slip-mat'] },
    });
    const text = JSON.stringify(visit);
    for (const secret of ['148', '膝盖', 'unwell']) expect(text).not.toContain(`"${secret}`);

    await page.evaluate(() => window.harness.station?.acknowledge());
    await entry.getByText('已到站内').waitFor();
    await page.context().close();
  });

  it('is signed by whoever was met: the name stays in the draft, goes out sealed, and stands in the history', async () => {
    const page = await screens.open('', { viewport: 'tablet' });
    await openForm(page, '沈桂英');
    await choose(page, '在家');
    await choose(page, '良好');
    const part = page.getByRole('group', { name: '本人签名' });
    await part.getByRole('button', { name: '请本人签名' }).click();
    const done = part.getByRole('button', { name: '签好了' });
    const sheet = part.getByRole('img', { name: '签名的地方' });
    const write = async (...points: readonly (readonly [number, number])[]) => {
      await sheet.scrollIntoViewIfNeeded();
      const box = await sheet.boundingBox();
      if (!box) throw new Error('no sheet');
      expect(box.width / box.height).toBeCloseTo(2.5, 1);
      for (const [n, [x, y]] of points.entries()) {
        await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
        if (n === 0) await page.mouse.down();
      }
      await page.mouse.up();
    };
    await write([0.5, 0.5]);
    expect(await done.isDisabled(), 'a dot is no name').toBe(true);
    await part.getByRole('button', { name: '擦掉' }).click();
    await write([0.1, 0.2], [0.4, 0.2], [0.4, 0.8]);
    await write([0.6, 0.2], [0.9, 0.8]);
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'visit-sign.png') });
    await done.click();
    await part.getByRole('img', { name: '本人签名' }).waitFor();
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'visit-signed.png') });
    expect(await seriousViolations(page), 'signed').toEqual([]);
    await saved(page);
    await page.getByRole('button', { name: '稍后继续' }).click();
    await page.getByRole('button', { name: '继续填写' }).click();
    await part.getByRole('img', { name: '本人签名' }).waitFor();
    await page.getByRole('button', { name: '完成走访' }).click();

    const drawn = page.locator('.visit-entry').first().getByRole('img', { name: '本人签名' });
    if (SHOTS) await page.screenshot({ path: join(SHOTS, 'visit-history.png') });
    const path = (await drawn.locator('path').getAttribute('d')) ?? '';
    expect(path).toMatch(/^M100 8\dL400 8\d 400 3[12]\dM600 8\dL900 3[12]\d$/);
    const [visit] = await visitsOf(page);
    expect(visit?.['answers']).toMatchObject({ signature: { kid: 'qinghe-1.general.1' } });
    expect(JSON.stringify(visit)).not.toContain('strokes');
    await page.context().close();
  });

  it('survives a page that dies in the middle and is taken up with one press', async () => {
    const first = await screens.open('', { viewport: 'tablet' });
    const context = first.context();
    let page = first;
    await openForm(page, '何秀兰');
    await choose(page, '在家');
    await page.getByLabel('情况记录').fill('写到一半');
    await saved(page);
    const begun = await page.evaluate(() => localStorage.getItem('harness-drafts'));
    const address = page.url();
    await page.close();
    page = await context.newPage();
    await page.goto(address);
    await signIn(page);
    await page.locator('.visit-form').waitFor();
    expect(await page.getByLabel('情况记录').inputValue()).toBe('写到一半');
    await page.getByText('接着上次填写，没有丢失').waitFor();

    await page.getByRole('button', { name: '稍后继续' }).click();
    await page.getByRole('button', { name: '继续填写' }).click();
    expect(await page.getByLabel('情况记录').inputValue()).toBe('写到一半');
    await choose(page, '良好');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('article').waitFor();
    const [visit] = await visitsOf(page);
    expect(begun).toContain(visit?.uid);
    expect(await page.evaluate(() => localStorage.getItem('harness-drafts'))).toBe('{}');
    await page.context().close();
  });

  it('with something missing says so beside the question, puts the cursor there, and loses nothing', async () => {
    const page = await screens.open('');
    await openForm(page, '沈桂英');
    await page.getByLabel('情况记录').fill('别丢');
    await page.keyboard.press('Control+Enter');
    await page.locator('.field-error').getByText('请选一项').waitFor();
    expect(
      await page.evaluate(() => document.activeElement?.closest('[role=radiogroup]')?.getAttribute('aria-label')),
    ).toBe('见到本人');
    await choose(page, '在家');
    await choose(page, '良好');
    await page.getByLabel('收缩压（高压）').fill('92');
    await page.getByLabel('舒张压（低压）').fill('148');
    await page.keyboard.press('Control+Enter');
    await page.getByText('低压不会高于或等于高压，两个数可能填反了').waitFor();
    expect(await page.getByLabel('情况记录').inputValue()).toBe('别丢');
    expect(await visitsOf(page)).toEqual([]);

    await page.getByLabel('收缩压（高压）').fill('148');
    await page.getByLabel('舒张压（低压）').fill('92');
    await page.locator('.field-error').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('to nobody at home asks nothing about health', async () => {
    const page = await screens.open('');
    await openForm(page, '沈桂英');
    await choose(page, '在家');
    await page.getByRole('radiogroup', { name: '身体状况' }).waitFor();
    await choose(page, '不在家');
    await page.getByRole('radiogroup', { name: '身体状况' }).waitFor({ state: 'detached' });
    expect(await page.getByLabel('收缩压（高压）').count()).toBe(0);
    await page.keyboard.press('Control+Enter');
    await page.locator('.visit-entry').first().getByText('不在家').waitFor();
    await page.context().close();
  });

  it('is never held up by a device that will not say where it stands', async () => {
    const page = await screens.open('', { place: null });
    await openForm(page, '沈桂英');
    await page.getByText('没有定位权限，不记位置').waitFor();
    await choose(page, '拒绝走访');
    await page.keyboard.press('Control+Enter');
    await page.locator('.visit-entry').first().getByText('拒绝走访').waitFor();
    expect((await visitsOf(page))[0]).toMatchObject({ place: null });
    await page.context().close();
  });

  it('that cannot be saved says so, keeps the words on the page, and saves with the next try', async () => {
    const page = await screens.open('');
    await openForm(page, '沈桂英');
    await page.evaluate(() => window.harness.station?.failDrafts(true));
    await page.getByLabel('情况记录').fill('满了也别丢');
    await page.getByText('本机存储空间满了').waitFor();
    expect(await page.locator('.save-words.is-saved').count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await page.getByLabel('情况记录').inputValue()).toBe('满了也别丢');
    await page.getByRole('button', { name: '再试一次' }).evaluate((button: HTMLElement) => {
      // At once: a try that is under way when the disk has room again would save by itself.
      window.harness.station?.failDrafts(false);
      button.click();
    });
    await saved(page);
    await page.context().close();
  });

  it('is none of a clerk’s: health is closed to them, and nothing offers to write one', async () => {
    const page = await screens.open('', { who: 'linxy' });
    await openPerson(page, '钱阿宝');
    await page.getByText('健康信息：无权查看').first().waitFor();
    await page.getByRole('article').getByRole('link', { name: '完整档案' }).waitFor();
    expect(await page.getByRole('button', { name: '记走访' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: '排今天的路线' }).count()).toBe(0);
    await page.evaluate(() => (location.hash = '#/visits/form?person=person~qinghe-1~x'));
    await page.getByText('这一页不对您的岗位开放').first().waitFor();
    await page.context().close();
  });

  it('grows by additions and never changes otherwise', async () => {
    const page = await screens.open('');
    await openForm(page, '沈桂英');
    await choose(page, '不在家');
    await page.getByLabel('情况记录').fill('门口没有人应');
    await page.keyboard.press('Control+Enter');
    const entry = page.locator('.visit-entry').first();
    await entry.getByRole('button', { name: '补充说明' }).click();
    await page.keyboard.type('邻居说去女儿家了');
    await page.keyboard.press('Control+Enter');
    await entry.locator('.visit-addition').getByText('邻居说去女儿家了').waitFor();
    await entry.getByText('门口没有人应').waitFor();
    await page.context().close();
  });
});

describe('the list', () => {
  it('shows the overdue by the keyboard alone: arrows move, Enter opens, Escape closes', async () => {
    const page = await screens.open('');
    const rows = page.locator('[data-row]');
    await rows.first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const name = await rows.nth(1).locator('b').textContent();
    await page.getByRole('article', { name: new RegExp(name ?? '-') }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('article').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('keeps the people it had when the device cannot say who is due now, and asks again at a press', async () => {
    const page = await screens.open('');
    const rows = page.locator('[data-row]');
    await rows.first().waitFor();
    const before = await rows.first().textContent();
    await page.evaluate(() => window.harness.station?.failRounds(true));
    const notice = page.getByRole('alert').filter({ hasText: '本机的资料打不开' });
    await notice.waitFor();
    expect(await rows.first().textContent()).toBe(before);
    await page.evaluate(() => window.harness.station?.failRounds(false));
    await notice.getByRole('button').click();
    await notice.waitFor({ state: 'detached' });
    expect(await rows.first().textContent()).toBe(before);
    await page.context().close();
  });

  it('draws only what is seen of ten thousand people, and reaches the last by one key', async () => {
    const page = await screens.open('?times=14', { homes: 'usual' });
    await page.getByRole('button', { name: /全部重点对象/ }).click();
    const grid = page.getByRole('grid');
    await page.locator('[data-row]').first().waitFor();
    const count = Number(await grid.getAttribute('aria-rowcount'));
    expect(count).toBeGreaterThan(10_000);
    expect(await page.locator('[data-row]').count()).toBeLessThan(60);
    await page.locator('[data-row]').first().focus();
    await page.keyboard.press('End');
    await page.locator(`[data-row="${count - 2}"]:focus`).waitFor();
    await page.context().close();
  });

  it('keeps other grids’ addresses behind a mask', async () => {
    const page = await screens.open('', { who: 'zhoum' });
    await openPerson(page, '沈桂英');
    expect(await page.getByRole('article').textContent()).not.toContain('8幢2单元301');
    await page.getByRole('button', { name: /显示住址/ }).click();
    await page.getByRole('article').getByText('清和路 8幢2单元301').waitFor();
    await page.context().close();
  });
});

import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { inventedId, practiceRoster, type PracticeRoster } from '#test/support/rosters';
import { openScreens, seriousViolations, type PageOptions, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const open = (options: PageOptions = {}) => screens.open('#/data/import', { who: 'zhoum', ...options });

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** A roster of people with slips, title rows above its heads, all dates and ids as spreadsheets have them. */
const ROSTER = practiceRoster({ rows: 400, seed: 5, defects: 20 });

async function workbook({ rows }: PracticeRoster): Promise<Buffer> {
  return Buffer.from(
    await writeXlsx({ sheets: [{ name: '名册', rows: rows.map(({ cells }) => [...cells] as never) }] }),
  );
}

const HEADS = ['姓名', '身份证号码', '性别', '住址', '网格', '与户主关系', '电话'];
const csv = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(`\ufeff${[HEADS, ...rows].map((row) => row.join(',')).join('\r\n')}`);

async function choose(page: Page, name: string, buffer: Buffer, mimeType = XLSX): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
}

async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: '检查', exact: true }).click();
  await page.getByRole('grid', { name: '名册的每一行' }).waitFor();
}

async function takeIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('heading', { name: '将要导入' }).waitFor();
  await page.getByRole('button', { name: '导入', exact: true }).click();
}

const panel = (page: Page) => page.locator('.beside');
const importedPeople = (page: Page): Promise<number> =>
  page.evaluate(
    async () =>
      (await window.harness.station?.register.list({
        kind: 'person',
        filter: { text: '枫叶巷' },
        sort: { by: 'name', descending: false },
        offset: 0,
        limit: 1,
        today: '2026-11-23',
      }))!.total,
  );

describe('importing a roster', () => {
  it('goes from the file to the people, with what is wrong shown, mended and handed out', async () => {
    const page = await open();
    await page.getByText('还没有导入过名册').waitFor();
    await choose(page, '青禾里花名册.xlsx', await workbook(ROSTER));
    await page.getByLabel('「身份证号码*」导入为').waitFor();
    expect(await page.getByLabel('「身份证号码*」导入为').inputValue()).toBe('citizenId');
    expect(await page.locator('.column-table').textContent()).not.toMatch(/339901\d/);
    expect(await seriousViolations(page)).toEqual([]);
    await check(page);
    await page.getByText('共 400 行：386 行可以导入，14 行有错').waitFor();
    expect(await seriousViolations(page)).toEqual([]);

    // A sex that disagrees is mended by the press that says what would be right.
    await page.getByLabel('按问题筛选').selectOption('sex-disagrees');
    await page.getByRole('row').filter({ hasText: '性别和身份证号不一致' }).first().click();
    await panel(page)
      .getByRole('button', { name: /^改成 / })
      .click();
    await page.getByText('387 行可以导入，13 行有错').waitFor();
    await panel(page).getByText('已改').waitFor();

    // A number copied wrongly is written anew; it shows in full only while somebody writes it.
    await page.getByRole('button', { name: /^有错/ }).click();
    await page.getByRole('row').filter({ hasText: '身份证号位数不对' }).first().click();
    expect(await panel(page).textContent()).not.toMatch(/339901\d/);
    await panel(page).getByRole('button', { name: '改身份证号码*' }).click();
    const field = panel(page).getByLabel('身份证号', { exact: true });
    expect(await field.inputValue()).toMatch(/^339901\d+/);
    expect(await seriousViolations(page)).toEqual([]);
    await field.fill(inventedId('1948-02-03', 'male', 77));
    await field.press('Enter');
    await field.waitFor({ state: 'detached' });

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出有错的行' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('青禾里花名册-有错的行.xlsx');

    await takeIn(page);
    await page.getByRole('heading', { name: '导入完成' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    expect(await importedPeople(page)).toBeGreaterThan(20);
    await page.getByRole('link', { name: '看居民' }).click();
    await page.getByRole('row').nth(2).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: '回到导入' }).click();
    await page.getByText('青禾里花名册.xlsx').waitFor();

    await page.getByRole('button', { name: '撤销导入：青禾里花名册.xlsx' }).click();
    await page.getByText(/^已撤销：收起 \d+ 条/).waitFor();
    expect(await importedPeople(page)).toBe(0);
    await page.getByRole('button', { name: '恢复导入：青禾里花名册.xlsx' }).click();
    await page.getByText('已恢复。').waitFor();
    expect(await importedPeople(page)).toBeGreaterThan(20);
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('remembers how a source was read', async () => {
    const page = await open();
    const rows = [['张秀兰', inventedId('1950-01-01', 'female', 1), '女', '枫叶巷1幢1单元101', '1', '户主', '']];
    await choose(page, '名单.csv', csv(rows), 'text/csv');
    await page.getByLabel('「电话」导入为').selectOption('contactPhone');
    await check(page);
    await page.getByRole('button', { name: '改列的意思' }).click();
    await page.getByRole('button', { name: '换一个文件' }).click();
    await choose(page, '下个月的名单.csv', csv(rows), 'text/csv');
    await page.getByText('沿用上次同一来源的设置').waitFor();
    expect(await page.getByLabel('「电话」导入为').inputValue()).toBe('contactPhone');
    await page.context().close();
  });

  it('shows who is at the station already, and fills in only what is missing', async () => {
    const page = await open();
    const known = await page.evaluate(async () => {
      const { station } = window.harness;
      const { rows } = await station!.register.list({
        kind: 'person',
        filter: { ageFrom: 40, hasPhone: true, hasCitizenId: true },
        sort: { by: 'name', descending: false },
        offset: 0,
        limit: 1,
        today: '2026-11-23',
      });
      const [row] = rows;
      const record = await new Promise<Record<string, unknown>>((resolve) =>
        station!.records.byId('people', row!.id).subscribe((found) => found && resolve(found)),
      );
      const id = await station!.sealer.open(record['citizenId'] as never, { uid: row!.uid, field: 'citizenId' });
      return { name: row!.name ?? '', sex: row!.sex, grid: row!.grid, address: row!.address, id: id as string };
    });
    const sex = known.sex === 'male' ? '男' : '女';
    const row = [known.name, known.id, sex, known.address, String(known.grid), '其他', '15400009999'];
    await choose(page, '签约.csv', csv([row]), 'text/csv');
    await page.getByLabel('「姓名」导入为').waitFor();
    await check(page);
    await page.getByRole('button', { name: /^站里已有/ }).click();
    await page.getByRole('row').filter({ hasText: known.name }).first().click();
    const facts = panel(page).getByRole('region', { name: '站里的资料' });
    await facts.getByText(known.name).waitFor();
    expect(await facts.getByLabel('怎么处理').inputValue()).toBe('fill');
    expect(await facts.textContent()).not.toContain(known.id);
    expect(await seriousViolations(page)).toEqual([]);
    await facts.getByLabel('怎么处理').selectOption('skip');
    await facts.getByText('这一行不导入，站里的资料不变。').waitFor();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByText('没有可以导入的内容。').waitFor();
    await page.context().close();
  });

  it('refuses what is no table, and says so beside the place to drop files', async () => {
    const page = await open();
    for (const [name, bytes, told] of [
      ['照片.xlsx', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]), '这个文件不是表格'],
      ['空的.xlsx', Buffer.alloc(0), '这个文件里没有内容'],
    ] as const) {
      await choose(page, name, bytes);
      await page.locator('.drop-zone').getByRole('alert').getByText(told).waitFor();
    }
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('says when the disk is full, shows it on every page, and goes on where it stopped', async () => {
    const page = await open();
    await choose(page, '花名册.xlsx', await workbook(ROSTER));
    await page.getByLabel('「身份证号码*」导入为').waitFor();
    await check(page);
    await page.evaluate(() => window.harness.station?.failWrites(true));
    await takeIn(page);
    await page.getByRole('heading', { name: '导入停下来了' }).waitFor();
    await page.getByText('本机存储空间满了').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('link', { name: '居民' }).click();
    await page.getByRole('link', { name: '导入停下来了，点这里查看' }).click();
    await page.evaluate(() => window.harness.station?.failWrites(false));
    await page.getByRole('button', { name: '接着导入' }).click();
    await page.getByRole('heading', { name: '导入完成' }).waitFor();
    await page.context().close();
  });

  it('is taken out again when it is cancelled', async () => {
    const page = await open();
    await choose(page, '花名册.xlsx', await workbook(ROSTER));
    await page.getByLabel('「身份证号码*」导入为').waitFor();
    await check(page);
    await page.evaluate(() => window.harness.station?.failWrites(true));
    await takeIn(page);
    await page.getByRole('heading', { name: '导入停下来了' }).waitFor();
    await page.evaluate(() => window.harness.station?.failWrites(false));
    await page.getByRole('button', { name: '取消导入' }).click();
    await page.getByText('这次导入已取消').waitFor();
    expect(await importedPeople(page)).toBe(0);
    await page.context().close();
  });

  it('goes by the keyboard alone', async () => {
    const page = await open();
    await choose(page, '花名册.xlsx', await workbook(ROSTER));
    await page.getByLabel('「身份证号码*」导入为').waitFor();
    await page.getByRole('button', { name: '检查', exact: true }).press('Enter');
    await page.locator('[data-row="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await panel(page).getByRole('button', { name: '改姓名*' }).press('Enter');
    await page.keyboard.press('Escape');
    await panel(page).getByRole('button', { name: '改姓名*' }).waitFor();
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '下一步' }).press('Enter');
    await page.getByRole('button', { name: '导入', exact: true }).press('Enter');
    await page.getByRole('heading', { name: '导入完成' }).waitFor();
    await page.context().close();
  });

  it('fits a tablet and reads in English', async () => {
    const page = await open({ viewport: 'tablet', language: 'en', who: 'lijg' });
    await choose(page, 'roster.xlsx', await workbook(ROSTER));
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('grid', { name: 'Rows of the roster' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.locator('[data-row="0"]').click();
    await panel(page).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    const isWider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(isWider).toBe(false);
    await page.context().close();
  });
});

import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTable } from '#renderer/data/tables/index';
import { openScreens, seriousViolations, type PageOptions, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

/** The list of residents, with the dialog open. */
async function openDialog(options: PageOptions = {}, address = '#/people'): Promise<Page> {
  const page = await screens.open(address, options);
  await page.locator('.data-grid [data-row]').first().waitFor();
  await page.getByRole('button', { name: options.language === 'en' ? 'Export' : '导出', exact: true }).click();
  await page.getByRole('dialog').waitFor();
  return page;
}

/** Presses the button that writes the file, and reads what was handed out. */
async function exported(page: Page) {
  const dialog = page.getByRole('dialog');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: '导出', exact: true }).click(),
  ]);
  const file = new Blob([Uint8Array.from(await readFile(await download.path()))]);
  const table = await openTable(file, download.suggestedFilename());
  const sheets: (readonly unknown[])[][] = [];
  for (const { index } of table.sheets) {
    const rows: (readonly unknown[])[] = [];
    for await (const { cells } of table.rows(index, new AbortController().signal)) rows.push(cells);
    sheets.push(rows);
  }
  return {
    name: download.suggestedFilename(),
    format: table.format,
    names: table.sheets.map(({ name }) => name),
    sheets,
  };
}

const pick = (page: Page, label: string) => page.getByRole('dialog').getByText(label, { exact: true }).click();
const reveals = (page: Page) => page.evaluate(() => window.harness.station?.reveals().length ?? 0);

describe('exporting the list of residents', () => {
  it('gives a workbook with the rows and columns of the list, masked, and a sheet that says whose it is', async () => {
    const page = await openDialog();
    const { name, names, sheets } = await exported(page);
    const [rows = [], notes = []] = sheets;
    expect(name).toMatch(/^居民_青禾里社区服务中心_\d{4}-\d{2}-\d{2}\.xlsx$/);
    expect(names).toEqual(['居民', '说明']);
    expect(rows[0]).toEqual(['姓名', '年龄', '性别', '重点人群', '住址', '网格', '手机', '最近改动']);
    const said = await page.locator('.page-head [role=status]').textContent();
    const count = Number(said?.replace(/\D/g, ''));
    expect(rows).toHaveLength(count + 1);
    for (const row of rows.slice(1)) expect(row[6] ?? '•••• 0000').toMatch(/^•••• \d{4}$/);
    expect(Object.fromEntries(notes as [string, string][])).toMatchObject({
      内容: '居民',
      导出人: '李建国（工号 lijg）',
      行数: String(count),
      筛选: '没有筛选',
    });
    await page.getByRole('dialog').getByText('已经导出').waitFor();
    expect(await reveals(page)).toBe(0);
  });

  it('keeps to the filters, and can have all columns in CSV', async () => {
    const page = await openDialog({}, '#/people?kind=child&grid=1');
    await pick(page, 'CSV 文本');
    await pick(page, '全部列');
    const { name, format, sheets } = await exported(page);
    expect([name.slice(-4), format]).toEqual(['.csv', 'csv']);
    const [[head = [], ...rows] = []] = sheets;
    expect(head).toContain('身份证号');
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row[head.indexOf('重点人群')]).toContain('儿童');
  });

  it('is offered in full to nobody without the function', async () => {
    const page = await openDialog();
    await page.getByText('请站长为您开通导出功能').waitFor();
    expect(await page.getByText('完整内容', { exact: true }).count()).toBe(0);
  });

  it('in full writes down each value of each person first', async () => {
    const page = await openDialog({ who: 'zhoum' }, '#/people?grid=1&kind=livingAlone');
    await pick(page, '完整内容');
    await page.getByText('都会记入查阅记录').waitFor();
    const { sheets } = await exported(page);
    const [[head = [], ...rows] = []] = sheets;
    const phones = rows
      .map((row) => row[head.indexOf('手机')])
      .filter((phone) => phone !== null && phone !== undefined);
    expect(phones.length).toBeGreaterThan(0);
    for (const phone of phones) expect(String(phone)).toMatch(/^1\d{10}$/);
    const addresses = rows.map((row) => row[head.indexOf('住址')]);
    expect(await reveals(page)).toBe(phones.length + addresses.filter(Boolean).length);
  });

  it('hands out nothing when the device cannot write that down', async () => {
    const page = await openDialog({ who: 'zhoum' });
    await page.evaluate(() => window.harness.station?.failWrites(true));
    await pick(page, '完整内容');
    let downloads = 0;
    page.on('download', () => (downloads += 1));
    await page.getByRole('dialog').getByRole('button', { name: '导出', exact: true }).click();
    await page.getByRole('alert').getByText('本机存储空间满了').waitFor();
    expect(downloads).toBe(0);
  });

  it('works by keyboard alone, and Escape closes it', async () => {
    const page = await screens.open('#/people');
    await page.locator('.data-grid [data-row]').first().waitFor();
    await page.getByRole('button', { name: '导出', exact: true }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    // An opening dialog takes the focus first.
    await page.waitForFunction(() => document.activeElement?.closest('.ant-modal-root') !== null);
    await dialog.getByRole('radio', { name: 'Excel 表格' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await dialog.getByRole('radio', { name: 'CSV 文本' }).isChecked()).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it.each(['wide', 'medium'] as const)('has nothing that axe minds: %s', async (viewport) => {
    const page = await openDialog({ viewport, who: 'zhoum' });
    expect(await seriousViolations(page)).toEqual([]);
  });
});

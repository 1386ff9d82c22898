import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { openTable } from '#renderer/data/tables/open-table';
import type { PracticeRoster } from '#test/support/rosters';
import { writeXlsx } from 'hucre/xlsx';

/** What people do with rosters, told once. Texts are what they read. */

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The roster as the file that a grid worker sends: a title over merged cells, a note, heads, people. */
export async function rosterFile({ rows }: PracticeRoster): Promise<Buffer> {
  const width = rows[0]?.cells.length ?? 1;
  const cells = rows.map(({ cells: each }, n) => (n === 0 ? [each[0], ...each.slice(1).map(() => null)] : [...each]));
  return Buffer.from(
    await writeXlsx({
      sheets: [
        {
          name: '实有人口',
          rows: cells as never,
          merges: [{ startRow: 0, endRow: 0, startCol: 0, endCol: width - 1 }],
        },
      ],
    }),
  );
}

/** Goes to the page where files are taken in. */
export async function openImports(page: Page): Promise<void> {
  await page.getByRole('link', { name: '数据', exact: true }).click();
  await page.getByText('把 .xlsx 或 CSV 文件拖到这里').waitFor();
}

/** Chooses the file and has every row checked; answers what the screen says about the rows. */
export async function checkRoster(page: Page, name: string, buffer: Buffer): Promise<string> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: XLSX, buffer });
  await page.getByText('文件里的列').waitFor();
  await page.getByRole('button', { name: '检查', exact: true }).click();
  await page.getByRole('grid', { name: '名册的每一行' }).waitFor({ timeout: 120_000 });
  return (await page.getByText(/行可以导入/).textContent()) ?? '';
}

/** Rows of a table that was saved, heads first. */
export async function rowsOf(path: string, name: string): Promise<readonly (readonly unknown[])[]> {
  const table = await openTable(new Blob([new Uint8Array(await readFile(path))]), name);
  const rows: (readonly unknown[])[] = [];
  for await (const { cells } of table.rows(0, new AbortController().signal)) rows.push(cells);
  return rows;
}

/** Lists the rows with one kind of finding. */
export async function showCode(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: /^全部 / }).click();
  await page.getByLabel('按问题筛选').selectOption(code);
}

/** Opens a listed row by its number in the file; answers what stands beside the list. */
export async function openRow(page: Page, row: number) {
  await page
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name: String(row), exact: true }) })
    .click();
  const panel = page.getByRole('complementary');
  await panel.getByText(`第 ${row} 行`).waitFor();
  return panel;
}

/** Writes another text into a cell of the opened row. */
export async function mendCell(page: Page, head: string, text: string): Promise<void> {
  const panel = page.getByRole('complementary');
  await panel.getByRole('button', { name: new RegExp(`^改${head}`) }).click();
  await panel.getByRole('textbox').fill(text);
  await panel.getByRole('button', { name: '存好' }).click();
  await panel.getByText('已改').first().waitFor();
}

/** Looks somebody up from the keyboard by the initials of the name; answers what is found. */
export async function findByTyping(page: Page, name: string): Promise<string> {
  const { pinyin } = await import('pinyin-pro');
  const initials = pinyin(name, { pattern: 'first', toneType: 'none', mode: 'surname', type: 'array' }).join('');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(initials);
  const results = page.getByRole('listbox', { name: '查到的内容' });
  await results.getByText(name).first().waitFor();
  const text = (await results.textContent()) ?? '';
  await page.keyboard.press('Escape');
  return text;
}

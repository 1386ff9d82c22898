import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RosterFindingCode } from '#shared/domain/roster/types';
import { findingMessages } from '#renderer/features/imports/rows/finding-messages';
import { startChromium, type Chromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import { practiceRoster } from '#test/support/rosters';
import { ROSTER_COLUMNS, type PlantedDefect } from '#test/support/roster-slips';
import { badge, signIn } from './screens';
import {
  checkRoster,
  findByTyping,
  mendCell,
  openImports,
  openRow,
  rosterFile,
  rowsOf,
  showCode,
} from './roster/steps';

const PEOPLE = 5000;
const roster = practiceRoster({ rows: PEOPLE, seed: 4, defects: 40 });
const headOf = (column: number): string => (ROSTER_COLUMNS[column] ?? '').replace('*', '');
const nameAt = (row: number): string => String(roster.rows.find(({ index }) => index === row)?.cells[3] ?? '');

describe('a roster of 5,000 people with 40 slips', () => {
  let host: TestHost;
  let workstation: Chromium;
  let tablet: Chromium;

  beforeAll(async () => {
    host = await startTestHost();
    workstation = await startChromium({ authoritySpki: host.authoritySpki });
    tablet = await startChromium({ authoritySpki: host.authoritySpki });
    await signIn(tablet.page, host, 'sunlh');
    await signIn(workstation.page, host, 'zhoum');
  });
  afterAll(async () => {
    await Promise.all([workstation?.close(), tablet?.close()]);
    await host?.dispose();
  });

  it('is read, and every slip is told with its row, its column and the reason', async () => {
    const { page } = workstation;
    await openImports(page);
    const said = await checkRoster(page, '青禾里实有人口.xlsx', await rosterFile(roster));
    expect(said).toContain(`共 ${PEOPLE} 行`);
    expect(roster.defects).toHaveLength(40);
    const missed: string[] = [];
    for (const [code, defects] of byCode(roster.defects)) {
      await showCode(page, code);
      for (const { row, column } of defects) {
        const cell = (await openRow(page, row)).getByRole('listitem').filter({ hasText: headOf(column) });
        const reason = await cell.first().textContent();
        if (!reason?.includes(reasonOf(code)))
          missed.push(`${code} in row ${row}, column ${headOf(column)}: ${reason}`);
      }
    }
    expect(missed).toEqual([]);
  });

  it('is mended: what is known with one press, the rest by hand, and what stays wrong goes out with its reasons', async () => {
    const { page } = workstation;
    const before = await badRows(page);
    const wrongSex = roster.defects.filter(({ code }) => code === 'sex-disagrees');
    const unknown = roster.defects.filter(({ code, right }) => code === 'relation-unknown' && right !== null);
    await showCode(page, 'sex-disagrees');
    await page.getByRole('button', { name: '全部改好' }).click();
    await page.getByText('这里没有行').waitFor();
    for (const { row, column, right } of unknown) {
      await showCode(page, 'relation-unknown');
      await openRow(page, row);
      await mendCell(page, headOf(column), right ?? '');
    }
    expect(await badRows(page)).toBeLessThan(before);
    expect(wrongSex.length + unknown.length).toBeGreaterThan(2);

    const bad = await badRows(page);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出有错的行' }).click();
    const file = await (await saved).path();
    const [heads, ...rows] = await rowsOf(file, 'bad.xlsx');
    expect(heads).toContain('原因');
    expect(rows).toHaveLength(bad);
    const lost = roster.defects.find(({ code }) => code === 'id-lost-digits');
    const told = rows.find((row) => row[heads?.indexOf('原行号') ?? -1] === lost?.row);
    expect(String(told?.[heads?.indexOf('原因') ?? -1])).toContain('后几位已经丢了');
  });

  it('is taken in whole, and somebody in it is found by initials', async () => {
    const { page } = workstation;
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('heading', { name: '将要导入' }).waitFor();
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.getByRole('heading', { name: '导入完成' }).waitFor({ timeout: 240_000 });
    const clean = roster.rows.find(({ index }) => index > 1000 && !roster.defects.some(({ row }) => row === index));
    const name = nameAt(clean?.index ?? 0);
    const found = await findByTyping(page, name);
    expect(found).toContain(name);
  });

  it('a double of the station is merged, and is one person afterwards', async () => {
    const { page } = workstation;
    await page.evaluate(() => (location.hash = '#/data/duplicates'));
    const pairs = page.getByRole('list', { name: /疑似同一人/ });
    await pairs.waitFor({ timeout: 60_000 });
    const before = await pairs.getByRole('listitem').count();
    await pairs
      .getByRole('link', { name: /^合并/ })
      .or(pairs.getByRole('button', { name: /^合并/ }))
      .first()
      .click();
    await page.getByRole('heading', { name: '合并两份档案' }).waitFor();
    await page.getByRole('button', { name: '合并', exact: true }).click();
    await page.getByRole('heading', { name: '合并两份档案' }).waitFor({ state: 'detached' });
    await page.evaluate(() => (location.hash = '#/data/duplicates'));
    await page.waitForFunction(
      (count) => document.querySelectorAll('[aria-label*="疑似同一人"] > li').length < count,
      before,
    );
  });

  it('goes out again as a workbook with the filters applied, ids masked', async () => {
    const { page } = workstation;
    await page.evaluate(() => (location.hash = '#/people'));
    await page.getByRole('grid', { name: '居民列表' }).waitFor();
    await page.getByRole('button', { name: '导出', exact: true }).click();
    const dialog = page.getByRole('dialog');
    const counted = Number(/共 ([\d,]+) 行/.exec((await dialog.textContent()) ?? '')?.[1]?.replaceAll(',', ''));
    const saved = page.waitForEvent('download');
    await dialog.getByRole('button', { name: '导出', exact: true }).click();
    const rows = await rowsOf(await (await saved).path(), 'people.xlsx');
    expect(rows.length - 1).toBe(counted);
    expect(counted).toBeGreaterThan(PEOPLE);
    expect(JSON.stringify(rows)).not.toMatch(/339901\d{11}/);
  });

  it('is all on another device after sync', async () => {
    await badge(workstation.page, '已同步');
    await badge(tablet.page, '已同步');
    const listed = async ({ page }: Chromium) => {
      await page.evaluate(() => (location.hash = '#/people'));
      await page.getByRole('grid', { name: '居民列表' }).waitFor();
      return page.getByRole('grid', { name: '居民列表' }).getAttribute('aria-rowcount');
    };
    const wanted = await listed(workstation);
    await expect.poll(() => listed(tablet), { timeout: 60_000 }).toBe(wanted);
  });
});

function byCode(defects: readonly PlantedDefect[]): ReadonlyMap<RosterFindingCode, readonly PlantedDefect[]> {
  const groups = new Map<RosterFindingCode, PlantedDefect[]>();
  for (const defect of defects) groups.set(defect.code, [...(groups.get(defect.code) ?? []), defect]);
  return groups;
}

/** The words of a finding as far as they stand in every one of its kind. */
function reasonOf(code: RosterFindingCode): string {
  const words: Readonly<Record<string, string>> = findingMessages.zh;
  const parts = (words[`finding.${code}.row`] ?? words[`finding.${code}`] ?? code).split(/\{\{\w+\}\}/);
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

async function badRows(page: Chromium['page']): Promise<number> {
  const summary = await page.getByText(/行可以导入/).textContent();
  return Number(/：[\d,]+ 行可以导入，([\d,]+) 行有错/.exec(summary ?? '')?.[1]?.replaceAll(',', ''));
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLUMNS } from '#shared/domain/paper/paper';
import { startTicketPrinter, type PrinterSimulator } from '#test/support/ticket-printer';
import { openHall, LIN } from '../../integration/printing/hall';
import { openRealHost, type RealHost } from '../support/real-host';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

let screens: Screens;
let folder: string;
let hall: Awaited<ReturnType<typeof openHall>>;
let host: RealHost;
let printer: PrinterSimulator;

beforeAll(async () => {
  screens = await openScreens();
  folder = await mkdtemp(path.join(tmpdir(), 'linli-printing-'));
  hall = await openHall(folder);
  printer = await startTicketPrinter(COLUMNS[58]);
  host = await openRealHost({ queue: hall.queue, printing: hall.printing });
});
afterAll(async () => {
  await screens.close();
  await host.stop();
  await hall.stop();
  await printer.stop();
  await rm(folder, { recursive: true, force: true });
});

const LEAD = { role: 'lead', post: 'manager', sub: LIN, dbs: { 'queue-qinghe': 'write' } } as const;
const shots = process.env['SHOTS'];

describe('ticket printers', () => {
  it('are added, tried and asked on the page about printers, which says what is the matter and what to do', async () => {
    const page = await screens.open('?host=real#/settings', { who: 'zhoum' });
    await host.stand(page, LEAD);
    await page
      .getByRole('link', { name: /打印机与扫描/ })
      .first()
      .click();
    await page.getByText('还没有小票打印机').waitFor();
    if (shots) await page.screenshot({ path: `${shots}/printers-empty.png` });
    await page.getByRole('button', { name: '添加打印机' }).click();
    const form = page.getByRole('form', { name: '新的打印机' });
    await form.getByRole('button', { name: /保\s?存/ }).click();
    await form.getByText('要写名称').waitFor();
    await form.getByText('要写IP地址或网络名').waitFor();
    await form.getByLabel('名称').fill('1号窗口小票机');
    await form.getByLabel('地址').fill('127.0.0.1');
    await form.getByLabel('端口').fill(String(printer.port));
    await form.getByText('58毫米').click();
    await form.getByText(/^1号窗口/).click();
    if (shots) await page.screenshot({ path: `${shots}/printers-form.png` });
    expect(await seriousViolations(page)).toEqual([]);
    await form.getByRole('button', { name: /保\s?存/ }).click();
    const row = page.getByRole('listitem').filter({ hasText: '1号窗口小票机' });
    await row.getByText('给1号窗口 综合业务用', { exact: false }).waitFor();
    await row.getByRole('button', { name: '打测试页：1号窗口小票机' }).click();
    await row.getByText('打好了').waitFor();
    expect(printer.printed.some((each) => each.kind === 'line' && each.text.includes('邻里工作站'))).toBe(true);
    expect([printer.tooWide, printer.unknown]).toEqual([[], []]);

    printer.be({ paper: 'out' });
    await row.getByRole('button', { name: '打测试页：1号窗口小票机' }).click();
    await row.getByText('装上纸再按一次', { exact: false }).waitFor();
    await row.getByText(/^没纸了，\d+月/).waitFor();
    printer.be({ paper: 'low' });
    await row.getByRole('button', { name: '看状态：1号窗口小票机' }).click();
    await row.getByText(/^纸快用完了，\d+月/).waitFor();
    printer.be({ paper: 'full' });
    if (shots) await page.screenshot({ path: `${shots}/printers.png` });
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });

  it.each([
    { theme: 'dark', language: 'en', viewport: 'medium' },
    { theme: 'light', language: 'zh', viewport: 'tablet' },
  ] as const)('are set on a page that fits and is read aloud: $theme, $language, $viewport', async (options) => {
    const page = await screens.open('?host=real#/settings', { who: 'zhoum', ...options });
    await host.stand(page, LEAD);
    for (const section of ['printers', 'printers?printer=new']) {
      await page.evaluate((hash) => (location.hash = hash), `#/settings/${section}`);
      await page.locator(section === 'printers' ? '.printers-page' : '.panel-form').waitFor();
      const shot = `${options.viewport}-${section.includes('new') ? 'form' : 'list'}`;
      if (shots) await page.screenshot({ path: `${shots}/printers-${shot}.png` });
      expect(await seriousViolations(page), section).toEqual([]);
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(over, section).toBeLessThanOrEqual(0);
      // Nor was anything scrolled away beside the rail.
      const head = await page.locator('.settings-head, .side-panel').first().boundingBox();
      expect(head?.x, section).toBeGreaterThanOrEqual(options.viewport === 'medium' ? 72 : 0);
    }
    await page.context().close();
  });

  it('print what is shown, letter by letter, and the browser prints it at the same width', async () => {
    const page = await screens.open('?host=real#/services', { who: 'linxy' });
    await host.stand(page, LEAD);
    await page.getByText(/87项在办/).waitFor();
    await page.getByRole('textbox', { name: '搜事项名称、编号、部门' }).fill('高龄');
    await page.getByRole('row', { name: /高龄津贴/ }).click();
    await page.getByRole('button', { name: '打印材料清单' }).click();
    const dialog = page.getByRole('dialog');
    const before = printer.printed.length;
    await dialog.getByRole('button', { name: '在「1号窗口小票机」打印' }).click();
    await dialog.getByText('请在「1号窗口小票机」取。').waitFor();
    // The preview took the printer's width; its rows are those of the paper.
    const shown = await dialog
      .locator('.paper-roll.is-58 p')
      .evaluateAll((rows) => rows.map((row) => row.querySelector('[role=img]')?.getAttribute('aria-label') ?? ''));
    const rows = printer.printed.slice(before).flatMap((row) => (row.kind === 'line' ? [row.text.trim()] : []));
    expect(rows.slice(0, shown.length)).toEqual(shown);
    expect(shown).toContain('请带齐：');
    const roll = await dialog.locator('.paper-roll.is-58').boundingBox();
    // 48 mm of letters and 8 mm of edge, at 96 dpi.
    expect(Math.round(((roll?.width ?? 0) * 25.4) / 96)).toBe(56);
    if (shots) await page.screenshot({ path: `${shots}/paper-58.png` });
    expect(await seriousViolations(page)).toEqual([]);
    for (const [size, mm] of [
      ['58毫米小票', 58],
      ['80毫米小票', 80],
      ['A5纸', 148],
    ] as const) {
      await dialog.getByText(size).click();
      if (shots) await page.screenshot({ path: `${shots}/paper-${mm}-choice.png` });
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      const [, width] = /\/MediaBox\s*\[0 0 ([\d.]+)/.exec(pdf) ?? [];
      expect(Math.round((Number(width) * 25.4) / 72)).toBe(mm);
    }
    await page.context().close();
  });

  it('print the ticket of a number that was given at the desk', async () => {
    const page = await screens.open('?host=real#/counter', { who: 'linxy' });
    await host.stand(page, LEAD);
    await page.getByRole('button', { name: '坐1号窗口' }).click();
    // The screens' hall is in memory; the host's gives the same number.
    await hall.queue.ask({ kind: 'staff', uid: LIN }, 'take-0001', {
      ...{ kind: 'take', group: 'C', itemNumber: null, priority: null, appointmentAtMs: null },
    });
    await hall.queue.ask({ kind: 'staff', uid: LIN }, 'take-0002', {
      ...{ kind: 'take', group: 'C', itemNumber: null, priority: null, appointmentAtMs: null },
    });
    await page.getByRole('button', { name: /取C号/ }).click();
    await page.getByText('取到C002号').waitFor();
    await page.getByRole('button', { name: '打印号票' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('前面还有 1 人').waitFor();
    if (shots) await page.screenshot({ path: `${shots}/ticket.png` });
    await dialog.getByRole('button', { name: /打印$/ }).first().click();
    await dialog.getByText('打好了').waitFor();
    expect(printer.printed).toContainEqual(
      expect.objectContaining({ size: 4, text: expect.stringMatching(/^ +C002$/) }),
    );
    await page.context().close();
  });
});

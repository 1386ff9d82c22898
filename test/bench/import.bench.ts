import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import type { DeviceApi } from '#test/pages/device';
import { startChromium, type Chromium } from '#test/support/chromium';
import { startTestHost } from '#test/support/host';
import { practiceRoster } from '#test/support/rosters';
import { assertRight, type BenchResult } from './bench';

declare const linli: DeviceApi;

const ROWS = Number(process.env['LINLI_IMPORT_ROWS'] ?? 60_000);
const DEFECTS = 40;
const GRIDS = [1, 2, 3, 4] as const;

/** A station with people of its own, so that every row is compared with some. */
const SIZE = { householdsPerGrid: GRIDS.map(() => 420), historyDays: 30 };

/**
 * A roster of 60,000 people from the chosen file to the last record on the disk: read and checked in the worker, compared with the
 * station, planned, sealed, written with strict durability and sent to the hub over TLS meanwhile. What is anonymous in the memory of
 * the renderer process (page and workers) is read from /proc five times a second; `peakMb` is the most of it less what the signed-in
 * page held before.
 */
export async function run(): Promise<BenchResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'linli-roster-'));
  const host = await startTestHost({ page: 'device', practiceSize: SIZE });
  const browser = await startChromium({ authoritySpki: host.authoritySpki });
  try {
    const roster = practiceRoster({ rows: ROWS, seed: 9, defects: DEFECTS, grids: GRIDS });
    const file = path.join(folder, 'roster.xlsx');
    const bytes = await writeXlsx({
      sheets: [{ name: 'S', rows: roster.rows.map(({ cells }) => [...cells] as never) }],
    });
    await writeFile(file, bytes);

    const { page } = browser;
    page.setDefaultTimeout(0);
    await page.goto(host.lan);
    await page.waitForFunction(() => 'linli' in globalThis);
    await page.evaluate(
      async ([code, pass]) => {
        await linli.signIn(code, pass);
        await linli.settled();
        await linli.registerReady();
        linli.addFileInput('roster');
      },
      ['zhoum', host.passphrase('zhoum')] as const,
    );
    await page.setInputFiles('#roster', file);
    const parsed = await page.evaluate(() => linli.parseOnly('#roster'));
    const memory = await watchMemory(browser);
    const startedAtMs = Date.now();
    const timed = await page.evaluate(() => linli.importRoster('#roster'));
    memory.stop();
    const plannedAtMs = startedAtMs + timed.openMs + timed.checkMs + timed.planMs;
    const syncMs = await page.evaluate(() => linli.settled());
    const refused = await page.evaluate(() => linli.refused());
    assertRight(refused === 0, `${refused} rows were refused`);
    assertRight(timed.rows === ROWS, `${timed.rows} rows read`);
    assertRight(timed.good + timed.bad === ROWS && timed.bad <= DEFECTS, `${timed.bad} rows with errors`);
    assertRight(timed.made >= timed.good, `${timed.made} records made of ${timed.good} rows`);
    const totalMs = timed.openMs + timed.checkMs + timed.planMs + timed.applyMs;
    const rowsPerS = (ROWS / totalMs) * 1000;
    const parseOnlyRowsPerS = (parsed.rows / parsed.ms) * 1000;
    return {
      name: 'import',
      dataMix: [
        `${ROWS} rows in a workbook of ${Math.round(bytes.length / 1024)} KB, ${timed.bad} with errors, ${timed.made} records made`,
        `renderer ${Math.round(memory.baselineMb)} MB before, grows by ${Math.round(memory.peakMb(0, plannedAtMs))} MB until it is planned`,
        `sent to the hub ${Math.round(syncMs)} ms after the last record was on the disk; one run`,
      ],
      figures: {
        rowsPerS,
        peakMb: memory.peakMb(0, Infinity),
        openMs: timed.openMs,
        checkMs: timed.checkMs,
        planMs: timed.planMs,
        applyMs: timed.applyMs,
      },
      ceilings: { parseOnlyRowsPerS },
      ratios: { toParseOnly: rowsPerS / parseOnlyRowsPerS },
    };
  } finally {
    await browser.close();
    await host.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

const EVERY_MS = 200;

/** Follows the largest renderer of a browser; `peakMb` is by how much it has grown at the most within a time, MB. */
async function watchMemory(browser: Chromium) {
  const session = await browser.context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('no way to ask the browser');
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  const largest = async () => Math.max(...(await Promise.all(renderers.map(anonymousMb))));
  const baselineMb = await largest();
  const samples: { readonly atMs: number; readonly mb: number }[] = [];
  const timer = setInterval(() => void largest().then((mb) => samples.push({ atMs: Date.now(), mb })), EVERY_MS);
  return {
    baselineMb,
    stop: () => clearInterval(timer),
    peakMb: (fromMs: number, toMs: number) =>
      samples.reduce(
        (most, { atMs, mb }) => (atMs >= fromMs && atMs <= toMs ? Math.max(most, mb - baselineMb) : most),
        0,
      ),
  };
}

async function anonymousMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}

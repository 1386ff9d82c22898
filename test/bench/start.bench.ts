import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { healthSchema, paths } from '#shared/ipc/station-api';
import { signIn } from '#test/flows/screens';
import { startChromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import { median } from '#test/support/stats';
import { assertRight, type BenchResult } from './bench';
import { registerPacked } from './packed';

const RUNS = 5;
const PORTS = { base: 18440 };

/** Households that make about 100,000 records: 37 grids of 400. */
const LARGE = { householdsPerGrid: Array.from({ length: 37 }, () => 400), historyDays: 180 };

/**
 * From `npm start` to an answering host, and from opening the page, with the passphrase typed at once, to a list somebody can use:
 * people shown, a key taken and answered; then how long until the search finds people by pinyin. With the practice station, and
 * with a workstation that holds 100,000 records, both used before: the device has had a calm moment to pack what lists need.
 */
export async function run(): Promise<BenchResult> {
  const readyMs = await measureReady();
  const blank: number[] = [];
  for (let n = 0; n < RUNS; n += 1) blank.push(await measureBlank());
  const small = await measureUsable(await startTestHost(), 1);
  const large = await measureUsable(await startTestHost({ practiceSize: LARGE }), 50);
  return {
    name: 'start',
    dataMix: [
      `practice station: ${small.people} key people listed`,
      `large station: ${large.people} key people listed; first sync ${Math.round(large.firstSyncMs)} ms through the screens`,
      `${RUNS} runs each`,
    ],
    figures: {
      readyMs,
      usableMs: small.usableMs,
      searchingMs: small.searchingMs,
      usable100kMs: large.usableMs,
      searching100kMs: large.searchingMs,
    },
    ceilings: { chromiumBlankMs: median(blank) },
    ratios: {},
  };
}

/** The second start of a built product: nothing to build, a station that is there. */
async function measureReady(): Promise<number> {
  const data = await mkdtemp(path.join(tmpdir(), 'linli-start-'));
  try {
    await startOnce(data); // First run: makes the practice station.
    const times: number[] = [];
    for (let n = 0; n < RUNS; n += 1) times.push(await startOnce(data));
    return median(times);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function startOnce(data: string): Promise<number> {
  const args = ['build/start.mjs', '--headless', '--no-mdns', `--data=${data}`, `--port-base=${PORTS.base}`];
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { stdio: 'ignore', detached: true });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${PORTS.base}${paths.health}`).catch(() => null);
      if (answer?.ok && healthSchema.safeParse(await answer.json()).success) return performance.now() - startedAt;
      assertRight(child.exitCode === null, `npm start ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}

async function measureBlank(): Promise<number> {
  const startedAt = performance.now();
  const browser = await startChromium();
  await browser.page.goto('about:blank');
  const ms = performance.now() - startedAt;
  await browser.close();
  return ms;
}

async function measureUsable(host: TestHost, registerPacks: number) {
  const profile = await mkdtemp(path.join(tmpdir(), 'linli-profile-'));
  const open = () => startChromium({ authoritySpki: host.authoritySpki, profile });
  try {
    const first = await open();
    first.page.setDefaultTimeout(180_000);
    const startedAt = performance.now();
    await signIn(first.page, host, 'zhoum');
    const firstSyncMs = performance.now() - startedAt;
    await registerPacked(first.page, registerPacks);
    await first.close();

    const searching: number[] = [];
    const times: number[] = [];
    let people = 0;
    for (let n = 0; n < RUNS; n += 1) {
      const browser = await open();
      const { page } = browser;
      page.setDefaultTimeout(60_000);
      const openedAt = performance.now();
      await page.goto(`${host.lan}/#/visits`);
      await page.getByLabel('口令', { exact: true }).fill(host.passphrase('zhoum'));
      await page.getByRole('button', { name: '登录' }).click();
      await page.locator('[data-row]').first().waitFor();
      await page.getByPlaceholder('按姓名或住址找人').fill('沈');
      await page.locator('[data-row]').filter({ hasText: '沈' }).first().waitFor();
      times.push(performance.now() - openedAt);
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').fill('wang');
      await page.getByRole('dialog').getByRole('option').first().waitFor();
      searching.push(performance.now() - openedAt);
      people = Number(/共 ([\d,]+) 人/.exec(await page.locator('body').innerText())?.[1]?.replaceAll(',', '') ?? 0);
      await browser.close();
    }
    assertRight(people > 0, 'nobody is listed');
    return { usableMs: median(times), searchingMs: median(searching), people, firstSyncMs };
  } finally {
    await host.dispose();
    await rm(profile, { recursive: true, force: true });
  }
}

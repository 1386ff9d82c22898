import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page, Request } from 'playwright-core';
import type { DeviceApi } from '#test/pages/device';
import { uid, visitFields } from '#test/support/builders';
import { startChromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import { recordsAt, sessionAt } from './secrecy/known';

/** What a run of kills came to; `lost` and `doubled` must be 0. */
export interface KillReport {
  readonly kills: number;
  readonly killed: Readonly<Record<Victim, number>>;
  /** Kills that met the host with a push still unanswered. */
  readonly midPush: number;
  readonly saved: number;
  readonly atHub: number;
  readonly lost: number;
  readonly doubled: number;
  readonly onOtherDevice: number;
}

declare const linli: DeviceApi;
declare const linliSaved: (marker: number) => Promise<void>;

/** Visits begun before each kill: several pushes long, so that a kill somewhere in them lands in one. In a long run, fewer. */
const BURST = 60;
const BURST_OF_MANY = 24;
const MANY = 100;

const GRID = 'qinghe-1';

type Victim = 'host' | 'browser' | 'both';

/** Half of the kills meet the host alone. */
const victimAt = (chance: number): Victim => (chance < 0.5 ? 'host' : chance < 0.8 ? 'browser' : 'both');

/**
 * A tablet in real Chromium saves visits while the host, the browser or both are killed with SIGKILL at random moments of its
 * pushes. At the end every visit whose save was acknowledged must be at the hub exactly once, and on another device too.
 */
export async function runKills(kills: number, random: () => number = Math.random): Promise<KillReport> {
  const host = await startTestHost({ page: 'device' });
  const profile = await mkdtemp(path.join(tmpdir(), 'linli-killed-'));
  const saved = new Set<number>();
  const open = () => openTablet(host, profile, (marker) => saved.add(marker));
  let tablet = await open();
  const other = await startChromium({ authoritySpki: host.authoritySpki });
  const killed = { host: 0, browser: 0, both: 0 };
  const burst = kills > MANY ? BURST_OF_MANY : BURST;
  try {
    let midPush = 0;
    for (let round = 0; round < kills; round += 1) {
      await tablet.page.evaluate(() => linli.settled());
      const pushBegins = tablet.page.waitForEvent('request', isPush);
      const saving = saveBurst(tablet.page, 1000 + round * burst, burst);
      // The page may be killed in the middle of it; where only the host was, the burst is waited for below.
      saving.catch(() => undefined);
      await pushBegins;
      await sleep(random() * 12);
      if (tablet.pushes.size > 0) midPush += 1;
      const victim = victimAt(random());
      killed[victim] += 1;
      if (victim !== 'browser') await host.kill();
      if (victim === 'host') await saving;
      else {
        await tablet.kill();
        await saving.catch(() => undefined);
      }
      if (victim !== 'browser') await host.start();
      if (victim !== 'host') tablet = await open();
    }
    await tablet.page.evaluate(() => linli.settled());
    const atHub = await markersAtHub(host);
    await signIn(other.page, host, 'zhoum');
    await other.page.evaluate(() => linli.settled());
    const elsewhere = new Set(await markersOn(other.page));

    const distinct = new Set(atHub);
    return {
      kills,
      killed,
      midPush,
      saved: saved.size,
      atHub: atHub.length,
      lost: [...saved].filter((marker) => !distinct.has(marker)).length,
      doubled: atHub.length - distinct.size,
      onOtherDevice: [...saved].filter((marker) => elsewhere.has(marker)).length,
    };
  } finally {
    await Promise.all([tablet.close(), other.close()]);
    await rm(profile, { recursive: true, force: true });
    await host.dispose();
  }
}

/** The tablet, signed in, over what it kept when it was killed; tells of every save that was acknowledged. */
async function openTablet(host: TestHost, profile: string, onSaved: (marker: number) => void) {
  const browser = await startChromium({ authoritySpki: host.authoritySpki, profile });
  await browser.page.exposeFunction('linliSaved', onSaved);
  await signIn(browser.page, host, 'lijg');
  return { ...browser, pushes: watchPushes(browser.page) };
}

/** Throws with the report when anything was lost or doubled. */
export function assertNothingLost(report: KillReport): void {
  const isWrong = report.lost > 0 || report.doubled > 0 || report.onOtherDevice !== report.saved;
  if (isWrong || report.saved === 0) throw new Error(`kills: ${JSON.stringify(report)}`);
}

const isPush = (request: Request): boolean => request.url().endsWith('/_bulk_docs');

/** The pushes that have not been answered at this moment. */
function watchPushes(page: Page): ReadonlySet<Request> {
  const open = new Set<Request>();
  page.on('request', (request) => {
    if (isPush(request)) open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  return open;
}

async function signIn(page: Page, host: TestHost, code: string): Promise<void> {
  await page.goto(host.lan);
  await page.waitForFunction(() => 'linli' in globalThis);
  await page.evaluate(([name, pass]) => linli.signIn(name, pass), [code, host.passphrase(code)] as const);
  await page.evaluate(() => linli.settled());
}

/** Saves visits one after another, each with a number of its own, and tells of each that was acknowledged. */
function saveBurst(page: Page, first: number, count: number): Promise<void> {
  return page.evaluate(
    async ([base, many, scope, fields]) => {
      for (let marker = base; marker < base + many; marker += 1) {
        await linli.create('visit', scope, { ...fields, finishedAtMs: marker });
        await linliSaved(marker);
      }
    },
    [first, count, GRID, visitFields({ personUid: uid(1) })] as const,
  );
}

async function markersAtHub(host: TestHost): Promise<number[]> {
  const { token } = await sessionAt(host, 'zhoum');
  const records = await recordsAt(host, token, `grid-${GRID}`);
  return records.flatMap((record) =>
    record.type === 'visit' && record['personUid'] === uid(1) ? [Number(record['finishedAtMs'] ?? -1)] : [],
  );
}

async function markersOn(page: Page): Promise<number[]> {
  const visits = await page.evaluate(() => linli.records('visits', 'visit'));
  return visits.flatMap((visit) => (visit['personUid'] === uid(1) ? [Number(visit['finishedAtMs'])] : []));
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

import type { Page, Request } from 'playwright-core';
import type { DeviceApi } from '#test/pages/device';
import { uid, visitFields } from '#test/support/builders';
import { startChromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import { recordsAt, sessionAt } from './secrecy/known';

/** What a run of kills came to; `lost` and `doubled` must be 0. */
export interface KillReport {
  readonly kills: number;
  /** Kills that met the host with a push still unanswered. */
  readonly midPush: number;
  readonly saved: number;
  readonly atHub: number;
  readonly lost: number;
  readonly doubled: number;
  readonly onOtherDevice: number;
}

declare const linli: DeviceApi;

/** Visits begun before each kill: several pushes long, so that a kill somewhere in them lands in one. */
const BURST = 60;
const GRID = 'qinghe-1';

/**
 * A tablet in real Chromium saves visits while the host is killed with SIGKILL at random moments of its pushes. At the end
 * every visit whose save was acknowledged must be at the hub exactly once, and on another device too.
 */
export async function runKills(kills: number, random: () => number = Math.random): Promise<KillReport> {
  const host = await startTestHost({ page: 'device' });
  const tablet = await startChromium({ authoritySpki: host.authoritySpki });
  const other = await startChromium({ authoritySpki: host.authoritySpki });
  try {
    await signIn(tablet.page, host, 'lijg');
    const saved = new Set<number>();
    const pushes = watchPushes(tablet.page);
    let midPush = 0;
    for (let round = 0; round < kills; round += 1) {
      await tablet.page.evaluate(() => linli.settled());
      const pushBegins = tablet.page.waitForEvent('request', isPush);
      const burst = saveBurst(tablet.page, round);
      await pushBegins;
      await sleep(random() * 12);
      if (pushes.size > 0) midPush += 1;
      await host.kill();
      for (const marker of await burst) saved.add(marker);
      await host.start();
    }
    await tablet.page.evaluate(() => linli.settled());
    const atHub = await markersAtHub(host);
    await signIn(other.page, host, 'zhoum');
    await other.page.evaluate(() => linli.settled());
    const elsewhere = new Set(await markersOn(other.page));

    const distinct = new Set(atHub);
    return {
      kills,
      midPush,
      saved: saved.size,
      atHub: atHub.length,
      lost: [...saved].filter((marker) => !distinct.has(marker)).length,
      doubled: atHub.length - distinct.size,
      onOtherDevice: [...saved].filter((marker) => elsewhere.has(marker)).length,
    };
  } finally {
    await Promise.all([tablet.close(), other.close()]);
    await host.dispose();
  }
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

/** Saves visits one after another, each with a number of its own; answers the numbers whose save was acknowledged. */
function saveBurst(page: Page, round: number): Promise<number[]> {
  return page.evaluate(
    async ([count, base, scope, fields]) => {
      const markers: number[] = [];
      for (let n = 0; n < count; n += 1) {
        const marker = base + n;
        await linli.create('visit', scope, { ...fields, finishedAtMs: marker });
        markers.push(marker);
      }
      return markers;
    },
    [BURST, 1000 + round * BURST, GRID, visitFields({ personUid: uid(1) })] as const,
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

import type { Page } from 'playwright-core';
import type { DeviceApi } from '#test/pages/device';
import { uid, visitFields } from '#test/support/builders';
import { startChromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import { median, p95 } from '#test/support/stats';
import { assertRight, type BenchResult } from './bench';

declare const linli: DeviceApi;

const WRITES = 100;

/**
 * One device saves a visit, another shows it: from the call to save to the moment the other's live query has it. The
 * ceiling is the same two browsers on the bare wire: POST `_bulk_docs`, wake-up stream, GET `_changes`, nothing stored.
 */
export async function run(): Promise<BenchResult> {
  const host = await startTestHost({ page: 'device' });
  const a = await startChromium({ authoritySpki: host.authoritySpki });
  const b = await startChromium({ authoritySpki: host.authoritySpki });
  try {
    await signIn(a.page, host, 'lijg');
    await signIn(b.page, host, 'zhoum');
    await b.page.evaluate(() => linli.watchVisits());
    const ours = await measureOurs(a.page, b.page);
    const raw = await measureRaw(a.page, b.page);
    assertRight(ours.length === WRITES && raw.length === WRITES, 'a write never arrived');
    const figures = { medianMs: median(ours), p95Ms: p95(ours) };
    const ceilings = { rawMedianMs: median(raw) };
    return {
      name: 'sync-live',
      dataMix: [`${WRITES} visits one at a time, between two browsers over TLS; live query of the newest 50 visits`],
      figures,
      ceilings,
      ratios: { toRaw: figures.medianMs / ceilings.rawMedianMs },
    };
  } finally {
    await Promise.all([a.close(), b.close()]);
    await host.dispose();
  }
}

async function signIn(page: Page, host: TestHost, code: string): Promise<void> {
  await page.goto(host.lan);
  await page.waitForFunction(() => 'linli' in globalThis);
  await page.evaluate(([name, pass]) => linli.signIn(name, pass), [code, host.passphrase(code)] as const);
  await page.evaluate(() => linli.settled());
}

async function measureOurs(a: Page, b: Page): Promise<number[]> {
  const latencies: number[] = [];
  for (let n = 0; n < WRITES; n += 1) {
    const fields = visitFields({ personUid: uid(1), startedAtMs: Date.now(), finishedAtMs: Date.now() });
    const [id, savedAt] = await a.evaluate(async (each) => {
      const at = linli.now();
      return [await linli.create('visit', 'qinghe-1', each), at] as const;
    }, fields);
    latencies.push((await b.evaluate((each) => linli.seenAt(each), id)) - savedAt);
  }
  return latencies;
}

async function measureRaw(a: Page, b: Page): Promise<number[]> {
  await b.evaluate(() => linli.rawListen('grid-qinghe-1'));
  const latencies: number[] = [];
  for (let n = 0; n < WRITES; n += 1) {
    const fields = visitFields({ personUid: uid(1), startedAtMs: Date.now(), finishedAtMs: Date.now() });
    const [id, sentAt] = await a.evaluate((each) => linli.rawPost('grid-qinghe-1', 'qinghe-1', each), fields);
    latencies.push((await b.evaluate((each) => linli.rawSeenAt(each), id)) - sentAt);
  }
  return latencies;
}

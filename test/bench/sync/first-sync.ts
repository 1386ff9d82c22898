import { openCollections } from '#shared/schema/registry';
import type { PracticeSize } from '#sync-server/seed/sizes';
import type { DeviceApi } from '#test/pages/device';
import { startChromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import { median } from '#test/support/stats';
import { assertRight, describeMix, type BenchResult } from '../bench';

declare const linli: DeviceApi;

export interface FirstSyncSize {
  readonly practiceSize: PracticeSize;
  /** Fewer records than this are not what was meant to be measured. */
  readonly leastRecords: number;
  readonly runs: number;
}

/** What opening a page of a large station may take. */
const LONG_MS = 900_000;

/**
 * First sync of a whole station into an empty Chromium over TLS, from the moment the session is there to the moment that
 * every record is stored with strict durability and nothing is left to read.
 */
export async function measureFirstSync(name: string, size: FirstSyncSize): Promise<BenchResult> {
  const host = await startTestHost({ page: 'device', practiceSize: size.practiceSize });
  try {
    const runs: Awaited<ReturnType<typeof runOnce>>[] = [];
    for (let n = 0; n < size.runs; n += 1) runs.push(await runOnce(host, size, n === 0));
    const first = runs[0];
    assertRight(first !== undefined, 'no run');
    const count = first.stored;
    const totalMs = median(runs.map((each) => each.totalMs));
    const docsPerS = (count / totalMs) * 1000;
    const ceilings = {
      rxdbBulkInsertDocsPerS: median(runs.map((each) => each.rxdb)),
      rawDexieDocsPerS: median(runs.map((each) => each.dexie)),
    };
    return {
      name,
      dataMix: [
        first.mix,
        `${size.practiceSize.householdsPerGrid.length} grids; runs: ${size.runs}, each into a new profile; TLS, sealed values, strict durability`,
      ],
      figures: { totalMs, docsPerS, requests: median(runs.map((each) => each.requests)) },
      ceilings,
      ratios: {
        toRxdbBulkInsert: docsPerS / ceilings.rxdbBulkInsertDocsPerS,
        toRawDexie: docsPerS / ceilings.rawDexieDocsPerS,
      },
    };
  } finally {
    await host.dispose();
  }
}

async function runOnce(host: TestHost, { leastRecords }: FirstSyncSize, isFirst: boolean) {
  const browser = await startChromium({ authoritySpki: host.authoritySpki });
  try {
    const { page } = browser;
    page.setDefaultTimeout(LONG_MS);
    let requests = 0;
    await page.goto(host.lan);
    await page.waitForFunction(() => 'linli' in globalThis);
    page.on('request', (request) => {
      if (new URL(request.url()).pathname.startsWith('/hub/')) requests += 1;
    });
    const totalMs = await page.evaluate(
      async ([code, pass]) => {
        await linli.signIn(code, pass);
        const startedAt = performance.now();
        linli.watchVisits();
        await linli.settled();
        return performance.now() - startedAt;
      },
      ['zhoum', host.passphrase('zhoum')] as const,
    );
    const requestsOfSync = requests;
    const stored = await page.evaluate((names) => linli.count(names), openCollections);
    const atHub = await page.evaluate(() => linli.countAtHub());
    assertRight(stored === atHub && stored >= leastRecords, `${stored} stored, ${atHub} at the hub`);
    const mix = isFirst ? describeMix(await page.evaluate(() => linli.types())) : '';
    const ceilings = await page.evaluate(() => linli.insertCeilings());
    return { totalMs, requests: requestsOfSync, stored, mix, ...ceilings };
  } finally {
    await browser.close();
  }
}

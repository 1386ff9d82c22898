import type { Page } from 'playwright-core';
import type { PhotoRef } from '#shared/media/photo';
import type { DeviceApi } from '#test/pages/device';
import { uid, visitFields } from '#test/support/builders';
import { startChromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import { p95 } from '#test/support/stats';
import { assertRight, type BenchResult } from './bench';
import { startBareHub } from './media/bare-hub';

declare const linli: DeviceApi;

const PHOTOS = Number(process.env['MEDIA_PHOTOS'] ?? 500);
const PHOTO_BYTES = 200_000;
const IDLE_WRITES = 60;

/**
 * One tablet adds 500 pictures with the hub away and then sends them: MB/s from the first to the last acknowledgement, TLS, checks,
 * encryption at rest and fsync included. Then a quarter as many again while it saves visits that another device shows: how late, against
 * the same two devices with no picture on its way. Ceilings: PouchDB's replicator from the same browser to PouchDB on leveldb, and bare PUTs that
 * are written to files, both over plain HTTP to loopback and neither with TLS, sign-in or encryption.
 */
export async function run(): Promise<BenchResult> {
  const host = await startTestHost({ page: 'device' });
  const bare = await startBareHub();
  const a = await startChromium({ authoritySpki: host.authoritySpki });
  const b = await startChromium({ authoritySpki: host.authoritySpki });
  try {
    await signIn(a.page, host, 'lijg');
    await signIn(b.page, host, 'zhoum');
    await b.page.evaluate(() => linli.watchVisits());
    const idle = await latencies(a.page, b.page, async (n) => n < IDLE_WRITES);

    const refs = await addPhotos(a.page, host, PHOTOS);
    const took = await a.page.evaluate(() => linli.timePhotos());
    await assertThere(b.page, refs);

    await addPhotos(a.page, host, Math.ceil(PHOTOS / 4));
    const sending = { isOver: false };
    const sent = a.page.evaluate(() => linli.timePhotos()).finally(() => (sending.isOver = true));
    const busy = await latencies(a.page, b.page, async () => !sending.isOver);
    await sent;

    const page = await a.context.newPage();
    await page.goto(bare.origin);
    await page.waitForFunction(() => 'linli' in globalThis);
    const asked = [bare.origin, PHOTOS, PHOTO_BYTES] as const;
    const pouchdb = await page.evaluate(([url, n, size]) => linli.pouchReplication(`${url}/media`, n, size), asked);
    const raw = await page.evaluate(([url, n, size]) => linli.rawPuts(`${url}/raw`, n, size), asked);
    const rate = (ms: number) => (PHOTOS * PHOTO_BYTES) / 1e6 / (ms / 1000);
    const figures = { mbPerS: rate(took), recordLiveP95Ms: p95(busy) };
    const ceilings = { pouchdbMbPerS: rate(pouchdb), rawPutMbPerS: rate(raw), idleLiveP95Ms: p95(idle) };
    return {
      name: 'media',
      dataMix: [
        `${PHOTOS} pictures of ${PHOTO_BYTES} bytes with thumbnails of 6000, sent by one browser over TLS`,
        `${busy.length} visits saved while a quarter as many again were sent, ${idle.length} before, between two browsers`,
      ],
      figures,
      ceilings,
      ratios: {
        toPouchdb: figures.mbPerS / ceilings.pouchdbMbPerS,
        liveToIdle: figures.recordLiveP95Ms / ceilings.idleLiveP95Ms,
      },
    };
  } finally {
    await Promise.all([a.close(), b.close()]);
    await Promise.all([host.dispose(), bare.close()]);
  }
}

async function signIn(page: Page, host: TestHost, code: string): Promise<void> {
  await page.goto(host.lan);
  await page.waitForFunction(() => 'linli' in globalThis);
  await page.evaluate(([name, pass]) => linli.signIn(name, pass), [code, host.passphrase(code)] as const);
  await page.evaluate(() => linli.settled());
}

/** How long after a visit was saved on one device the other showed it, one visit after another. */
async function latencies(a: Page, b: Page, goesOn: (n: number) => Promise<boolean>): Promise<number[]> {
  const found: number[] = [];
  while (await goesOn(found.length)) {
    const fields = visitFields({ personUid: uid(1), startedAtMs: Date.now(), finishedAtMs: Date.now() });
    const [id, savedAt] = await a.evaluate(async (each) => {
      const at = linli.now();
      return [await linli.create('visit', 'qinghe-1', each), at] as const;
    }, fields);
    found.push((await b.evaluate((each) => linli.seenAt(each), id)) - savedAt);
  }
  return found;
}

/** Adds pictures while the host is away, and brings it back. */
async function addPhotos(page: Page, host: TestHost, count: number): Promise<readonly (readonly [PhotoRef, string])[]> {
  await host.kill();
  const refs = await page.evaluate(
    async ([all, bytes]) => {
      const added: (readonly [PhotoRef, string])[] = [];
      for (let n = 0; n < all; n += 1) added.push(await linli.addPhoto(bytes, `picture ${n}`));
      return added;
    },
    [count, PHOTO_BYTES] as const,
  );
  await host.start();
  return refs;
}

/** Ten of them, among them the first and the last, as another device shows them. */
async function assertThere(page: Page, refs: readonly (readonly [PhotoRef, string])[]): Promise<void> {
  const step = Math.max(1, Math.floor(refs.length / 9));
  for (const [ref, digest] of refs.filter((_, n) => n % step === 0 || n === refs.length - 1)) {
    const shown = await page.evaluate((each) => linli.showPhoto(each, 'full'), ref);
    assertRight(shown === digest, `a picture came as ${shown}`);
  }
}

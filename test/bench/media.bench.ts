import type { Page } from 'playwright-core';
import type { PhotoRef } from '#shared/media/photo';
import type { DeviceApi } from '#test/pages/device';
import { uid, visitFields } from '#test/support/builders';
import { startChromium, STATION_NAME } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import { median, p95 } from '#test/support/stats';
import { assertRight, type BenchResult } from './bench';
import { BARE_NAME, startBareHub } from './media/bare-hub';

declare const linli: DeviceApi;

const PHOTOS = Number(process.env['MEDIA_PHOTOS'] ?? 500);
const PHOTO_BYTES = 200_000;
const IDLE_WRITES = 60;
/** Product and ceilings take turns, since a machine that does other things is not equally fast all the time. */
const ROUNDS = 5;

/**
 * One tablet adds 500 pictures (`MEDIA_PHOTOS`) out of the network's reach, comes back and sends them: MB/s from the first request until all
 * are noted as sent, TLS, checks, encryption at rest and fsync included. Then a quarter as many again while it saves visits that another
 * device shows: how late, against the same two devices with no picture on its way. Last as many as in a round to a host that was killed
 * and has just started, which reads its records at the same time (`afterRestartMbPerS`). Ceilings: PouchDB's replicator with the same bytes from the same browser over HTTP/2
 * and TLS to PouchDB on leveldb, 100 pictures a request and one fsync for them, without sign-in, checks and encryption; and bare PUTs of
 * the same bytes over the same connection, each of them written to a file with an fsync.
 */
export async function run(): Promise<BenchResult> {
  const host = await startTestHost({ page: 'device' });
  const bare = await startBareHub();
  const pinned = { authoritySpki: `${host.authoritySpki},${bare.spki}`, names: [STATION_NAME, BARE_NAME] };
  const a = await startChromium(pinned);
  const b = await startChromium(pinned);
  try {
    await signIn(a.page, host, 'lijg');
    await signIn(b.page, host, 'zhoum');
    await b.page.evaluate(() => linli.watchVisits());
    const idle = await latencies(a.page, b.page, async (n) => n < IDLE_WRITES);

    const ceiling = await a.context.newPage();
    await ceiling.goto(bare.origin);
    await ceiling.waitForFunction(() => 'linli' in globalThis);
    const took = { product: 0, pouchdb: 0, raw: 0 };
    const size = Math.ceil(PHOTOS / ROUNDS);
    for (let round = 0; round < ROUNDS; round += 1) {
      await a.context.setOffline(true);
      const refs = await addPhotos(a.page, size);
      took.product += await timePhotos(a.page, () => a.context.setOffline(false));
      await assertThere(b.page, refs);
      const asked = [bare.origin, size, PHOTO_BYTES] as const;
      took.pouchdb += await ceiling.evaluate(([at, n, each]) => linli.pouchReplication(`${at}/media`, n, each), asked);
      took.raw += await ceiling.evaluate(([at, n, each]) => linli.rawPuts(`${at}/raw`, n, each), asked);
    }
    await ceiling.close();

    await a.context.setOffline(true);
    await addPhotos(a.page, Math.ceil(PHOTOS / 4));
    const sending = { isOver: false };
    const sent = timePhotos(a.page, () => a.context.setOffline(false)).finally(() => (sending.isOver = true));
    // The first one waits for the tablet to be back in the network.
    await latencies(a.page, b.page, async (n) => n === 0);
    const busy = await latencies(a.page, b.page, async () => !sending.isOver);
    await sent;

    await host.kill();
    await addPhotos(a.page, size);
    const afterRestart = await timePhotos(a.page, () => host.start());

    const rate = (ms: number, count = ROUNDS * size) => (count * PHOTO_BYTES) / 1e6 / (ms / 1000);
    const figures = {
      mbPerS: rate(took.product),
      afterRestartMbPerS: rate(afterRestart, size),
      recordLiveMedianMs: median(busy),
      recordLiveP95Ms: p95(busy),
    };
    const ceilings = {
      pouchdbMbPerS: rate(took.pouchdb),
      rawPutMbPerS: rate(took.raw),
      idleLiveMedianMs: median(idle),
      idleLiveP95Ms: p95(idle),
    };
    return {
      name: 'media',
      dataMix: [
        `${ROUNDS * size} pictures of ${PHOTO_BYTES} bytes with thumbnails of 6000 in ${ROUNDS} rounds, sent by one browser over TLS`,
        `${busy.length} visits saved while a quarter as many again were sent, ${idle.length} before, between two browsers`,
      ],
      figures,
      ceilings,
      ratios: {
        toPouchdb: figures.mbPerS / ceilings.pouchdbMbPerS,
        liveToIdle: figures.recordLiveP95Ms / ceilings.idleLiveP95Ms,
        liveMedianToIdle: figures.recordLiveMedianMs / ceilings.idleLiveMedianMs,
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

/** Adds pictures, which the tablet cannot send yet. */
async function addPhotos(page: Page, count: number): Promise<readonly (readonly [PhotoRef, string])[]> {
  return page.evaluate(
    async ([all, bytes]) => {
      const added: (readonly [PhotoRef, string])[] = [];
      for (let n = 0; n < all; n += 1) added.push(await linli.addPhoto(bytes, `picture ${n}`));
      return added;
    },
    [count, PHOTO_BYTES] as const,
  );
}

/** Brings tablet and host together; ms from the first request that brought a picture until nothing waits any more. */
async function timePhotos(page: Page, meet: () => Promise<void>): Promise<number> {
  const timed = page.evaluate(() => linli.timePhotos());
  await meet();
  return timed;
}

/** Ten of them, among them the first and the last, as another device shows them. */
async function assertThere(page: Page, refs: readonly (readonly [PhotoRef, string])[]): Promise<void> {
  const step = Math.max(1, Math.floor(refs.length / 9));
  for (const [ref, digest] of refs.filter((_, n) => n % step === 0 || n === refs.length - 1)) {
    const shown = await page.evaluate((each) => linli.showPhoto(each, 'full'), ref);
    assertRight(shown === digest, `a picture came as ${shown}`);
  }
}

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { adminPaths } from '#shared/ipc/admin-api';
import { paths, sessionSchema } from '#shared/ipc/station-api';
import { parseMediaId } from '#shared/media/names';
import type { PhotoRef } from '#shared/media/photo';
import type { DeviceApi } from '#test/pages/device';
import { uid } from '#test/support/builders';
import { startChromium, type Chromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';

declare const linli: DeviceApi;

describe('pictures, in a real browser against a real host', () => {
  let host: TestHost;
  let browser: Chromium;
  const page = () => browser.page;
  const visit = async () => {
    await page().goto(host.lan);
    await page().waitForFunction(() => 'linli' in globalThis);
  };
  const signIn = (code: string) =>
    page().evaluate(([name, word]) => linli.signIn(name, word), [code, host.passphrase(code)] as const);
  const settled = () => page().evaluate(() => linli.settled());
  const add = (bytes: number, words = 'x') =>
    page().evaluate(([size, text]) => linli.addPhoto(size, text), [bytes, words] as const);
  const reaches = (ref: PhotoRef, kind: 'sent') =>
    page().evaluate(([each, wanted]) => linli.photoReaches(each, wanted), [ref, kind] as const);
  const show = (ref: PhotoRef, part: 'full' | 'thumbnail' = 'full') =>
    page().evaluate(([each, which]) => linli.showPhoto(each, which), [ref, part] as const);
  const check = (ref: PhotoRef) => page().evaluate((each) => linli.checkPhoto(each), ref);

  beforeAll(async () => {
    host = await startTestHost({ page: 'device', practiceSize: { householdsPerGrid: [20, 20], historyDays: 30 } });
  });
  afterAll(() => host.dispose());
  afterEach(() => browser.close());

  async function start(profile?: string): Promise<void> {
    browser = await startChromium({ authoritySpki: host.authoritySpki, ...(profile !== undefined && { profile }) });
    await visit();
  }

  it('go from one device over the hub to another, and lie nowhere in the open', async () => {
    await start();
    await signIn('lijg');
    await settled();
    const words = 'a wet floor, seen by nobody but those who may';
    const [ref, digest] = await add(300_000, words);
    const [large, largeDigest] = await add(7_900_000);
    expect(await reaches(ref, 'sent')).toEqual({ kind: 'sent', here: true });
    await reaches(large, 'sent');
    expect(await show(ref)).toBe(digest);
    const wanted = [ref.media, 'LM1', words, '39.9087'];
    expect(await page().evaluate((each) => linli.mediaAtRest(each), wanted)).toEqual([ref.media, 'LM1']);
    expect(await page().evaluate(() => linli.mediaDurability())).toBe('strict');

    // Another device: nothing is left of the first in this browser.
    await page().evaluate(() => linli.close());
    await page().evaluate(() => linli.loseIndexedDb());
    await visit();
    await signIn('zhoum');
    await settled();
    expect(await page().evaluate((each) => linli.photoStatus(each), ref)).toEqual({ kind: 'elsewhere' });
    expect(await show(ref, 'thumbnail')).toMatch(/^[0-9a-f]{64}$/);
    expect(await show(ref)).toBe(digest);
    expect(await show(large)).toBe(largeDigest);
    expect(await check(ref)).toMatchObject({
      verdict: 'intact',
      claim: { id: ref.id, place: { latitude: 39.9087 }, takenAtSource: 'exif' },
    });
    await host.kill();
    expect(await show(ref)).toBe(digest);

    // The device is erased on the host’s word, pictures and all, once the host has what it had not.
    await host.start();
    await settled();
    await page().route('**/hub/media-*/**', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    const [unsent] = await add(300_000);
    const token = await revoke(await page().evaluate(() => linli.deviceId()));
    expect(await page().evaluate(() => linli.revoked())).toBe('wiped');
    const path = `${paths.hub}/${parseMediaId(unsent.media)?.database}/${encodeURIComponent(unsent.media)}/full`;
    const there = await fetch(host.loopback + path, { headers: { authorization: `Bearer ${token}` } });
    expect([there.status, there.headers.get('content-length')]).toEqual([200, expect.stringMatching(/^300\d{3}$/)]);
    const left = await page().evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    expect(left).toEqual(['linli-device']);
  });

  it('outlive a browser and a host that are killed in the middle, and arrive each of them once', async () => {
    await start();
    await signIn('lijg');
    await settled();
    const refs: (readonly [PhotoRef, string])[] = [];
    for (let n = 0; n < 6; n += 1) refs.push(await add(1_500_000));
    await host.kill();
    refs.push(await add(400_000));
    const { profile } = browser;
    await browser.kill();
    await host.start();
    await start(profile);
    await signIn('lijg');
    for (const [ref] of refs) await reaches(ref, 'sent');
    const [last] = refs.at(-1) ?? [];
    if (!last) throw new Error('nothing was added');
    await expect.poll(() => check(last), { timeout: 20_000 }).toMatchObject({ verdict: 'intact' });
    await page().evaluate(() => linli.close());
    await page().evaluate(() => linli.loseIndexedDb());
    await visit();
    await signIn('zhoum');
    for (const [ref, digest] of refs) expect(await show(ref)).toBe(digest);
  });

  // Chromium looks at its quota once in half a minute.
  it.runIf(process.env['THOROUGH'] === '1')('say when the disk is full, and go on with what is there', async () => {
    await start();
    await signIn('lijg');
    await settled();
    await host.kill();
    const [kept, digest] = await add(100_000);
    const session = await browser.context.newCDPSession(page());
    const used = await page().evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    const origin = new URL(host.lan).origin;
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: used + 1_000_000 });
    const { saved, code } = await page().evaluate(async () => {
      const added: (readonly [PhotoRef, string])[] = [];
      for (;;) {
        try {
          added.push(await linli.addPhoto(100_000, 'x'));
        } catch (error) {
          return { saved: added, code: (error as { code: string }).code };
        }
        if (added.length > 20_000) return { saved: added, code: 'never' };
      }
    });
    expect(code).toBe('device.storage-full');
    expect(await show(kept)).toBe(digest);
    const [ref, last] = saved.at(-1) ?? [];
    expect(ref && (await show(ref))).toBe(last);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await host.start();
    await reaches(kept, 'sent');
  });

  /** As the manager does at the desk. */
  async function revoke(device: string): Promise<string> {
    const desk = { id: uid(901), name: 'desk', kind: 'workstation', secret: Buffer.alloc(32, 9).toString('base64') };
    const call = async (path: string, method: string, body: unknown, token?: string): Promise<unknown> => {
      const answer = await fetch(host.loopback + path, {
        method,
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify(body),
      });
      return answer.json();
    };
    const account = { staffCode: 'zhoum', passphrase: host.passphrase('zhoum'), device: desk };
    const { token } = sessionSchema.parse(await call(paths.session, 'POST', account));
    await call(adminPaths.device.replace(':id', device), 'PATCH', { state: 'revoked', wipe: true }, token);
    return token;
  }
});

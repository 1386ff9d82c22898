import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { adminPaths } from '#shared/ipc/admin-api';
import { paths, sessionSchema } from '#shared/ipc/station-api';
import type { DeviceApi } from '#test/pages/device';
import { uid, visitFields } from '#test/support/builders';
import { startChromium, type Chromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';

declare const linli: DeviceApi;

describe('the journal of unsent writes, in a real browser', () => {
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
  const create = () =>
    page().evaluate(
      (fields) => linli.create('visit', 'qinghe-1', fields),
      visitFields({ personUid: uid(1), startedAtMs: Date.now(), finishedAtMs: Date.now() }),
    );
  const journalBytes = () => page().evaluate(() => linli.journalBytes());
  const visitIds = () => page().evaluate(async () => (await linli.records('visits', 'visit')).map(({ _id }) => _id));
  const recovered = () => page().evaluate(() => linli.recovered());

  beforeAll(async () => {
    host = await startTestHost({ page: 'device', practiceSize: { householdsPerGrid: [20, 20], historyDays: 30 } });
  });
  afterAll(() => host.dispose());
  afterEach(() => browser.close());

  async function start(): Promise<void> {
    browser = await startChromium({ authoritySpki: host.authoritySpki });
    await visit();
  }

  it('outlives the loss of every IndexedDB database, and brings to the host what only it knew', async () => {
    await start();
    await signIn('lijg');
    await settled();
    await host.kill();
    const saved = [await create(), await create()];
    await page().evaluate(() => linli.close());
    expect(await page().evaluate(() => linli.loseIndexedDb())).toBeGreaterThan(3);
    expect(await page().evaluate(() => linli.open())).toMatchObject({ known: [], unsent: 0 });
    expect(await journalBytes()).toBeGreaterThan(500);
    await host.start();
    await visit();
    await signIn('lijg');
    await expect.poll(recovered, { timeout: 30_000 }).toBe(2);
    await expect.poll(visitIds, { timeout: 30_000 }).toEqual(expect.arrayContaining(saved));
    await settled();
    await expect.poll(journalBytes).toBe(0);
  });

  it('has what was saved a moment before the browser was killed', async () => {
    await start();
    await signIn('lijg');
    await settled();
    await host.kill();
    const saved = await create();
    await expect.poll(journalBytes).toBeGreaterThan(500);
    const { profile } = browser;
    await browser.kill();
    browser = await startChromium({ authoritySpki: host.authoritySpki, profile });
    await host.start();
    await visit();
    await page().evaluate(() => linli.loseIndexedDb());
    await visit();
    await signIn('lijg');
    await expect.poll(recovered, { timeout: 30_000 }).toBe(1);
    await expect.poll(visitIds, { timeout: 30_000 }).toContain(saved);
  });

  it('is empty when everything has arrived, and then nothing comes back', async () => {
    await start();
    await signIn('lijg');
    await settled();
    await create();
    await settled();
    await expect.poll(journalBytes).toBe(0);
    await page().evaluate(() => linli.close());
    await page().evaluate(() => linli.loseIndexedDb());
    await visit();
    await signIn('lijg');
    await settled();
    expect(await recovered()).toBe(0);
  });

  it('goes with everything else when the host has the device erased', async () => {
    await start();
    await signIn('lijg');
    await settled();
    await host.kill();
    await create();
    await expect.poll(journalBytes).toBeGreaterThan(500);
    await host.start();
    const device = await page().evaluate(() => linli.deviceId());
    await revoke(device);
    expect(await page().evaluate(() => linli.revoked())).toBe('wiped');
    expect(await journalBytes()).toBeNull();
  });

  /** As the manager does at the desk. */
  async function revoke(device: string): Promise<void> {
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
  }

  it('loses nothing that was acknowledged when the disk is full, and says which save did not fit', async () => {
    await start();
    await signIn('lijg');
    await settled();
    await host.kill();
    const session = await browser.context.newCDPSession(page());
    const origin = new URL(host.lan).origin;
    const used = await page().evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: used + 300_000 });
    const { saved, code } = await page().evaluate(
      async (fields) => {
        const ids: string[] = [];
        for (;;) {
          try {
            ids.push(await linli.create('visit', 'qinghe-1', { ...fields, note: null }));
          } catch (error) {
            return { saved: ids, code: (error as { code: string }).code };
          }
          if (ids.length > 5000) return { saved: ids, code: 'never' };
        }
      },
      visitFields({ personUid: uid(1), startedAtMs: Date.now(), finishedAtMs: Date.now() }),
    );
    expect(code).toBe('device.storage-full');
    const { profile } = browser;
    await browser.kill();
    browser = await startChromium({ authoritySpki: host.authoritySpki, profile });
    await host.start();
    await visit();
    await signIn('lijg');
    await settled();
    const there = new Set(await visitIds());
    expect(saved.filter((id) => !there.has(id))).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceApi } from '#test/pages/device';
import { aVisit, testReplica, visitFields, uid } from '#test/support/builders';
import { startChromium, type Chromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';

declare const linli: DeviceApi;

describe("a device's data at rest, in a real browser", () => {
  let host: TestHost;
  let browser: Chromium;
  const page = () => browser.page;
  const visit = async () => {
    await page().goto(host.lan);
    await page().waitForFunction(() => 'linli' in globalThis);
  };
  const signIn = (code: string, passphrase: string) =>
    page().evaluate(
      ([name, word]) =>
        linli.signIn(name, word).then(
          () => 'in',
          (error: { code: string }) => error.code,
        ),
      [code, passphrase] as const,
    );
  beforeAll(async () => {
    host = await startTestHost({ page: 'device', practiceSize: { householdsPerGrid: [20, 20], historyDays: 30 } });
    browser = await startChromium({ authoritySpki: host.authoritySpki });
  });
  afterAll(async () => {
    await browser.close();
    await host.dispose();
  });

  it('tells of writes in their order, and a row of another key holds up nothing', async () => {
    await visit();
    const by = testReplica('trial');
    const visits = Array.from({ length: 200 }, (_, n) => aVisit(n, { by }));
    const trial = await page().evaluate((each) => linli.tryStorage(each), visits);
    expect(trial.told).toHaveLength(199);
    expect(trial.told).toEqual(trial.written);
    expect(trial).toMatchObject({ isLocked: true, isAlive: true });
    expect(trial.shown).not.toContain(visits[0]?._id);
  });

  it('opens with the hub gone, by the passphrase alone, and sends what was saved when it is back', async () => {
    await visit();
    expect(await signIn('lijg', host.passphrase('lijg'))).toBe('in');
    await page().evaluate(() => linli.settled());
    const before = await page().evaluate(() => linli.count(['people', 'homes', 'visits']));
    expect(before).toBeGreaterThan(50);
    await host.kill();
    const fields = visitFields({ personUid: uid(1), startedAtMs: Date.now(), finishedAtMs: Date.now() });
    const id = await page().evaluate((each) => linli.create('visit', 'qinghe-1', each), fields);
    await page().evaluate(() => linli.close());

    expect(await page().evaluate(() => linli.open())).toMatchObject({ known: ['lijg'], last: 'lijg', unsent: 1 });
    expect(await signIn('lijg', 'not the passphrase')).toBe('auth.wrong');
    expect(await signIn('zhoum', host.passphrase('zhoum'))).toBe('hub.unreachable');
    expect(await signIn('lijg', host.passphrase('lijg'))).toBe('in');
    expect(await page().evaluate(() => linli.count(['people', 'homes', 'visits']))).toBe(before + 1);
    expect(await page().evaluate(() => linli.waiting())).toBe(1);
    await host.start();
    await page().evaluate(() => linli.settled());
    expect((await page().evaluate(() => linli.records('visits', 'visit'))).map(({ _id }) => _id)).toContain(id);
    await page().evaluate(() => linli.close());
  });

  it('lets the next person on the device deliver what the one before left unsent', async () => {
    await visit();
    expect(await signIn('lijg', host.passphrase('lijg'))).toBe('in');
    await page().evaluate(() => linli.settled());
    await host.kill();
    const fields = visitFields({ personUid: uid(1), startedAtMs: Date.now(), finishedAtMs: Date.now() });
    const id = await page().evaluate((each) => linli.create('visit', 'qinghe-1', each), fields);
    await page().evaluate(() => linli.close());
    await host.start();
    expect(await signIn('zhoum', host.passphrase('zhoum'))).toBe('in');
    const ids = () => page().evaluate(async () => (await linli.records('visits', 'visit')).map(({ _id }) => _id));
    await expect.poll(ids, { timeout: 30_000 }).toContain(id);
    await page().evaluate(() => linli.close());
    const unsent = () =>
      page().evaluate(async () => {
        const opening = await linli.open();
        return opening.kind === 'signed-out' ? opening.unsent : null;
      });
    await expect.poll(unsent, { timeout: 30_000 }).toBe(0);
  });
});

import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium, type Chromium } from '#test/support/chromium';
import { drawnPhoto } from '#test/support/drawn';
import { startTestHost, type TestHost } from '#test/support/host';
import { badge, completeVisit, openPerson, signIn, signInOffline, startVisit } from './screens';

/** On its own, since it takes half a minute: the visit’s flow has a tablet of its own, and kills it at other places. */
describe.runIf(process.env['THOROUGH'] === '1')('photos, from a stairwell without network to the workstation', () => {
  let host: TestHost;
  let workstation: Chromium;
  let tablet: Chromium;
  let profile: string;

  const startTablet = () => startChromium({ authoritySpki: host.authoritySpki, profile, width: 800, height: 1280 });

  beforeAll(async () => {
    host = await startTestHost();
    profile = await mkdtemp(path.join(tmpdir(), 'linli-tablet-'));
    workstation = await startChromium({ authoritySpki: host.authoritySpki });
    tablet = await startTablet();
  });

  afterAll(async () => {
    await Promise.all([workstation?.close(), tablet?.close()]);
    await host?.dispose();
    await rm(profile, { recursive: true, force: true });
  });

  it('are kept on the tablet with the network off, and after its browser was killed', async () => {
    await signIn(tablet.page, host, 'lijg');
    await tablet.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await signIn(workstation.page, host, 'zhoum');
    await host.stop();
    await tablet.context.setOffline(true);
    await openPerson(tablet.page, '沈桂英');
    await startVisit(tablet.page);
    await tablet.page.locator('.photo-picker input[multiple]').setInputFiles([
      { name: 'alarm.png', mimeType: 'image/png', buffer: drawnPhoto('alarm') },
      { name: 'IMG_0815.HEIC', mimeType: 'image/heic', buffer: readFileSync('test/fixtures/photos/portrait.heic') },
    ]);
    await tablet.page.locator('.photo-tile img').nth(1).waitFor();
    await tablet.page.getByText(/2张照片随后单独送出/).waitFor();

    await tablet.kill();
    tablet = await startTablet();
    await tablet.context.setOffline(true);
    await signInOffline(tablet.page, host, 'lijg');
    await openPerson(tablet.page, '沈桂英');
    await startVisit(tablet.page);
    await tablet.page.locator('.photo-tile img').nth(1).waitFor();
    await tablet.page.getByText('不在家', { exact: true }).click();
    await completeVisit(tablet.page);
    await tablet.page.locator('.visit-entry .photo-state').first().getByText('在本机').waitFor();
  });

  it('arrive by themselves once the host is back, unchanged', async () => {
    await host.start();
    await tablet.context.setOffline(false);
    await badge(tablet.page, '已同步');
    await tablet.page.locator('.visit-entry .photo-state').nth(1).getByText('已送出').waitFor();

    const { page } = workstation;
    await openPerson(page, '沈桂英');
    const entry = page.locator('.visit-entry').first();
    await entry.locator('.photo-tile img').nth(1).waitFor();
    await entry.getByRole('button', { name: /看第2张照片/ }).click();
    const viewer = page.getByRole('dialog');
    await viewer.getByText('未改动', { exact: true }).waitFor();
    await viewer.getByText('31.23040, 121.47370').waitFor();
    await viewer.getByText('李建国').waitFor();
    expect(await viewer.locator('.photo-stage img').evaluate((node) => (node as HTMLImageElement).naturalHeight)).toBe(
      96,
    );
  });
});

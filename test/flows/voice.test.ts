import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium, type Chromium } from '#test/support/chromium';
import { plainPhoto } from '#test/support/drawn';
import { startTestHost, type TestHost } from '#test/support/host';
import { COLOR_MODEL, tinyCard, tinyModel } from '#test/support/onnx';
import { badge, signIn, signInOffline } from './screens';

/** Something was heard of what lies there. */
const HEARD = /^(?!0:00)\d:\d\d \/ \d:\d\d$/;

/** Takes half a minute; what is recorded, sealed and played stands in tests of the screens and of media, without the host between. */
describe.runIf(process.env['THOROUGH'] === '1')(
  'a spoken note, from a street without network to the workstation',
  () => {
    let host: TestHost;
    let workstation: Chromium;
    let tablet: Chromium;
    let profile: string;

    const startTablet = () =>
      startChromium({ authoritySpki: host.authoritySpki, profile, width: 800, height: 1280, microphone: true });

    beforeAll(async () => {
      host = await startTestHost();
      profile = await mkdtemp(path.join(tmpdir(), 'linli-tablet-'));
      // Red is a fire.
      await writeFile(path.join(host.data, 'models/street.onnx'), tinyModel(COLOR_MODEL));
      const card = { ...tinyCard(['消防安全/消防通道堵塞', '市容环境/暴露垃圾', null]), name: 'street' };
      await writeFile(path.join(host.data, 'models/street.json'), JSON.stringify(card));
      workstation = await startChromium({ authoritySpki: host.authoritySpki });
      tablet = await startTablet();
    });

    afterAll(async () => {
      await Promise.all([workstation?.close(), tablet?.close()]);
      await host?.dispose();
      await rm(profile, { recursive: true, force: true });
    });

    const openReport = async (page: Chromium['page']) => {
      await page.evaluate(() => (location.hash = '#/incidents/report'));
      await page
        .getByRole('button', { name: '录一段话' })
        .or(page.getByRole('group', { name: '语音' }))
        .waitFor();
    };

    it('the site’s model comes from the host and looks at a photo on the tablet', async () => {
      await signIn(tablet.page, host, 'lijg');
      await tablet.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await signIn(workstation.page, host, 'zhoum');
      await openReport(tablet.page);
      await tablet.page
        .locator('.photo-picker input[multiple]')
        .setInputFiles([{ name: 'fire.png', mimeType: 'image/png', buffer: plainPhoto([220, 20, 20]) }]);
      const guess = tablet.page.getByRole('group', { name: '看照片，可能是' }).getByRole('button');
      await guess.getByText(/把握 9\d%/).waitFor();
      await guess.click();
    });

    it('is recorded with the network off, and is there after the browser was killed', async () => {
      await host.stop();
      await tablet.context.setOffline(true);
      await tablet.page.getByRole('button', { name: '录一段话' }).click();
      await tablet.page.getByText(/^(?!0:0[01])\d:\d\d \/ 2:00$/).waitFor();
      await tablet.page.getByRole('button', { name: '录好了' }).click();
      await tablet.page.getByRole('group', { name: '语音' }).getByText('在本机').waitFor();

      await tablet.kill();
      tablet = await startTablet();
      await tablet.context.setOffline(true);
      await signInOffline(tablet.page, host, 'lijg');
      await openReport(tablet.page);
      const note = tablet.page.getByRole('group', { name: '语音' });
      await note.getByRole('button', { name: '播放录音' }).click();
      await note.getByText(HEARD).waitFor();
      await tablet.page.getByRole('combobox', { name: '楼栋或地址' }).fill('6幢');
      await tablet.page.getByLabel('一句话').fill('6幢门口着火');
      await tablet.page.getByRole('button', { name: '上报', exact: true }).click();
      await tablet.page.getByRole('heading', { name: '已保存在本机，还没有送到站内' }).waitFor();
    });

    it('arrives after the record by itself, and sounds at the workstation, unchanged', async () => {
      await host.start();
      await tablet.context.setOffline(false);
      await badge(tablet.page, '已同步');
      await tablet.page.getByRole('group', { name: '语音' }).getByText('已送出').waitFor();

      const { page } = workstation;
      await page.evaluate(() => (location.hash = '#/incidents'));
      await page.getByRole('row', { name: /6幢门口着火/ }).click();
      const note = page.locator('.incident-panel').getByRole('group', { name: '语音' });
      await note.getByRole('button', { name: '播放录音' }).click();
      await note.getByText(HEARD).waitFor();
      await note.getByText('未改动').waitFor();
      await page.getByText(/消防通道堵塞」，依据照片，把握 9\d%/).waitFor();
      expect(await note.locator('rect').count()).toBeGreaterThan(10);
    });
  },
);

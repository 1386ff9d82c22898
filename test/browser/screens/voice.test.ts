import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '#shared/schema/types/incident';
import { aWebm } from '#test/support/sounds';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const REPORT = '#/incidents/report';
/** A second at least is recorded; two; and something was heard of what lies there. */
const ONE_SECOND = /^(?!0:00)\d:\d\d \/ 2:00$/;
const TWO_SECONDS = /^(?!0:0[01])\d:\d\d \/ 2:00$/;
const HEARD = /^(?!0:00)\d:\d\d \/ \d:\d\d$/;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const voiceOf = (page: Page) =>
  page.evaluate(() =>
    Object.values(window.harness.station?.media.kept() ?? {}).map(({ mime, full, isDraft }) => ({
      mime,
      isDraft,
      bytes: atob(full).length,
    })),
  );

/** The incident with that title on the device. */
const incident = (page: Page, title: string) =>
  page.evaluate(
    (wanted) =>
      new Promise<Incident | undefined>((resolve) => {
        window.harness.station?.records
          .all('incidents', 'incident')
          .subscribe((all) => resolve((all as never as Incident[]).find((each) => each.title === wanted)));
      }),
    title,
  );

describe('a spoken note', () => {
  it('is recorded, paused, heard, thrown away, recorded anew and sent, all by keyboard, and plays in the incident', async () => {
    const page = await screens.open(REPORT, { viewport: 'tablet', microphone: true });
    await page.getByText('最长2分钟，没有网络也能录').waitFor();
    await button(page, '录一段话').press('Enter');
    await page.getByText('正在录音').waitFor();
    await page.getByText(ONE_SECOND).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await button(page, '暂停').press('Enter');
    await page.getByText('已暂停').waitFor();
    await button(page, '接着录').press('Enter');
    await page.getByText(TWO_SECONDS).waitFor();
    await button(page, '录好了').press('Enter');

    const note = page.getByRole('group', { name: '语音' });
    await note.getByText('在本机').waitFor();
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('播放录音');
    await page.getByText('录音按这个网格加密，不能再换').waitFor();
    // What the microphone said is sound that a browser plays, kept and not sent.
    const [kept] = await voiceOf(page);
    expect(kept).toMatchObject({ mime: 'audio/webm', isDraft: true });
    expect(kept?.bytes).toBeGreaterThan(2000);
    await note.getByRole('button', { name: '播放录音' }).press('Enter');
    await note.getByText(HEARD).waitFor();
    await note.getByText('未改动').waitFor();
    expect(await seriousViolations(page)).toEqual([]);

    await note.getByRole('button', { name: '删掉录音' }).press('Enter');
    await button(page, '留着').press('Escape');
    await note.getByRole('button', { name: '删掉录音' }).press('Enter');
    await button(page, '删掉').click();
    await button(page, '录一段话').click();
    expect(await voiceOf(page)).toEqual([]);
    await page.getByText(ONE_SECOND).waitFor();

    // Whoever sends while speaking sends what was said.
    await page.getByRole('combobox', { name: '楼栋或地址' }).fill('6幢');
    await page.getByLabel('一句话').fill('6幢门口有人摔倒');
    await button(page, '上报').click();
    await page.getByRole('heading', { name: '已保存在本机，还没有送到站内' }).waitFor();
    const made = await incident(page, '6幢门口有人摔倒');
    expect(made?.voice).toMatchObject({ mime: 'audio/webm' });
    expect(await voiceOf(page)).toMatchObject([{ isDraft: false }]);

    await button(page, '看这件事').click();
    const heard = page.locator('.incident-panel').getByRole('group', { name: '语音' });
    await heard.getByRole('slider', { name: '播放到哪里' }).press('End');
    await heard.getByRole('slider', { name: '播放到哪里' }).press('Home');
    await heard.getByRole('button', { name: '播放录音' }).click();
    await heard.getByText(HEARD).waitFor();
    await heard.getByText('未改动').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('says what keeps it from being recorded or played, and what to do', async () => {
    const page = await screens.open(REPORT);
    const voice = page.locator('.voice-field');
    await button(page, '录一段话').click();
    await voice.getByText('没有使用麦克风的权限').waitFor();
    await voice.getByText(/允许本页使用麦克风/).waitFor();
    expect(await seriousViolations(page)).toEqual([]);

    await page.context().grantPermissions(['microphone', 'geolocation']);
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('none', 'NotFoundError'));
    });
    await button(page, '再录一次').click();
    await voice.getByText('没有找到麦克风').waitFor();
    await page.evaluate(() => Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia'));
    await page.evaluate(() => window.harness.station?.media.refuseAll('device.storage-full'));
    await button(page, '再录一次').click();
    await page.getByText(ONE_SECOND).waitFor();
    await button(page, '录好了').click();
    await voice.getByText('录音没有存上').waitFor();
    await page.evaluate(() => window.harness.station?.media.refuseAll(null));
    await button(page, '再存一次').click();
    await voice.getByText('在本机').waitFor();

    // Somebody put something else where the sound lay: it is not given to the player.
    const swap = (bytes: string) =>
      page.evaluate((full) => {
        const media = window.harness.station?.media;
        const [id] = Object.keys(media?.kept() ?? {});
        if (media && id) media.swap(id, full);
      }, bytes);
    await swap(Buffer.from('<html>').toString('base64'));
    await voice.getByRole('button', { name: '播放录音' }).click();
    await voice.getByText('这个文件不是录音，没有播放。请告诉站长。').waitFor();
    await swap(Buffer.from(aWebm({ seconds: 60 })).toString('base64'));
    await voice.getByRole('button', { name: '播放录音' }).click();
    await voice.getByText('录音的长短和登记的不一样，没有播放。请告诉站长。').waitFor();
    await page.context().close();
  });
});

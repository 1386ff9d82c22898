import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import type { PhotoRef } from '#shared/media/photo';
import { drawnPhoto, type Scene } from '#test/support/drawn';
import { aPdf } from '#test/support/pdf';
import { openScreens, seriousViolations, signIn, type Screens } from '../support/open-screens';
import { choose, openForm, saved } from './visit';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const png = (name: string, scene: Scene) => ({ name, mimeType: 'image/png', buffer: drawnPhoto(scene) });
const kept = (page: Page) => page.evaluate(() => Object.values(window.harness.station?.media.kept() ?? {}));

/** Waits until so many photos stand in the row. */
const untilPhotos = (page: Page, count: number) =>
  page
    .locator('.visit-form .photo-tile:not(.is-adding) img')
    .nth(count - 1)
    .waitFor();

async function choosePhotos(page: Page, ...files: readonly { name: string; mimeType: string; buffer: Buffer }[]) {
  await page.locator('.photo-picker input[type=file][multiple]').setInputFiles([...files]);
}

/** Pastes or drops a file as a browser does, onto the page. */
const bring = (page: Page, how: 'paste' | 'drop', scene: Scene, withWords = false) =>
  page.evaluate(
    ({ how: way, bytes, words }) => {
      const transfer = new DataTransfer();
      const file = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
      transfer.items.add(new File([file], `${way}.png`, { type: 'image/png' }));
      if (words) transfer.setData('text/plain', '从文档里抄来的话');
      const target = document.querySelector('.visit-form textarea') ?? document.body;
      if (way === 'paste') {
        target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
        return;
      }
      for (const type of ['dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }
    },
    { how, bytes: drawnPhoto(scene).toString('base64'), words: withWords },
  );

/** The one visit that was written here. */
const written = (page: Page) =>
  page.evaluate(() => {
    const { station } = window.harness;
    return station?.visits().find(({ created }) => created.on === station.replica) as
      (WireRecord & { photos: PhotoRef[]; additions: { photos: string[] }[]; personUid: string }) | undefined;
  });

describe('photos of a visit', () => {
  it('are on the device at once, survive a page that dies, and a bad file among them is refused by name', async () => {
    const first = await screens.open('', { viewport: 'tablet' });
    const context = first.context();
    let page = first;
    await openForm(page, '沈桂英');
    await choosePhotos(
      page,
      png('血压计.png', 'meter'),
      { name: '改了名的.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('这不是照片') },
      png('烟感.png', 'alarm'),
    );
    await untilPhotos(page, 2);
    const refused = page.locator('.photo-refused');
    await refused.getByText('有1个文件没有加上').waitFor();
    expect(await refused.locator('li').innerText()).toMatch(/改了名的\.jpg[\s\S]*这不是照片/);
    await page.getByText('2张照片随后单独送出').waitFor();
    await page.getByRole('button', { name: /看第1张照片.*在本机.*\d\d:\d\d/ }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '知道了，不再显示改了名的.jpg' }).click();
    await refused.waitFor({ state: 'detached' });

    const address = page.url();
    await page.close();
    page = await context.newPage();
    await page.goto(address);
    await signIn(page);
    await untilPhotos(page, 2);
    expect((await kept(page)).map(({ isDraft, class: keyClass }) => [isDraft, keyClass])).toEqual([
      [true, 'health'],
      [true, 'health'],
    ]);
    expect((await kept(page))[0]?.claim).toMatchObject({
      takenAtSource: 'device',
      placeSource: 'device',
      place: { latitude: 31.23, longitude: 121.47, accuracyM: 4 },
    });

    // One of them is taken out again, after a question.
    await page.getByRole('button', { name: '拿掉第2张照片' }).click();
    await page.getByRole('button', { name: '留着' }).click();
    await page.getByRole('button', { name: '拿掉第2张照片' }).click();
    await page.getByRole('button', { name: '拿掉', exact: true }).click();
    await page.locator('.photo-tile').nth(1).waitFor({ state: 'detached' });
    await saved(page);
    expect(await kept(page)).toHaveLength(1);

    await choose(page, '在家');
    await choose(page, '良好');
    await page.getByRole('button', { name: '完成走访' }).click();
    const entry = page.locator('.visit-entry').first();
    await entry.locator('.photo-tile img').waitFor();
    const visit = await written(page);
    expect(visit?.photos).toMatchObject([{ kind: 'photo', mime: 'image/jpeg', width: 640, height: 480 }]);
    expect((await kept(page)).map(({ isDraft }) => isDraft)).toEqual([false]);

    const id = visit?.photos[0]?.id ?? '';
    const state = entry.locator('.photo-state');
    await state.getByText('在本机').waitFor();
    const say = (change: object) =>
      page.evaluate(([of, what]) => window.harness.station?.media.say(of, what), [id, change] as const);
    await say({ status: { kind: 'sending' } });
    await state.getByText('正在送').waitFor();
    await say({ status: { kind: 'refused', code: 'request.too-large' } });
    await state.getByText('被退回').waitFor();
    await say({ status: { kind: 'sent', here: true } });
    await state.getByText('已送出').waitFor();
    await context.close();
  });

  it('come by paste and by drop, and words that are pasted with a picture go into the field', async () => {
    const page = await screens.open('');
    await openForm(page, '沈桂英');
    await bring(page, 'paste', 'meter', true);
    await bring(page, 'paste', 'meter');
    await untilPhotos(page, 1);
    await bring(page, 'drop', 'stairs');
    await untilPhotos(page, 2);
    // By phone nobody stands anywhere.
    await choose(page, '电话');
    await bring(page, 'drop', 'alarm');
    await untilPhotos(page, 3);
    const places = (await kept(page)).map(({ claim }) => 'placeSource' in claim && claim.placeSource);
    expect(places).toEqual(['device', 'device', 'none']);
    await page.context().close();
  });

  it('are added to a finished visit too, wait while somebody looks elsewhere, and stand under what was added', async () => {
    const page = await screens.open('');
    await openForm(page, '沈桂英');
    await choose(page, '不在家');
    await choosePhotos(page, png('楼道.png', 'stairs'));
    await untilPhotos(page, 1);
    await page.keyboard.press('Control+Enter');
    const entry = page.locator('.visit-entry').first();
    const form = entry.locator('.addition-form');
    await entry.getByRole('button', { name: '补充说明' }).click();
    await page.keyboard.type('门上换了新烟感');
    await form.locator('input[type=file][multiple]').setInputFiles([png('烟感.png', 'alarm')]);
    await form.getByRole('group', { name: '补充的照片' }).locator('img').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    const address = page.url();
    await page.evaluate(() => (location.hash = '#/people'));
    await form.waitFor({ state: 'detached' });
    await page.goto(address);
    await entry.getByRole('button', { name: '补充说明' }).click();
    await form.locator('img').waitFor();
    expect(await form.getByRole('textbox').inputValue()).toBe('门上换了新烟感');
    expect((await kept(page)).map(({ isDraft, class: keyClass }) => [isDraft, keyClass])).toEqual([
      [false, 'health'],
      [true, 'general'],
    ]);
    await form.getByRole('textbox').press('Control+Enter');

    const added = entry.locator('.visit-addition');
    await added.getByText('门上换了新烟感').waitFor();
    await added.locator('.photo-tile img').waitFor();
    expect(await entry.locator('.photo-tile').count()).toBe(2);
    await added.getByRole('button', { name: /看第1张照片/ }).click();
    await page.getByRole('dialog', { name: '照片' }).getByText('第1张，共1张').waitFor();
    const visit = await written(page);
    expect(visit?.photos).toHaveLength(2);
    expect(visit?.additions[0]?.photos).toEqual([visit?.photos[1]?.id]);
    expect((await kept(page)).map(({ isDraft }) => isDraft)).toEqual([false, false]);
    await page.context().close();
  });

  it('that the device has no room for are refused, and nothing else is lost', async () => {
    const page = await screens.open('');
    await openForm(page, '沈桂英');
    await page.getByLabel('情况记录').fill('别丢');
    await saved(page);
    await page.evaluate(() => window.harness.station?.media.refuseAll('device.storage-full'));
    await choosePhotos(page, png('楼道.png', 'stairs'));
    const refused = page.locator('.photo-refused li');
    await refused.getByText('楼道.png').waitFor();
    expect(await refused.innerText()).toMatch(/存|空间/);
    await page.evaluate(() => window.harness.station?.media.refuseAll(null));
    await choosePhotos(page, png('楼道.png', 'stairs'));
    await untilPhotos(page, 1);
    await choose(page, '不在家');
    await page.keyboard.press('Control+Enter');
    await page.locator('.visit-entry .photo-tile img').waitFor();
    expect((await written(page))?.photos).toHaveLength(1);
    await page.context().close();
  });

  it('of a child go under the child key', async () => {
    const page = await screens.open('');
    await openForm(page, '许小满');
    await choosePhotos(page, png('孩子的房间.png', 'alarm'));
    await untilPhotos(page, 1);
    expect((await kept(page)).map(({ class: keyClass }) => keyClass)).toEqual(['child']);
    await page.context().close();
  });
});

describe('a photo that is opened', () => {
  it('is looked at by keyboard alone and says when, where, by whom, and whether it was changed', async () => {
    const page = await screens.open('', { who: 'zhoum' });
    await openForm(page, '沈桂英');
    await choosePhotos(page, png('一.png', 'meter'), png('二.png', 'alarm'), png('三.png', 'stairs'));
    await untilPhotos(page, 3);
    await choose(page, '不在家');
    await page.keyboard.press('Control+Enter');
    const entry = page.locator('.visit-entry').first();
    await entry.locator('.photo-tile img').nth(2).waitFor();
    const photos = (await written(page))?.photos ?? [];

    await entry.getByRole('button', { name: /看第2张照片/ }).focus();
    await page.keyboard.press('Enter');
    const viewer = page.getByRole('dialog');
    await viewer.getByText('第2张，共3张').waitFor();
    await viewer.getByText('未改动', { exact: true }).waitFor();
    await viewer.getByText('31.23000, 121.47000').waitFor();
    await viewer.getByText('加照片时，设备的时钟').first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);

    const picture = viewer.locator('.photo-stage img');
    const transform = () => picture.evaluate((node) => (node as HTMLElement).style.transform);
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await viewer.getByText('225%').waitFor();
    expect(await transform()).toContain('scale(2.25)');
    await page.keyboard.press('0');
    await viewer.getByText('100%').waitFor();
    await viewer.getByRole('button', { name: '向右转' }).press('Enter');
    expect(await transform()).toContain('rotate(90deg)');
    await picture.hover();
    await page.mouse.wheel(0, -120);
    await viewer.getByText('120%').waitFor();

    const say = (index: number, change: object) =>
      page.evaluate(([of, what]) => window.harness.station?.media.say(of, what), [
        photos[index]?.id ?? '',
        change,
      ] as const);
    await say(0, { verdict: 'altered-image' });
    await say(2, { absence: 'missing', status: { kind: 'elsewhere' } });
    await page.keyboard.press('ArrowLeft');
    await viewer.getByText('图片被换过', { exact: true }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await viewer.getByText(/照片还在.+的设备上，送到后自动出现。/).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    // It arrives.
    await say(2, { absence: null, status: { kind: 'sent', here: true } });
    await picture.waitFor();

    const before = await page.evaluate(() => window.harness.station?.reveals().length ?? 0);
    const [handed] = await Promise.all([
      page.waitForEvent('download'),
      viewer.getByRole('button', { name: '下载' }).click(),
    ]);
    expect((await readFile(await handed.path())).subarray(0, 3).toString('hex')).toBe('ffd8ff');
    const looks = (await page.evaluate(() => window.harness.station?.reveals())) ?? [];
    expect(looks.length).toBe(before + 1);
    expect(looks.at(-1)).toMatchObject({
      field: 'photos',
      purpose: 'export',
      subjectUid: (await written(page))?.personUid,
    });

    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    // The person beside the list stays, and the focus is where it was.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('看第2张照片');
    await page.context().close();
  });

  it('and is a PDF is told by name and pages, and handed out as the document it is to whoever may take files out', async () => {
    const page = await screens.open('', { who: 'zhoum' });
    await openForm(page, '沈桂英');
    const file = aPdf(3);
    await choosePhotos(page, { name: '低保证.pdf', mimeType: 'application/pdf', buffer: file });
    await untilPhotos(page, 1);
    const viewer = page.getByRole('dialog');
    await page.getByRole('button', { name: /看第1张，PDF/ }).click();
    await viewer.getByText('保存以后可以下载').waitFor();
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    await choose(page, '不在家');
    await page.keyboard.press('Control+Enter');
    await page
      .locator('.visit-entry')
      .first()
      .getByRole('button', { name: /看第1张，PDF/ })
      .click();
    await viewer.getByText('低保证.pdf').waitFor();
    await viewer.getByText('3页，').waitFor();
    expect(await viewer.getByRole('button', { name: '放大' }).count()).toBe(0);
    expect(await seriousViolations(page)).toEqual([]);
    const [handed] = await Promise.all([
      page.waitForEvent('download'),
      viewer.getByRole('button', { name: '下载PDF' }).click(),
    ]);
    expect(handed.suggestedFilename()).toBe('低保证.pdf');
    expect((await readFile(await handed.path())).equals(new Uint8Array(file))).toBe(true);
    expect((await page.evaluate(() => window.harness.station?.reveals()))?.at(-1)).toMatchObject({ purpose: 'export' });
    await page.context().close();
  });
});

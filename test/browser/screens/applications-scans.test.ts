import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDurableFolder } from '#main/services/durable-folder';
import { openScans } from '#main/services/scans/scans';
import { uid } from '#test/support/builders';
import { drawnPhoto } from '#test/support/drawn';
import { withExif } from '#test/support/exif';
import { aPdf } from '#test/support/pdf';
import { recordedLog } from '#test/support/quiet-log';
import { openRealHost, type RealHost } from '../support/real-host';
import { openScreens, seriousViolations, signIn, type Screens } from '../support/open-screens';

let screens: Screens;
let root: string;
let folder: string;
let host: RealHost;
let stopScans: () => Promise<void>;

beforeAll(async () => {
  screens = await openScreens();
  root = await mkdtemp(path.join(tmpdir(), 'linli-scans-'));
  folder = path.join(root, 'scans');
  await mkdir(folder);
  await mkdir(path.join(root, 'data'));
  const sealed = await openDurableFolder(path.join(root, 'data'));
  const audit = { append: async () => undefined };
  const times = { look: 100, still: 200, giveUp: 600, taking: 60_000 };
  const scans = await openScans({ folder: sealed, own: [], audit, log: recordedLog(), now: Date.now, times });
  await scans.set(uid(1), { folder, then: 'move' });
  stopScans = scans.stop;
  host = await openRealHost({ scans });
});
afterAll(async () => {
  await screens.close();
  await host.stop();
  await stopScans();
  await rm(root, { recursive: true, force: true });
});

const CLERK = { role: 'service', post: 'clerk', dbs: { 'queue-qinghe': 'write' } } as const;
const kept = async (page: Page) => {
  const all = await page.evaluate(() => Object.values(window.harness.station?.media.kept() ?? {}));
  return all.flatMap(({ claim }) => ('width' in claim ? [{ claim }] : []));
};

/** The form of an item that asks for papers, with the scans of the first open. */
async function openPapers(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: '办什么' }).fill('高龄');
  await page.keyboard.press('Enter');
  await openScansOf(page);
}

async function openScansOf(page: Page): Promise<void> {
  await page
    .getByRole('group', { name: /高龄津贴申请书/ })
    .getByRole('button', { name: /扫描/ })
    .click();
  await page.locator('.photo-picker').waitFor();
}

/** A JPEG as a camera makes it. */
async function aJpeg(page: Page, width = 900, height = 600) {
  const text = await page.evaluate(
    ([wide, high]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: wide, height: high });
      const draw = canvas.getContext('2d');
      for (let at = 0; draw && at < 60; at += 1) {
        draw.fillStyle = `hsl(${at * 37} 60% ${30 + (at % 5) * 10}%)`;
        draw.fillRect((at * 97) % Number(wide), (at * 61) % Number(high), 160, 90);
      }
      return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '';
    },
    [width, height],
  );
  return Uint8Array.from(Buffer.from(text, 'base64'));
}

const tiles = (page: Page) => page.locator('.photo-picker .photo-tile:not(.is-adding) img');

describe('scans of a material by file', () => {
  it('are kept for the material without what the camera wrote in them; hostile files are refused by name, and the rest stays', async () => {
    const page = await screens.open('#/applications/new?ticket=A023&day=2026-11-23', { who: 'linxy' });
    await openPapers(page);
    const jpeg = await aJpeg(page);
    const huge = path.join(root, '60兆.jpg');
    await writeFile(huge, jpeg);
    await truncate(huge, 60 * 1024 * 1024);
    const exif = withExif(jpeg, { orientation: 6, gps: { latitude: 31.2, longitude: 121.4 } } as never);
    const input = page.locator('.photo-picker input[type=file][multiple]');
    await input.setInputFiles([
      { name: '竖着拍的.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(exif) },
      { name: '空的.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) },
      { name: '网页.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<html><script>alert(1)</script>') },
      { name: '断了的.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(jpeg.subarray(0, 900)) },
      { name: '户口簿.pdf', mimeType: 'application/pdf', buffer: aPdf(3) },
    ]);
    await input.setInputFiles(huge);
    await tiles(page).nth(1).waitFor();
    const refused = page.locator('.photo-refused li');
    await expect.poll(() => refused.count(), { timeout: 30_000 }).toBe(4);
    const said = await refused.allInnerTexts();
    expect(said.find((text) => text.startsWith('空的.pdf'))).toContain('这个文件是空的');
    expect(said.find((text) => text.startsWith('网页.jpg'))).toContain('这不是照片，也不是PDF');
    expect(said.find((text) => text.startsWith('断了的.jpg'))).toContain('文件不完整');
    expect(said.find((text) => text.startsWith('60兆.jpg'))).toContain('文件超过40MB');
    const photos = await kept(page);
    expect(photos.map(({ claim }) => claim.mime).sort()).toEqual([
      'application/pdf',
      expect.stringMatching(/^image\//),
    ]);
    const turned = photos.find(({ claim }) => claim.mime !== 'application/pdf');
    // Upright, and nothing of the place in it: a desk says nothing, and a camera is not asked.
    expect([turned?.claim.width, turned?.claim.height]).toEqual([600, 900]);
    expect(photos.find(({ claim }) => claim.mime === 'application/pdf')?.claim.document).toEqual({
      name: '户口簿.pdf',
      pages: 3,
    });
    expect(await seriousViolations(page)).toEqual([]);
    // The material counts as scanned, and everything is there after the page died.
    await page
      .getByRole('group', { name: /高龄津贴申请书.*有了|高龄津贴申请书/ })
      .first()
      .waitFor();
    await page.getByText(/已存在本机/).waitFor();
    await page.reload();
    await signIn(page, 'linxy');
    await openScansOf(page);
    await tiles(page).nth(1).waitFor();
    await page.context().close();
  });
});

describe('scans from the scanner’s folder', () => {
  it('appear beside the material, are looked at, taken in by one press and put away', async () => {
    const page = await screens.open('?host=real#/applications/new?ticket=A024&day=2026-11-23', { who: 'linxy' });
    await host.stand(page, CLERK);
    await openPapers(page);
    await page.getByText('扫描仪存一份，这里就会出现。').waitFor();
    const jpeg = await aJpeg(page, 1240, 1754);
    await writeFile(path.join(folder, '扫描0001.jpg'), jpeg);
    await writeFile(path.join(folder, '扫描0002.pdf'), Uint8Array.from(aPdf(2)));
    await writeFile(path.join(folder, '没存完.jpg'), jpeg.subarray(0, 2000));
    await writeFile(path.join(folder, '扫描.bmp'), 'BM not ours');
    const section = page.getByRole('region', { name: '刚扫描的' });
    await section.getByText('刚扫描的 2 份').waitFor();
    await section.getByText('没有存完整').waitFor();
    await section.getByText('不是JPEG、PNG或PDF').waitFor();
    await section.locator('.scanned-look img').waitFor();
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/scans.png` });
    expect(await seriousViolations(page)).toEqual([]);
    await section.getByRole('button', { name: '看「扫描0001.jpg」' }).click();
    await page.getByRole('dialog').locator('img').waitFor();
    await page.keyboard.press('Escape');
    await section.getByRole('button', { name: '取用「扫描0001.jpg」' }).click();
    await tiles(page).first().waitFor();
    await expect.poll(() => readdir(path.join(folder, 'taken')).catch(() => [])).toEqual(['扫描0001.jpg']);
    await section.getByText('刚扫描的 1 份').waitFor();
    await section.getByRole('button', { name: '取用「扫描0002.pdf」' }).click();
    await tiles(page).nth(1).waitFor();
    await expect
      .poll(async () => (await readdir(path.join(folder, 'taken'))).sort())
      .toEqual(['扫描0001.jpg', '扫描0002.pdf']);
    expect((await kept(page)).map(({ claim }) => claim.mime).sort()).toEqual([
      'application/pdf',
      expect.stringMatching(/^image\//),
    ]);
    await page.context().close();
  });

  it('that no picture comes out of stay in the folder', async () => {
    const page = await screens.open('?host=real#/applications/new?ticket=A025&day=2026-11-23', { who: 'linxy' });
    await host.stand(page, CLERK);
    await openPapers(page);
    // Its marks are right, and nothing is in it.
    const hollow = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, ...Array<number>(40).fill(7), 0xff, 0xd9]);
    await writeFile(path.join(folder, '坏的.jpg'), hollow);
    const section = page.getByRole('region', { name: '刚扫描的' });
    await section.getByRole('button', { name: '取用「坏的.jpg」' }).click();
    await section.getByText('这份没有收进来').waitFor();
    await page.locator('.photo-refused').getByText('坏的.jpg').waitFor();
    expect(await readdir(folder)).toContain('坏的.jpg');
    expect(await kept(page)).toEqual([]);
    await page.context().close();
  });

  it('are not lost where the host goes away once a scan is kept, and not offered twice', async () => {
    for (const name of await readdir(folder)) if (name !== 'taken') await rm(path.join(folder, name));
    const page = await screens.open('?host=real#/applications/new?ticket=A026&day=2026-11-23', {
      who: 'linxy',
      expects: /ERR_FAILED/,
    });
    await host.stand(page, CLERK);
    await openPapers(page);
    await writeFile(path.join(folder, '身份证.png'), Uint8Array.from(drawnPhoto('meter')));
    const section = page.getByRole('region', { name: '刚扫描的' });
    await page.route('**/api/scans/taken', (route) => route.abort());
    await section.getByRole('button', { name: '取用「身份证.png」' }).click();
    await tiles(page).first().waitFor();
    await section.getByRole('button', { name: '取用「身份证.png」' }).waitFor({ state: 'detached' });
    expect(await readdir(folder)).toContain('身份证.png');
    await page.unroute('**/api/scans/taken');
    await expect.poll(() => readdir(folder), { timeout: 15_000 }).toEqual(['taken']);
    expect(await kept(page)).toHaveLength(1);
    await page.context().close();
  });
});

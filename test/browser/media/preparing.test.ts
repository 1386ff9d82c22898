import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crc32 } from '#renderer/data/tables/crc32';
import { sha256Of } from '#shared/media/sealed-bytes';
import { aPdf } from '#test/support/pdf';
import { pngWithExif, withExif, type ExifContent } from '#test/support/exif';
import { openPreparer } from './open-preparer';
import type { Prepared } from './page/page';

/** 23 November 2026, 09:41:06 at the station. */
const NOW_MS = Date.UTC(2026, 10, 23, 1, 41, 6);
const HERE = { latitude: 31.23, longitude: 121.47, accuracyM: 4 };

/** A picture whose quarters are red, green, blue and white, from the top left on. */
const QUARTERS = ['#c82828', '#28a03c', '#2846c8', '#ebebeb'];
const SHADES = ['red', 'green', 'blue', 'white'];

let page: Page;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ page, close } = await openPreparer());
});
afterAll(() => close());

const portrait = () => new Uint8Array(readFileSync('test/fixtures/photos/portrait.heic'));
const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(base64, 'base64'));

async function draw(width: number, height: number, colors = QUARTERS, type = 'image/jpeg'): Promise<Uint8Array> {
  return bytesOf(
    await page.evaluate(([...of]) => window.bench.drawQuarters(...of), [width, height, colors, type] as const),
  );
}

const prepareAny = (file: Uint8Array, place: typeof HERE | null = HERE): Promise<Prepared> =>
  page.evaluate(([...of]) => window.bench.prepare(...of), [
    Buffer.from(file).toString('base64'),
    { nowMs: NOW_MS, place },
  ] as const);

async function prepare(file: Uint8Array, place: typeof HERE | null = HERE) {
  const prepared = await prepareAny(file, place);
  if (prepared.code !== undefined) throw new Error(`refused: ${prepared.code}`);
  return prepared;
}

/** Size and colours of a picture. */
async function look(picture: string) {
  const { size, colors } = await page.evaluate((of) => window.bench.quartersOf(of), picture);
  const nameOf = ([red = 0, green = 0, blue = 0]: readonly number[]) =>
    red > 190 && green > 190 ? 'white' : red > 120 ? 'red' : green > 110 ? 'green' : blue > 120 ? 'blue' : 'dark';
  return { size, colors: colors.map(nameOf) };
}

describe('a photo', () => {
  // Where the top left, top right, bottom left and bottom right quarter of what is to be seen lie in the file.
  it.each([
    [1, [0, 1, 2, 3]],
    [2, [1, 0, 3, 2]],
    [3, [3, 2, 1, 0]],
    [4, [2, 3, 0, 1]],
    [5, [0, 2, 1, 3]],
    [6, [1, 3, 0, 2]],
    [7, [3, 1, 2, 0]],
    [8, [2, 0, 3, 1]],
  ])('that the camera wrote turned, as orientation %i says, stands upright', async (orientation, stored) => {
    const [width, height] = orientation > 4 ? [300, 400] : [400, 300];
    const file = await draw(
      width,
      height,
      stored.map((quarter) => QUARTERS[quarter] as string),
    );
    const prepared = await prepare(withExif(file, { orientation }));
    expect(await look(prepared.full)).toEqual({ size: [400, 300], colors: SHADES });
    expect(await look(prepared.thumb)).toEqual({ size: [320, 240], colors: SHADES });
  });

  it('tells its time and place and keeps neither in its bytes, nor anything else but pixels', async () => {
    const content: ExifContent = {
      takenAt: '2026:11:23 08:12:30',
      offset: '+09:00',
      latitude: [31, 13, 49.44],
      longitude: [121, 28, 25.32],
      accuracyM: 6.5,
      make: 'PhoneMaker',
      makerNote: 'SERIAL-0815-OWNER-SHEN',
    };
    const xmp = '<x:xmpmeta><rdf:Description exif:GPSLatitude="31,13.824N" dc:creator="SHEN"/></x:xmpmeta>';
    const file = withExif(await draw(400, 300), content, xmp);
    const prepared = await prepare(file);
    expect(prepared.claim).toEqual({
      takenAtMs: Date.UTC(2026, 10, 22, 23, 12, 30),
      takenAtSource: 'exif',
      place: { latitude: 31.2304, longitude: 121.4737, accuracyM: 6.5 },
      placeSource: 'exif',
      originalSha256: await sha256Of(Uint8Array.from(file)),
    });
    const planted = ['Exif', 'PhoneMaker', 'SERIAL', '2026:11:23', 'xmpmeta', 'SHEN', 'http://'];
    const inFile = Buffer.from(file).toString('latin1');
    for (const word of planted) expect(inFile).toContain(word);
    for (const written of [prepared.full, prepared.thumb]) {
      const bytes = bytesOf(written);
      const text = Buffer.from(bytes).toString('latin1');
      for (const word of planted) expect(text).not.toContain(word);
      // Beside the frame and the pixels there is the browser's own profile of colours.
      expect(segmentsOf(bytes).filter(({ marker }) => marker >= 0xe1)).toEqual([{ marker: 0xe2, name: 'ICC_PROFILE' }]);
    }
  });

  it('without a time and a place of its own gets those of the device', async () => {
    const { claim } = await prepare(await draw(400, 300));
    expect(claim).toMatchObject({ takenAtMs: NOW_MS, takenAtSource: 'device', place: HERE, placeSource: 'device' });
  });

  it.each(['image/png', 'image/webp'])('that is %s is taken, and what was transparent is white', async (type) => {
    const file = await draw(400, 300, [...QUARTERS.slice(0, 3), 'transparent'], type);
    const prepared = await prepare(file);
    expect(await look(prepared.full)).toEqual({ size: [400, 300], colors: SHADES });
    expect(Buffer.from(prepared.full, 'base64').subarray(0, 3).toString('hex')).toBe('ffd8ff');
  });

  it('that is a PNG with EXIF stands upright, too', async () => {
    const file = await draw(
      300,
      400,
      [1, 3, 0, 2].map((quarter) => QUARTERS[quarter] as string),
      'image/png',
    );
    const turned = pngWithExif(file, { orientation: 6, takenAt: '2026:11:23 09:40:00' }, crc32);
    const prepared = await prepare(turned);
    expect(prepared.claim).toMatchObject({ takenAtMs: Date.UTC(2026, 10, 23, 1, 40), takenAtSource: 'exif' });
    expect(await look(prepared.full)).toEqual({ size: [400, 300], colors: SHADES });
  });

  it('of 12 megapixels comes to 2,560 pixels and 200 to 600 KB, its thumbnail to at most 40 KB', async () => {
    const prepared = await page.evaluate(() => window.bench.prepareDrawn('room', 4032, 3024));
    if (prepared.code !== undefined) throw new Error(prepared.code);
    expect([prepared.width, prepared.height]).toEqual([2560, 1920]);
    const [full, thumb] = [bytesOf(prepared.full).length, bytesOf(prepared.thumb).length];
    expect(full).toBeGreaterThan(200 * 1024);
    expect(full).toBeLessThan(600 * 1024);
    expect(thumb).toBeLessThan(40 * 1024);
  });

  it('in which everything is detail is made smaller, not refused', async () => {
    const prepared = await page.evaluate(() => window.bench.prepareDrawn('noise', 2600, 1950));
    if (prepared.code !== undefined) throw new Error(prepared.code);
    expect([prepared.width, prepared.height]).toEqual([1920, 1440]);
    expect(bytesOf(prepared.thumb).length).toBeLessThan(40 * 1024);
  });

  it('that an iPhone took upright is decoded, turned once, by a worker that is fetched for the first of them', async () => {
    const isHeicPart = (name: string) => name.includes('heic');
    expect((await page.evaluate(() => window.bench.requests())).filter(isHeicPart)).toEqual([]);
    const prepared = await prepare(portrait());
    expect(await look(prepared.full)).toEqual({ size: [128, 96], colors: SHADES });
    expect(prepared.claim).toMatchObject({
      takenAtMs: Date.UTC(2026, 10, 23, 1, 30),
      takenAtSource: 'exif',
      place: { latitude: 31.2304, longitude: 121.4737 },
      placeSource: 'exif',
    });
    expect((await page.evaluate(() => window.bench.requests())).filter(isHeicPart)).toHaveLength(1);
  });
});

describe('a paper in PDF', () => {
  it('stays byte for byte what it is, with a picture that stands for it, its name and its pages', async () => {
    const file = aPdf(12);
    const prepared = await page.evaluate(([...of]) => window.bench.prepare(...of), [
      file.toString('base64'),
      { nowMs: NOW_MS, place: HERE },
      'C:\\扫描件\\低保证 2026?.PDF',
    ] as const);
    if (prepared.code !== undefined) throw new Error(`refused: ${prepared.code}`);
    const { full, thumb, claim, ...about } = prepared;
    expect(Buffer.from(full, 'base64').equals(file)).toBe(true);
    expect(about).toEqual({ kind: 'scan', mime: 'application/pdf', width: 320, height: 240 });
    expect(claim).toEqual({
      takenAtMs: NOW_MS,
      takenAtSource: 'device',
      place: null,
      placeSource: 'none',
      originalSha256: await sha256Of(new Uint8Array(file)),
      document: { name: '低保证 2026.pdf', pages: 12 },
    });
    expect((await page.evaluate((of) => window.bench.quartersOf(of), thumb)).size).toEqual([320, 240]);
    expect(Buffer.from(thumb, 'base64').length).toBeLessThan(40 * 1024);
  });

  it('without a name gets one', async () => {
    const prepared = await prepare(new Uint8Array(aPdf(1)));
    expect(prepared.claim.document).toEqual({ name: 'PDF.pdf', pages: 1 });
  });
});

describe('no photo', () => {
  const text = (words: string) => new TextEncoder().encode(words);
  const cut = async (type: string) => {
    const file = await draw(400, 300, QUARTERS, type);
    return file.subarray(0, Math.floor(file.length * 0.7));
  };
  it.each([
    ['photo.empty', 'an empty file', () => new Uint8Array()],
    ['photo.not-a-photo', 'a text that somebody called .jpg', () => text('这不是照片，只是改了名。')],
    ['photo.not-a-photo', 'an SVG', () => text('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>')],
    ['photo.broken', 'a PDF that was cut off', () => text('%PDF-1.7\n1 0 obj')],
    ['photo.pdf-too-large', 'a PDF of more than 8 MB', () => new Uint8Array(aPdf(1, '0'.repeat(8 * 1024 * 1024)))],
    ['photo.broken', 'a JPEG that was cut off', () => cut('image/jpeg')],
    ['photo.broken', 'a PNG that was cut off', () => cut('image/png')],
    ['photo.broken', 'a WebP that was cut off', () => cut('image/webp')],
    ['photo.broken', 'a JPEG of nothing but its first bytes', () => new Uint8Array([0xff, 0xd8, 0xff, 0xe0])],
    ['photo.too-small', 'an icon', () => draw(15, 40)],
    [
      'photo.too-many-pixels',
      'a PNG that claims 60,000 × 60,000',
      async () => {
        const bomb = Buffer.from(await draw(40, 40, QUARTERS, 'image/png'));
        bomb.writeUInt32BE(60_000, 16);
        bomb.writeUInt32BE(60_000, 20);
        return new Uint8Array(bomb);
      },
    ],
    [
      'photo.too-many-pixels',
      'a JPEG that claims 60,000 × 60,000',
      async () => {
        const bomb = Buffer.from(await draw(40, 40));
        const frame = bomb.indexOf(Buffer.from([0xff, 0xc0]));
        bomb.writeUInt16BE(60_000, frame + 5);
        bomb.writeUInt16BE(60_000, frame + 7);
        return new Uint8Array(bomb);
      },
    ],
    ['photo.broken', 'a HEIC that was cut off', () => portrait().subarray(0, 1200)],
    [
      'photo.heic',
      'a HEIC that its decoder does not read',
      () => {
        const file = Buffer.from(portrait());
        file.fill(0, file.indexOf('hvcC', 0, 'latin1') + 4, file.indexOf('hvcC', 0, 'latin1') + 60);
        return new Uint8Array(file);
      },
    ],
  ])('%s: %s', async (code, _what, file) => {
    const before = Date.now();
    expect(await prepareAny(await file())).toEqual({ code });
    expect(Date.now() - before).toBeLessThan(30_000);
  });

  it('is a file of more than 40 MB', async () => {
    const answer = await page.evaluate((bytes) => window.bench.prepareBlank(bytes), 40 * 1024 * 1024 + 1);
    expect(answer).toEqual({ code: 'photo.too-large' });
  });

  it('keeps a photo after it from being prepared', async () => {
    const { claim } = await prepare(await draw(64, 64), null);
    expect(claim).toMatchObject({ place: null, placeSource: 'none' });
  });
});

/** The segments of a JPEG behind its tables: marker, and the name that a segment of an application begins with. */
function segmentsOf(bytes: Uint8Array): readonly { readonly marker: number; readonly name: string }[] {
  const found: { marker: number; name: string }[] = [];
  for (let at = 2; bytes[at] === 0xff && bytes[at + 1] !== 0xda;) {
    const length = (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
    const text = Buffer.from(bytes.subarray(at + 4, at + 2 + length)).toString('latin1');
    found.push({ marker: bytes[at + 1] ?? 0, name: text.split('\0')[0] ?? '' });
    at += 2 + length;
  }
  return found;
}

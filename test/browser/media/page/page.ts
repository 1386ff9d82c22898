import { toAppError } from '#shared/errors/app-error';
import type { PhotoKind, PhotoMime, PhotoTaking } from '#shared/media/photo';
import { createPhotoPreparer, type TakingMoment } from '../../../../renderer/data/media/prepare/index';

/** What came of preparing: bytes travel as base64 between the page and the test. */
export type Prepared =
  | {
      readonly code?: never;
      readonly kind: PhotoKind;
      readonly mime: PhotoMime;
      readonly width: number;
      readonly height: number;
      readonly full: string;
      readonly thumb: string;
      readonly claim: PhotoTaking;
    }
  | { readonly code: string };

/** What a test reaches in this page. */
export interface PhotoBench {
  /** With a name it is a file, else nameless bytes. */
  prepare(file: string, moment: TakingMoment, name?: string): Promise<Prepared>;
  /** Prepares a JPEG of noise or of a drawn scene, of that size. */
  prepareDrawn(scene: 'noise' | 'room', width: number, height: number): Promise<Prepared>;
  /** A file of so many bytes that are all 0. */
  prepareBlank(bytes: number): Promise<Prepared>;
  /** Pixels in four colours, one a quarter, in the order top left, top right, bottom left, bottom right. */
  drawQuarters(width: number, height: number, colors: readonly string[], type: string): Promise<string>;
  /** What stands in the middle of each quarter of a picture: 0 to 255 for red, green and blue. */
  quartersOf(picture: string): Promise<{ readonly size: readonly number[]; readonly colors: readonly number[][] }>;
  readonly requests: () => readonly string[];
}

declare global {
  interface Window {
    bench: PhotoBench;
  }
}

const preparer = createPhotoPreparer();
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

async function prepare(file: Blob, moment: TakingMoment): Promise<Prepared> {
  try {
    const { full, thumb, ...rest } = await preparer.prepare(file, moment);
    return { ...rest, full: toBase64(full), thumb: toBase64(thumb) };
  } catch (thrown) {
    return { code: toAppError(thrown).code };
  }
}

/** A room as a phone sees it: soft shades, hard edges, and a little grain. */
function drawRoom(context: OffscreenCanvasRenderingContext2D, width: number, height: number): void {
  const shade = context.createLinearGradient(0, 0, width, height);
  shade.addColorStop(0, '#d8cfc0');
  shade.addColorStop(1, '#6f675c');
  context.fillStyle = shade;
  context.fillRect(0, 0, width, height);
  for (let each = 0; each < 400; each += 1) {
    context.fillStyle = `hsl(${(each * 37) % 360} 30% ${30 + ((each * 13) % 50)}%)`;
    context.fillRect((each * 271) % width, (each * 619) % height, width / 23, height / 31);
  }
  const pixels = context.getImageData(0, 0, width, height);
  let seed = 7;
  for (let at = 0; at < pixels.data.length; at += 4) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    const grain = (seed >> 16) % 9;
    for (let channel = at; channel < at + 3; channel += 1)
      pixels.data[channel] = (pixels.data[channel] ?? 0) + grain - 4;
  }
  context.putImageData(pixels, 0, 0);
}

function drawNoise(context: OffscreenCanvasRenderingContext2D, width: number, height: number): void {
  const pixels = context.createImageData(width, height);
  let seed = 1;
  for (let at = 0; at < pixels.data.length; at += 1) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    pixels.data[at] = at % 4 === 3 ? 255 : (seed >> 16) & 255;
  }
  context.putImageData(pixels, 0, 0);
}

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('no canvas');
  return context;
}

window.bench = {
  prepare: (file, moment, name) =>
    prepare(name === undefined ? new Blob([fromBase64(file)]) : new File([fromBase64(file)], name), moment),
  prepareBlank: (bytes) => prepare(new Blob([new Uint8Array(bytes)]), { nowMs: 0, place: null }),
  async prepareDrawn(scene, width, height) {
    const context = contextOf(width, height);
    if (scene === 'noise') drawNoise(context, width, height);
    else drawRoom(context, width, height);
    const file = await context.canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
    return prepare(file, { nowMs: 0, place: null });
  },
  async drawQuarters(width, height, colors, type) {
    const context = contextOf(width, height);
    for (const [index, color] of colors.entries()) {
      context.fillStyle = color;
      context.fillRect(((index % 2) * width) / 2, (Math.floor(index / 2) * height) / 2, width / 2, height / 2);
    }
    const file = await context.canvas.convertToBlob({ type, quality: 0.95 });
    return toBase64(new Uint8Array(await file.arrayBuffer()));
  },
  async quartersOf(picture) {
    const bitmap = await createImageBitmap(new Blob([fromBase64(picture)]));
    const { width, height } = bitmap;
    const context = contextOf(width, height);
    context.drawImage(bitmap, 0, 0);
    const colorAt = (x: number, y: number) => [
      ...context.getImageData(Math.floor(x * width), Math.floor(y * height), 1, 1).data.subarray(0, 3),
    ];
    return {
      size: [width, height],
      colors: [colorAt(0.25, 0.25), colorAt(0.75, 0.25), colorAt(0.25, 0.75), colorAt(0.75, 0.75)],
    };
  },
  requests: () => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
};

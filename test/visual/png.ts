import { crc32, deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';

/** A picture as RGBA bytes, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Reads a PNG of any kind. */
export function decodePng(file: Uint8Array): Pixels {
  const { width, height, data } = PNG.sync.read(Buffer.from(file));
  return { width, height, data: new Uint8Array(data) };
}

/** Half as wide and half as high, each pixel the mean of four. */
export function halved({ width, height, data }: Pixels): Pixels {
  const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)];
  const half = new Uint8Array(w * h * 4);
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      const from = (y * 2 * width + x * 2) * 4;
      for (let channel = 0; channel < 4; channel += 1) {
        const at = from + channel;
        const sum =
          (data[at] ?? 0) + (data[at + 4] ?? 0) + (data[at + width * 4] ?? 0) + (data[at + width * 4 + 4] ?? 0);
        half[(y * w + x) * 4 + channel] = (sum + 2) >> 2;
      }
    }
  }
  return { width: w, height: h, data: half };
}

/** How far a stored colour may lie from the real one, of 255 in each channel; raised where 256 colours do not suffice. */
const COLOUR_TOLERANCE = 10;
const MOST_COLOURS = 256;
/** Colours that fill more than this share of a picture are grounds and stored as they are; so many of them at most. */
const GROUND = { share: 1 / 2000, count: 48 } as const;

/** A PNG with a palette, a third of what true colours need. Every pixel is at most a few shades off; transparency is not kept. */
export function encodePalettePng({ width, height, data }: Pixels): Uint8Array {
  const { palette, indexOf } = paletteOf(data);
  const bits = palette.length <= 4 ? 2 : palette.length <= 16 ? 4 : 8;
  const perByte = 8 / bits;
  const stride = Math.ceil(width / perByte) + 1;
  const lines = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const index = indexOf.get(colourAt(data, (y * width + x) * 4)) ?? 0;
      const at = y * stride + 1 + Math.floor(x / perByte);
      lines[at] = (lines[at] ?? 0) | (index << (8 - bits * ((x % perByte) + 1)));
    }
  }
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, bits);
  header.setUint8(9, 3); // Colours from the palette.
  return joined([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('PLTE', Uint8Array.from(palette.flatMap((colour) => [...channels(colour)]))),
    chunk('IDAT', new Uint8Array(deflateSync(lines, { level: 9, memLevel: 9 }))),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const named = joined([new TextEncoder().encode(name), body]);
  return joined([bigEndian(body.length), named, bigEndian(crc32(named))]);
}

function bigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const colourAt = (data: Uint8Array, at: number): number =>
  ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);

const channels = (colour: number): readonly [number, number, number] => [
  colour >> 16,
  (colour >> 8) & 255,
  colour & 255,
];

/** The commonest colours, so that each colour has one near enough. */
function paletteOf(data: Uint8Array): {
  readonly palette: readonly number[];
  readonly indexOf: ReadonlyMap<number, number>;
} {
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 4) {
    const colour = colourAt(data, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const least = (data.length / 4) * GROUND.share;
  const byCount = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([colour]) => colour);
  for (let tolerance = COLOUR_TOLERANCE; ; tolerance += 4) {
    const palette = byCount.slice(0, GROUND.count).filter((colour) => (counts.get(colour) ?? 0) > least);
    const indexOf = new Map(palette.map((colour, index) => [colour, index] as const));
    for (const colour of byCount.slice(palette.length)) {
      let index = palette.findIndex((known) => distance(known, colour) <= tolerance);
      if (index === -1) index = palette.push(colour) - 1;
      indexOf.set(colour, index);
      if (palette.length > MOST_COLOURS) break;
    }
    if (palette.length <= MOST_COLOURS) return { palette, indexOf };
  }
}

function distance(one: number, other: number): number {
  const [a, b] = [channels(one), channels(other)];
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));
}

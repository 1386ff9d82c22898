type Bytes = Uint8Array<ArrayBuffer>;

/** A picture without anything but itself, or why it is not taken: no JPEG; not whole; larger than is taken. */
export type JpegReading =
  | { readonly kind: 'picture'; readonly bytes: Bytes; readonly width: number; readonly height: number }
  | { readonly kind: 'refused'; readonly why: 'kind' | 'damaged' | 'large' };

export interface JpegLimits {
  readonly bytes: number;
  readonly pixels: number;
  readonly shortEdge: number;
}

const [SOI, EOI, SOS, APP1, ADOBE] = [0xd8, 0xd9, 0xda, 0xe1, 0xee];
const FRAMES = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
/** What it takes to draw the picture: tables, frames, restarts, scans, and whether its colours are Adobe's. */
const DRAWING = new Set([...FRAMES, 0xc4, 0xcc, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, SOS, ADOBE]);

/**
 * A JPEG with everything dropped that says something about who took it, where, when and with what: EXIF, thumbnails, comments, profiles, and
 * whatever follows the picture. Which way is up is kept, in an EXIF of that one tag. Pixels are left as they are: nothing here decodes any.
 */
export function bareJpeg(file: Bytes, limits: JpegLimits): JpegReading {
  if (file.length < 4 || file[0] !== 0xff || file[1] !== SOI) return refused('kind');
  const kept: Uint8Array[] = [];
  let frame: { readonly width: number; readonly height: number } | null = null;
  let up = 1;
  let hasScan = false;
  let at = 2;
  for (;;) {
    while (file[at] === 0xff && file[at + 1] === 0xff) at += 1;
    const marker = file[at] === 0xff ? file[at + 1] : undefined;
    if (marker === undefined) return refused('damaged');
    if (marker === EOI) break;
    const length = (file[at + 2] ?? 0) * 256 + (file[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > file.length || isAlone(marker)) return refused('damaged');
    const segment = file.subarray(at, end);
    if (marker === APP1) up = orientationIn(segment) ?? up;
    if (FRAMES.has(marker)) {
      if (frame || length < 8) return refused('damaged');
      frame = { height: word(segment, 5), width: word(segment, 7) };
    }
    const next = marker === SOS ? scanEnd(file, end) : end;
    if (marker === SOS) hasScan = frame !== null;
    if (DRAWING.has(marker) && (marker !== ADOBE || length <= 32)) kept.push(file.subarray(at, next));
    at = next;
  }
  if (!frame || !hasScan || Math.min(frame.width, frame.height) < limits.shortEdge) return refused('damaged');
  const parts = [START, ...(up === 1 ? [] : [exifOf(up)]), ...kept, END];
  const bytes = joined(parts);
  if (bytes.length > limits.bytes || frame.width * frame.height > limits.pixels) return refused('large');
  // On its side, it is as wide as it was high.
  const [width, height] = up >= 5 ? [frame.height, frame.width] : [frame.width, frame.height];
  return { kind: 'picture', bytes, width, height };
}

const START = new Uint8Array([0xff, SOI]);
const END = new Uint8Array([0xff, EOI]);
const refused = (why: 'kind' | 'damaged' | 'large'): JpegReading => ({ kind: 'refused', why });
const word = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
const isAlone = (marker: number): boolean => marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= SOI);

/** Where coded pixels end: at the next marker that is neither stuffing nor a restart. */
function scanEnd(file: Uint8Array, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (next !== undefined && next !== 0xff && !(next === 0 || (next >= 0xd0 && next <= 0xd7))) return at;
  }
  return file.length;
}

const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
const ORIENTATION = 0x0112;

/** Which way is up, 1 to 8, as the first directory of an EXIF segment says; null where it does not. */
function orientationIn(segment: Uint8Array): number | null {
  if (!EXIF.every((byte, at) => segment[4 + at] === byte)) return null;
  const tiff = segment.subarray(10);
  if (tiff.length < 14) return null;
  const isLittle = tiff[0] === 0x49;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const start = view.getUint32(4, isLittle);
  if (start + 2 > tiff.length) return null;
  const entries = view.getUint16(start, isLittle);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = start + 2 + entry * 12;
    if (at + 12 > tiff.length) return null;
    if (view.getUint16(at, isLittle) !== ORIENTATION) continue;
    const up = view.getUint16(at + 8, isLittle);
    return up >= 1 && up <= 8 ? up : null;
  }
  return null;
}

/** An EXIF segment of one tag. */
function exifOf(up: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, up, 0, 0, 0, 0, 0, 0];
  const length = 2 + EXIF.length + tiff.length;
  return new Uint8Array([0xff, APP1, 0, length, ...EXIF, ...tiff]);
}

function joined(parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

import { textAt, type ImageKind } from './kind';

/**
 * What a file says about itself before anything is decoded: how large its picture is, and whether it is there to its end. Null where
 * the structure does not hold. Only what the formats say of themselves is read; no pixel is looked at.
 */
export interface ClaimedSize {
  readonly width: number;
  readonly height: number;
  /** False where the file ends before its picture does. */
  readonly isWhole: boolean;
}

/** Reads it from all bytes of a file of that kind. */
export function claimedSizeOf(kind: Exclude<ImageKind, 'pdf' | 'other'>, bytes: Uint8Array): ClaimedSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (kind) {
      case 'jpeg':
        return sizeOfJpeg(bytes, view);
      case 'png':
        return sizeOfPng(bytes, view);
      case 'webp':
        return sizeOfWebp(bytes, view);
      case 'heic':
        return sizeOfHeic(bytes, view);
    }
  } catch (thrown) {
    // A length that leads out of the file.
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}

const SOF_MARKERS = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
const SOS = 0xda;
const EOI = 0xd9;

/** From segment to segment up to the end marker; what follows it (a film, a second picture) is not looked at. */
function sizeOfJpeg(bytes: Uint8Array, view: DataView): ClaimedSize | null {
  let size: { readonly width: number; readonly height: number } | null = null;
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return size && { ...size, isWhole: false };
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) return size && { ...size, isWhole: true };
    if (isStandalone(marker)) {
      at += 2;
      continue;
    }
    if (at + 4 > bytes.length) break;
    const end = at + 2 + view.getUint16(at + 2);
    if (SOF_MARKERS.has(marker)) size ??= { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at = marker === SOS ? nextMarker(bytes, end) : end;
  }
  return size && { ...size, isWhole: false };
}

const isStandalone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** Where coded pixels end: at the next marker that is neither stuffing nor a restart. */
function nextMarker(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && !isStandalone(next)) return at;
  }
  return bytes.length;
}

/** The header, then from chunk to chunk up to `IEND`. */
function sizeOfPng(bytes: Uint8Array, view: DataView): ClaimedSize | null {
  if (textAt(bytes, 12, 4) !== 'IHDR') return null;
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    if (textAt(bytes, at + 4, 4) === 'IEND') return { ...size, isWhole: true };
  }
  return { ...size, isWhole: false };
}

/** Three ways to begin: plain, lossless, and extended with what the canvas measures. */
function sizeOfWebp(bytes: Uint8Array, view: DataView): ClaimedSize | null {
  const isWhole = view.getUint32(4, true) + 8 <= bytes.length;
  switch (textAt(bytes, 12, 4)) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, isWhole };
    case 'VP8L': {
      const packed = view.getUint32(21, true);
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1, isWhole };
    }
    case 'VP8X': {
      const threeBytes = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536 + 1;
      return { width: threeBytes(24), height: threeBytes(27), isWhole };
    }
    default:
      return null;
  }
}

/** The largest picture that the properties in `meta` speak of; tiles and thumbnails are smaller. */
function sizeOfHeic(bytes: Uint8Array, view: DataView): ClaimedSize | null {
  let isWhole = true;
  let hasPixels = false;
  let size = { width: 0, height: 0 };
  const walk = (from: number, end: number): void => {
    for (let at = from; at + 8 <= end;) {
      const length = boxLength(view, at, end);
      const isInside = at + length <= end;
      if (!isInside) isWhole = false;
      const type = textAt(bytes, at + 4, 4);
      const boxEnd = isInside ? at + length : end;
      if (type === 'mdat' || type === 'idat') hasPixels = true;
      if (type === 'meta') walk(at + 12, boxEnd);
      else if (type === 'iprp' || type === 'ipco') walk(at + 8, boxEnd);
      else if (type === 'ispe') {
        const [width, height] = [view.getUint32(at + 12), view.getUint32(at + 16)];
        if (width * height > size.width * size.height) size = { width, height };
      }
      at = boxEnd;
    }
  };
  walk(0, bytes.length);
  return size.width > 0 ? { ...size, isWhole: isWhole && hasPixels } : null;
}

/** Bytes of a box, its head included; 0 stands for "to the end", 1 for a length of 64 bits behind the name. */
function boxLength(view: DataView, at: number, end: number): number {
  const short = view.getUint32(at);
  if (short === 0) return end - at;
  const length = short === 1 ? Number(view.getBigUint64(at + 8)) : short;
  if (length < 8) throw new RangeError('a box shorter than its head');
  return length;
}

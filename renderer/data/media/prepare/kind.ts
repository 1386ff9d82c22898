/** What a file is by its content: a kind of photo that is taken, or what it is instead. */
export type ImageKind = 'jpeg' | 'png' | 'webp' | 'heic' | 'pdf' | 'other';

/** As many bytes from the beginning of a file as `imageKindOf` looks at. */
export const KIND_BYTES = 256;

/** The kind by the first bytes; name and declared type of the file count for nothing. */
export function imageKindOf(head: Uint8Array): ImageKind {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (textAt(head, 0, 4) === 'RIFF' && textAt(head, 8, 4) === 'WEBP') return 'webp';
  if (textAt(head, 4, 4) === 'ftyp') return isHeic(head) ? 'heic' : 'other';
  return textAt(head, 0, 5) === '%PDF-' ? 'pdf' : 'other';
}

/** Four letters at an offset, as boxes and chunks are named. */
export const textAt = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** Brands of still pictures and sequences in HEVC. */
const HEVC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);

/** What only says that there is a picture inside, without saying how it is coded. */
const ANY_BRANDS = new Set(['mif1', 'msf1']);

/** Whether the `ftyp` box at the beginning names HEVC, be it as the main brand or as one that it agrees with. */
function isHeic(head: Uint8Array): boolean {
  const end = Math.min(head.length, new DataView(head.buffer, head.byteOffset).getUint32(0));
  const major = textAt(head, 8, 4);
  if (HEVC_BRANDS.has(major)) return true;
  if (!ANY_BRANDS.has(major)) return false;
  for (let at = 16; at + 4 <= end; at += 4) {
    if (HEVC_BRANDS.has(textAt(head, at, 4))) return true;
  }
  return false;
}

const startsWith = (bytes: Uint8Array, wanted: readonly number[]): boolean =>
  wanted.every((byte, at) => bytes[at] === byte);

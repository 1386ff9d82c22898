/** What a hand-made EXIF says; absent fields are left out of it. */
export interface ExifContent {
  readonly orientation?: number;
  readonly takenAt?: string;
  readonly offset?: string;
  /** Degrees, minutes, seconds. */
  readonly latitude?: readonly [number, number, number];
  readonly longitude?: readonly [number, number, number];
  readonly south?: boolean;
  readonly west?: boolean;
  readonly accuracyM?: number;
  readonly make?: string;
  readonly makerNote?: string;
}

type Value =
  | { readonly type: 'ascii'; readonly text: string }
  | { readonly type: 'short' | 'long'; readonly number: number }
  | { readonly type: 'rational'; readonly fractions: readonly (readonly [number, number])[] }
  | { readonly type: 'bytes'; readonly text: string };
type Entry = readonly [tag: number, value: Value];

/** A TIFF block, big-endian, with the main, the EXIF and the GPS directory. */
export function exifBlock(content: ExifContent): Uint8Array {
  const ascii = (text: string): Value => ({ type: 'ascii', text });
  const degrees = ([d, m, s]: readonly [number, number, number]): Value => ({
    type: 'rational',
    fractions: [
      [d, 1],
      [m, 1],
      [Math.round(s * 1000), 1000],
    ],
  });
  const exif: Entry[] = [
    ...(content.takenAt ? [[0x9003, ascii(content.takenAt)] as const] : []),
    ...(content.offset ? [[0x9011, ascii(content.offset)] as const] : []),
    ...(content.makerNote ? [[0x927c, { type: 'bytes', text: content.makerNote }] as const] : []),
  ];
  const gps: Entry[] = [
    ...(content.latitude
      ? ([
          [1, ascii(content.south ? 'S' : 'N')],
          [2, degrees(content.latitude)],
        ] as const)
      : []),
    ...(content.longitude
      ? ([
          [3, ascii(content.west ? 'W' : 'E')],
          [4, degrees(content.longitude)],
        ] as const)
      : []),
    ...(content.accuracyM === undefined
      ? []
      : [[0x1f, { type: 'rational', fractions: [[content.accuracyM * 10, 10]] }] as const]),
  ];
  const main = (exifAt: number, gpsAt: number): Entry[] => [
    ...(content.make ? [[0x10f, ascii(content.make)] as const] : []),
    ...(content.orientation ? [[0x112, { type: 'short', number: content.orientation }] as const] : []),
    [0x8769, { type: 'long', number: exifAt }],
    [0x8825, { type: 'long', number: gpsAt }],
  ];
  const mainBytes = directory(main(0, 0), 8).length;
  const exifBytes = directory(exif, 0).length;
  const blocks = [
    latin1('MM\0*\0\0\0\b'),
    directory(main(8 + mainBytes, 8 + mainBytes + exifBytes), 8),
    directory(exif, 8 + mainBytes),
    directory(gps, 8 + mainBytes + exifBytes),
  ];
  return concat(blocks);
}

const TYPES = { bytes: 7, ascii: 2, short: 3, long: 4, rational: 5 } as const;

/** One directory and, behind it, what does not fit into its entries. */
function directory(entries: readonly Entry[], at: number): Uint8Array {
  const rows: Uint8Array[] = [];
  const behind: Uint8Array[] = [];
  let next = at + 2 + entries.length * 12 + 4;
  for (const [tag, value] of entries) {
    const { count, bytes } = bytesOf(value);
    const fits = bytes.length <= 4;
    const inside = fits ? concat([bytes, new Uint8Array(4 - bytes.length)]) : u32(next);
    rows.push(u16(tag), u16(TYPES[value.type]), u32(count), inside);
    if (fits) continue;
    behind.push(bytes);
    next += bytes.length;
  }
  return concat([u16(entries.length), ...rows, u32(0), ...behind]);
}

function bytesOf(value: Value): { readonly count: number; readonly bytes: Uint8Array } {
  switch (value.type) {
    case 'ascii':
      return { count: value.text.length + 1, bytes: latin1(`${value.text}\0`) };
    case 'bytes':
      return { count: value.text.length, bytes: latin1(value.text) };
    case 'short':
      return { count: 1, bytes: u16(value.number) };
    case 'long':
      return { count: 1, bytes: u32(value.number) };
    case 'rational':
      return { count: value.fractions.length, bytes: concat(value.fractions.flatMap((each) => each.map(u32))) };
  }
}

/** The JPEG with that EXIF as its first segment, and with a packet of XMP where one is given. */
export function withExif(jpeg: Uint8Array, content: ExifContent, xmp?: string): Uint8Array {
  const segments = [segment(concat([latin1('Exif\0\0'), exifBlock(content)]))];
  if (xmp !== undefined) segments.push(segment(latin1(`http://ns.adobe.com/xap/1.0/\0${xmp}`)));
  return concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

function segment(content: Uint8Array): Uint8Array {
  return concat([u16(0xffe1), u16(content.length + 2), content]);
}

/** The PNG with an `eXIf` chunk behind its header. */
export function pngWithExif(png: Uint8Array, content: ExifContent, crc: (bytes: Uint8Array) => number): Uint8Array {
  const typed = concat([latin1('eXIf'), exifBlock(content)]);
  return concat([png.subarray(0, 33), u32(typed.length - 4), typed, u32(crc(typed)), png.subarray(33)]);
}

const u16 = (value: number): Uint8Array => new Uint8Array([value >> 8, value & 255]);
const u32 = (value: number): Uint8Array => concat([u16(value >>> 16), u16(value & 0xffff)]);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

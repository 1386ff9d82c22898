/** What a file is by its first bytes, whatever it is called. */
export type FileKind = 'zip' | 'compound' | 'old-workbook' | 'text' | 'other';

/** As many bytes as `fileKindOf` wants to see. */
export const KIND_BYTES = 4096;

const MAGIC: readonly (readonly [FileKind, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['compound', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  // BIFF 2 to 5 without a container around it.
  ['old-workbook', [0x09, 0x00, 0x04, 0x00]],
  ['old-workbook', [0x09, 0x02, 0x06, 0x00]],
  ['old-workbook', [0x09, 0x04, 0x06, 0x00]],
  ['old-workbook', [0x09, 0x08, 0x08, 0x00]],
  ['other', [0x1f, 0x8b]],
  ['other', [0xff, 0xd8, 0xff]],
  ['other', ascii('%PDF')],
  ['other', ascii('{\\rtf')],
  ['other', ascii('GIF8')],
  ['other', ascii('BM')],
  ['other', ascii('Rar!')],
  ['other', [0x37, 0x7a, 0xbc, 0xaf]],
  ['other', ascii('MZ')],
  ['other', [0x7f, 0x45, 0x4c, 0x46]],
];

/** Markup that calls itself a workbook: pages saved as `.xls`, workbooks of 2003 in XML, web archives. */
const MARKUP = /^\s*(<(!doctype|html|head|body|table|div|meta|style|\?xml|\w+:|!--)|mime-version:)/i;

/** Of the bytes that a file begins with (`KIND_BYTES`, or all of a shorter one). */
export function fileKindOf(head: Uint8Array): FileKind {
  const known = MAGIC.find(([, bytes]) => bytes.every((byte, at) => head[at] === byte));
  // Two letters may begin a text as well.
  if (known && (known[1].length > 2 || !isText(head))) return known[0];
  if (head[0] === 0xff && head[1] === 0xfe) return 'text';
  if (!isText(head)) return 'other';
  return MARKUP.test(new TextDecoder().decode(head)) ? 'other' : 'text';
}

/** What came out of an old program may have stray control characters in its fields; one in fifty is no text. */
const MOST_CONTROLS = 1 / 50;

function isText(head: Uint8Array): boolean {
  const controls = head.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0);
  return !head.includes(0) && controls <= Math.max(1, head.length * MOST_CONTROLS);
}

const isControl = (byte: number): boolean =>
  byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d;

function ascii(text: string): readonly number[] {
  return [...text].map((character) => character.charCodeAt(0));
}

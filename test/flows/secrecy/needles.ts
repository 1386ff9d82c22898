import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A personal value that must not lie readable anywhere, under a label that may be printed. */
export interface Needle {
  readonly label: string;
  readonly text: string;
}

/** Where a value was found: the label of the needle, the encoding, and the place. */
export interface Trace {
  readonly label: string;
  readonly encoding: string;
  readonly place: string;
}

/** One needle in one encoding. */
interface Form {
  readonly label: string;
  readonly encoding: string;
  readonly bytes: Buffer;
}

/**
 * The ways in which a text lies in files and stores: as UTF-8, as UTF-16 (Chromium's own for strings outside Latin-1), as JSON
 * with escapes, and in base64 at each of the three places a text can take within a longer one.
 */
const ENCODINGS: readonly (readonly [name: string, encode: (text: string) => readonly Buffer[]])[] = [
  ['utf-8', (text) => [Buffer.from(text, 'utf8')]],
  ['utf-16le', (text) => [Buffer.from(text, 'utf16le')]],
  ['utf-16be', (text) => [Buffer.from(text, 'utf16le').swap16()]],
  ['json escapes', (text) => (/^[\x20-\x7e]*$/.test(text) ? [] : [Buffer.from(escaped(text))])],
  ['base64', base64Forms],
];

const escaped = (text: string): string =>
  [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

function base64Forms(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text, 'utf8');
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.from('\0'.repeat(shift) + text, 'utf8')
      .toString('base64')
      .replace(/=+$/, '');
    // The first and last characters depend on the neighbours.
    const start = shift === 0 ? 0 : shift + 1;
    const end = (shift + bytes.length) % 3 === 0 ? encoded.length : encoded.length - 1;
    return Buffer.from(encoded.slice(start, end));
  });
}

/** Fewer bytes turn up by chance in a hundred megabytes of ciphertext. */
const MIN_BYTES = 6;

/** Finds needles in bytes; made once for all files, which are each read in one pass. */
export interface Search {
  (bytes: Uint8Array, place: string): readonly Trace[];
}

/** A search for these needles in all encodings. */
export function searchFor(needles: readonly Needle[]): Search {
  const byStart = new Map<number, Form[]>();
  const starts = new Uint8Array(65_536);
  for (const { label, text } of needles) {
    for (const [encoding, encode] of ENCODINGS) {
      for (const bytes of encode(text)) {
        if (bytes.length < MIN_BYTES) continue;
        const start = bytes.readUInt32BE(0);
        byStart.set(start, [...(byStart.get(start) ?? []), { label, encoding, bytes }]);
        starts[start >>> 16] = 1;
      }
    }
  }
  return (source, place) => {
    const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
    const found = new Map<string, Trace>();
    for (let at = 0; at + MIN_BYTES <= bytes.length; at += 1) {
      if (starts[((bytes[at] as number) << 8) | (bytes[at + 1] as number)] === 0) continue;
      for (const { label, encoding, bytes: form } of byStart.get(bytes.readUInt32BE(at)) ?? []) {
        const end = at + form.length;
        if (end <= bytes.length && form.compare(bytes as Uint8Array, at, end) === 0) {
          found.set(`${label} ${encoding}`, { label, encoding, place });
        }
      }
    }
    return [...found.values()];
  };
}

/** Looks in every file under a folder, and in the files' names. */
export async function searchFolder(folder: string, search: Search): Promise<readonly Trace[]> {
  const traces: Trace[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const place = path.relative(folder, file);
    traces.push(...search(new TextEncoder().encode(place), `name of ${place}`));
    // What a running browser removes meanwhile holds nothing for long.
    const bytes = await readFile(file).catch(() => null);
    if (bytes) traces.push(...search(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), place));
  }
  return traces;
}

/** A text's traces, for what an interface hands out. */
export const searchText = (text: string, place: string, search: Search): readonly Trace[] =>
  search(new TextEncoder().encode(text), place);

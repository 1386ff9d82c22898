import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { BaseMap, MapTrouble } from '#shared/ipc/map-api';

/**
 * The head of a PMTiles file, version 3: 127 bytes that say where its parts lie, what its tiles are and where they belong
 * (github.com/protomaps/PMTiles, spec/v3). Numbers are little-endian.
 */
const HEAD_BYTES = 127;
const MAGIC = 'PMTiles';
/** Versions 1 and 2 begin with these two letters. */
const OLD_MAGIC = 'PM';
const VERSION = 3;
/** Of metadata, packed and unpacked. */
const MAX_METADATA_BYTES = 1024 * 1024;
const MAX_TITLE = 80;
const MAX_ATTRIBUTION = 200;

const VECTOR = 1;
/** PNG, JPEG, WebP, AVIF. */
const PICTURES = [2, 3, 4, 5];
/** Not said, none, gzip: what every browser unpacks. */
const PACKINGS = [0, 1, 2];
const GZIP = 2;

/** What a file says about itself. */
export type ArchiveHead = Pick<BaseMap, 'title' | 'kind' | 'attribution' | 'bounds' | 'minZoom' | 'maxZoom'>;

/** Reads the head of a file of that many bytes, or says why it is no map that can be drawn. */
export async function readArchive(file: FileHandle, bytes: number): Promise<ArchiveHead | MapTrouble['problem']> {
  const first = new Uint8Array(HEAD_BYTES);
  const { bytesRead } = await file.read(first, 0, HEAD_BYTES, 0);
  const head = Buffer.from(first.buffer);
  if (head.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    const isOld =
      bytesRead > 4 && head.toString('latin1', 0, OLD_MAGIC.length) === OLD_MAGIC && head.readUInt16LE(2) < VERSION;
    return isOld ? 'old-version' : 'not-a-map';
  }
  if (bytesRead < HEAD_BYTES) return 'cut-off';
  if (head.readUInt8(7) !== VERSION) return 'old-version';
  const parts = [8, 24, 40, 56].map((at) => ({ offset: numberAt(head, at), length: numberAt(head, at + 8) }));
  if (parts.some(({ offset, length }) => offset + length > bytes)) return 'cut-off';
  const [internal, tiles, type] = [head.readUInt8(97), head.readUInt8(98), head.readUInt8(99)];
  const isPicture = PICTURES.includes(type);
  if (type !== VECTOR && !isPicture) return 'unknown-tiles';
  if (!PACKINGS.includes(internal) || !PACKINGS.includes(tiles)) return 'unknown-tiles';
  const [west = 0, south = 0, east = 0, north = 0] = [102, 106, 110, 114].map((at) => head.readInt32LE(at) / 1e7);
  const metadata = parts[1] ? await metadataOf(file, parts[1], internal) : {};
  return {
    title: textOf(metadata['name'], MAX_TITLE),
    kind: isPicture ? 'raster' : 'vector',
    attribution: textOf(metadata['attribution'], MAX_ATTRIBUTION),
    bounds: { west, south, east, north },
    minZoom: head.readUInt8(100),
    maxZoom: head.readUInt8(101),
  };
}

/** Beyond what a number holds exactly, no file is that large: then infinite. */
function numberAt(head: Buffer, at: number): number {
  const value = head.readBigUInt64LE(at);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(value);
}

/** What the file says in words; nothing where it says nothing that can be read. A map without is still a map. */
async function metadataOf(
  file: FileHandle,
  { offset, length }: { readonly offset: number; readonly length: number },
  packing: number,
): Promise<Readonly<Record<string, unknown>>> {
  if (length === 0 || length > MAX_METADATA_BYTES) return {};
  const packed = new Uint8Array(length);
  await file.read(packed, 0, length, offset);
  try {
    const text = packing === GZIP ? await promisify(gunzip)(packed, { maxOutputLength: MAX_METADATA_BYTES }) : packed;
    const value: unknown = JSON.parse(Buffer.from(text).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Words of the file without marks of HTML and control characters, since they are shown. */
function textOf(value: unknown, most: number): string | null {
  if (typeof value !== 'string') return null;
  const text = value
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .replaceAll('&copy;', '©')
    .trim()
    .slice(0, most);
  return text === '' ? null : text;
}

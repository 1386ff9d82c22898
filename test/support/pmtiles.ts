import { gzipSync } from 'node:zlib';

/** What a test puts into a PMTiles file. */
export interface MadeArchive {
  /** 1 for vector tiles, 2 to 5 for pictures. */
  readonly tileType?: number;
  readonly version?: number;
  readonly packing?: number;
  readonly metadata?: Buffer;
  readonly tile?: Buffer;
  /** How many tiles look like that one, from that of the whole world on. */
  readonly tiles?: number;
}

const HEAD_BYTES = 127;

/** A PMTiles file of version 3 with one tile or many that are alike, as the specification has it, written by hand. */
export function makeArchive({
  tileType = 1,
  version = 3,
  packing = 2,
  metadata = gzipSync(JSON.stringify({ name: '城区', attribution: '<a href="https://x">© OpenStreetMap</a>' })),
  tile = gzipSync('tile'),
  tiles = 1,
}: MadeArchive = {}): Buffer {
  // One entry: tile id 0, run length, its length, and the place 0, which is told as 1.
  const directory = gzipSync(new Uint8Array([1, 0, ...varint(tiles), ...varint(tile.length), 1]));
  const [rootAt, metadataAt] = [HEAD_BYTES, HEAD_BYTES + directory.length];
  const tilesAt = metadataAt + metadata.length;
  const head = Buffer.alloc(HEAD_BYTES);
  head.write('PMTiles', 0, 'latin1');
  head.writeUInt8(version, 7);
  const numbers = [rootAt, directory.length, metadataAt, metadata.length, tilesAt, 0, tilesAt, tile.length, 1, 1, 1];
  numbers.forEach((value, index) => head.writeBigUInt64LE(BigInt(value), 8 + index * 8));
  [1, packing, packing, tileType, 0, 14].forEach((value, index) => head.writeUInt8(value, 96 + index));
  [118.7, 31.9, 118.9, 32.1].forEach((value, index) => head.writeInt32LE(Math.round(value * 1e7), 102 + index * 4));
  return Buffer.from([...head, ...directory, ...metadata, ...tile]);
}

function varint(value: number): readonly number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)];
}

/** Tiles of the levels up to 14. */
export const TILES_TO_LEVEL_14 = (4 ** 15 - 1) / 3;

const EXTENT = 4096;

/** A vector tile (MVT, version 2) whose western half is covered by one layer, written by hand as its specification has it. */
export function halfCoveredTile(layer: string): Buffer {
  const field = (number: number, bytes: readonly number[]) => [(number << 3) | 2, ...varint(bytes.length), ...bytes];
  const value = (number: number, of: number) => [number << 3, ...varint(of)];
  const zigzag = (of: number) => varint(of < 0 ? -of * 2 - 1 : of * 2);
  const half = EXTENT / 2;
  // To the corner, three lines on, and closed.
  const moves = [9, ...zigzag(0), ...zigzag(0), 26, ...[half, 0, 0, EXTENT, -half, 0].flatMap(zigzag), 15];
  const polygon = [...value(3, 3), ...field(4, moves)];
  const body = [...value(15, 2), ...field(1, [...Buffer.from(layer)]), ...field(2, polygon), ...value(5, EXTENT)];
  return gzipSync(new Uint8Array(field(3, body)));
}

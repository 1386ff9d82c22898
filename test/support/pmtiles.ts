import { gzipSync } from 'node:zlib';

/** What a test puts into a PMTiles file. */
export interface MadeArchive {
  /** 1 for vector tiles, 2 to 5 for pictures. */
  readonly tileType?: number;
  readonly version?: number;
  readonly packing?: number;
  readonly metadata?: Buffer;
  /** The only tile, that of the whole world. */
  readonly tile?: Buffer;
}

const HEAD_BYTES = 127;

/** A PMTiles file of version 3 with one tile, as the specification has it, written by hand. */
export function makeArchive({
  tileType = 1,
  version = 3,
  packing = 2,
  metadata = gzipSync(JSON.stringify({ name: '城区', attribution: '<a href="https://x">© OpenStreetMap</a>' })),
  tile = gzipSync('tile'),
}: MadeArchive = {}): Buffer {
  // One entry: tile id 0, run length 1, its length, and the place 0, which is told as 1.
  const directory = gzipSync(new Uint8Array([1, 0, 1, ...varint(tile.length), 1]));
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

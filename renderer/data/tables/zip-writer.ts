import { crc32 } from './crc32';

/** An archive in the making. Parts are packed as they come; what is packed is kept, their text is not. */
export interface ZipWriter {
  /** Throws what `texts` throw; the archive is of no use then. */
  add(name: string, texts: AsyncIterable<string> | Iterable<string>): Promise<void>;
  finish(type: string): Blob;
}

interface Packed {
  readonly pieces: readonly Blob[];
  readonly crc: number;
  readonly bytes: number;
  readonly packedBytes: number;
}

const DEFLATED = 8;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** 1980-01-01, the earliest: the time of making is nobody's concern. */
const DATE = 0x0021;
const PIECE_BYTES = 1024 * 1024;

/** See `ZipWriter`. */
export function createZipWriter(): ZipWriter {
  const parts: BlobPart[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  return {
    async add(name, texts) {
      const packed = await pack(texts);
      const nameBytes = new TextEncoder().encode(name);
      const shared = [VERSION, FLAGS, DEFLATED, 0, DATE];
      const sizes = [packed.crc, packed.packedBytes, packed.bytes];
      const header = [...uint32(0x04034b50), ...shared.flatMap(uint16), ...sizes.flatMap(uint32)];
      const local = bytesOf([...header, ...uint16(nameBytes.length), ...uint16(0), ...nameBytes]);
      directory.push(
        bytesOf([
          ...uint32(0x02014b50),
          ...uint16(VERSION),
          ...header.slice(4),
          ...uint16(nameBytes.length),
          // No extra field, comment, disk or attributes.
          ...Array.from({ length: 12 }, () => 0),
          ...uint32(offset),
          ...nameBytes,
        ]),
      );
      parts.push(local, ...packed.pieces);
      offset += local.length + packed.packedBytes;
    },
    finish(type) {
      const bytes = directory.reduce((sum, { length }) => sum + length, 0);
      const count = uint16(directory.length);
      const end = [...uint32(0x06054b50), 0, 0, 0, 0, ...count, ...count, ...uint32(bytes), ...uint32(offset), 0, 0];
      return new Blob([...parts, ...directory, bytesOf(end)], { type });
    },
  };
}

async function pack(texts: AsyncIterable<string> | Iterable<string>): Promise<Packed> {
  const stream = new CompressionStream('deflate-raw');
  const pieces: Blob[] = [];
  let packedBytes = 0;
  const feeding = feed(stream.writable.getWriter(), texts);
  // Awaited below; here it must not count as nobody's failure.
  feeding.catch(() => undefined);
  const reader = stream.readable.getReader();
  let gathered: Uint8Array<ArrayBuffer>[] = [];
  let gatheredBytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (!done) {
        gathered.push(value);
        gatheredBytes += value.length;
        packedBytes += value.length;
      }
      if (done || gatheredBytes >= PIECE_BYTES) {
        pieces.push(new Blob(gathered));
        gathered = [];
        gatheredBytes = 0;
      }
      if (done) break;
    }
  } catch (thrown) {
    // The failure of what was to be packed, if that was it.
    await feeding;
    throw thrown;
  }
  return { pieces, packedBytes, ...(await feeding) };
}

async function feed(
  writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>,
  texts: AsyncIterable<string> | Iterable<string>,
): Promise<{ readonly crc: number; readonly bytes: number }> {
  let crc = 0;
  let bytes = 0;
  try {
    for await (const text of texts) {
      const encoded = new TextEncoder().encode(text);
      crc = crc32(encoded, crc);
      bytes += encoded.length;
      await writer.write(encoded);
    }
    await writer.close();
  } catch (thrown) {
    await writer.abort(thrown).catch(() => undefined);
    throw thrown;
  }
  return { crc, bytes };
}

const uint16 = (value: number): readonly number[] => [value & 0xff, (value >>> 8) & 0xff];
const uint32 = (value: number): readonly number[] => [...uint16(value & 0xffff), ...uint16(value >>> 16)];
const bytesOf = (bytes: readonly number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);

import { crc32 } from './crc32';
import { asBroken, refused } from './failures';
import { readZipDirectory, type ZipEntry } from './zip-directory';

/** A ZIP file whose parts are unpacked as they are read, and never further than they say. */
export interface ZipArchive {
  /** Names of all parts, lower case. */
  readonly names: readonly string[];
  has(name: string): boolean;
  /**
   * The bytes of a part, whatever the case of its name. At the end they have been compared with the part's length and checksum.
   * Throws `table.broken`, `table.bomb` for a part that unpacks to more than it says, and the signal's reason.
   */
  unpack(name: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined>;
}

const HEADER_BYTES = 30;
const HEADER_SIGNATURE = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/** Throws `table.broken`, `table.encrypted` and `table.bomb`. */
export async function openZip(file: Blob): Promise<ZipArchive> {
  const entries = await readZipDirectory(file);
  const find = (name: string): ZipEntry | undefined => entries.get(name.toLowerCase());
  return {
    names: [...entries.keys()],
    has: (name) => find(name) !== undefined,
    async *unpack(name, signal) {
      const entry = find(name);
      if (!entry) throw refused('table.broken', 'a part is missing');
      try {
        yield* checked(entry, await streamOf(file, entry), signal);
      } catch (thrown) {
        throw asBroken(thrown, signal);
      }
    },
  };
}

async function streamOf(file: Blob, entry: ZipEntry): Promise<ReadableStream<Uint8Array>> {
  const header = new DataView(await file.slice(entry.offset, entry.offset + HEADER_BYTES).arrayBuffer());
  if (header.byteLength < HEADER_BYTES || header.getUint32(0, true) !== HEADER_SIGNATURE) {
    throw refused('table.broken', 'a part has no header');
  }
  const begin = entry.offset + HEADER_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  const end = begin + entry.packedBytes;
  if (end > file.size) throw refused('table.broken', 'a part lies outside the file');
  const packed = file.slice(begin, end).stream();
  if (entry.method === STORED) return packed;
  if (entry.method === DEFLATED) return packed.pipeThrough(new DecompressionStream('deflate-raw'));
  throw refused('table.broken', 'a part is packed in an unknown way', { details: { method: entry.method } });
}

async function* checked(entry: ZipEntry, stream: ReadableStream<Uint8Array>, signal: AbortSignal) {
  const reader = stream.getReader();
  let bytes = 0;
  let crc = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.length;
      if (bytes > entry.unpackedBytes) throw refused('table.bomb', 'a part unpacks to more than it says');
      crc = crc32(value, crc);
      yield value;
    }
  } finally {
    // Its own failure would hide the one that led here.
    await reader.cancel().catch(() => undefined);
  }
  if (bytes !== entry.unpackedBytes || crc !== entry.crc) throw refused('table.broken', 'a part is damaged');
}

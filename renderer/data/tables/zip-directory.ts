import { refused } from './failures';
import { TABLE_LIMITS } from './types';

/** One part of an archive, as the directory at its end tells. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly crc: number;
  /** Where the part's own header begins in the file. */
  readonly offset: number;
}

/** A workbook with a picture in every row has a few thousand. */
const MAX_ENTRIES = 10_000;
/** Sheets pack 10 to 50 times; the most that deflate can do is about 1,000. */
const MAX_RATIO = 250;
const RATIO_COUNTS_FROM_BYTES = 16 * 1024 * 1024;

const END_BYTES = 22;
const ENTRY_BYTES = 46;
const MAX_COMMENT_BYTES = 0xffff;
const IN_ZIP64 = 0xffffffff;
const SIGNATURES = { end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50, entry: 0x02014b50 } as const;

/**
 * What is in an archive, by name: lower case, with slashes. Only the directory is read, nothing is unpacked. Throws `table.broken`,
 * `table.encrypted`, and `table.bomb` for what says of itself that it unpacks to too much.
 */
export async function readZipDirectory(file: Blob): Promise<ReadonlyMap<string, ZipEntry>> {
  const { offset, bytes, count } = await findDirectory(file);
  if (count > MAX_ENTRIES) throw refused('table.bomb', 'too many parts', { details: { parts: count } });
  if (offset + bytes > file.size) throw refused('table.broken', 'the directory lies outside the file');
  const view = new DataView(await file.slice(offset, offset + bytes).arrayBuffer());
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const { entry, nextAt } = readEntry(view, at);
    at = nextAt;
    if (entry.name.endsWith('/')) continue;
    if (entries.has(entry.name)) throw refused('table.broken', 'two parts of one name');
    entries.set(entry.name, entry);
  }
  checkSizes([...entries.values()]);
  return entries;
}

async function findDirectory(file: Blob): Promise<{ offset: number; bytes: number; count: number }> {
  const tailBytes = Math.min(file.size, END_BYTES + MAX_COMMENT_BYTES);
  const tail = new DataView(await file.slice(file.size - tailBytes).arrayBuffer());
  for (let at = tail.byteLength - END_BYTES; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== SIGNATURES.end) continue;
    const found = {
      count: tail.getUint16(at + 10, true),
      bytes: tail.getUint32(at + 12, true),
      offset: tail.getUint32(at + 16, true),
    };
    const isLarge = found.offset === IN_ZIP64 || found.bytes === IN_ZIP64 || found.count === 0xffff;
    return isLarge ? findLargeDirectory(file, tail, at) : found;
  }
  throw refused('table.broken', 'the archive has no end');
}

/** ZIP64, which some programs write for small files too. */
async function findLargeDirectory(file: Blob, tail: DataView, endAt: number) {
  const locatorAt = endAt - 20;
  if (locatorAt < 0 || tail.getUint32(locatorAt, true) !== SIGNATURES.locator64) {
    throw refused('table.broken', 'the ZIP64 end is missing');
  }
  const offset = Number(tail.getBigUint64(locatorAt + 8, true));
  const view = new DataView(await file.slice(offset, offset + 56).arrayBuffer());
  if (view.byteLength < 56 || view.getUint32(0, true) !== SIGNATURES.end64) {
    throw refused('table.broken', 'the ZIP64 end is damaged');
  }
  return {
    count: Number(view.getBigUint64(32, true)),
    bytes: Number(view.getBigUint64(40, true)),
    offset: Number(view.getBigUint64(48, true)),
  };
}

function readEntry(view: DataView, at: number): { entry: ZipEntry; nextAt: number } {
  if (at + ENTRY_BYTES > view.byteLength || view.getUint32(at, true) !== SIGNATURES.entry) {
    throw refused('table.broken', 'the directory is damaged');
  }
  const nameBytes = view.getUint16(at + 28, true);
  const extraBytes = view.getUint16(at + 30, true);
  const extraAt = at + ENTRY_BYTES + nameBytes;
  const nextAt = extraAt + extraBytes + view.getUint16(at + 32, true);
  if (nextAt > view.byteLength) throw refused('table.broken', 'the directory is damaged');
  if (view.getUint16(at + 8, true) & 1) throw refused('table.encrypted', 'a part is encrypted');
  const large = largeSizes(view, extraAt, extraBytes);
  const size = (field: number): number => {
    const value = view.getUint32(at + field, true);
    return value === IN_ZIP64 ? large() : value;
  };
  const name = new TextDecoder().decode(new Uint8Array(view.buffer, at + ENTRY_BYTES, nameBytes));
  // In this order: the ZIP64 field holds what does not fit in the same one.
  const unpackedBytes = size(24);
  const packedBytes = size(20);
  const offset = size(42);
  return {
    entry: {
      name: name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase(),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedBytes,
      unpackedBytes,
      offset,
    },
    nextAt,
  };
}

/** Gives the values of the ZIP64 field one after another. */
function largeSizes(view: DataView, extraAt: number, extraBytes: number): () => number {
  const end = extraAt + extraBytes;
  let at = extraAt;
  while (at + 4 <= end && view.getUint16(at, true) !== 1) at += 4 + view.getUint16(at + 2, true);
  at += 4;
  return () => {
    if (at + 8 > end) throw refused('table.broken', 'a ZIP64 size is missing');
    at += 8;
    return Number(view.getBigUint64(at - 8, true));
  };
}

function checkSizes(entries: readonly ZipEntry[]): void {
  const total = entries.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0);
  const isDense = ({ unpackedBytes, packedBytes }: ZipEntry): boolean =>
    unpackedBytes > RATIO_COUNTS_FROM_BYTES && unpackedBytes > packedBytes * MAX_RATIO;
  if (total > TABLE_LIMITS.unpackedBytes || entries.some(isDense)) {
    throw refused('table.bomb', 'unpacks to too much', { details: { bytes: total } });
  }
}

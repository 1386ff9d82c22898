/** One unsent state of a record, sealed to the host: what a journal keeps. */
export interface JournalEntry {
  readonly id: string;
  readonly vectorKey: string;
  readonly parcel: string;
}
export type EntryName = Pick<JournalEntry, 'id' | 'vectorKey'>;

/** What a log needs of a file; `FileSystemSyncAccessHandle` is one. */
export interface JournalFile {
  getSize(): number;
  read(buffer: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  write(buffer: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** A journal in two files, of which one is in use and the other empty but for the moment of compaction. */
export interface JournalLog {
  /** What was put and not dropped. */
  entries(): readonly JournalEntry[];
  /** On disk when it returns. Throws what the disk throws, and then holds what it held. */
  write(puts: readonly JournalEntry[], drops: readonly EntryName[]): void;
  close(): void;
}

/** Below this a file is not worth making smaller. */
const COMPACT_BYTES = 512 * 1024;

/**
 * Opens what is there. Every line carries its own checksum: one that a crash or a bad disk has spoilt is passed over, and the others
 * are read. A compaction that was cut short leaves both files filled; the older one is read first, and nothing of it is missing then.
 */
export function openJournalLog(files: readonly [JournalFile, JournalFile]): JournalLog {
  const living = new Map<string, JournalEntry>();
  const [older, newer] = files
    .map((file, index) => ({ file, index: index as 0 | 1, ...readFile(file) }))
    .sort((a, b) => a.generation - b.generation);
  if (!older || !newer) throw new Error('a journal has two files');
  for (const line of [...older.lines, ...newer.lines]) {
    for (const [id, vectorKey, parcel] of line.p ?? []) living.set(keyOf({ id, vectorKey }), { id, vectorKey, parcel });
    for (const [id, vectorKey] of line.d ?? []) living.delete(keyOf({ id, vectorKey }));
  }
  let inUse = newer.file;
  let spare = older.file;
  let { end } = newer;
  let generation = Math.max(newer.generation, 0);
  // What a crash left behind the last whole line would spoil the next one.
  if (inUse.getSize() > end) inUse.truncate(end);
  if (spare.getSize() > 0) compact();

  function append(file: JournalFile, at: number, text: string): number {
    const bytes = encoder.encode(text);
    try {
      if (file.write(bytes, { at }) !== bytes.length) throw new Error('a journal was written in part');
      file.flush();
    } catch (thrown) {
      file.truncate(at);
      throw thrown;
    }
    return at + bytes.length;
  }

  /** Puts what is living into the other file; only when that is on disk, this one is emptied. */
  function compact(): void {
    const text = [
      lineOf({ g: generation + 1 }),
      ...[...living.values()].map((entry) => lineOf({ p: [tupleOf(entry)] })),
    ];
    // The spare one may hold what an earlier compaction did not get to clear away.
    const target = spare.getSize() === 0 ? spare : inUse;
    if (target === inUse) {
      // Both are filled: everything that is in the older one is among the living, and goes behind the newer one's lines.
      end = append(inUse, end, text.slice(1).join(''));
    } else {
      end = append(spare, 0, text.join(''));
      [inUse, spare] = [spare, inUse];
      generation += 1;
    }
    spare.truncate(0);
    spare.flush();
  }

  return {
    entries: () => [...living.values()],
    write(puts, drops) {
      const line = {
        ...(puts.length > 0 && { p: puts.map(tupleOf) }),
        ...(drops.length > 0 && { d: drops.map(nameOf) }),
      };
      const dead = new Set(drops.map(keyOf));
      const isEmpty = puts.length === 0 && [...living.keys()].every((key) => dead.has(key));
      if (isEmpty) {
        inUse.truncate(0);
        inUse.flush();
        end = 0;
      } else {
        const head = end === 0 ? lineOf({ g: generation }) : '';
        end = append(inUse, end, head + lineOf(line));
      }
      for (const entry of puts) living.set(keyOf(entry), entry);
      for (const key of dead) living.delete(key);
      if (end > COMPACT_BYTES && end > 2 * sizeOf(living.values())) compact();
    },
    close() {
      for (const file of files) file.close();
    },
  };
}

interface Line {
  /** Generation: the higher of two files is the later. */
  readonly g?: number;
  readonly p?: readonly (readonly [id: string, vectorKey: string, parcel: string])[];
  readonly d?: readonly (readonly [id: string, vectorKey: string])[];
}

const keyOf = ({ id, vectorKey }: EntryName): string => `${id} ${vectorKey}`;
const tupleOf = ({ id, vectorKey, parcel }: JournalEntry) => [id, vectorKey, parcel] as const;
const nameOf = ({ id, vectorKey }: EntryName) => [id, vectorKey] as const;

function sizeOf(entries: Iterable<JournalEntry>): number {
  let size = 0;
  for (const { id, vectorKey, parcel } of entries) size += id.length + vectorKey.length + parcel.length;
  return size;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A line with its checksum before it. Base64 and ids are ASCII, so characters are bytes. */
function lineOf(line: Line): string {
  const text = JSON.stringify(line);
  return `${checksum(text)} ${text}\n`;
}

const GENERATION_OF_EMPTY = -1;

function readFile(file: JournalFile): {
  readonly lines: readonly Line[];
  readonly generation: number;
  readonly end: number;
} {
  const bytes = new Uint8Array(file.getSize());
  file.read(bytes, { at: 0 });
  const end = bytes.lastIndexOf(0x0a) + 1;
  const lines = decoder
    .decode(bytes.subarray(0, end))
    .split('\n')
    .flatMap((text) => parseLine(text) ?? []);
  const isEmpty = lines.length === 0;
  return { lines, end, generation: lines.find(({ g }) => g !== undefined)?.g ?? (isEmpty ? GENERATION_OF_EMPTY : 0) };
}

function parseLine(text: string): Line | null {
  const [sum = '', json = ''] = [text.slice(0, 8), text.slice(9)];
  if (json === '' || checksum(json) !== sum) return null;
  // The checksum vouches for what we wrote.
  return JSON.parse(json) as Line;
}

/** CRC-32 (IEEE 802.3) of the text's UTF-8, as eight hexadecimal digits. */
function checksum(text: string): string {
  let crc = 0xffffffff;
  for (const byte of encoder.encode(text)) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

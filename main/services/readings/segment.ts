import { open, readFile, truncate, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { orFolderError } from '../durable-folder';

/** AES-256-GCM under the log's own key; see `secrets/cipher`. */
export interface LogCipher {
  seal(place: Uint8Array, bytes: Uint8Array): Buffer;
  open(place: Uint8Array, sealed: Uint8Array): Buffer | null;
}

/**
 * A segment is a file of frames: four bytes of length, then that many sealed bytes, bound to the segment's name and the place in it, so that a frame
 * that was altered, moved or taken from elsewhere does not open.
 */
const LENGTH_BYTES = 4;
const FILE_MODE = 0o600;

const placeOf = (segment: string, offset: number): Uint8Array =>
  new Uint8Array(Buffer.from(`readings ${segment} ${offset}`));

/** The segment that is written to. */
export interface OpenSegment {
  readonly name: string;
  bytes(): number;
  /** Resolves when the text is on disk, whole; what a failure left behind is taken away before the next. `host.disk-full`, `host.folder-read-only`. */
  append(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Makes a segment. Never two calls of `append` at once. `host.disk-full`, `host.folder-read-only`. */
export async function createSegment(folder: string, name: string, cipher: LogCipher): Promise<OpenSegment> {
  const path = join(folder, name);
  const handle: FileHandle = await orFolderError(folder, () => open(path, 'ax', FILE_MODE));
  let bytes = 0;
  let isClean = true;
  return {
    name,
    bytes: () => bytes,
    append: (text) =>
      orFolderError(folder, async () => {
        if (!isClean) await truncate(path, bytes);
        isClean = false;
        const sealed = cipher.seal(placeOf(name, bytes), new Uint8Array(Buffer.from(text)));
        const frame = new Uint8Array(LENGTH_BYTES + sealed.length);
        new DataView(frame.buffer).setUint32(0, sealed.length);
        frame.set(sealed, LENGTH_BYTES);
        await handle.appendFile(frame);
        await handle.datasync();
        isClean = true;
        bytes += frame.length;
      }),
    close: () => handle.close(),
  };
}

/**
 * What each frame of a segment holds, in order, up to `upTo` bytes where given; null for one that does not open: somebody or something has altered it. What
 * stands at the end and is not whole was cut off while it was written: nobody was told that it is there, and it is left out.
 */
export async function* readSegment(
  folder: string,
  name: string,
  cipher: LogCipher,
  upTo = Number.POSITIVE_INFINITY,
): AsyncGenerator<string | null> {
  const file = (await readFile(join(folder, name))).subarray(0, upTo);
  for (let offset = 0; offset + LENGTH_BYTES <= file.length;) {
    const end = offset + LENGTH_BYTES + file.readUInt32BE(offset);
    if (end > file.length) return;
    const sealed = new Uint8Array(file.subarray(offset + LENGTH_BYTES, end));
    const opened = cipher.open(placeOf(name, offset), sealed);
    if (!opened && end === file.length) return;
    yield opened?.toString('utf8') ?? null;
    offset = end;
  }
}

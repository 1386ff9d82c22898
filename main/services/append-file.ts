import { open, readFile, truncate, type FileHandle } from 'node:fs/promises';
import { AppError } from '#shared/errors/app-error';
import { orFolderError } from './durable-folder';

/** A file of lines that only ever grows. */
export interface AppendFile {
  /** Resolves when the line is on disk. `host.disk-full`, `host.folder-read-only`. */
  append(line: string): Promise<void>;
  /** Every line in it, from the disk. */
  lines(): Promise<readonly string[]>;
  bytes(): number;
  close(): Promise<void>;
}

const FILE_MODE = 0o600;

/**
 * Opens such a file, making it where it is missing. A last line without an end was cut off in the middle, before anybody was told
 * that it is there: it is taken away. What a failed write left behind is taken away before the next one.
 */
export async function openAppendFile(path: string): Promise<AppendFile> {
  const handle = await orFolderError(path, () => open(path, 'a+', FILE_MODE));
  try {
    const size = await withoutTornEnd(path, handle);
    return appendFile(path, handle, size);
  } catch (cause) {
    await handle.close();
    throw cause;
  }
}

async function withoutTornEnd(path: string, handle: FileHandle): Promise<number> {
  const bytes = await readFile(path);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end === bytes.length) return end;
  await orFolderError(path, () => truncate(path, end));
  await handle.sync();
  return end;
}

function appendFile(path: string, handle: FileHandle, startBytes: number): AppendFile {
  let size = startBytes;
  let isClean = true;
  let queue: Promise<unknown> = Promise.resolve();

  async function write(line: string): Promise<void> {
    if (line.includes('\n')) throw new Error('a line of an append file holds no line break');
    const bytes = Buffer.from(`${line}\n`);
    if (!isClean) await truncate(path, size);
    isClean = false;
    await handle.appendFile(new Uint8Array(bytes));
    await handle.sync();
    isClean = true;
    size += bytes.length;
  }

  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const done = queue.then(() => orFolderError(path, task));
    queue = done.catch(() => undefined);
    return done;
  };

  return {
    append: (line) => inTurn(() => write(line)),
    lines: () =>
      inTurn(async () => {
        const text = (await readFile(path)).subarray(0, size).toString('utf8');
        return text === '' ? [] : text.slice(0, -1).split('\n');
      }),
    bytes: () => size,
    close: () => inTurn(() => handle.close()),
  };
}

/** What a line holds; `host.data-damaged` when it cannot be read, and the file stays as it is. */
export function parseLine<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  line: string,
  file: string,
): T {
  const damaged = (cause?: unknown) =>
    new AppError('host.data-damaged', 'a line of an append-only file cannot be read', { cause, details: { file } });
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw damaged(cause);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw damaged();
  return parsed.data;
}

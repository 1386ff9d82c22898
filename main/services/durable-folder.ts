import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/errors/app-error';

/** A folder of small files that are always whole: a reader sees the old text or the new one, also after a power cut. */
export interface DurableFolder {
  readonly path: string;
  /** The text of a file, or null when there is none. */
  read(name: string): Promise<string | null>;
  /** Resolves when the text is on disk under that name. `host.disk-full`, `host.folder-read-only`. */
  write(name: string, text: string): Promise<void>;
  /** Fails where `write` would: `host.disk-full`, `host.folder-read-only`. */
  check(): Promise<void>;
  /** Gives a file another name in the same folder. */
  rename(name: string, to: string): Promise<void>;
  /** Takes a file away, if it is there; gone from the folder on disk when it resolves. */
  remove(name: string): Promise<void>;
}

/** Readable by the account the host runs as and by nobody else; Windows keeps to the folder's own permissions. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Opens a folder, making it where it is missing. `host.disk-full`, `host.folder-read-only`. */
export async function openDurableFolder(path: string): Promise<DurableFolder> {
  await orFolderError(path, () => mkdir(path, { recursive: true, mode: FOLDER_MODE }));
  return {
    path,
    read: (name) => readTextOrNull(join(path, name)),
    write: (name, text) => orFolderError(path, () => writeWhole(path, name, text)),
    check: () => orFolderError(path, () => checkWritable(path)),
    rename: (name, to) =>
      orFolderError(path, async () => {
        await rename(join(path, name), join(path, to));
        await syncFolder(path);
      }),
    remove: (name) =>
      orFolderError(path, async () => {
        await rm(join(path, name), { force: true });
        await syncFolder(path);
      }),
  };
}

async function readTextOrNull(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return null;
    throw cause;
  }
}

async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  const draft = join(folder, `${name}.${randomBytes(4).toString('hex')}.tmp`);
  try {
    const file = await open(draft, 'wx', FILE_MODE);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(folder, name));
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
  await syncFolder(folder);
}

async function checkWritable(folder: string): Promise<void> {
  const probe = join(folder, `.probe-${randomBytes(4).toString('hex')}.tmp`);
  try {
    await writeFile(probe, 'probe', { flag: 'wx', flush: true });
  } finally {
    await rm(probe, { force: true });
  }
}

/** Makes a rename, or a file that was made, survive a power cut. Windows has no way to ask for it and orders renames itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Runs `task`; a full disk or a folder that cannot be written comes out as its AppError, anything else as it was. */
export async function orFolderError<T>(folder: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (cause) {
    throw folderError(folder, cause) ?? cause;
  }
}

/** What a failed file operation means to whoever runs the machine, or null when it means something else. */
export function folderError(folder: string, cause: unknown): AppError | null {
  switch (errnoOf(cause)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError('host.disk-full', 'no space left for the data folder', { cause, details: { folder } });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return new AppError('host.folder-read-only', 'the data folder cannot be written', { cause, details: { folder } });
    default:
      return null;
  }
}

function errnoOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}

import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** How long a size stands: going through a large hub takes a moment, and whoever looks at the page asks again and again. */
const STANDS_MS = 60_000;

/** Bytes of all files below a folder. A file that goes while it is looked at counts for nothing: leveldb rewrites its own all day. */
async function bytesBelow(folder: string): Promise<number> {
  let bytes = 0;
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of await orGone(readdir(next, { withFileTypes: true }), [])) {
      const path = join(next, entry.name);
      if (entry.isDirectory()) waiting.push(path);
      else if (entry.isFile()) bytes += (await orGone(lstat(path), null))?.size ?? 0;
    }
  }
  return bytes;
}

async function orGone<T, G>(reading: Promise<T>, gone: G): Promise<T | G> {
  try {
    return await reading;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return gone;
    throw thrown;
  }
}

/** Asks how large a folder is, at most once a minute and never twice at a time. */
export function createFolderSize(folder: string, now: () => number): () => Promise<number> {
  let asked: { readonly atMs: number; readonly size: Promise<number> } | null = null;
  return () => {
    const atMs = now();
    if (asked && Math.abs(atMs - asked.atMs) < STANDS_MS) return asked.size;
    const size = bytesBelow(folder);
    asked = { atMs, size };
    // A failure is not kept for a minute.
    size.catch(() => (asked = null));
    return size;
  };
}

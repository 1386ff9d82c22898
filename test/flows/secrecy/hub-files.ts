import { readdir } from 'node:fs/promises';
import path from 'node:path';
// @ts-expect-error: publishes no types
import untypedLeveldown from 'leveldown';
import type { Search, Trace } from './needles';

interface RawLevel {
  open(options: object, callback: (error: Error | null) => void): void;
  close(callback: (error: Error | null) => void): void;
  put(key: string, value: Buffer, options: object, callback: (error: Error | null) => void): void;
  iterator(options: object): {
    next(callback: (error: Error | null, key?: Buffer, value?: Buffer) => void): void;
    end(callback: (error: Error | null) => void): void;
  };
}

const leveldown = untypedLeveldown as (location: string) => RawLevel;

const done = (run: (callback: (error: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => run((error) => (error ? reject(error) : resolve())));

/** Every key and value of each leveldb under a folder, as leveldb itself hands them out: unpacked, and by nobody of ours. */
export async function searchLevels(folder: string, search: Search) {
  const traces: Trace[] = [];
  let rows = 0;
  for (const location of await levelsIn(folder)) {
    const level = leveldown(location);
    await done((callback) => level.open({ createIfMissing: false }, callback));
    try {
      const iterator = level.iterator({ keyAsBuffer: true, valueAsBuffer: true });
      for (;;) {
        const row = await new Promise<readonly [Buffer, Buffer] | null>((resolve, reject) => {
          iterator.next((error, key, value) => (error ? reject(error) : resolve(key && value ? [key, value] : null)));
        });
        if (!row) break;
        rows += 1;
        for (const bytes of row) traces.push(...search(bytes as Uint8Array, path.basename(location)));
      }
      await done((callback) => iterator.end(callback));
    } finally {
      await done((callback) => level.close(callback));
    }
  }
  return { traces, rows };
}

/** Puts a readable value into one of them: a control that the search must find. */
export async function plantInLevel(folder: string, text: string): Promise<void> {
  const [location] = await levelsIn(folder);
  if (location === undefined) throw new Error('no leveldb there');
  const level = leveldown(location);
  await done((callback) => level.open({ createIfMissing: false }, callback));
  await done((callback) => level.put('planted', Buffer.from(JSON.stringify({ name: text })), { sync: true }, callback));
  await done((callback) => level.close(callback));
}

async function levelsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter(({ name }) => name === 'CURRENT').map(({ parentPath }) => parentPath);
}

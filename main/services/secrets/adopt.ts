import { readdir } from 'node:fs/promises';
import { AppError } from '#shared/errors/app-error';
import type { DurableFolder } from '../durable-folder';

/** What release 0.1 kept in the clear. */
const PLAIN_FILES = [
  'station.json',
  'accounts.json',
  'data-keys.json',
  'practice.json',
  'token-secret',
  'authority.pem',
  'server.pem',
];

/**
 * Takes the files of release 0.1 into the sealed folder: each is written sealed, and only then taken away. It may be cut off
 * anywhere and called again. `host.data-damaged` for a file that cannot be read; then all are left as they are.
 */
export async function adoptPlainFiles(plain: DurableFolder, sealed: DurableFolder): Promise<void> {
  const found: { readonly name: string; readonly text: string }[] = [];
  for (const name of PLAIN_FILES) {
    const text = await plain.read(name);
    if (text !== null) found.push({ name, text });
  }
  for (const { name, text } of found) assertReadable(plain, name, text);
  for (const { name, text } of found) {
    // Sealed already: the last attempt ended between the two steps.
    if ((await sealed.read(name)) === null) await sealed.write(name, text);
    await plain.remove(name);
  }
  await removeDrafts(plain);
}

function assertReadable(plain: DurableFolder, name: string, text: string): void {
  if (!name.endsWith('.json')) return;
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new AppError('host.data-damaged', 'a file of the host-only store cannot be read', {
      cause,
      details: { folder: plain.path, file: name },
    });
  }
}

/** What a write of 0.1 left behind when it was cut off holds the same secrets as the file it was for. */
async function removeDrafts(plain: DurableFolder): Promise<void> {
  for (const entry of await readdir(plain.path)) {
    if (PLAIN_FILES.some((name) => entry.startsWith(`${name}.`) && entry.endsWith('.tmp'))) await plain.remove(entry);
  }
}

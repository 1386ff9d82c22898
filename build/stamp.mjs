// Tells whether something has to be built again, by the content of everything it is made from.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * One hash over the names and contents of all files under the given paths (files or folders); what does not exist counts
 * as empty. About 10 ms for a few hundred files: content, not times, because a checkout touches times and changes nothing.
 */
export function contentHash(root, paths) {
  const hash = createHash('sha256').update(process.version);
  for (const file of paths.flatMap((entry) => filesUnder(path.join(root, entry))).sort()) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** The hash that `writeStamp` kept for this name, or null. */
export function readStamp(folder, name) {
  try {
    return readFileSync(path.join(folder, name), 'utf8');
  } catch {
    return null;
  }
}

/** Keeps the hash of what was just built. */
export function writeStamp(folder, name, hash) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), hash);
}

function filesUnder(entry) {
  const stats = statSync(entry, { throwIfNoEntry: false });
  if (!stats) return [];
  if (stats.isFile()) return [entry];
  return readdirSync(entry).flatMap((name) => filesUnder(path.join(entry, name)));
}

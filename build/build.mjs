// `npm run build`: builds what has changed since it was last built, and says what that was.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { contentHash, readStamp, writeStamp } from './stamp.mjs';
import { root, targets } from './targets.mjs';

const STAMPS = path.join(root, 'out/.stamps');

/**
 * Builds every target whose sources differ from those of its last build, one after the other. Returns the names of those
 * built. Vite is loaded only when there is something to do: loading it costs more than checking all stamps.
 */
export async function buildChanged({ forTests = false, log = console.log } = {}) {
  const built = [];
  for (const target of targets({ forTests })) {
    const hash = contentHash(root, target.sources);
    const stamp = target.name.replaceAll(' ', '-');
    if (readStamp(STAMPS, stamp) === hash && existsSync(path.join(root, target.output))) continue;
    const startedAt = performance.now();
    const { build } = await import('vite');
    await build(target.config());
    if (!existsSync(path.join(root, target.output)))
      throw new Error(`${target.name}: the build made no ${target.output}`);
    writeStamp(STAMPS, stamp, hash);
    built.push(target.name);
    log(`built ${target.name} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  return built;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const built = await buildChanged({ forTests: process.argv.includes('--for-tests') });
  if (built.length === 0) console.log('nothing to build: all is up to date');
}

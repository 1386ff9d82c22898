// `npm run screenshots [-- part …]`: takes the pictures of the READMEs anew, or those of some parts alone, from a real host in real Chromium, into `docs/images`.
import path from 'node:path';
import { buildChanged } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { importTypeScript } from './run.mjs';
import { root } from './targets.mjs';

/** A picture larger than this makes the README slow to open on a slow line. */
const LARGE_BYTES = 250_000;

await buildChanged({ forTests: true });
const chromium = await findChromium();
if (chromium) process.env.CHROME_PATH = chromium;
const { takeScreenshots } = await importTypeScript('test/screenshots/screenshots.ts', 'out/screenshots');
try {
  for (const { file, bytes } of await takeScreenshots(path.join(root, 'docs/images'), process.argv.slice(2))) {
    const note = bytes > LARGE_BYTES ? '  large' : '';
    console.log(`  ${path.relative(root, file).padEnd(36)} ${String(Math.ceil(bytes / 1000)).padStart(5)} kB${note}`);
  }
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
}

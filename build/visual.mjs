// `npm run visual [-- --update] [part of a name …]`: photographs every screen and every component and compares, or stores anew.
import { findChromium } from './chromium.mjs';
import { importTypeScript } from './run.mjs';

const args = process.argv.slice(2);
const unknown = args.filter((each) => each.startsWith('-') && each !== '--update');
if (unknown.length > 0) {
  console.error(`npm run visual knows --update, not ${unknown.join(' ')}`);
  process.exit(2);
}

const chromium = await findChromium();
if (chromium) process.env.CHROME_PATH = chromium;
const { runVisual } = await importTypeScript('test/visual/run.ts', 'out/visual');
try {
  const wrong = await runVisual({
    wanted: args.filter((each) => !each.startsWith('-')),
    isUpdate: args.includes('--update'),
    log: console.log,
  });
  console.log(wrong === 0 ? 'all pictures are as they should be' : `${wrong} pictures are not as they should be`);
  process.exit(wrong === 0 ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
}

// `npm run kills -- 50`: kills host, browser or both in mid-push that many times and counts what was lost or doubled.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildChanged } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { importTypeScript } from './run.mjs';
import { root } from './targets.mjs';

const MODULE = 'test/flows/kills.ts';

const times = Number(process.argv[2] ?? 50);
if (!Number.isInteger(times) || times < 1) {
  console.error('how many times? npm run kills -- 50');
  process.exit(2);
}
if (!existsSync(path.join(root, MODULE))) {
  console.error(`${MODULE} is not here`);
  process.exit(2);
}
await buildChanged({ forTests: true });
const chromium = await findChromium();
if (chromium) process.env.CHROME_PATH = chromium;
const { runKills, assertNothingLost } = await importTypeScript(MODULE, 'out/kills');
try {
  const report = await runKills(times);
  for (const [what, count] of Object.entries(report))
    console.log(
      `  ${what.padEnd(16)} ${typeof count === 'object' ? JSON.stringify(count) : String(count).padStart(8)}`,
    );
  assertNothingLost(report);
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

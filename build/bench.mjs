// `npm run bench [name]`: runs one benchmark or all, prints what it measured, keeps it in `.bench/<name>.json`.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildChanged } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { importTypeScript } from './run.mjs';
import { root } from './targets.mjs';

const FOLDER = path.join(root, 'test/bench');
const SUFFIX = '.bench.ts';

const available = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => file.slice(0, -SUFFIX.length))
  : [];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !available.includes(name));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are: ${available.join(', ') || 'none'}`);
  process.exit(2);
}

await buildChanged({ forTests: true });
const chromium = await findChromium();
if (chromium) process.env.CHROME_PATH = chromium;

let isWrong = false;
for (const name of wanted.length > 0 ? wanted : available) {
  try {
    const { run } = await importTypeScript(`test/bench/${name}${SUFFIX}`, 'out/bench');
    const { dataMix, ...result } = await run();
    print({ dataMix, ...result });
    mkdirSync(path.join(root, '.bench'), { recursive: true });
    const { figures, ceilings, ratios } = result;
    writeFileSync(
      path.join(root, `.bench/${name}.json`),
      `${JSON.stringify({ name, figures, ceilings, ratios }, null, 2)}\n`,
    );
  } catch (error) {
    isWrong = true;
    console.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
// A benchmark may leave a browser or a socket behind; its figures are written.
process.exit(isWrong ? 1 : 0);

function print({ name, dataMix, figures, ceilings, ratios }) {
  console.log(`\n${name}`);
  for (const line of dataMix) console.log(`  data      ${line}`);
  for (const [kind, values] of [
    ['figure', figures],
    ['ceiling', ceilings],
    ['ratio', ratios],
  ]) {
    for (const [label, value] of Object.entries(values ?? {})) {
      console.log(`  ${kind.padEnd(8)}  ${label.padEnd(28)} ${format(value).padStart(14)}`);
    }
  }
}

function format(value) {
  if (typeof value !== 'number') return String(value);
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 });
}

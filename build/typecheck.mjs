// Type-checks every layer against its own tsconfig, so that a layer sees only the globals it may use.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';

const layers = readdirSync('build/tsconfig')
  .filter((name) => name !== 'base.json')
  .map((name) => name.replace('.json', ''));

const check = (layer) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['node_modules/typescript/bin/tsc', '-p', `build/tsconfig/${layer}.json`], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => resolve({ layer, code, output }));
  });

let failed = false;
const queue = [...layers];
const worker = async () => {
  for (let layer = queue.shift(); layer !== undefined; layer = queue.shift()) {
    const { code, output } = await check(layer);
    if (code !== 0) {
      failed = true;
      console.error(`types: ${layer}\n${output}`);
    }
  }
};
await Promise.all([worker(), worker()]);
console.log(failed ? 'types: failed' : `types: ${layers.length} layers clean`);
process.exit(failed ? 1 : 0);

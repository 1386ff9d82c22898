// `npm run convergence -- --seed 1 --steps 1000`: plays seeded histories of a station and looks whether sync keeps its promises.
// With `--faults` it plays them on sync with a fault planted, one after another, and looks whether each is noticed.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { importTypeScript } from './run.mjs';
import { nodeBundle, root } from './targets.mjs';

const OUT = 'out/convergence';

/** Histories that a planted fault gets to show itself, and their steps together. */
const HISTORIES_PER_FAULT = 60;
const STEPS_PER_FAULT = HISTORIES_PER_FAULT * 120;

const args = process.argv.slice(2);
process.exit(args[0] === '--faults' ? await plantFaults(args.slice(1)) : await play(args));

async function play(options) {
  const { main } = await import(pathToFileURL(await bundle(`${OUT}/sound`)).href);
  return main(options);
}

async function plantFaults([names, ...options]) {
  const { FAULTS } = await importTypeScript('test/convergence/faults/faults.ts', OUT);
  const wanted = names?.split(',') ?? FAULTS.map(({ name }) => name);
  const unknown = wanted.filter((name) => !FAULTS.some((fault) => fault.name === name));
  if (unknown.length > 0) {
    console.error(`no fault ${unknown.join(', ')}; there are: ${FAULTS.map(({ name }) => name).join(', ')}`);
    return 2;
  }
  let unnoticed = 0;
  for (const fault of FAULTS.filter(({ name }) => wanted.includes(name))) {
    const file = await bundle(`${OUT}/${fault.name}`, fault);
    const { code, output } = await hunt(file, fault, options);
    const isNoticed = code === 1 && output.startsWith('seed ');
    if (!isNoticed) unnoticed += 1;
    console.log(`${isNoticed ? 'noticed' : 'NOT NOTICED'}  ${fault.name} (${fault.means})`);
    console.log(output.split('\n').slice(0, 2).join('\n'));
  }
  console.log(`${wanted.length - unnoticed} of ${wanted.length} planted faults noticed`);
  return unnoticed > 0 ? 1 : 0;
}

/** Bundles the harness and the product's sync with it, a fault planted into it if one is given; answers the program's path. */
async function bundle(outDir, fault) {
  const { build: options, ...config } = nodeBundle({ entries: { cli: 'test/convergence/cli.ts' }, outDir });
  const plugins = fault ? [planted(fault)] : [];
  await build({ ...config, plugins, build: { ...options, sourcemap: 'inline' } });
  return path.join(root, outDir, 'cli.js');
}

function planted({ name, file, from, to }) {
  const target = path.join(root, file);
  const found = readFileSync(target, 'utf8').split(from).length - 1;
  if (found !== 1) throw new Error(`the fault ${name} no longer fits: its text stands in ${file} ${found} times`);
  return {
    name: `fault ${name}`,
    enforce: 'pre',
    transform: (code, id) => (path.normalize(id) === target ? { code: code.replace(from, () => to), map: null } : null),
  };
}

function hunt(file, { with: features = [] }, options) {
  const usual = ['--seed', '1', '--steps', String(STEPS_PER_FAULT), '--histories', String(HISTORIES_PER_FAULT)];
  if (features.length > 0) usual.push('--with', features.join(','));
  const call = `import(${JSON.stringify(pathToFileURL(file).href)}).then((m) => m.main(process.argv.slice(1))).then((code) => process.exit(code))`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', call, '--', ...usual, ...options, '--brief'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve({ code, output: output.trim() }));
  });
}

// Small helpers of the scripts that run a program or one of our TypeScript modules.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeBundle, root } from './targets.mjs';

/** Runs a Node program in the repository with our own terminal; resolves to its exit code. */
export function runNode(args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** Bundles a TypeScript module of the repository for Node and imports it: Node 20 runs no TypeScript by itself. */
export async function importTypeScript(file, outDir) {
  const name = path.basename(file, '.ts');
  const { build } = await import('vite');
  const config = nodeBundle({ entries: { [name]: file }, outDir });
  await build({ ...config, build: { ...config.build, emptyOutDir: false } });
  return import(pathToFileURL(path.join(root, outDir, `${name}.js`)).href);
}

// What lies in a packed program, and what is wrong with it.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { getRawHeader } from '@electron/asar';

/** The files of a `resources` folder, `{path, bytes, isUnpacked}`; paths begin where the program's own do. */
export function packedFiles(resources) {
  const found = [];
  const walk = (node, folder) => {
    for (const [name, entry] of Object.entries(node.files)) {
      const file = folder === '' ? name : `${folder}/${name}`;
      if ('files' in entry) walk(entry, file);
      else if (!('link' in entry)) found.push({ path: file, bytes: entry.size, isUnpacked: entry.unpacked === true });
    }
  };
  walk(getRawHeader(path.join(resources, 'app.asar')).header, '');
  return found;
}

const NEEDED = [
  'package.json',
  'out/host/cli.js',
  'out/electron/main.js',
  'out/preload/staff.cjs',
  'out/renderer/staff/index.html',
];
const UNWANTED = [
  [/\.map$/, 'a source map'],
  [/(^|\/)(test|tests|spec)\/.*\.(m?js|cjs|json)$/, 'a test'],
  [/\.(ts|mts|cts|tsx)$/, 'a source'],
  [/^node_modules\/(react|react-dom|antd|rxdb)\//, 'part of the screens, which are in their bundle already'],
];
const MOST_BYTES = 40e6;

/** Sentences about files that are missing or should not be there; none for a program that can start. */
export function problemsOf(files, root) {
  const there = new Set(files.map((file) => file.path));
  const problems = NEEDED.filter((file) => !there.has(file)).map((file) => `${file} is missing`);
  for (const { path: file } of files) {
    if (file.startsWith('node_modules/') && UNWANTED[1][0].test(file)) continue;
    const unwanted = UNWANTED.find(([pattern]) => pattern.test(file));
    if (unwanted) problems.push(`${file} is ${unwanted[1]}`);
  }
  for (const name of importedPackages(path.join(root, 'out'))) {
    if (!there.has(`node_modules/${name}/package.json`))
      problems.push(`the package ${name} is imported and not packed`);
  }
  const prebuilt = files.filter(({ path: file }) => /^node_modules\/leveldown\/prebuilds\/.*\.node$/.test(file));
  if (prebuilt.length === 0) problems.push('the database has no native part');
  else if (prebuilt.some(({ isUnpacked }) => !isUnpacked)) problems.push('a native part lies inside the archive');
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > MOST_BYTES)
    problems.push(`${Math.round(bytes / 1e6)} MB is more than the ${MOST_BYTES / 1e6} MB agreed on`);
  return problems;
}

/** Packages that the built host, window and bridge import, without Electron and Node's own. */
export function importedPackages(out) {
  const names = new Set();
  for (const folder of ['host', 'electron', 'preload']) {
    for (const file of scriptsUnder(path.join(out, folder))) {
      const text = readFileSync(file, 'utf8');
      const pattern = /\b(?:from|import|require)\s*\(?\s*["']([@a-z][\w./@:-]*)["']/g;
      for (const [, specifier] of text.matchAll(pattern)) {
        const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
        if (name !== 'electron' && !name.startsWith('node:') && !builtinModules.includes(name)) names.add(name);
      }
    }
  }
  return [...names].sort();
}

function scriptsUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, name))
    .filter((file) => /\.(c|m)?js$/.test(file) && statSync(file).isFile());
}

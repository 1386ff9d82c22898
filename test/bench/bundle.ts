import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** Bytes as they lie on the disk, and as they go over the wire. */
export interface Bytes {
  readonly raw: number;
  readonly gzip: number;
}

/** When a file is fetched: before anything is seen, once somebody opens what needs it, by a worker, or by the service worker alone. */
export type Moment = 'first' | 'lazy' | 'worker' | 'service-worker';

export interface BundleFile extends Bytes {
  readonly name: string;
  readonly moment: Moment;
}

/** What one entry of the screens is made of, the largest file first. */
export interface EntryBundle {
  readonly entry: string;
  readonly files: readonly BundleFile[];
}

/** Where the built screens lie, an entry a folder. */
export const SCREENS = path.resolve('out/renderer');

const IMPORT = /\b(?:import|export)\s*(?:[\w$*{][^"'`;]*?\bfrom\s*)?"\.\/([^"]+\.js)"/g;
const IN_PAGE = /<(?:script|link)[^>]*?(?:src|href)="\/([^"]+\.(?:js|css))"/g;

/** The entries that are built. */
export function builtEntries(folder = SCREENS): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch {
    return [];
  }
}

/** Reads the build of an entry. Throws where there is none: nothing measured is nothing small. */
export function readBundle(entry: string, folder = SCREENS): EntryBundle {
  const root = path.join(folder, entry);
  const page = read(root, 'index.html');
  // A page that lies below another at its door names its parts from there.
  const first = new Set([...page.matchAll(IN_PAGE)].map(([, name = '']) => name.replace(`${entry}/`, '')));
  if (first.size === 0) throw new Error(`${root}/index.html loads nothing: run npm run build`);
  // What the page names brings along what it imports.
  for (const name of first) {
    if (!name.endsWith('.js')) continue;
    for (const [, imported = ''] of read(root, name).matchAll(IMPORT))
      first.add(`${path.posix.dirname(name)}/${imported}`);
  }
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.(js|css)$/.test(file.name))
    .map((file) => path.relative(root, path.join(file.parentPath, file.name)).replaceAll(path.sep, '/'));
  const files = names.map((name): BundleFile => {
    const moment = first.has(name) ? 'first' : momentOf(name);
    const body = readFileSync(path.join(root, name));
    return { name, moment, raw: body.byteLength, gzip: gzipSync(new Uint8Array(body), { level: 9 }).byteLength };
  });
  return { entry, files: files.sort((a, b) => b.gzip - a.gzip) };
}

function momentOf(name: string): Moment {
  if (/\.worker-/.test(name)) return 'worker';
  // Beside the page, not among its parts.
  return name.includes('/') ? 'lazy' : 'service-worker';
}

/** The bytes of all files of a moment together. */
export function bytesOf({ files }: EntryBundle, moment: Moment): Bytes {
  const some = files.filter((file) => file.moment === moment);
  return {
    raw: some.reduce((sum, { raw }) => sum + raw, 0),
    gzip: some.reduce((sum, { gzip }) => sum + gzip, 0),
  };
}

const BUNDLER = 'bundler';

/** Columns that are asked at once: a mapping is seldom shorter. */
const STEP = 4;

/** Raw bytes of a script by the package, or our own folder, that they came from; read from its source map. */
export function originsOf(entry: string, name: string, folder = SCREENS): readonly (readonly [string, number])[] {
  const root = path.join(folder, entry);
  // The bundler's own few lines have no map.
  if (!existsSync(path.join(root, `${name}.map`))) return [[BUNDLER, read(root, name).length]];
  const map = new SourceMap(JSON.parse(read(root, `${name}.map`)) as ConstructorParameters<typeof SourceMap>[0]);
  const origins = new Map<string, number>();
  for (const [row, line] of read(root, name).split('\n').entries()) {
    for (let column = 0; column < line.length; column += STEP) {
      const found = map.findEntry(row, column);
      // What the bundler wrote itself has no source, whatever the types say.
      const source = (found as { readonly originalSource?: string }).originalSource;
      const origin = source === undefined ? BUNDLER : originOf(source);
      origins.set(origin, (origins.get(origin) ?? 0) + Math.min(STEP, line.length - column));
    }
  }
  return [...origins].sort((a, b) => b[1] - a[1]);
}

function originOf(source: string): string {
  const packages = [...source.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)];
  const last = packages.at(-1)?.[1];
  return last ?? /(?:renderer|shared)\/(?:[\w-]+\/){0,2}/.exec(source)?.[0] ?? BUNDLER;
}

const read = (root: string, name: string): string => {
  try {
    return readFileSync(path.join(root, name), 'utf8');
  } catch (error) {
    throw new Error(`${path.join(root, name)} is not there: run npm run build`, { cause: error });
  }
};

/** Every module that a built entry is made of: repository paths of ours, and packages as `node_modules/<name>`. Read from its source maps. */
export function modulesOf(entry: string, folder = SCREENS): ReadonlySet<string> {
  const root = path.join(folder, entry);
  const maps = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js.map'));
  if (maps.length === 0) throw new Error(`${root} has no source maps: run npm run build`);
  const modules = new Set<string>();
  for (const map of maps) {
    const { sources } = JSON.parse(read(root, map)) as { readonly sources: readonly string[] };
    for (const source of sources) modules.add(moduleOf(source));
  }
  return modules;
}

function moduleOf(source: string): string {
  const name = [...source.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)].at(-1)?.[1];
  if (name !== undefined) return `node_modules/${name}`;
  const ours = /(?:^|\/)((?:main|renderer|shared|sync-server)\/.*?)(?:\.tsx?)?$/.exec(source)?.[1];
  return ours ?? BUNDLER;
}

// What the product is built from and into. Each target is one `vite build`.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { publishFormat } from './format.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const SHARED = ['shared', 'package.json', 'package-lock.json', 'build'];

/**
 * The targets of the product, and on request those that only tests and benchmarks run; all of them with an entry that
 * exists. `sources` are the files and folders that a target depends on, `output` is a file that stands in its result,
 * `config` makes vite's inline configuration.
 */
export function targets({ forTests = false } = {}) {
  return [...PRODUCT, ...(forTests ? TESTS : [])].filter(({ entry }) => existsSync(path.join(root, entry)));
}

/** What a host runs in threads of their own; each stands beside the host. */
const THREADS = { 'risk-thread': 'main/services/risk/score.worker.ts' };

const PRODUCT = [
  {
    name: 'host',
    entry: 'main/cli.ts',
    sources: [...SHARED, 'main', 'sync-server'],
    output: 'out/host/cli.js',
    config: () => nodeBundle({ entries: { cli: 'main/cli.ts', ...THREADS }, outDir: 'out/host' }),
  },
  {
    // JSON Schema of every record, for whoever reads the hubs with tools of their own.
    name: 'record formats',
    entry: 'sync-server/provision/format/publish.ts',
    sources: [...SHARED, 'sync-server/provision/format'],
    output: 'out/schema/index.html',
    config: () =>
      publishFormat(
        nodeBundle({ entries: { publish: 'sync-server/provision/format/publish.ts' }, outDir: 'out/format' }),
        path.join(root, 'out/schema'),
      ),
  },
  {
    name: 'staff screens',
    entry: 'renderer/staff/index.html',
    sources: [...SHARED, 'renderer'],
    output: 'out/renderer/staff/index.html',
    config: () => ({ configFile: path.join(root, 'build/vite.renderer.ts') }),
  },
  {
    name: 'hall board',
    entry: 'renderer/board/index.html',
    sources: [...SHARED, 'renderer/board', 'renderer/ui'],
    output: 'out/renderer/board/index.html',
    config: () => ({ configFile: path.join(root, 'build/vite.board.ts') }),
  },
  {
    name: 'kiosk',
    entry: 'renderer/kiosk/index.html',
    sources: [...SHARED, 'renderer/kiosk', 'renderer/ui'],
    output: 'out/renderer/kiosk/index.html',
    config: () => ({ configFile: path.join(root, 'build/vite.kiosk.ts') }),
  },
  {
    name: 'rating pad',
    entry: 'renderer/pad/index.html',
    sources: [...SHARED, 'renderer/pad', 'renderer/ui'],
    output: 'out/renderer/pad/index.html',
    config: () => ({ configFile: path.join(root, 'build/vite.pad.ts') }),
  },
  {
    name: 'window',
    entry: 'main/electron/main.ts',
    sources: [...SHARED, 'main/electron', 'main/policy'],
    output: 'out/electron/main.js',
    config: () => nodeBundle({ entries: { main: 'main/electron/main.ts' }, outDir: 'out/electron' }),
  },
  {
    // A sandboxed preload is a classic script: it can neither import nor be a module.
    name: 'window bridge',
    entry: 'main/electron/preload/staff.ts',
    sources: [...SHARED, 'main/electron'],
    output: 'out/preload/staff.cjs',
    config: () =>
      nodeBundle({ entries: { staff: 'main/electron/preload/staff.ts' }, outDir: 'out/preload', format: 'cjs' }),
  },
];

const TESTS = [
  {
    // The host as the product starts it, but with the size of the station and the screens chosen by a test.
    name: 'test host',
    entry: 'test/pages/host.ts',
    sources: [...SHARED, 'main', 'sync-server', 'test/pages'],
    output: 'out/test-host/host.js',
    config: () => nodeBundle({ entries: { host: 'test/pages/host.ts', ...THREADS }, outDir: 'out/test-host' }),
  },
  {
    // The data layer without screens.
    name: 'test page',
    entry: 'test/pages/index.html',
    sources: [...SHARED, 'renderer/data', 'renderer/platform', 'test/pages', 'test/support'],
    output: 'out/test-pages/index.html',
    config: () => ({ configFile: path.join(root, 'test/pages/vite.config.ts') }),
  },
];

/** Our own modules in one folder; what comes from npm, and Electron, stays outside and is imported at run time. */
export function nodeBundle({ entries, outDir, format = 'es' }) {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir: path.join(root, outDir),
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, path.join(root, file)])),
        external: ['electron'],
        output: {
          format,
          entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  };
}

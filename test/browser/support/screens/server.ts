import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { contentSecurityPolicy } from '#main/policy/content-security';
import type { DataKey, Practice } from '#shared/ipc/station-api';
import { practiceRecords } from '#sync-server/seed/practice';
import { practiceStaff } from '#sync-server/seed/station';
import { typeScale } from '../../../../build/type-scale.mjs';
import { openedPictures } from './opened-pictures';
import type { ScreenData } from './page';

/** Monday 23 November 2026, 09:42 at the station. */
export const SCREENS_NOW_MS = Date.UTC(2026, 10, 23, 1, 42);

/** Households of the three grids: as many as grids have, or so few that a page is soon there. */
const HOUSEHOLDS = { usual: [386, 421, 352], few: [96, 105, 88] } as const;
export type Homes = keyof typeof HOUSEHOLDS;

export interface ScreensServer {
  readonly origin: string;
  stop(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  wasm: 'application/wasm',
};

/** Builds the staff screens over practice data and serves them, under the product's own policy, on a loopback port. */
export async function startScreens(port = 0): Promise<ScreensServer> {
  const files = new Map(await buildPage());
  const stations = new Map<Homes, Promise<string>>();
  const station = (homes: Homes): Promise<string> => {
    const made = stations.get(homes) ?? screenData(HOUSEHOLDS[homes]).then((data) => JSON.stringify(data));
    stations.set(homes, made);
    return made;
  };
  const answer = async (name: string): Promise<Built[number][1] | undefined> => {
    if (name === '/harness/usual') return station('usual');
    if (name === '/harness/few') return station('few');
    return files.get(name);
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://screens').pathname;
    const name = path === '/' ? '/index.html' : path;
    const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/json';
    void answer(name).then((body) => {
      response.writeHead(body === undefined ? 404 : 200, {
        'content-type': type,
        'content-security-policy': contentSecurityPolicy('staff'),
      });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${taken}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Built = readonly (readonly [string, string | Uint8Array | Buffer])[];

/** Names the folder in which a run of tests keeps the pages that it built for all of its files. */
const BUILT = 'LINLI_SCREENS';

/** Builds the pages once for all test files of a run; what it returns removes them. */
export async function buildForAll(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'linli-screens-'));
  await build(buildConfig(folder));
  process.env[BUILT] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/** The page and its parts by path: those built for the whole run, else built now. */
async function buildPage(): Promise<Built> {
  const folder = process.env[BUILT];
  if (folder === undefined) return builtIn(await build(buildConfig(null)));
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(
      async (file) => [`/${path.relative(folder, file).replaceAll(path.sep, '/')}`, await readFile(file)] as const,
    ),
  );
}

const buildConfig = (outDir: string | null): InlineConfig => ({
  configFile: false,
  root: path.join(process.cwd(), 'test/browser/support/screens'),
  logLevel: 'error',
  css: { postcss: { plugins: [typeScale()] } },
  plugins: [react()],
  build: {
    ...(outDir === null ? { write: false } : { outDir, emptyOutDir: true }),
    target: 'chrome120',
    chunkSizeWarningLimit: 10_000,
  },
});

function builtIn(result: Awaited<ReturnType<typeof build>>): Built {
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('the screens were not built');
  return output.output.map((file) => [`/${file.fileName}`, file.type === 'asset' ? file.source : file.code] as const);
}

/** What the desk's values are sealed under on these screens. */
export const DESK_KEY: DataKey = {
  kid: 'qinghe.general.1',
  scope: 'qinghe',
  class: 'general',
  key: Buffer.alloc(32, 'desk').toString('base64'),
};

async function screenData(households: readonly number[]): Promise<ScreenData> {
  const ofGrids = households.flatMap((_, index) => {
    const scope = `qinghe-${index + 1}`;
    return (['general', 'health', 'child'] as const).map((keyClass): DataKey => {
      const key = Buffer.alloc(32, `${scope}${keyClass}`).toString('base64');
      return { kid: `${scope}.${keyClass}.1`, scope, class: keyClass, key };
    });
  });
  const keys: readonly DataKey[] = [...ofGrids, DESK_KEY];
  const databases = await practiceRecords({
    randomSeed: 'screens',
    nowMs: SCREENS_NOW_MS,
    size: { householdsPerGrid: households, historyDays: 180 },
    replica: 'seed00000000',
    keys,
  });
  const practice: Practice = {
    accounts: practiceStaff.map(({ code, name, post }) => ({ code, name, post, passphrase: `open ${code}` })),
  };
  const pictures = await openedPictures(
    databases.flatMap((each) => each.pictures),
    keys,
  );
  return { nowMs: SCREENS_NOW_MS, records: databases.flatMap(({ records }) => records), keys, practice, pictures };
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { contentSecurityPolicy } from '#main/policy/content-security';
import type { MapTrial } from '#test/pages/map/main';
import { startChromium } from '#test/support/chromium';
import { median, p95 } from '#test/support/stats';
import { assertRight, type BenchResult } from './bench';

/** `LINLI_MAP_SIZE=small` tries the script on few points; it says nothing about many. */
const IS_SMALL = process.env['LINLI_MAP_SIZE'] === 'small';
const POINTS = IS_SMALL ? 2_000 : 100_000;
const SYMBOLS = IS_SMALL ? 900 : 24_000;
const LEAST_UNCLUSTERED = IS_SMALL ? 60 : 2_000;
const RUNS = IS_SMALL ? 1 : 5;
const PARTS_MS = { far: IS_SMALL ? 500 : 5_000, deep: IS_SMALL ? 800 : 9_000 } as const;
const DEEPEST = 20;
const VIEW = { width: 1440, height: 900 } as const;
/** A hand pulls so far, a frame at a time. */
const STROKE = { pixels: 420, steps: 24 } as const;

interface Run {
  readonly firstPaintMs: number;
  readonly pointsMs: number;
  readonly frames: readonly number[];
  readonly longTasks: readonly number[];
}

/**
 * A hand on the map for 20 seconds: pulled from afar, wheeled down to the deepest level, pulled there among thousands of symbols that
 * stand by themselves, wheeled up again. Once with 100,000 points and once without any, over the same base map.
 */
export async function run(): Promise<BenchResult> {
  const site = await serveMap();
  const browser = await startChromium(VIEW);
  try {
    const { page } = browser;
    await page.setViewportSize(VIEW);
    const full: Run[] = [];
    const empty: Run[] = [];
    for (let round = 0; round < RUNS; round += 1) {
      empty.push(await measure(page, `${site.origin}/`, 0));
      full.push(await measure(page, `${site.origin}/?points=${POINTS}&symbols=${SYMBOLS}`, LEAST_UNCLUSTERED));
    }
    const frameP95 = (runs: readonly Run[]) => median(runs.map(({ frames }) => p95(frames)));
    const [p95FrameMs, emptyMapP95FrameMs] = [frameP95(full), frameP95(empty)];
    return {
      name: 'map',
      dataMix: [
        `${POINTS} points and ${SYMBOLS} symbols${IS_SMALL ? ': a trial of the script, no figure' : ''}; ${RUNS} runs`,
        `at least ${LEAST_UNCLUSTERED} symbols stood by themselves at the deepest level`,
        `the discs stood ${Math.round(median(full.map(({ pointsMs }) => pointsMs)))} ms after the points were given`,
      ],
      figures: {
        p95FrameMs,
        longestTaskMs: Math.max(0, ...full.flatMap(({ longTasks }) => longTasks)),
        firstPaintMs: median(full.map(({ firstPaintMs }) => firstPaintMs)),
        pointsReadyMs: median(full.map(({ pointsMs }) => pointsMs)),
      },
      ceilings: { emptyMapP95FrameMs },
      ratios: { toEmptyMap: p95FrameMs / emptyMapP95FrameMs },
    };
  } finally {
    await browser.close();
    await site.stop();
  }
}

async function measure(page: Page, address: string, leastUnclustered: number): Promise<Run> {
  await page.goto(address);
  await page.waitForFunction(() => window.mapTrial !== undefined);
  const hasPoints = leastUnclustered > 0;
  assertRight(!hasPoints || (await ask(page, 'discsSeen')) > 0, 'no discs are seen from afar');
  const { firstPaintMs, pointsMs } = await page.evaluate(() => {
    const { firstPaintMs: first, pointsMs: points } = window.mapTrial as MapTrial;
    return { firstPaintMs: first, pointsMs: points };
  });
  await page.evaluate(() => window.mapTrial?.startWatching());
  await pull(page, PARTS_MS.far);
  for (let zoom = await ask(page, 'zoom'); zoom < DEEPEST; zoom = await ask(page, 'zoom')) await wheel(page, -120);
  await page.evaluate((level) => window.mapTrial?.goTo(level), DEEPEST);
  // What stands there is seen once it is drawn.
  await page.waitForFunction((least) => (window.mapTrial?.symbolsSeen() ?? 0) >= least, leastUnclustered);
  await pull(page, PARTS_MS.deep);
  assertRight((await ask(page, 'zoom')) === DEEPEST, 'the map was not at its deepest level');
  for (let times = 0; times < 8; times += 1) await wheel(page, 120);
  const seen = await page.evaluate(() => (window.mapTrial as MapTrial).stopWatching());
  assertRight(seen.frames.length > 20, 'no frames were seen');
  return { firstPaintMs, pointsMs, ...seen };
}

const ask = (page: Page, what: 'zoom' | 'symbolsSeen' | 'discsSeen'): Promise<number> =>
  page.evaluate((name) => (window.mapTrial as MapTrial)[name](), what);

/** Pulls the map to and fro for so long. */
async function pull(page: Page, forMs: number): Promise<void> {
  const until = Date.now() + forMs;
  const [x, y] = [VIEW.width / 2, VIEW.height / 2];
  for (let stroke = 0; Date.now() < until; stroke += 1) {
    const [dx, dy] = [
      [STROKE.pixels, 0],
      [0, STROKE.pixels / 2],
      [-STROKE.pixels, 0],
      [0, -STROKE.pixels / 2],
    ][stroke % 4] as [number, number];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + dx, y + dy, { steps: STROKE.steps });
    await page.mouse.up();
  }
}

/** One notch of the wheel, and the time that the map takes for it. */
async function wheel(page: Page, by: number): Promise<void> {
  await page.mouse.move(VIEW.width / 2, VIEW.height / 2);
  await page.mouse.wheel(0, by);
  await page.waitForTimeout(350);
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
};

/** The page with the map, built as the product is, under its policy. */
async function serveMap(): Promise<{ readonly origin: string; stop(): Promise<void> }> {
  const built = await build({
    configFile: false,
    root: path.join(process.cwd(), 'test/pages/map'),
    logLevel: 'error',
    build: { write: false, target: 'chrome120' },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('the map was not built');
  const files = new Map(
    output.output.map((file) => [`/${file.fileName}`, file.type === 'asset' ? file.source : file.code]),
  );
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://map');
    const name = pathname === '/' ? '/index.html' : pathname;
    const body = files.get(name);
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'application/json',
      'content-security-policy': contentSecurityPolicy('staff'),
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

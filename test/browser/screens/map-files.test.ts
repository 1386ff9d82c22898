import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTiles, type TilesService } from '#main/services/tiles/tiles';
import { T0 } from '#test/support/builders';
import { halfCoveredTile, makeArchive, TILES_TO_LEVEL_14 } from '#test/support/pmtiles';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices } from '#test/support/services';
import { noDevices, nobody } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { runGatewayOver, type RunningGateway } from '../../integration/gateway/running-gateway';
import { openScreens, signIn, type Screens } from '../support/open-screens';

let screens: Screens;
let folder: string;
let tiles: TilesService;
let host: RunningGateway;
const sessions = testSessions();

beforeAll(async () => {
  screens = await openScreens();
  folder = await mkdtemp(join(tmpdir(), 'linli-maps-'));
  tiles = await openTiles({ folder, log: recordedLog() });
  const services = { ...memoryServices(() => T0), maps: tiles };
  host = await runGatewayOver({ sessions, staff: nobody, devices: noDevices, services });
});
afterAll(async () => {
  await screens.close();
  await host.stop();
  await tiles.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The colours on the tiles of the base map that stand, as `r,g,b`. */
const groundColours = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found = new Set<string>();
    for (const tile of document.querySelectorAll<HTMLCanvasElement>('.map-base canvas.leaflet-tile-loaded')) {
      const context = tile.getContext('2d');
      for (const share of [0.25, 0.75]) {
        const pixel = context?.getImageData(tile.width * share, tile.height / 2, 1, 1).data;
        if (pixel && pixel[3] === 255) found.add(Array.from(pixel.slice(0, 3)).join());
      }
    }
    return [...found];
  });

/** Water of the light theme. */
const WATER = '207,224,229';

it('a map file that somebody drops into the host’s folder is drawn, piece by piece, and again without the host', async () => {
  const asked: (string | undefined)[] = [];
  const file = makeArchive({
    tile: halfCoveredTile('water'),
    tiles: TILES_TO_LEVEL_14,
    metadata: gzipSync(JSON.stringify({ name: '城区图', attribution: '© 城区测绘' })),
  });
  await writeFile(join(folder, '城区.pmtiles'), file.toString('latin1'), 'latin1');
  const page = await screens.open('?maps=host#/visits', { who: 'zhoum', expects: /ERR_CONNECTION_REFUSED/ });
  await page.route('**/api/maps**', async (route: Route) => {
    const { pathname, search } = new URL(route.request().url());
    const { range } = route.request().headers();
    if (pathname !== '/api/maps') asked.push(range);
    const headers = { authorization: `Bearer ${sessions.issue({})}`, ...(range !== undefined && { range }) };
    const answer = await fetch(host.origin + pathname + search, { headers });
    const sent = Object.fromEntries(answer.headers);
    await route.fulfill({ status: answer.status, headers: sent, body: Buffer.from(await answer.arrayBuffer()) });
  });
  await page.evaluate(() => {
    history.pushState({}, '', '#/map');
    dispatchEvent(new PopStateEvent('popstate'));
  });
  await page.locator('.map-attribution', { hasText: '© 城区测绘' }).waitFor();
  await expect.poll(() => groundColours(page)).toContain(WATER);
  expect(asked.length).toBeGreaterThan(1);
  for (const range of asked) expect(range).toMatch(/^bytes=\d+-\d+$/);

  // Out of the host's reach, a page that is opened anew draws it from what the device has read.
  await page.unroute('**/api/maps**');
  await page.route('**/api/maps**', (route) => route.abort('connectionrefused'));
  await page.reload();
  await signIn(page, 'zhoum');
  await page.locator('.map-attribution', { hasText: '© 城区测绘' }).waitFor();
  await expect.poll(() => groundColours(page)).toContain(WATER);
  await page.context().close();
});

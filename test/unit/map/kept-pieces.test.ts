import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import type { BaseMap, Maps } from '#shared/ipc/map-api';
import { createKeptPieces } from '#renderer/data/maps/kept-pieces';
import { createSiteMaps } from '#renderer/data/maps/site-maps';
import type { StationClient } from '#renderer/data/station-client';
import type { Platform } from '#renderer/platform/platform';
import { keptResponses } from '#test/support/kept-responses';

const mapAt = (url: string): BaseMap => ({
  ...{ id: 'town.pmtiles', title: null, kind: 'vector', url, attribution: null },
  ...{ bounds: { west: 118, south: 31, east: 119, north: 32 }, minZoom: 0, maxZoom: 14, bytes: 1000 },
});
const ONE = '/api/maps/town.pmtiles?v=1';
const TWO = '/api/maps/town.pmtiles?v=2';
const listOf = (...urls: readonly string[]): Maps => ({ maps: urls.map(mapAt), troubles: [] });

beforeEach(() => {
  vi.stubGlobal('caches', keptResponses());
  return () => vi.unstubAllGlobals();
});

/** A host with files whose bytes are their places; `isAway` while it does not answer. */
function setUp() {
  const world = { maps: listOf(ONE), isAway: false, asked: [] as string[] };
  const client = {
    call: async () => {
      if (world.isAway) throw new AppError('hub.unreachable', 'away', { retry: true });
      return world.maps;
    },
  } as unknown as StationClient;
  const platform = {
    hubOrigin: 'https://station',
    fetch: async (url: URL, init: RequestInit) => {
      if (world.isAway) throw new TypeError('failed');
      const range = new Headers(init.headers).get('range') ?? '';
      world.asked.push(`${url.search} ${range}`);
      const [from = 0, to = 0] = range.replace('bytes=', '').split('-').map(Number);
      return new Response(bytesFrom(from, to - from + 1), { status: 206 });
    },
  } as unknown as Platform;
  return { world, open: () => createSiteMaps(platform, client, () => 'token-1') };
}

const bytesFrom = (from: number, length: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, at) => (from + at) % 251);

describe('the site’s base maps on a device', () => {
  it('are asked for once, and are here without the host from then on', async () => {
    const { world, open } = setUp();
    expect((await open().list()).maps).toHaveLength(1);
    expect(new Uint8Array(await open().piece(ONE, 10, 5))).toEqual(bytesFrom(10, 5));
    world.isAway = true;
    expect(await open().list()).toEqual(listOf(ONE));
    expect(new Uint8Array(await open().piece(ONE, 10, 5))).toEqual(bytesFrom(10, 5));
    expect(world.asked).toEqual(['?v=1 bytes=10-14']);
    await expect(open().piece(ONE, 10, 6)).rejects.toMatchObject({ code: 'hub.unreachable' });
  });

  it('were never there where the host was never reached', async () => {
    const { world, open } = setUp();
    world.isAway = true;
    await expect(open().list()).rejects.toMatchObject({ code: 'hub.unreachable' });
  });

  it('make room when the file was replaced', async () => {
    const { world, open } = setUp();
    await open().piece(ONE, 0, 9);
    world.maps = listOf(TWO);
    await open().list();
    world.isAway = true;
    await expect(open().piece(ONE, 0, 9)).rejects.toMatchObject({ code: 'hub.unreachable' });
  });

  it('take no more than they may: what was kept first goes first, also after a restart', async () => {
    const url = ONE;
    const first = createKeptPieces(100);
    for (const from of [0, 40]) await first.keep(url, from, 40, bytesFrom(from, 40).buffer);
    const later = createKeptPieces(100);
    await later.keep(url, 80, 40, bytesFrom(80, 40).buffer);
    const found = await Promise.all([0, 40, 80].map(async (from) => (await later.find(url, from, 40)) !== null));
    expect(found).toEqual([false, true, true]);
    await later.keep(url, 200, 101, bytesFrom(200, 101).buffer);
    expect(await later.find(url, 200, 101)).toBeNull();
    expect(await later.find(url, 80, 40)).not.toBeNull();
  });

  it('go on as before where the browser keeps nothing', async () => {
    vi.stubGlobal('caches', { open: () => Promise.reject(new Error('no')) });
    const { world, open } = setUp();
    expect((await open().list()).maps).toHaveLength(1);
    await open().piece(ONE, 0, 3);
    await open().piece(ONE, 0, 3);
    expect(world.asked).toHaveLength(2);
  });
});

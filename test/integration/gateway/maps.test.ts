import { mkdir, mkdtemp, readdir, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FetchSource, PMTiles } from 'pmtiles';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mapPaths, mapsSchema, type Maps } from '#shared/ipc/map-api';
import { MAX_MAPS, openTiles, type TilesService } from '#main/services/tiles/tiles';
import { T0 } from '#test/support/builders';
import { makeArchive } from '#test/support/pmtiles';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices } from '#test/support/services';
import { noDevices, nobody } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { runGatewayOver, type RunningGateway } from './running-gateway';

let data: string;
let folder: string;
let tiles: TilesService;
let running: RunningGateway;
let headers: Record<string, string>;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'linli-maps-'));
  folder = join(data, 'map');
  tiles = await openTiles({ folder, log: recordedLog() });
  const sessions = testSessions();
  const services = { ...memoryServices(() => T0), maps: tiles };
  running = await runGatewayOver({ sessions, staff: nobody, devices: noDevices, services });
  headers = { authorization: `Bearer ${sessions.issue({})}` };
});

afterEach(async () => {
  await running.stop();
  await tiles.stop();
  await rm(data, { recursive: true, force: true });
});

const put = (name: string, bytes: Buffer) => writeFile(join(folder, name), bytes.toString('latin1'), 'latin1');
const ask = (path: string, more: Record<string, string> = {}, method = 'GET') =>
  fetch(running.origin + path, { method, headers: { ...headers, ...more } });
const list = async (): Promise<Maps> => mapsSchema.parse(await (await ask(mapPaths.maps)).json());
const problems = async () => (await list()).troubles.map(({ name, problem }) => `${name}: ${problem}`);

describe('base maps that the site puts into the folder', () => {
  it('are listed by what is in them, and drawn by a reader of such files that asks piece by piece', async () => {
    await put('城区.pmtiles', makeArchive());
    const [map] = (await list()).maps;
    expect(map).toMatchObject({
      id: '城区.pmtiles',
      title: '城区',
      kind: 'vector',
      attribution: '© OpenStreetMap',
      bounds: { west: 118.7, south: 31.9, east: 118.9, north: 32.1 },
      minZoom: 0,
      maxZoom: 14,
    });
    const archive = new PMTiles(new FetchSource(running.origin + (map?.url ?? ''), new Headers(headers)));
    const tile = await archive.getZxy(0, 0, 0);
    expect(Buffer.from(tile?.data ?? new ArrayBuffer(0)).toString()).toBe('tile');
    expect(await archive.getZxy(3, 1, 1)).toBeUndefined();
  });

  it('may be pictures', async () => {
    await put('air.pmtiles', makeArchive({ tileType: 3 }));
    expect((await list()).maps).toMatchObject([{ kind: 'raster' }]);
  });

  it('need no name and no word of whose they are', async () => {
    await put('a.pmtiles', makeArchive({ metadata: Buffer.from('no gzip at all') }));
    await put('b.pmtiles', makeArchive({ metadata: Buffer.alloc(0) }));
    expect((await list()).maps).toMatchObject([
      { title: null, attribution: null },
      { title: null, attribution: null },
    ]);
  });

  it('are seen when they come, change and go, without a restart', async () => {
    expect(await list()).toEqual({ maps: [], troubles: [] });
    await put('a.pmtiles', makeArchive());
    const before = (await list()).maps[0]?.url;
    await put('a.pmtiles', makeArchive({ tile: Buffer.from('another tile') }));
    await utimes(join(folder, 'a.pmtiles'), 1, 1);
    const after = (await list()).maps[0]?.url;
    expect(after).not.toBe(before);
    await rename(join(folder, 'a.pmtiles'), join(folder, 'b.pmtiles'));
    expect((await list()).maps.map(({ id }) => id)).toEqual(['b.pmtiles']);
  });
});

describe('a file in that folder that is no map', () => {
  it('is named with what is wrong with it, and none of it is served', async () => {
    await put('notes.txt', Buffer.from('一些字'));
    await put('fake.pmtiles', Buffer.alloc(5000, 7));
    await put('empty.pmtiles', Buffer.alloc(0));
    await put('old.pmtiles', Buffer.from(`PM\u0002${'\0'.repeat(200)}`, 'latin1'));
    await put('new.pmtiles', makeArchive({ version: 4 }));
    await put('cut.pmtiles', makeArchive());
    await truncate(join(folder, 'cut.pmtiles'), 150);
    await put('brotli.pmtiles', makeArchive({ packing: 3 }));
    await put('odd.pmtiles', makeArchive({ tileType: 9 }));
    await put('a%2f..pmtiles', makeArchive());
    await mkdir(join(folder, 'folder.pmtiles'));
    await symlink('/etc/hostname', join(folder, 'link.pmtiles'));
    expect((await list()).maps).toEqual([]);
    expect(await problems()).toEqual([
      'a%2f..pmtiles: bad-name',
      'brotli.pmtiles: unknown-tiles',
      'cut.pmtiles: cut-off',
      'empty.pmtiles: not-a-map',
      'fake.pmtiles: not-a-map',
      'folder.pmtiles: not-a-file',
      'link.pmtiles: not-a-file',
      'new.pmtiles: old-version',
      'notes.txt: not-a-map',
      'odd.pmtiles: unknown-tiles',
      'old.pmtiles: old-version',
    ]);
    expect(tiles.health()).toEqual({ ok: true, facts: { maps: 0, troubles: 11 } });
    for (const name of await readdir(folder)) {
      const answer = await ask(mapPaths.file.replace(':name', encodeURIComponent(name)));
      expect(answer.status, name).toBe(404);
    }
  });

  it('is one too many where there are more than anybody needs', async () => {
    for (let at = 0; at <= MAX_MAPS; at += 1) await put(`${String(at).padStart(3, '0')}.pmtiles`, makeArchive());
    expect((await list()).maps).toHaveLength(MAX_MAPS);
    expect(await problems()).toEqual([`0${MAX_MAPS}.pmtiles: too-many`]);
  });
});

describe('a piece of a map', () => {
  const bytes = makeArchive();
  let path: string;
  beforeEach(async () => {
    await put('a.pmtiles', bytes);
    path = (await list()).maps[0]?.url ?? '';
  });

  const piece = async (range: string, more: Record<string, string> = {}) => {
    const answer = await ask(path, { range, ...more });
    return { answer, body: Buffer.from(await answer.arrayBuffer()) };
  };

  it('is what was asked for: from the start, the middle, the end, and no more than there is', async () => {
    const ranges = [
      ['bytes=0-6', 0, 7],
      ['bytes=100-', 100, bytes.length],
      ['bytes=-10', bytes.length - 10, bytes.length],
      ['bytes=100-999999', 100, bytes.length],
      ['bytes=-999999', 0, bytes.length],
    ] as const;
    for (const [range, from, to] of ranges) {
      const { answer, body } = await piece(range);
      expect(answer.status, range).toBe(206);
      expect(answer.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/${bytes.length}`);
      expect(body.toString('latin1') === bytes.toString('latin1', from, to), range).toBe(true);
    }
  });

  it('is refused beyond the end, and the whole file where the wish makes no sense', async () => {
    const beyond = await piece(`bytes=${bytes.length}-`);
    expect(beyond.answer.status).toBe(416);
    expect(beyond.answer.headers.get('content-range')).toBe(`bytes */${bytes.length}`);
    expect((await piece('bytes=-0')).answer.status).toBe(416);
    for (const range of ['bytes=5-2', 'bytes=0-1,4-5', 'bytes=-', 'lines=1-2', 'bytes=99999999999999999999-']) {
      const { answer, body } = await piece(range);
      expect(answer.status, range).toBe(200);
      expect(body.toString('latin1') === bytes.toString('latin1'), range).toBe(true);
    }
  });

  it('is the whole file when it has been replaced since, and nothing when it has not', async () => {
    const etag = (await piece('bytes=0-1')).answer.headers.get('etag') ?? '';
    expect((await piece('bytes=0-1', { 'if-range': etag })).answer.status).toBe(206);
    expect((await piece('bytes=0-1', { 'if-range': '"other"' })).answer.status).toBe(200);
    expect((await ask(path, { 'if-none-match': etag })).status).toBe(304);
  });

  it('may be kept by the browser under the address of the list, and is asked for anew under any other', async () => {
    const kept = async (asked: string) => (await ask(asked, {}, 'HEAD')).headers.get('cache-control');
    expect(await kept(path)).toBe('private, max-age=31536000, immutable');
    expect(await kept('/api/maps/a.pmtiles')).toBe('private, no-cache');
    expect(await kept('/api/maps/a.pmtiles?v=old')).toBe('private, no-cache');
    expect((await ask('/api/maps/a.pmtiles?other=1')).status).toBe(400);
  });

  it('is for those who are signed in, and leads to no other file', async () => {
    expect((await fetch(running.origin + path)).status).toBe(401);
    expect((await fetch(running.origin + mapPaths.maps)).status).toBe(401);
    for (const name of ['..%2f..%2fetc%2fpasswd', '%2e%2e%2f', '..%5c..', 'a.pmtiles%00', 'A.PMTILES', '.']) {
      expect((await ask(`/api/maps/${name}`)).status, name).toBeGreaterThanOrEqual(400);
    }
  });
});

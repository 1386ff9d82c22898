import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readExtract } from '#shared/geo/extract';
import type { ShownTile } from '../../../renderer/ui/map/base/base-layer';
import { extractSource } from '../../../renderer/ui/map/base/extract-source';
import { placeLabels } from '../../../renderer/ui/map/base/labels';
import { roadWidth } from '../../../renderer/ui/map/base/paint';
import { drawnAs } from '../../../renderer/ui/map/base/schema';
import { tilesWithin } from '../../../renderer/ui/map/base/tiles-within';
import { TILE_PX } from '../../../renderer/ui/map/base/types';
import { fromWorld, toWorld, worldPixels } from '../../../renderer/ui/map/mercator';
import { scaleBar } from '../../../renderer/ui/map/scale';

const extract = readExtract(JSON.parse(readFileSync('renderer/ui/map/base/qinghe-map.json', 'utf8')));

describe('vector tiles of others', () => {
  it.each([
    ['water', {}, 'water', 'path'],
    ['landuse', { kind: 'park' }, 'park', 'path'],
    ['landcover', { class: 'wood' }, 'park', 'path'],
    ['landuse', { class: 'residential' }, 'block', 'path'],
    ['buildings', {}, 'building', 'path'],
    ['building', {}, 'building', 'path'],
    ['roads', { kind: 'highway' }, 'road', 'main'],
    ['roads', { kind: 'major_road' }, 'road', 'main'],
    ['transportation', { class: 'primary' }, 'road', 'main'],
    ['transportation', { class: 'minor' }, 'road', 'street'],
    ['roads', { kind: 'path' }, 'road', 'path'],
    ['places', { name: '南京' }, 'place', 'path'],
  ])('%s %j is drawn as %s', (layer, properties, kind, rank) => {
    expect(drawnAs(layer, properties)).toMatchObject({ kind, rank });
  });

  it('leave shops, borders, railways and places without a name out', () => {
    expect(drawnAs('pois', { kind: 'supermarket', name: '超市' })).toBeNull();
    expect(drawnAs('boundaries', {})).toBeNull();
    expect(drawnAs('roads', { kind: 'rail' })).toBeNull();
    expect(drawnAs('places', { name: ' ' })).toBeNull();
  });

  it('are named in Chinese where they can be', () => {
    expect(drawnAs('places', { name: 'Nanjing', 'name:zh': '南京' })?.name).toBe('南京');
    expect(drawnAs('places', { name: '南京', 'name:zh': 7 })?.name).toBe('南京');
  });
});

describe('the built-in map', () => {
  const source = extractSource(extract.features);
  const { west, north, east, south } = extract.bounds;
  const middle = toWorld([(west + east) / 2, (north + south) / 2]);

  it('is cut into tiles with buildings and named roads in the middle, and nothing far away', async () => {
    if (source.kind !== 'vector') throw new Error('not vector');
    const z = 16;
    const tile = await source.tile({ z, x: Math.floor(middle.x * 2 ** z), y: Math.floor(middle.y * 2 ** z) });
    expect(tile?.building?.length).toBeGreaterThan(5);
    expect(tile?.road?.some(({ rank }) => rank === 'main')).toBe(true);
    for (const { parts } of tile?.building ?? []) {
      for (const part of parts) for (const value of Array.from(part)) expect(Math.abs(value)).toBeLessThan(TILE_PX * 2);
    }
    expect(await source.tile({ z, x: 0, y: 0 })).toBeNull();
  });

  it('has each name once in a neighbourhood, and none over another', async () => {
    if (source.kind !== 'vector') throw new Error('not vector');
    const zoom = 17;
    const scale = worldPixels(zoom);
    const frame = {
      zoom,
      width: 1440,
      height: 900,
      scale,
      originX: middle.x * scale - 720,
      originY: middle.y * scale - 450,
    };
    const z = zoom - 1;
    const tiles: ShownTile[] = [];
    for (let x = Math.floor(frame.originX / TILE_PX); x * TILE_PX < frame.originX + frame.width; x += 1) {
      for (let y = Math.floor(frame.originY / TILE_PX); y * TILE_PX < frame.originY + frame.height; y += 1) {
        const tile = await source.tile({ z, x, y });
        if (tile) tiles.push({ id: { z, x, y }, tile });
      }
    }
    const labels = placeLabels(tiles, frame, (text) => text.length * 12);
    expect(labels.length).toBeGreaterThan(3);
    labels.forEach((a, index) => {
      expect(Math.abs(a.angle)).toBeLessThanOrEqual(Math.PI / 2 + 1e-9);
      for (const b of labels.slice(index + 1)) {
        const apart = Math.hypot(a.x - b.x, a.y - b.y);
        expect(apart).toBeGreaterThan(a.text === b.text ? 250 : 12);
      }
    });
  });
});

describe('the map', () => {
  it('draws roads broader the nearer it is, and never thinner than a hair', () => {
    expect(roadWidth('main', 18)).toBe(roadWidth('main', 17) * 2);
    expect(roadWidth('main', 17)).toBeGreaterThan(roadWidth('street', 17));
    expect(roadWidth('path', 3)).toBeGreaterThan(0);
  });

  it('finds a position again to the centimetre', () => {
    for (const position of [
      [118.7857741, 32.0424543],
      [-179.9999999, -84.5],
      [0, 0],
    ] as const) {
      const [lng, lat] = fromWorld(toWorld(position));
      expect(lng).toBeCloseTo(position[0], 6);
      expect(lat).toBeCloseTo(position[1], 6);
    }
  });

  it.each([
    [0.5, 50],
    [1.2, 100],
    [0.19, 10],
    [30, 2000],
  ])('has a scale of round metres at %f metres a pixel', (metersPerPixel, meters) => {
    const bar = scaleBar(metersPerPixel);
    expect(bar.meters).toBe(meters);
    expect(bar.pixels).toBeLessThanOrEqual(100);
    expect(bar.pixels).toBeGreaterThan(39);
  });
});

describe('tiles that hold an area', () => {
  const town = { west: 118.79, south: 32.03, east: 118.81, north: 32.05 };

  it('hold its corners at each level, the coarsest first', () => {
    const tiles = tilesWithin(town, [11, 15], 600);
    const levels = tiles.map(({ z }) => z);
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
    expect(new Set(levels)).toEqual(new Set([11, 12, 13, 14, 15]));
    for (const z of [11, 15])
      for (const lng of [town.west, town.east])
        for (const lat of [town.south, town.north]) {
          const { x, y } = toWorld([lng, lat]);
          expect(tiles).toContainEqual({ z, x: Math.floor(x * 2 ** z), y: Math.floor(y * 2 ** z) });
        }
  });

  it('stop at the level that would be too many', () => {
    const tiles = tilesWithin({ west: -180, south: -85, east: 180, north: 85 }, [0, 9], 100);
    expect(tiles).toHaveLength(1 + 4 + 16 + 64);
  });
});

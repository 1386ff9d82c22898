import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { boundsHold } from '#shared/geo/contains';
import { readExtract, ROAD_RANKS } from '#shared/geo/extract';
import { lengthMeters } from '#shared/geo/meters';
import { STREETS } from '#sync-server/seed/streets';

const FILE = 'renderer/ui/map/base/qinghe-map.json';
const text = readFileSync(join(process.cwd(), FILE), 'utf8');
const extract = readExtract(JSON.parse(text));

describe('the built-in base map', () => {
  it('says whose data it is, and is small enough to go with the page', () => {
    expect(extract.attribution).toBe('© OpenStreetMap contributors, ODbL 1.0');
    expect(text.length).toBeLessThan(160_000);
  });

  it('has blocks, parks, water, buildings with floors, and roads of every rank', () => {
    const count = (kind: string) => extract.features.filter((feature) => feature.kind === kind).length;
    expect(count('block')).toBeGreaterThan(120);
    expect(count('park')).toBeGreaterThan(90);
    expect(count('water')).toBeGreaterThan(5);
    expect(count('building')).toBeGreaterThan(1_000);
    const roads = extract.features.flatMap((feature) => (feature.kind === 'road' ? [feature] : []));
    expect(new Set(roads.map(({ rank }) => rank))).toEqual(new Set(ROAD_RANKS));
    expect(roads.every(({ line }) => line.length > 1 && lengthMeters(line) > 0)).toBe(true);
    const levels = extract.features.flatMap((feature) => (feature.kind === 'building' ? [feature.levels] : []));
    expect(levels.filter((each) => each !== null).length).toBeGreaterThan(100);
  });

  it('bears the names of the practice station’s streets and no name of a real place', () => {
    const names = new Set(extract.features.flatMap(({ name }) => name ?? []));
    expect([...names].filter((name) => !STREETS.includes(name))).toEqual([]);
    expect(names.size).toBeGreaterThan(30);
  });

  it('lies where it says', () => {
    const positions = extract.features.flatMap((feature) => (feature.kind === 'building' ? feature.rings.flat() : []));
    const wide = { west: 118.773, south: 32.032, east: 118.8, north: 32.055 };
    expect(positions.every((position) => boundsHold(wide, position))).toBe(true);
    expect(extract.bounds).toEqual({ west: 118.776, south: 32.0345, east: 118.7965, north: 32.0522 });
  });

  it('is refused where it is something else', () => {
    expect(() => readExtract({})).toThrow('not a base map');
    expect(() => readExtract({ attribution: '', features: [['moon', null, null, []]] })).toThrow('moon');
    expect(() => readExtract({ attribution: '', features: [['park', null, null, ['']]] })).toThrow('no shape');
  });
});

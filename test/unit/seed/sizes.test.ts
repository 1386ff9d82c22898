import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DataKey } from '#shared/ipc/station-api';
import type { Dwelling } from '#shared/schema/types/home';
import type { Building, Staff } from '#shared/schema/types/place';
import { practiceDatabases } from '#sync-server/seed/practice';
import { createRandom } from '#sync-server/seed/random';
import { PRACTICE_SIZE, PRACTICE_SIZES } from '#sync-server/seed/sizes';
import { practiceStaff, staffOf, workerOfGrid } from '#sync-server/seed/station';
import { STREETS } from '#sync-server/seed/streets';
import { planGrid } from '#sync-server/seed/town';
import { keyBytes, ofType, options } from './practice-station';

interface CutMap {
  readonly attribution: string;
  /** Way, latitude, longitude, street and number of each building, by grid. */
  readonly grids: readonly (readonly [number, number, number, number, number][])[];
}
const map = JSON.parse(readFileSync('sync-server/seed/data/buildings.json', 'utf8')) as CutMap;

const keysFor = (grids: number): DataKey[] =>
  Array.from({ length: grids }, (_, index) => index + 1).flatMap((grid) =>
    (['general', 'health', 'child'] as const).map((keyClass) => ({
      kid: `qinghe-${grid}.${keyClass}.1`,
      scope: `qinghe-${grid}`,
      class: keyClass,
      key: keyBytes(grid, keyClass),
    })),
  );

describe('a practice station of the size of a real one', () => {
  it('has 12 grids, some 12,000 people, a year of visits, and is made one grid at a time', async () => {
    const { station: size } = PRACTICE_SIZES;
    const seen: string[] = [];
    const addresses: string[] = [];
    let people = 0;
    let oldestVisitMs = options.nowMs;
    let staff: readonly Staff[] = [];
    for await (const { database, records } of practiceDatabases({ ...options, size, keys: keysFor(12) })) {
      seen.push(database);
      for (const record of records) {
        if (record.type === 'person' && record['status'] === 'living-here') people += 1;
        if (record.type === 'visit') oldestVisitMs = Math.min(oldestVisitMs, Number(record['startedAtMs']));
      }
      addresses.push(...ofType<Dwelling>('dwelling', records).map(({ address }) => address));
      staff = [...staff, ...ofType<Staff>('staff', records)];
    }
    expect(seen).toEqual([
      ...Array.from({ length: 12 }, (_, index) => `grid-qinghe-${index + 1}`),
      'desk-qinghe',
      'commons-qinghe',
    ]);
    // No address stands for two homes, in whichever grids.
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(people).toBeGreaterThan(11_500);
    expect(people).toBeLessThan(12_600);
    expect((options.nowMs - oldestVisitMs) / 86_400_000).toBeGreaterThan(340);
    const own = staff.filter(({ post }) => post === 'grid-worker').flatMap(({ gridNumbers }) => gridNumbers);
    expect(own.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  });
});

describe('sizes', () => {
  it('have 300 to 500 households in a grid, not the same everywhere', () => {
    for (const { householdsPerGrid } of Object.values(PRACTICE_SIZES)) {
      for (const households of householdsPerGrid) {
        expect(households).toBeGreaterThanOrEqual(300);
        expect(households).toBeLessThanOrEqual(500);
      }
      expect(new Set(householdsPerGrid).size).toBeGreaterThan(2);
    }
  });

  it('begin with the same three grids, so that those who know the small one find their way', () => {
    for (const { householdsPerGrid } of Object.values(PRACTICE_SIZES))
      expect(householdsPerGrid.slice(0, 3)).toEqual(PRACTICE_SIZE.householdsPerGrid);
  });

  it('have a worker for every grid, and the usual staff first', () => {
    for (const size of Object.values(PRACTICE_SIZES)) {
      const staff = staffOf(size);
      expect(staff.slice(0, practiceStaff.length)).toEqual(practiceStaff);
      size.householdsPerGrid.forEach((_, index) =>
        expect(workerOfGrid(staff, index + 1).gridNumbers).toContain(index + 1),
      );
      expect(new Set(staff.map(({ code }) => code)).size).toBe(staff.length);
    }
    expect(staffOf(PRACTICE_SIZE)).toEqual(practiceStaff);
  });
});

describe('the town', () => {
  const METERS_PER_DEGREE = 111_320;
  const meters = (a: Building['center'], b: Building['center']) =>
    a && b
      ? Math.hypot((a.lng - b.lng) * Math.cos((a.lat * Math.PI) / 180), a.lat - b.lat) * METERS_PER_DEGREE
      : Infinity;
  const grids = Array.from({ length: 100 }, (_, index) => planGrid(createRandom(`town/${index}`), index + 1, 430));

  it('stands on real buildings as far as the map reaches, each used once', () => {
    const places = new Set(map.grids.flat().map(([, lat, lng]) => `${lat} ${lng}`));
    expect(places.size).toBe(map.grids.flat().length);
    for (const { buildings } of grids.slice(0, map.grids.length))
      for (const { center } of buildings) expect(places).toContain(`${center.lat} ${center.lng}`);
    const all = grids.flatMap(({ buildings }) => buildings.map(({ center }) => `${center.lat} ${center.lng}`));
    expect(new Set(all).size).toBe(all.length);
  });

  it('has grids of neighbouring blocks: every building has another of its grid within 250 m', () => {
    for (const { number, buildings } of grids) {
      for (const building of buildings) {
        const others = buildings.filter((other) => other !== building);
        const nearest = Math.min(...others.map((other) => meters(other.center, building.center)));
        expect(nearest, `grid ${number}`).toBeLessThan(250);
      }
    }
  });

  it('has the buildings where known people live, on 清和路', () => {
    const [first] = grids;
    expect(first?.buildings.slice(0, 8).map(({ street, name }) => street + name)).toEqual(
      Array.from({ length: 8 }, (_, index) => `清和路${index + 1}幢`),
    );
    for (const { units, floors } of first?.buildings.slice(0, 8) ?? []) {
      expect(units).toBeGreaterThanOrEqual(3);
      expect(floors).toBe(6);
    }
  });

  it('gives no two buildings one address, and every street of the map a name', () => {
    const names = grids.flatMap(({ buildings }) => buildings.map(({ street, name }) => street + name));
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(STREETS).size).toBe(STREETS.length);
    expect(Math.max(...map.grids.flat().map(([, , , street]) => street))).toBeLessThan(STREETS.length);
  });

  it('says where the map comes from', () => {
    expect(map.attribution).toContain('OpenStreetMap');
    expect(map.attribution).toContain('ODbL');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COORDINATE_SYSTEMS, fromWgs84, mapPositions, toWgs84 } from '#shared/geo/convert';
import { readGeoJson, writeGeoJson } from '#shared/geo/geojson';
import { distanceMeters } from '#shared/geo/meters';
import { readArea, roundDegrees, writeArea, type MultiPolygon, type Position } from '#shared/schema/area';
import { anyStar, at } from './shapes';

const inChina = fc
  .tuple(fc.double({ min: 75, max: 134, noNaN: true }), fc.double({ min: 4, max: 53, noNaN: true }))
  .map(([lng, lat]): Position => [roundDegrees(lng), roundDegrees(lat)]);
const system = fc.constantFrom(...COORDINATE_SYSTEMS);

/** The requirement: what is drawn stays where it is, to half a metre, whatever it goes through. */
const HALF_A_METER = 0.5;

const farthest = (a: MultiPolygon, b: MultiPolygon): number => {
  const [from, to] = [a.flat(2), b.flat(2)];
  expect(to).toHaveLength(from.length);
  return Math.max(...from.map((position, index) => distanceMeters(position, to[index] as Position)));
};

describe('coordinate systems', () => {
  it('lead back to where they came from, anywhere in the country, to the centimetre', () => {
    fc.assert(
      fc.property(inChina, system, (position, each) => {
        expect(distanceMeters(position, toWgs84(fromWgs84(position, each), each))).toBeLessThan(0.03);
      }),
      { numRuns: 1_000 },
    );
  });

  it('differ by as much as maps of China do, and not at all elsewhere', () => {
    expect(distanceMeters(at(0, 0), fromWgs84(at(0, 0), 'gcj02'))).toBeGreaterThan(300);
    expect(distanceMeters(fromWgs84(at(0, 0), 'gcj02'), fromWgs84(at(0, 0), 'bd09'))).toBeGreaterThan(500);
    expect(fromWgs84([2.35, 48.85], 'gcj02')).toEqual([2.35, 48.85]);
  });

  it('come to an end at the edge of the area of the Chinese systems, where a position has no origin', () => {
    for (const position of [
      [72.0045, 30],
      [137.834, 30],
      [100, 0.83],
      [100, 55.826],
    ] as const) {
      const back = toWgs84(position, 'gcj02');
      expect(distanceMeters(position, back)).toBeLessThan(2_000);
    }
  });
});

describe('half a metre', () => {
  it('is kept through import, moving a corner, storing and export, in every system, many times over', () => {
    fc.assert(
      fc.property(anyStar, system, system, fc.nat(), (shape, first, second, nth) => {
        const imported = readBack(writeGeoJson([{ number: 1, name: '一', boundary: shape }], first));
        const edited = moveCorner(imported, nth);
        const stored = readArea(writeArea(edited)) ?? [];
        const exported = readBack(writeGeoJson([{ number: 1, name: '一', boundary: stored }], second));
        expect(farthest(moveCorner(shape, nth), exported)).toBeLessThan(HALF_A_METER);
        // Ten more rounds do not add up.
        let round = exported;
        for (let times = 0; times < 10; times += 1) {
          round = readBack(writeGeoJson([{ number: 1, name: '一', boundary: round }], first));
        }
        expect(farthest(moveCorner(shape, nth), round)).toBeLessThan(HALF_A_METER);
      }),
      { numRuns: 60 },
    );
  });
});

function readBack(text: string): MultiPolygon {
  const read = readGeoJson(text, { system: 'wgs84', near: null });
  if (!read.ok) throw new Error(read.error.kind);
  expect(read.value.findings).toEqual([]);
  const [feature] = read.value.features;
  return feature?.area ?? [];
}

/** Shifts one corner by eleven metres to the east. */
function moveCorner(area: MultiPolygon, nth: number): MultiPolygon {
  const corners = area[0]?.[0] ?? [];
  const moved = corners[nth % Math.max(1, corners.length - 1)];
  return mapPositions(area, (position) =>
    moved && String(position) === String(moved) ? [roundDegrees(position[0] + 0.0001), position[1]] : position,
  );
}

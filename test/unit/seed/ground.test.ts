import { describe, expect, it } from 'vitest';
import { boundsHold, boundsOfPositions, contains } from '#shared/geo/contains';
import { areaSquareMeters } from '#shared/geo/meters';
import { checkBoundaries } from '#shared/geo/validate';
import { readArea, readRing, type MultiPolygon } from '#shared/schema/area';
import { createRandom } from '#sync-server/seed/random';
import { PRACTICE_SIZES } from '#sync-server/seed/sizes';
import { planGrid } from '#sync-server/seed/town';

const planned = (name: keyof typeof PRACTICE_SIZES) =>
  PRACTICE_SIZES[name].householdsPerGrid.map((households, index) =>
    planGrid(createRandom(`ground/${index}`), index + 1, households),
  );

const boundaryOf = (text: string): MultiPolygon => {
  const boundary = readArea(text);
  if (!boundary) throw new Error('not the text of an area');
  return boundary;
};

describe.each(['small', 'station', 'large'] as const)('the ground of a %s practice station', (name) => {
  const grids = planned(name);

  it('is covered by its grids once: nothing overlaps, nothing is left out between them, no border crosses itself', () => {
    const shapes = grids.map(({ number, boundary }) => ({ number, boundary: boundaryOf(boundary) }));
    expect(checkBoundaries(shapes, { households: null, teams: null })).toEqual([]);
  });

  it('has every home in the grid that it belongs to, and every building where its outline is', () => {
    for (const { number, boundary, buildings } of grids) {
      const area = boundaryOf(boundary);
      for (const { name: building, center, footprint } of buildings) {
        expect(contains(area, [center.lng, center.lat]), `${number} ${building}`).toBe(true);
        const outline = readRing(footprint);
        // Of a building around a yard, the middle is in the yard.
        const bounds = boundsOfPositions(outline ?? []);
        expect(bounds && boundsHold(bounds, [center.lng, center.lat]), `${number} ${building}`).toBe(true);
        const squareMeters = outline ? areaSquareMeters([[outline]]) : 0;
        expect(squareMeters).toBeGreaterThan(140);
        expect(squareMeters).toBeLessThan(2_300);
      }
    }
  });
});

import { describe, expect, it } from 'vitest';
import { writeGeoJson } from '#shared/geo/geojson';
import { roundDegrees, writeArea } from '#shared/schema/area';
import type { MultiPolygon } from '#shared/schema/types/place';
import { readBoundaryFile } from '../../../renderer/features/map/drawing/read-file';
import { boundaryOf, type GridOnMap } from '../../../renderer/features/map/queries';

const square = (lng: number): MultiPolygon => [
  [
    [
      [lng, 32],
      [roundDegrees(lng + 0.01), 32],
      [roundDegrees(lng + 0.01), 32.01],
      [lng, 32.01],
      [lng, 32],
    ],
  ],
];
const grid = (number: number, boundary: MultiPolygon | null): GridOnMap => {
  const record = {
    _id: `grid~qinghe~${number}`,
    uid: `grid-${number}`,
    number,
    name: { zh: `第${number}网格`, en: `Grid ${number}` },
    boundary: boundary && writeArea(boundary),
  } as unknown as GridOnMap['record'];
  return {
    number,
    record,
    boundary: boundaryOf(record),
    counts: null,
    team: { 'grid-worker': [], 'building-head': [], volunteer: [] },
  };
};
const grids = [grid(1, square(118.7)), grid(2, null)];
const file = (...rows: readonly [number, string, number][]) =>
  writeGeoJson(
    rows.map(([number, name, lng]) => ({ number, name, boundary: square(lng) })),
    'wgs84',
  );

describe('a file of boundaries', () => {
  it('goes to the grids by their numbers', () => {
    const { boundaries, remarks } = readBoundaryFile(file([2, '随便', 118.71], [1, 'x', 118.7]), 'wgs84', grids);
    expect(boundaries.map(({ grid: found }) => found?.number)).toEqual([2, 1]);
    expect(boundaries[1]?.area).toEqual(square(118.7));
    expect(remarks).toEqual([]);
  });

  it('leaves out a shape of no grid of ours, and the second of two for the same one', () => {
    const { boundaries } = readBoundaryFile(file([7, 'x', 118.7], [1, 'a', 118.7], [1, 'b', 118.72]), 'wgs84', grids);
    expect(boundaries.map(({ grid: found }) => found?.number ?? null)).toEqual([null, 1, null]);
  });

  it('that is none says so in words and brings nothing', () => {
    for (const text of ['', '{"type":"Feature"', 'a,b,c\n1,2,3', '[]', '{"type":"FeatureCollection","features":[]}']) {
      const { boundaries, remarks } = readBoundaryFile(text, 'wgs84', grids);
      expect(boundaries).toEqual([]);
      expect(remarks[0]?.words.zh).toMatch(/。$/);
      expect(remarks[0]?.words.en).toMatch(/\.$/);
    }
  });

  it('far from the station is taken with a warning: perhaps another coordinate system was meant', () => {
    const { remarks } = readBoundaryFile(file([1, 'x', 12.5]), 'wgs84', grids);
    expect(remarks).toMatchObject([{ index: 0, isTaken: true }]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, contains, createContains } from '#shared/geo/contains';
import { areaSquareMeters, distanceMeters, lengthMeters } from '#shared/geo/meters';
import { snapTo } from '#shared/geo/snap';
import type { MultiPolygon, Position } from '#shared/schema/area';
import { anyStar, at, rectangle, ring } from './shapes';

describe('lengths and areas', () => {
  it('are those of the ellipsoid: a degree at the equator and at 32°', () => {
    // Lengths of degrees of WGS-84 by their usual series.
    expect(distanceMeters([118, 0], [119, 0])).toBeCloseTo(111_319.49, 1);
    expect(distanceMeters([118, 31.5], [118, 32.5])).toBeCloseTo(110_886.8, 0);
    expect(distanceMeters([118, 32], [119, 32])).toBeCloseTo(94_493.1, 0);
    expect(lengthMeters([at(0, 0), at(1, 0), at(1, 1)])).toBeCloseTo(94.45 + 110.89, 0);
  });

  it('agree with each other: a rectangle is as large as its sides say', () => {
    const shape = rectangle(0, 0, 3, 2);
    const [[corners = []] = []] = shape;
    const [a, b, , d] = corners as readonly Position[];
    const sides = distanceMeters(a as Position, b as Position) * distanceMeters(a as Position, d as Position);
    expect(areaSquareMeters(shape) / sides).toBeCloseTo(1, 4);
  });

  it('do not depend on which way round a ring runs, and leave holes out', () => {
    const outer = ring([0, 0], [4, 0], [4, 4], [0, 4]);
    const hole = ring([1, 1], [2, 1], [2, 2], [1, 2]);
    const whole = areaSquareMeters([[outer, hole]]);
    expect(whole).toBeCloseTo((areaSquareMeters([[outer]]) * 15) / 16, -1);
    expect(areaSquareMeters([[[...outer].reverse(), [...hole].reverse()]])).toBeCloseTo(whole, 6);
  });
});

describe('what a shape contains', () => {
  it('is told the same one by one and for many', () => {
    const place = fc.tuple(fc.double({ min: -6, max: 6, noNaN: true }), fc.double({ min: -6, max: 6, noNaN: true }));
    fc.assert(
      fc.property(anyStar, fc.array(place, { minLength: 1, maxLength: 20 }), (shape, places) => {
        const has = createContains(shape);
        for (const [east, north] of places) expect(has(at(east, north))).toBe(contains(shape, at(east, north)));
      }),
    );
  });

  it('of neighbours that share a border, has every place on it exactly once', () => {
    const tiles = [rectangle(0, 0, 1, 1), rectangle(1, 0, 2, 1), rectangle(0, 1, 1, 2), rectangle(1, 1, 2, 2)];
    const onBorders = [at(1, 0.5), at(1, 1), at(0.5, 1), at(1.5, 1), at(1, 1.5)];
    for (const place of onBorders) expect(tiles.filter((tile) => contains(tile, place))).toHaveLength(1);
  });

  it('leaves out a hole, and has both of two separate parts', () => {
    const outer = ring([0, 0], [4, 0], [4, 4], [0, 4]);
    const hole = ring([1, 1], [2, 1], [2, 2], [1, 2]);
    const shape: MultiPolygon = [[outer, hole], ...rectangle(6, 0, 7, 1)];
    expect(contains(shape, at(1.5, 1.5))).toBe(false);
    expect(contains(shape, at(3, 3))).toBe(true);
    expect(contains(shape, at(6.5, 0.5))).toBe(true);
    expect(boundsOf(shape)).toEqual({ west: at(0, 0)[0], south: at(0, 0)[1], east: at(7, 0)[0], north: at(0, 4)[1] });
    expect(boundsOf([])).toBeNull();
    expect(createContains([])(at(0, 0))).toBe(false);
  });
});

describe('pulling to a border', () => {
  const shapes = [rectangle(0, 0, 1, 1), rectangle(1, 0, 2, 1)];

  it('takes the corner before the edge, though the edge is nearer', () => {
    const snap = snapTo(at(0.97, 0.98), shapes, 5);
    expect(snap).toMatchObject({ to: 'corner', position: at(1, 1) });
    expect(snapTo(at(1, 0.5), shapes, 5)).toMatchObject({ to: 'edge' });
  });

  it('takes nothing out of reach', () => {
    expect(snapTo(at(0.5, 0.5), shapes, 5)).toBeNull();
    expect(snapTo(at(2.1, 0.5), shapes, 20)?.meters).toBeCloseTo(9.4, 0);
    expect(snapTo(at(2.1, 0.5), shapes, 9)).toBeNull();
    expect(snapTo(at(0, 0), [], 5)).toBeNull();
  });
});

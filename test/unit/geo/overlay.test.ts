import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selfCrossings } from '#shared/geo/crossings';
import { join } from '#shared/geo/join';
import { areaSquareMeters } from '#shared/geo/meters';
import { difference, intersection, mergeAll, union } from '#shared/geo/overlay';
import { splitByLine } from '#shared/geo/split';
import type { MultiPolygon, Position } from '#shared/schema/area';
import { anyStar, at, rectangle, ring } from './shapes';

/** What rounding corners to a centimetre may do to the area of a shape some hundred metres across. */
const ROUNDING_SQUARE_METERS = 8;

const sumOf = (parts: readonly MultiPolygon[]) => parts.reduce((sum, part) => sum + areaSquareMeters(part), 0);

describe('shapes laid over each other', () => {
  it('add up: what both have, what only one has, and all of it', () => {
    fc.assert(
      fc.property(anyStar, anyStar, (a, b) => {
        const [both, onlyA, onlyB, all] = [intersection(a, b), difference(a, b), difference(b, a), union(a, b)];
        const tolerance = ROUNDING_SQUARE_METERS;
        expect(Math.abs(sumOf([both, onlyA]) - areaSquareMeters(a))).toBeLessThan(tolerance);
        expect(Math.abs(sumOf([both, onlyA, onlyB]) - areaSquareMeters(all))).toBeLessThan(tolerance);
      }),
      { numRuns: 60 },
    );
  });

  it('have nothing in common where they only share a border', () => {
    expect(intersection(rectangle(0, 0, 1, 1), rectangle(1, 0, 2, 1))).toEqual([]);
    expect(intersection(rectangle(0, 0, 1, 1), [])).toEqual([]);
    expect(difference(rectangle(0, 0, 1, 1), [])).toEqual(rectangle(0, 0, 1, 1));
    expect(mergeAll([])).toEqual([]);
  });

  it('close a gap that is no wider than rounding, and leave a real one open', () => {
    const frame: MultiPolygon = [[ring([0, 0], [3, 0], [3, 3], [0, 3]), ring([1, 1], [2, 1], [2, 2], [1, 2])]];
    const almost: MultiPolygon = [[ring([1, 1], [2, 1], [2, 1.9999], [1, 2])]];
    const less: MultiPolygon = [[ring([1, 1], [2, 1], [2, 1.9], [1, 1.9])]];
    expect(mergeAll([frame, almost])[0]).toHaveLength(1);
    expect(mergeAll([frame, less])[0]).toHaveLength(2);
  });
});

describe('a grid that is cut', () => {
  const angle = fc.double({ min: 0, max: Math.PI, noNaN: true });
  const bend = fc.double({ min: -1, max: 1, noNaN: true });

  it('is the sum of its parts, which have nothing in common and do not cross themselves', () => {
    fc.assert(
      fc.property(anyStar, angle, bend, bend, (shape, turned, east, north) => {
        const [dx, dy] = [Math.cos(turned) * 20, Math.sin(turned) * 20];
        const parts = splitByLine(shape, [at(-dx, -dy), at(east, north), at(dx, dy)]);
        // A cut's own corners are rounded, the parts share them: nothing is lost between the parts.
        expect(Math.abs(sumOf(parts) - areaSquareMeters(shape))).toBeLessThan(ROUNDING_SQUARE_METERS);
        for (const part of parts) expect(selfCrossings(part)).toEqual([]);
        parts.forEach((a, index) => {
          for (const b of parts.slice(index + 1)) expect(sumOf([intersection(a, b)])).toBeLessThan(0.5);
        });
        expect(parts.map(areaSquareMeters)).toEqual(parts.map(areaSquareMeters).sort((a, b) => b - a));
      }),
      { numRuns: 100 },
    );
  });

  it('has two parts that share the corners of the cut to the centimetre', () => {
    const [left = [], right = []] = splitByLine(rectangle(0, 0, 2, 2), [at(1, -1), at(1.2, 1), at(1, 3)]);
    const corners = (part: MultiPolygon) => new Set(part.flat(2).map(String));
    const shared = [...corners(left)].filter((corner) => corners(right).has(corner));
    expect(shared.sort()).toEqual([at(1.2, 1), at(1.1, 0), at(1.1, 2)].map(String).sort());
    expect(mergeAll([left, right])).toEqual(mergeAll([rectangle(0, 0, 2, 2)]));
  });

  it('stays whole where the line passes by, ends within, or runs along its border', () => {
    const shape = rectangle(0, 0, 2, 2);
    const whole = (line: readonly Position[]) => expect(splitByLine(shape, line)).toEqual([shape]);
    whole([at(3, -1), at(3, 3)]);
    whole([at(1, -1), at(1, 1)]);
    whole([at(0, -1), at(0, 3)]);
    whole([at(2, 0), at(2, 2)]);
    whole([at(1, 1)]);
    whole([]);
  });

  it('falls into three where the line goes through a bay', () => {
    const bay: MultiPolygon = [[ring([0, 0], [4, 0], [4, 4], [3, 4], [3, 1], [1, 1], [1, 4], [0, 4])]];
    expect(splitByLine(bay, [at(-1, 3), at(5, 3)])).toHaveLength(3);
  });

  it('keeps a hole in the part that it lies in, and cuts through one', () => {
    const outer = ring([0, 0], [4, 0], [4, 4], [0, 4]);
    const hole = ring([1, 1], [2, 1], [2, 2], [1, 2]);
    const beside = splitByLine([[outer, hole]], [at(3, -1), at(3, 5)]);
    expect(beside.map(([polygon]) => polygon?.length)).toEqual([2, 1]);
    const through = splitByLine([[outer, hole]], [at(-1, 1.5), at(5, 1.5)]);
    expect(through.map(([polygon]) => polygon?.length)).toEqual([1, 1]);
    expect(sumOf(through)).toBeCloseTo(areaSquareMeters([[outer, hole]]), 2);
  });

  it('keeps parts that the line does not touch with the largest', () => {
    const parts = splitByLine([...rectangle(0, 0, 2, 2), ...rectangle(6, 0, 7, 1)], [at(1.5, -1), at(1.5, 3)]);
    expect(parts.map((part) => part.length)).toEqual([2, 1]);
  });
});

describe('grids put together', () => {
  it('are one piece where each lies at another, in whatever order they are named', () => {
    const row = [rectangle(0, 0, 1, 1), rectangle(2, 0, 3, 1), rectangle(1, 0, 2, 1)];
    const { area, isOnePiece } = join(row);
    expect(isOnePiece).toBe(true);
    expect(area).toHaveLength(1);
    expect(Math.abs(areaSquareMeters(area) - sumOf(row))).toBeLessThan(ROUNDING_SQUARE_METERS);
  });

  it('are not where ground lies between them, or they meet in a corner alone', () => {
    expect(join([rectangle(0, 0, 1, 1), rectangle(2, 0, 3, 1)]).isOnePiece).toBe(false);
    expect(join([rectangle(0, 0, 1, 1), rectangle(1, 1, 2, 2)]).isOnePiece).toBe(false);
  });

  it('may have parts apart, if each has one that lies at another grid', () => {
    const apart: MultiPolygon = [...rectangle(0, 0, 1, 1), ...rectangle(5, 0, 6, 1)];
    expect(join([apart, rectangle(6, 0, 7, 1)]).isOnePiece).toBe(true);
    expect(join([apart, rectangle(8, 0, 9, 1)]).isOnePiece).toBe(false);
  });

  it('may lie within one another', () => {
    const [outer = []] = rectangle(0, 0, 9, 9);
    const [inner = []] = rectangle(3, 3, 6, 6);
    const around: MultiPolygon = [[...outer, [...(inner[0] ?? [])].reverse()]];
    expect(join([around, [inner]])).toMatchObject({ isOnePiece: true });
  });
});

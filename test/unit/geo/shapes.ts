import fc from 'fast-check';
import { roundDegrees, type MultiPolygon, type Position, type Ring } from '#shared/schema/area';

/** Shapes that tests draw around one place in town. */

export const ORIGIN: Position = [118.785, 32.042];
const STEP = 0.001;

/** A place so many thousandths of a degree east and north of the origin. */
export const at = (east: number, north: number): Position => [
  roundDegrees(ORIGIN[0] + east * STEP),
  roundDegrees(ORIGIN[1] + north * STEP),
];

/** A closed ring through those places. */
export const ring = (...places: readonly (readonly [number, number])[]): Ring => {
  const open = places.map(([east, north]) => at(east, north));
  return [...open, open[0] as Position];
};

export const rectangle = (west: number, south: number, east: number, north: number): MultiPolygon => [
  [ring([west, south], [east, south], [east, north], [west, north])],
];

/** A star around a middle: never crosses itself, is seldom convex. */
export const star = (corners: number, middle: readonly [number, number], radii: readonly number[]): MultiPolygon => {
  const open = Array.from({ length: corners }, (_, index): [number, number] => {
    const angle = (index / corners) * 2 * Math.PI;
    const radius = radii[index % radii.length] ?? 1;
    return [middle[0] + radius * Math.cos(angle), middle[1] + radius * Math.sin(angle)];
  });
  return [[ring(...open)]];
};

/** Stars of 3 to 24 corners. */
export const anyStar = fc
  .record({
    corners: fc.integer({ min: 3, max: 24 }),
    east: fc.double({ min: -2, max: 2, noNaN: true }),
    north: fc.double({ min: -2, max: 2, noNaN: true }),
    radii: fc.array(fc.double({ min: 0.5, max: 3, noNaN: true }), { minLength: 1, maxLength: 24 }),
  })
  .map(({ corners, east, north, radii }) => star(corners, [east, north], radii));

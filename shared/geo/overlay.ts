import * as clip from 'polyclip-ts';
import { roundDegrees, type MultiPolygon, type Position, type Ring } from '#shared/schema/area';
import { isOn } from './crossings';
import { areaSquareMeters, lengthMeters, signedSquareMeters } from './meters';
import { weld } from './weld';

/** Shapes laid over each other. What comes out lies on the grid of 1e-7 degrees that records keep, outer rings counter-clockwise. */

/** Narrower than this is no shape but what rounding to a centimetre leaves where two borders run along each other. */
const ROUNDING_METERS = 0.03;

type Operation = (first: clip.Geom, ...more: clip.Geom[]) => [number, number][][][];

/** Everything that belongs to either shape. */
export const union = (a: MultiPolygon, b: MultiPolygon): MultiPolygon => mergeAll([a, b]);

/** What belongs to both shapes; empty where they only touch. */
export const intersection = (a: MultiPolygon, b: MultiPolygon): MultiPolygon => overlay(clip.intersection, [a, b]);

/** What belongs to the first shape and not to the second. */
export const difference = (a: MultiPolygon, b: MultiPolygon): MultiPolygon => overlay(clip.difference, [a, b]);

/** Everything that belongs to any of the shapes. Gaps between them that are as narrow as rounding makes them are closed. */
export function mergeAll(shapes: readonly MultiPolygon[]): MultiPolygon {
  const merged = overlay(clip.union, weld(shapes));
  return merged.map(([outer = [], ...holes]) => [outer, ...holes.filter((hole) => !isRounding([[hole]]))]);
}

/** Whether a shape is so narrow that rounding alone explains it. */
export const isRounding = (area: MultiPolygon): boolean => widthMeters(area) < ROUNDING_METERS;

/** How wide a shape is on average: of a long strip, its width; of a square, half its side. */
export function widthMeters(area: MultiPolygon): number {
  const around = area.reduce((sum, polygon) => sum + polygon.reduce((rings, ring) => rings + lengthMeters(ring), 0), 0);
  return around === 0 ? 0 : (2 * areaSquareMeters(area)) / around;
}

/** Library calls work on whole numbers of steps: with these, borders that run along each other are found to do so. */
const STEPS = 1e7;

function overlay(operation: Operation, shapes: readonly MultiPolygon[]): MultiPolygon {
  const [first, ...more] = shapes.filter((shape) => shape.length > 0 || operation !== clip.union).map(toSteps);
  if (!first || first.length === 0) return [];
  return fromSteps(operation(first, ...more.filter((shape) => shape.length > 0 || operation === clip.intersection)));
}

const toSteps = (area: MultiPolygon): [number, number][][][] =>
  area.map((polygon) =>
    polygon.map((ring) => ring.map(([lng, lat]) => [Math.round(lng * STEPS), Math.round(lat * STEPS)])),
  );

function fromSteps(area: readonly (readonly (readonly [number, number][])[])[]): MultiPolygon {
  return area.flatMap((polygon) => {
    const rings = polygon.map((ring) =>
      tidyRing(ring.map(([lng, lat]) => [roundDegrees(lng / STEPS), roundDegrees(lat / STEPS)])),
    );
    const [outer, ...holes] = rings;
    return outer ? [[outer, ...holes.filter((hole) => hole !== null)]] : [];
  });
}

/** A ring without corners that stand twice in a row and without spikes, or null where nothing is left of it. */
export function tidyRing(ring: readonly Position[]): Ring | null {
  const corners = ring.slice(0, -1);
  for (let at = 0; at < corners.length && corners.length >= 3;) {
    const [before, corner, after] = [corners.at(at - 1), corners[at], corners[(at + 1) % corners.length]];
    if (before && corner && after && isSpike(before, corner, after)) {
      corners.splice(at, 1);
      at = Math.max(0, at - 2);
    } else at += 1;
  }
  const [first] = corners;
  if (!first || corners.length < 3) return null;
  const tidy = [...corners, first];
  return signedSquareMeters(tidy) === 0 ? null : tidy;
}

/** Whether a border goes to a corner and straight back, or does not go anywhere. */
const isSpike = (before: Position, corner: Position, after: Position): boolean =>
  (before[0] === corner[0] && before[1] === corner[1]) ||
  isOn(after, { from: before, to: corner }) ||
  isOn(before, { from: corner, to: after });

import type { MultiPolygon, Position, Ring } from '#shared/schema/area';

/**
 * Lengths and areas on the WGS-84 ellipsoid. Edges are straight on a map of longitudes and latitudes, as they are drawn: so the areas of the
 * parts of a shape add up to the area of the whole, to the square millimetre.
 */

const EQUATOR_METERS = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const E2 = FLATTENING * (2 - FLATTENING);
const E = Math.sqrt(E2);
const RADIANS = Math.PI / 180;

/** Meters that one degree of longitude and of latitude measure there. */
export interface DegreeMeters {
  readonly lng: number;
  readonly lat: number;
}

/** How long a degree is at a latitude. */
export function degreeMetersAt(lat: number): DegreeMeters {
  const sin = Math.sin(lat * RADIANS);
  const w = 1 - E2 * sin * sin;
  const across = EQUATOR_METERS / Math.sqrt(w);
  return { lng: across * Math.cos(lat * RADIANS) * RADIANS, lat: ((across * (1 - E2)) / w) * RADIANS };
}

/** How far it is from one position to another; within a city exact to the millimetre, within 400 km to one part in a thousand. */
export function distanceMeters([lng, lat]: Position, [otherLng, otherLat]: Position): number {
  const degree = degreeMetersAt((lat + otherLat) / 2);
  return Math.hypot((otherLng - lng) * degree.lng, (otherLat - lat) * degree.lat);
}

/** Length of a line through those positions. */
export function lengthMeters(line: readonly Position[]): number {
  let meters = 0;
  for (let at = 1; at < line.length; at += 1) meters += distanceMeters(line[at - 1] as Position, line[at] as Position);
  return meters;
}

/** Area of everything that belongs to the shape; holes do not. Which way round its rings run does not matter. */
export function areaSquareMeters(area: MultiPolygon): number {
  let meters = 0;
  for (const polygon of area) {
    polygon.forEach((ring, at) => {
      const of = Math.abs(signedSquareMeters(ring));
      meters += at === 0 ? of : -of;
    });
  }
  return meters;
}

/** Area within a closed ring: positive for one that runs counter-clockwise. */
export function signedSquareMeters(ring: Ring): number {
  const [first] = ring;
  if (!first) return 0;
  const from = authalic(first[1]);
  let sum = 0;
  for (let at = 1; at < ring.length; at += 1) {
    const [lng, lat] = ring[at - 1] as Position;
    const [nextLng, nextLat] = ring[at] as Position;
    if (lng === nextLng) continue;
    // Simpson's rule along the edge: what lies between it and the latitude of the first corner.
    const under = authalic(lat) + 4 * authalic((lat + nextLat) / 2) + authalic(nextLat);
    sum += (nextLng - lng) * RADIANS * (under / 6 - from);
  }
  return -sum;
}

/** Square meters between the equator and a latitude, for each radian of longitude. */
function authalic(lat: number): number {
  const sin = Math.sin(lat * RADIANS);
  const es = E * sin;
  return ((EQUATOR_METERS ** 2 * (1 - E2)) / 2) * (sin / (1 - es * es) + Math.log((1 + es) / (1 - es)) / (2 * E));
}

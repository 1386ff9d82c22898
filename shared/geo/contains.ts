import type { MultiPolygon, Position, Ring } from '#shared/schema/area';

/** The smallest box around something, in degrees. */
export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The box around a shape, or null around nothing. */
export function boundsOf(area: MultiPolygon): Bounds | null {
  return boundsOfPositions(area.flatMap(([outer = []]) => outer));
}

/** The box around positions, or null around none. */
export function boundsOfPositions(positions: Iterable<Position>): Bounds | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lng, lat] of positions) {
    if (lng < west) west = lng;
    if (lng > east) east = lng;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  return west === Infinity ? null : { west, south, east, north };
}

/** Whether two boxes have anything in common, edges included. */
export const boundsMeet = (a: Bounds, b: Bounds): boolean =>
  a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;

/** Whether a box holds a position, edges included. */
export const boundsHold = ({ west, south, east, north }: Bounds, [lng, lat]: Position): boolean =>
  lng >= west && lng <= east && lat >= south && lat <= north;

/**
 * Whether a position belongs to a shape. Of shapes that share a border with the same corners, a position on it belongs to exactly one:
 * the one to the east or north of it.
 */
export function contains(area: MultiPolygon, position: Position): boolean {
  return area.some((polygon) => polygon.reduce((inside, ring) => inside !== isWithin(ring, position), false));
}

function isWithin(ring: Ring, [lng, lat]: Position): boolean {
  let inside = false;
  for (let at = 1; at < ring.length; at += 1) {
    if (crosses(ring[at - 1] as Position, ring[at] as Position, lng, lat)) inside = !inside;
  }
  return inside;
}

/** Whether an edge lies east of a position, at its latitude. Told from the edge's southern end, whichever way it runs. */
function crosses(a: Position, b: Position, lng: number, lat: number): boolean {
  if (a[1] > lat === b[1] > lat) return false;
  const [low, high] = a[1] < b[1] ? [a, b] : [b, a];
  return lng < low[0] + ((lat - low[1]) * (high[0] - low[0])) / (high[1] - low[1]);
}

/** Whether a shape contains a position, for many positions: each looks at the few edges at its latitude only. */
export function createContains(area: MultiPolygon): (position: Position) => boolean {
  const bounds = boundsOf(area);
  if (!bounds) return () => false;
  const edges = area.flatMap((polygon) =>
    polygon.flatMap((ring) => ring.slice(1).map((to, at): readonly [Position, Position] => [ring[at] as Position, to])),
  );
  const bands = Math.max(1, Math.min(1024, Math.round(edges.length / 8)));
  const height = (bounds.north - bounds.south) / bands || 1;
  const bandOf = (lat: number) => Math.min(bands - 1, Math.max(0, Math.floor((lat - bounds.south) / height)));
  const byBand = Array.from({ length: bands }, (): (readonly [Position, Position])[] => []);
  for (const edge of edges) {
    const [from, to] = [bandOf(edge[0][1]), bandOf(edge[1][1])];
    for (let band = Math.min(from, to); band <= Math.max(from, to); band += 1) byBand[band]?.push(edge);
  }
  return (position) => {
    if (!boundsHold(bounds, position)) return false;
    const [lng, lat] = position;
    let inside = false;
    for (const [from, to] of byBand[bandOf(lat)] ?? []) if (crosses(from, to, lng, lat)) inside = !inside;
    return inside;
  };
}

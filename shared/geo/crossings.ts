import type { MultiPolygon, Position } from '#shared/schema/area';
import { boundsOfPositions, type Bounds } from './contains';

/** Edges of shapes, found by where they are. */

/** Where an edge begins and ends. */
export interface Ends {
  readonly from: Position;
  readonly to: Position;
}

/** An edge of a shape. */
export interface Segment extends Ends {
  /** Which ring, counted over the shape, and which edge of it. */
  readonly ring: number;
  readonly at: number;
  /** Edges of that ring. */
  readonly of: number;
}

/** Steps of 1e-7 degrees within which a corner counts as lying on an edge: what rounding to them makes. */
const ROUNDING_STEPS = 3;
/** Edges that run along each other for less than this, some 30 cm, only meet in a sharp corner. */
const STRETCH_STEPS = 30;
const STEPS = 1e7;

/** The edges of a shape, ring after ring. */
export function segmentsOf(area: MultiPolygon): Segment[] {
  let ringNumber = 0;
  return area.flatMap((polygon) =>
    polygon.flatMap((ring) => {
      ringNumber += 1;
      return ring.slice(1).map((to, at) => ({
        from: ring[at] as Position,
        to,
        ring: ringNumber,
        at,
        of: ring.length - 1,
      }));
    }),
  );
}

/**
 * Where the edges of a shape cross each other, up to `most` places. Rings may touch themselves and each other in a corner; edges that run
 * along each other count as crossing.
 */
export function selfCrossings(area: MultiPolygon, most = 10): readonly Position[] {
  const segments = segmentsOf(area);
  const found: Position[] = [];
  const grid = createSegmentGrid(segments);
  segments.forEach((one, index) => {
    if (found.length >= most) return;
    grid.near(one, (other, otherIndex) => {
      if (otherIndex <= index || found.length >= most) return;
      const place = crossingOf(one, other);
      if (place) found.push(place);
    });
  });
  return found;
}

/** Cells of a lattice with the edges that pass through them: whoever is near an edge is found without looking at all of them. */
export function createSegmentGrid<T extends Ends>(segments: readonly T[]) {
  const bounds = boundsOfPositions(segments.map(({ from }) => from)) ?? { west: 0, south: 0, east: 0, north: 0 };
  const side = Math.max(1, Math.min(256, Math.ceil(Math.sqrt(segments.length / 2))));
  const [width, height] = [(bounds.east - bounds.west) / side || 1, (bounds.north - bounds.south) / side || 1];
  const cells = new Map<number, number[]>();
  const column = (lng: number) => Math.min(side - 1, Math.max(0, Math.floor((lng - bounds.west) / width)));
  const row = (lat: number) => Math.min(side - 1, Math.max(0, Math.floor((lat - bounds.south) / height)));
  const cellsOf = ({ from, to }: Ends, visit: (cell: number) => void) => {
    const box = boundsOfPositions([from, to]) as Bounds;
    for (let y = row(box.south); y <= row(box.north); y += 1) {
      for (let x = column(box.west); x <= column(box.east); x += 1) visit(y * side + x);
    }
  };
  segments.forEach((segment, index) =>
    cellsOf(segment, (cell) => {
      const members = cells.get(cell);
      if (members) members.push(index);
      else cells.set(cell, [index]);
    }),
  );
  return {
    near(segment: Ends, visit: (other: T, index: number) => void): void {
      const seen = new Set<number>();
      cellsOf(segment, (cell) => {
        for (const index of cells.get(cell) ?? []) {
          if (seen.has(index)) continue;
          seen.add(index);
          visit(segments[index] as T, index);
        }
      });
    },
  };
}

/** Where two edges of one shape have more in common than rings may have. */
function crossingOf(a: Segment, b: Segment): Position | null {
  const proper = properCrossing(a, b);
  if (proper) return proper;
  const isNext = a.ring === b.ring && ((a.at + 1) % a.of === b.at || (b.at + 1) % b.of === a.at);
  const ends = [...[a.from, a.to].filter((end) => isOn(end, b)), ...[b.from, b.to].filter((end) => isOn(end, a))];
  const [first] = ends;
  // Two places in common are a stretch in common; neighbours in the ring have their corner in common anyhow.
  if (!first || !ends.some((end) => stepsBetween(first, end) > STRETCH_STEPS)) return null;
  return isNext && !isFoldedBack(a, b) ? null : first;
}

const stepsBetween = (a: Position, b: Position): number => Math.hypot(a[0] - b[0], a[1] - b[1]) * STEPS;

const isFoldedBack = (a: Segment, b: Segment): boolean =>
  (a.to[0] - a.from[0]) * (b.to[0] - b.from[0]) + (a.to[1] - a.from[1]) * (b.to[1] - b.from[1]) < 0;

/** The place where two edges run through each other, both of them on either side of the other. */
export function properCrossing(a: Ends, b: Ends): Position | null {
  const [a1, a2] = [sideOf(a.from, b), sideOf(a.to, b)];
  if (a1 === 0 || a2 === 0 || a1 === a2) return null;
  const [b1, b2] = [sideOf(b.from, a), sideOf(b.to, a)];
  if (b1 === 0 || b2 === 0 || b1 === b2) return null;
  const [ax, ay] = [a.to[0] - a.from[0], a.to[1] - a.from[1]];
  const [bx, by] = [b.to[0] - b.from[0], b.to[1] - b.from[1]];
  const along = ((b.from[0] - a.from[0]) * by - (b.from[1] - a.from[1]) * bx) / (ax * by - ay * bx);
  return [a.from[0] + ax * along, a.from[1] + ay * along];
}

/** 1 on the left of an edge, −1 on its right, 0 so near to its line that rounding may have put it there. */
function sideOf([lng, lat]: Position, { from, to }: Ends): -1 | 0 | 1 {
  const [dx, dy] = [(to[0] - from[0]) * STEPS, (to[1] - from[1]) * STEPS];
  const cross = dx * (lat - from[1]) * STEPS - dy * (lng - from[0]) * STEPS;
  if (Math.abs(cross) <= ROUNDING_STEPS * Math.hypot(dx, dy)) return 0;
  return cross > 0 ? 1 : -1;
}

/** Whether a position lies on an edge, to the rounding. */
export function isOn(position: Position, edge: Ends): boolean {
  if (sideOf(position, edge) !== 0) return false;
  const [dx, dy] = [(edge.to[0] - edge.from[0]) * STEPS, (edge.to[1] - edge.from[1]) * STEPS];
  const along = (position[0] - edge.from[0]) * STEPS * dx + (position[1] - edge.from[1]) * STEPS * dy;
  const [length, reach] = [Math.hypot(dx, dy), ROUNDING_STEPS];
  return along >= -reach * length && along <= (length + reach) * length;
}

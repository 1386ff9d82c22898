import type { MultiPolygon, Position } from '#shared/schema/area';
import { createSegmentGrid, type Ends } from './crossings';
import { degreeMetersAt, distanceMeters } from './meters';
import { tidyRing } from './overlay';
import { nearestOnEdge } from './snap';

/** An edge that one shape alone has, with the shape on its left. */
export interface LoneEdge extends Ends {
  readonly shape: number;
}

/** A strip between two shapes that is open at its ends, so that no ring goes around it. */
export interface OpenGap {
  readonly shapes: readonly [number, number];
  readonly area: MultiPolygon;
}

/** How far apart an edge is looked at, and at how many places at most. */
const STEP_METERS = 5;
const MOST_STEPS = 200;
/** Narrower is where rounding put corners of long edges: nobody could stand there. */
const LEAST_METERS = 0.1;
/** Cosine of the angle up to which borders face each other. */
const FACING = 0.7;

/**
 * Narrow strips between the borders of neighbours: places where an edge of one looks straight at an edge of another, nearer than
 * that and farther than ten centimetres. Gaps that are closed all around are told by the net.
 */
export function openGaps(edges: readonly LoneEdge[], reachMeters: number): readonly OpenGap[] {
  const grid = createSegmentGrid(edges);
  const gaps: OpenGap[] = [];
  let strip: { readonly shapes: readonly [number, number]; near: Position[]; far: Position[] } | null = null;
  const flush = () => {
    const ring = strip && tidyRing([...strip.near, ...strip.far.reverse(), strip.near[0] as Position]);
    if (strip && ring && strip.near.length > 1) gaps.push({ shapes: strip.shapes, area: [[ring]] });
    strip = null;
  };
  for (const edge of edges) {
    const steps = Math.min(MOST_STEPS, Math.max(1, Math.ceil(distanceMeters(edge.from, edge.to) / STEP_METERS)));
    for (let step = 0; step <= steps; step += 1) {
      const share = step / steps;
      const place: Position = [
        edge.from[0] + (edge.to[0] - edge.from[0]) * share,
        edge.from[1] + (edge.to[1] - edge.from[1]) * share,
      ];
      const faced = facing(edge, place, grid, reachMeters);
      if (!faced || (strip && strip.shapes[1] !== faced.shape) || (strip && strip.shapes[0] !== edge.shape)) flush();
      if (!faced) continue;
      strip ??= { shapes: [edge.shape, faced.shape], near: [], far: [] };
      strip.near.push(place);
      strip.far.push(faced.at);
    }
  }
  flush();
  return gaps;
}

type Grid = ReturnType<typeof createSegmentGrid<LoneEdge>>;

/** The nearest place straight across on an edge of a later shape, so that each strip is told once. */
function facing(edge: LoneEdge, place: Position, grid: Grid, reachMeters: number) {
  const degree = degreeMetersAt(place[1]);
  const inMeters = (from: Position, to: Position) =>
    [(to[0] - from[0]) * degree.lng, (to[1] - from[1]) * degree.lat] as const;
  const [dx, dy] = inMeters(edge.from, edge.to);
  const [lng, lat] = [reachMeters / degree.lng, reachMeters / degree.lat];
  const around = { from: [place[0] - lng, place[1] - lat], to: [place[0] + lng, place[1] + lat] } as const;
  let best: { readonly shape: number; readonly at: Position; readonly meters: number } | null = null;
  grid.near(around, (other) => {
    if (other.shape <= edge.shape) return;
    const [ox, oy] = inMeters(other.from, other.to);
    if (dx * ox + dy * oy > -FACING * Math.hypot(dx, dy) * Math.hypot(ox, oy)) return;
    const at = nearestOnEdge(place, other.from, other.to);
    const meters = distanceMeters(place, at);
    if (meters > (best?.meters ?? reachMeters) || meters <= LEAST_METERS) return;
    // Its shape is on the left of an edge: what it looks at is on its right.
    const [ax, ay] = inMeters(place, at);
    if (ax * dy - ay * dx < FACING * meters * Math.hypot(dx, dy)) return;
    best = { shape: other.shape, at, meters };
  });
  return best as { readonly shape: number; readonly at: Position } | null;
}

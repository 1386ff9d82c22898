import type { MultiPolygon, Position } from '#shared/schema/area';
import { boundsOf } from './contains';
import { degreeMetersAt, distanceMeters } from './meters';

/** Where a position was pulled to. */
export interface Snap {
  readonly position: Position;
  /** A corner of a shape, or a place on one of its edges. */
  readonly to: 'corner' | 'edge';
  readonly meters: number;
}

/**
 * The corner nearest to a position, or where no corner is within reach the nearest place on an edge; null where nothing is. Corners come
 * first, so that neighbours share them and no sliver stays between.
 */
export function snapTo(position: Position, shapes: readonly MultiPolygon[], toleranceMeters: number): Snap | null {
  const [lng, lat] = position;
  const degree = degreeMetersAt(lat);
  const [reachLng, reachLat] = [toleranceMeters / degree.lng, toleranceMeters / degree.lat];
  let corner: Snap | null = null;
  let edge: Snap | null = null;
  for (const shape of shapes) {
    const bounds = boundsOf(shape);
    if (!bounds || lng < bounds.west - reachLng || lng > bounds.east + reachLng) continue;
    if (lat < bounds.south - reachLat || lat > bounds.north + reachLat) continue;
    for (const polygon of shape) {
      for (const ring of polygon) {
        for (let at = 1; at < ring.length; at += 1) {
          const [from, to] = [ring[at - 1] as Position, ring[at] as Position];
          if (Math.max(from[0], to[0]) < lng - reachLng || Math.min(from[0], to[0]) > lng + reachLng) continue;
          if (Math.max(from[1], to[1]) < lat - reachLat || Math.min(from[1], to[1]) > lat + reachLat) continue;
          const near = nearestOnEdge(position, from, to);
          for (const each of [from, to]) corner = closer(corner, position, each, 'corner', toleranceMeters);
          edge = closer(edge, position, near, 'edge', toleranceMeters);
        }
      }
    }
  }
  return corner ?? edge;
}

function closer(best: Snap | null, from: Position, to: Position, kind: Snap['to'], most: number): Snap | null {
  const meters = distanceMeters(from, to);
  return meters <= (best?.meters ?? most) ? { position: to, to: kind, meters } : best;
}

/** The place on an edge that is nearest to a position, on the ground. */
export function nearestOnEdge(position: Position, from: Position, to: Position): Position {
  const degree = degreeMetersAt(position[1]);
  const [dx, dy] = [(to[0] - from[0]) * degree.lng, (to[1] - from[1]) * degree.lat];
  const [px, py] = [(position[0] - from[0]) * degree.lng, (position[1] - from[1]) * degree.lat];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

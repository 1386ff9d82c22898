import type { MultiPolygon, Polygon } from '#shared/schema/area';
import { contains } from './contains';
import { placeWithin } from './inner-place';
import { areaSquareMeters } from './meters';
import { mergeAll } from './overlay';

/** Shapes put together. */
export interface Joined {
  readonly area: MultiPolygon;
  /** Whether each lies at another one of them; those that meet in a corner alone do not. */
  readonly isOnePiece: boolean;
}

/** Everything that belongs to any of the shapes, and whether they hang together. */
export function join(shapes: readonly MultiPolygon[]): Joined {
  const area = mergeAll(shapes);
  const piecesOf = shapes.map((shape) => shape.map((polygon) => pieceAround(area, polygon)));
  const reached = new Set(piecesOf[0]);
  let left = piecesOf.slice(1);
  for (let before = -1; before !== left.length;) {
    before = left.length;
    const next = left.filter((pieces) => pieces.some((piece) => reached.has(piece)));
    for (const pieces of next) for (const piece of pieces) reached.add(piece);
    left = left.filter((pieces) => !next.includes(pieces));
  }
  return { area, isOnePiece: left.length === 0 };
}

/** Place among the pieces of the whole of that which holds a part: of pieces that lie in holes of others, the innermost. */
function pieceAround(whole: MultiPolygon, [outer = []]: Polygon): number {
  const place = placeWithin(outer);
  let [found, least] = [-1, Infinity];
  whole.forEach(([around = []], at) => {
    if (place === null || !contains([[around]], place)) return;
    const size = areaSquareMeters([[around]]);
    if (size < least) [found, least] = [at, size];
  });
  return found;
}

import type { MultiPolygon, Position, Ring } from '#shared/schema/types/place';

/** A corner of a shape. `index` never names the closing position, which is the first again. */
export interface Corner {
  readonly polygon: number;
  readonly ring: number;
  readonly index: number;
}

/** Corners of a ring, without the closing position. */
const cornerCount = (ring: Ring): number => Math.max(0, ring.length - 1);

/** All corners of a shape. */
export const cornersOf = (shape: MultiPolygon): number =>
  shape.reduce((sum, polygon) => sum + polygon.reduce((inner, ring) => inner + cornerCount(ring), 0), 0);

/** Where a corner lies; null for one that is not there. */
export const positionOf = (shape: MultiPolygon, { polygon, ring, index }: Corner): Position | null =>
  shape[polygon]?.[ring]?.[index] ?? null;

/** The shape with a corner elsewhere; what is not touched is the same array as before. */
export const moveCorner = (shape: MultiPolygon, corner: Corner, to: Position): MultiPolygon =>
  withRing(shape, corner, (ring) => {
    const next = [...ring];
    next[corner.index] = to;
    if (corner.index === 0) next[next.length - 1] = to;
    return next;
  });

/** The shape with a new corner after another. */
export const insertCorner = (shape: MultiPolygon, after: Corner, at: Position): MultiPolygon =>
  withRing(shape, after, (ring) => ring.toSpliced(after.index + 1, 0, at));

/**
 * The shape without a corner. A ring of three corners goes as a whole, a polygon with its outer ring; null when nothing would be left.
 */
export function removeCorner(shape: MultiPolygon, corner: Corner): MultiPolygon | null {
  const ring = shape[corner.polygon]?.[corner.ring];
  if (!ring) return shape;
  if (cornerCount(ring) > 3) {
    return withRing(shape, corner, () => {
      const left = ring.slice(0, -1).toSpliced(corner.index, 1);
      return [...left, left[0] as Position];
    });
  }
  const polygon = shape[corner.polygon] as readonly Ring[];
  const rings = corner.ring === 0 ? [] : polygon.toSpliced(corner.ring, 1);
  const next = rings.length === 0 ? shape.toSpliced(corner.polygon, 1) : shape.with(corner.polygon, rings);
  return next.length === 0 ? null : next;
}

/** The corner before or after another, over all rings; the first one without any. Null for a shape without corners. */
export function neighbour(shape: MultiPolygon, corner: Corner | null, step: 1 | -1): Corner | null {
  const all = shape.flatMap((polygon, polygonAt) =>
    polygon.map((ring, ringAt) => ({ polygon: polygonAt, ring: ringAt, count: cornerCount(ring) })),
  );
  const rings = all.filter(({ count }) => count > 0);
  const at = rings.findIndex(({ polygon, ring }) => polygon === corner?.polygon && ring === corner.ring);
  const here = rings[at];
  if (corner === null || here === undefined) {
    const [first] = rings;
    return first ? { polygon: first.polygon, ring: first.ring, index: 0 } : null;
  }
  const index = corner.index + step;
  if (index >= 0 && index < here.count) return { ...corner, index };
  const next = rings[(at + step + rings.length) % rings.length] as (typeof rings)[number];
  return { polygon: next.polygon, ring: next.ring, index: step === 1 ? 0 : next.count - 1 };
}

/** A shape of one ring through these positions; null for fewer than three. */
export function shapeThrough(positions: readonly Position[]): MultiPolygon | null {
  const [first] = positions;
  if (!first || positions.length < 3) return null;
  return [[[...positions, first]]];
}

function withRing(shape: MultiPolygon, { polygon, ring }: Corner, change: (ring: Ring) => Ring): MultiPolygon {
  const rings = shape[polygon];
  const before = rings?.[ring];
  return rings && before ? shape.with(polygon, rings.with(ring, change(before))) : shape;
}

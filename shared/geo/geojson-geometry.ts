import { err, ok, type Result } from '#shared/errors/result';
import { MAX_AREA_POSITIONS, type MultiPolygon, type Polygon, type Position, type Ring } from '#shared/schema/area';
import { areaSquareMeters } from './meters';

/** Why a geometry is not taken. */
export type GeometryRefusal =
  | { readonly kind: 'no-geometry' }
  | { readonly kind: 'wrong-geometry'; readonly type: string }
  | { readonly kind: 'not-numbers' }
  /** Degrees that no place has. */
  | { readonly kind: 'out-of-range' }
  /** Numbers far beyond degrees: coordinates in meters. */
  | { readonly kind: 'in-meters' }
  /** Latitude stands before longitude. */
  | { readonly kind: 'lat-lng-swapped' }
  | { readonly kind: 'too-few-corners' }
  | { readonly kind: 'too-many-corners'; readonly most: number }
  | { readonly kind: 'no-area' };

/** What was put right in a geometry that is taken. */
export type GeometryNote = { readonly kind: 'ring-closed'; readonly count: number };

export interface ReadGeometry {
  readonly area: MultiPolygon;
  readonly notes: readonly GeometryNote[];
}

/** Corners that a file may still bring. */
export interface PositionBudget {
  left: number;
}

type Refused = Result<never, GeometryRefusal>;
const refuse = (error: GeometryRefusal): Refused => err(error);

/** The area of a `Polygon` or `MultiPolygon`, in the coordinates of the file. Rings that are not closed are closed, heights left out. */
export function readGeometry(geometry: unknown, budget: PositionBudget): Result<ReadGeometry, GeometryRefusal> {
  if (typeof geometry !== 'object' || geometry === null) return refuse({ kind: 'no-geometry' });
  const { type, coordinates } = geometry as { readonly type?: unknown; readonly coordinates?: unknown };
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    return refuse({ kind: 'wrong-geometry', type: typeof type === 'string' ? type.slice(0, 40) : '' });
  }
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  if (!Array.isArray(polygons) || polygons.length === 0) return refuse({ kind: 'no-geometry' });
  const own: PositionBudget = { left: MAX_AREA_POSITIONS };
  const area: Polygon[] = [];
  let closed = 0;
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) return refuse({ kind: 'no-geometry' });
    const rings: Ring[] = [];
    for (const ring of polygon) {
      const read = readRing(ring, [budget, own]);
      if (!read.ok) return read;
      if (!read.value.wasClosed) closed += 1;
      rings.push(read.value.ring);
    }
    area.push(rings);
  }
  if (areaSquareMeters(area) < LEAST_SQUARE_METERS) return refuse({ kind: 'no-area' });
  return ok({ area, notes: closed > 0 ? [{ kind: 'ring-closed', count: closed }] : [] });
}

/** Less is a slip of the mouse. */
const LEAST_SQUARE_METERS = 1;
/** Beyond any degrees: what stands there is meters. */
const METERS_FROM = 1_000;

function readRing(
  ring: unknown,
  budgets: readonly PositionBudget[],
): Result<{ readonly ring: Ring; readonly wasClosed: boolean }, GeometryRefusal> {
  if (!Array.isArray(ring)) return refuse({ kind: 'not-numbers' });
  for (const budget of budgets) {
    budget.left -= ring.length;
    if (budget.left < 0) return refuse({ kind: 'too-many-corners', most: MAX_AREA_POSITIONS });
  }
  const positions: Position[] = [];
  for (const raw of ring as readonly unknown[]) {
    const read = readPosition(raw);
    if (!read.ok) return read;
    const last = positions.at(-1);
    if (last?.[0] !== read.value[0] || last[1] !== read.value[1]) positions.push(read.value);
  }
  const [first, last] = [positions[0], positions.at(-1)];
  if (!first || !last) return refuse({ kind: 'too-few-corners' });
  const wasClosed = positions.length > 1 && first[0] === last[0] && first[1] === last[1];
  const closed = wasClosed ? positions : [...positions, first];
  return closed.length < 4 ? refuse({ kind: 'too-few-corners' }) : ok({ ring: closed, wasClosed });
}

function readPosition(raw: unknown): Result<Position, GeometryRefusal> {
  if (!Array.isArray(raw) || raw.length < 2 || raw.length > 4) return refuse({ kind: 'not-numbers' });
  const [lng, lat] = raw as readonly unknown[];
  if (typeof lng !== 'number' || typeof lat !== 'number') return refuse({ kind: 'not-numbers' });
  if (!Number.isFinite(lng) || !Number.isFinite(lat)) return refuse({ kind: 'not-numbers' });
  if (Math.abs(lng) > METERS_FROM || Math.abs(lat) > METERS_FROM) return refuse({ kind: 'in-meters' });
  if (isSwapped(lng, lat)) return refuse({ kind: 'lat-lng-swapped' });
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90) return refuse({ kind: 'out-of-range' });
  return ok([lng, lat]);
}

/**
 * Whether the two stand the wrong way round: as latitude the second is no place on earth or lies in the Arctic, where the first as latitude
 * and the second as longitude is a place in China.
 */
const isSwapped = (lng: number, lat: number): boolean => lng >= 3 && lng <= 54 && lat >= 73 && lat <= 136;

import gcoord from 'gcoord';
import { roundDegrees, type MultiPolygon, type Position } from '#shared/schema/area';

/**
 * Coordinate systems that files come in: WGS-84 of GPS and of everything in here; GCJ-02 of maps made in China (高德, 腾讯);
 * BD-09 of 百度.
 */
export const COORDINATE_SYSTEMS = ['wgs84', 'gcj02', 'bd09'] as const;
export type CoordinateSystem = (typeof COORDINATE_SYSTEMS)[number];

const CODES = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const;
/** Each step brings a position some hundred times closer to where it comes from. */
const STEPS_BACK = 6;

/** A WGS-84 position in another system; outside of China the same. */
export function fromWgs84(position: Position, to: CoordinateSystem): Position {
  if (to === 'wgs84') return position;
  const [lng, lat] = gcoord.transform([position[0], position[1]], CODES.wgs84, CODES[to]) as [number, number];
  return [lng, lat];
}

/**
 * A position of another system in WGS-84: the one that `fromWgs84` takes there, to the centimetre. Looked for in a number of steps that
 * is fixed, since at the edge of the systems' area there may be none.
 */
export function toWgs84(position: Position, from: CoordinateSystem): Position {
  if (from === 'wgs84') return position;
  let [lng, lat] = position;
  for (let step = 0; step < STEPS_BACK; step += 1) {
    const [thereLng, thereLat] = fromWgs84([lng, lat], from);
    lng -= thereLng - position[0];
    lat -= thereLat - position[1];
  }
  return [roundDegrees(lng), roundDegrees(lat)];
}

/** The same shape with every corner put elsewhere. */
export function mapPositions(area: MultiPolygon, put: (position: Position) => Position): MultiPolygon {
  return area.map((polygon) => polygon.map((ring) => ring.map(put)));
}

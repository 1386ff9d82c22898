import type { MultiPolygon, Position } from '#shared/schema/types/place';

/** A place in the square of the web's projection: 0 to 1, from the north-west. Drawing needs two multiplications from here. */
export interface World {
  readonly x: number;
  readonly y: number;
}

/** Pixels of a tile of the projection's first level. */
const TILE_PX = 256;
const MOST_LATITUDE = 85.0511287798;

/** Where a position lies in the projection's square. */
export function toWorld([lng, lat]: Position): World {
  const sine = Math.sin((Math.max(-MOST_LATITUDE, Math.min(MOST_LATITUDE, lat)) * Math.PI) / 180);
  return { x: lng / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

/** The position of a place in the projection's square, in degrees with seven decimals: a centimetre. */
export function fromWorld({ x, y }: World): Position {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  return [rounded((x - 0.5) * 360), rounded(lat)];
}

const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

/** Width of the whole square at a level, pixels. */
export const worldPixels = (zoom: number): number => TILE_PX * 2 ** zoom;

/** Metres that one pixel stands for at a latitude. */
export const metersPerPixel = (lat: number, zoom: number): number =>
  (40_075_016.686 * Math.cos((lat * Math.PI) / 180)) / worldPixels(zoom);

/** The rings of a shape as x, y, x, y … in the projection's square, for drawing. */
export const worldRings = (shape: MultiPolygon): readonly Float64Array[] =>
  shape.flatMap((polygon) =>
    polygon.map((ring) => {
      const flat = new Float64Array(ring.length * 2);
      ring.forEach((position, index) => {
        const { x, y } = toWorld(position);
        flat[index * 2] = x;
        flat[index * 2 + 1] = y;
      });
      return flat;
    }),
  );

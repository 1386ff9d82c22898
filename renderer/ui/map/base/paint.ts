import type { MapColours } from '../palette';
import type { RoadRank, TileFeature, VectorTile } from './types';

/** Where a tile is drawn: its pixels times `scale`, moved. Above the last level of the data, a part of a tile is drawn larger. */
export interface TilePlace {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  /** The map's level, which says how broad roads are. */
  readonly zoom: number;
}

/** Width of a road on the ground, metres at the equator's scale: drawn so broad, but never thinner than a hair. */
const ROAD_PX_AT_17: Readonly<Record<RoadRank, number>> = { main: 15, street: 8, path: 2.5 };
const THINNEST_PX: Readonly<Record<RoadRank, number>> = { main: 1.6, street: 0.8, path: 0.5 };
/** From which level on a road is drawn at all. */
const FROM_ZOOM: Readonly<Record<RoadRank, number>> = { main: 0, street: 13, path: 15.5 };
const BUILDINGS_FROM = 14.5;
/** Below this, a casing would be broader than its road. */
const CASING_FROM = 15;

/** Width of a road at a level, pixels. */
export const roadWidth = (rank: RoadRank, zoom: number): number =>
  Math.max(THINNEST_PX[rank], ROAD_PX_AT_17[rank] * 2 ** (Math.min(zoom, 19) - 17));

const RANKS: readonly RoadRank[] = ['path', 'street', 'main'];

/** Draws a tile's grounds, buildings and roads; its labels are drawn over the whole map (`labels.ts`). */
export function paintTile(
  context: CanvasRenderingContext2D,
  tile: VectorTile,
  place: TilePlace,
  colours: MapColours,
): void {
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const area = (features: readonly TileFeature[] | undefined, fill: string, edge?: string) => {
    if (!features || features.length === 0) return;
    const path = pathOf(features, place, 'area');
    context.fillStyle = fill;
    context.fill(path, 'evenodd');
    if (edge === undefined) return;
    context.strokeStyle = edge;
    context.lineWidth = 0.8;
    context.stroke(path);
  };
  area(tile.block, colours.block);
  area(tile.park, colours.park);
  area(tile.water, colours.water);
  if (tile.water) {
    context.strokeStyle = colours.water;
    context.lineWidth = roadWidth('street', place.zoom);
    context.stroke(pathOf(tile.water, place, 'line'));
  }
  if (place.zoom >= BUILDINGS_FROM) area(tile.building, colours.building, colours.buildingEdge);
  const roads = RANKS.flatMap((rank) => {
    const some = place.zoom < FROM_ZOOM[rank] ? [] : (tile.road ?? []).filter((road) => road.rank === rank);
    return some.length === 0 ? [] : [{ path: pathOf(some, place, 'line'), width: roadWidth(rank, place.zoom) }];
  });
  if (place.zoom >= CASING_FROM) {
    context.strokeStyle = colours.casing;
    for (const { path, width } of roads) {
      context.lineWidth = width + 2;
      context.stroke(path);
    }
  }
  context.strokeStyle = colours.road;
  for (const { path, width } of roads) {
    context.lineWidth = width;
    context.stroke(path);
  }
}

function pathOf(features: readonly TileFeature[], place: TilePlace, shape: TileFeature['shape']): Path2D {
  const { scale, left, top } = place;
  const path = new Path2D();
  for (const feature of features) {
    if (feature.shape !== shape) continue;
    for (const part of feature.parts) {
      for (let at = 0; at < part.length; at += 2) {
        const x = (part[at] as number) * scale + left;
        const y = (part[at + 1] as number) * scale + top;
        if (at === 0) path.moveTo(x, y);
        else path.lineTo(x, y);
      }
      if (shape === 'area') path.closePath();
    }
  }
  return path;
}

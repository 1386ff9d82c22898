import type { Position, Ring } from '#shared/schema/types/place';

/** What a base map draws, from the ground up. */
export const BASE_KINDS = ['park', 'block', 'water', 'building', 'road', 'place'] as const;
export type BaseKind = (typeof BASE_KINDS)[number];

/** Roads by how broad they are drawn: through the town, between blocks, within them. */
export type RoadRank = 'main' | 'street' | 'path';

/** Something on the base map as an extract tells it, in degrees. */
export type ExtractFeature =
  | {
      readonly kind: Exclude<BaseKind, 'road' | 'place'>;
      readonly name: string | null;
      readonly rings: readonly Ring[];
    }
  | { readonly kind: 'road'; readonly name: string | null; readonly rank: RoadRank; readonly line: readonly Position[] }
  | { readonly kind: 'place'; readonly name: string; readonly at: Position };

/** Something in a tile: flat x, y, x, y … in pixels of a tile of `TILE_PX`. */
export interface TileFeature {
  readonly shape: 'area' | 'line' | 'point';
  readonly parts: readonly ArrayLike<number>[];
  readonly name: string | null;
  readonly rank: RoadRank;
}

export type VectorTile = Readonly<Partial<Record<BaseKind, readonly TileFeature[]>>>;

/** Width of a tile, CSS pixels. Fewer and larger tiles are quicker to hand to the screen than many small ones. */
export const TILE_PX = 512;

/** Which tile: `z` counts tiles of `TILE_PX`, so it is one less than the map's level. */
export interface TileId {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Where tiles come from. Null is a tile without anything; a rejection, one that could not be had. */
export type BaseSource =
  | {
      readonly kind: 'vector';
      /** Beyond this, tiles of this level are drawn larger. */
      readonly maxZoom: number;
      tile(id: TileId): Promise<VectorTile | null>;
    }
  | { readonly kind: 'raster'; readonly maxZoom: number; tile(id: TileId): Promise<ImageBitmap | null> };

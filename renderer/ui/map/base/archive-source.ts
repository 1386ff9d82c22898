import { PMTiles } from 'pmtiles';
import { drawnAs } from './schema';
import { TILE_PX, type BaseKind, type BaseSource, type TileFeature, type TileId, type VectorTile } from './types';

/** Part of a feature as the reader of vector tiles hands it out. */
interface ReadFeature {
  readonly props: Readonly<Record<string, unknown>>;
  readonly geomType: 1 | 2 | 3;
  readonly geom: readonly (readonly { readonly x: number; readonly y: number }[])[];
}

/** An archive (PMTiles) that is read piece by piece. */
export interface Archive {
  /** Another one when the file is another. */
  readonly key: string;
  readonly kind: 'vector' | 'raster';
  readonly maxZoom: number;
  piece(from: number, length: number, signal?: AbortSignal): Promise<ArrayBuffer>;
}

/** Tiles of an archive: vector, or pictures. */
export async function archiveSource({ key, kind, maxZoom, piece }: Archive): Promise<BaseSource> {
  const archive = new PMTiles({
    getKey: () => key,
    getBytes: async (from, length, signal) => ({ data: await piece(from, length, signal) }),
  });
  if (kind === 'raster') {
    return {
      kind,
      // Pictures of 256 pixels are those of the level below ours.
      maxZoom: maxZoom - 1,
      tile: async (id) => pictureOf(archive, id),
    };
  }
  const { PmtilesSource } = await import('protomaps-leaflet');
  // The reader brings an archive of its own version, of which it asks for tiles and nothing else.
  const reader = new PmtilesSource(archive as never, false);
  return {
    kind,
    maxZoom,
    tile: async (id) =>
      tileOf((await reader.get(id, TILE_PX)) as unknown as ReadonlyMap<string, readonly ReadFeature[]>),
  };
}

/** A tile of ours as one picture: four of the archive's, side by side. */
async function pictureOf(archive: PMTiles, { z, x, y }: TileId): Promise<ImageBitmap | null> {
  const quarters = await Promise.all(
    ([0, 1, 2, 3] as const).map(async (at) => {
      const [dx, dy] = [at % 2, at >> 1];
      const found = await archive.getZxy(z + 1, x * 2 + dx, y * 2 + dy);
      return found && { dx, dy, picture: await createImageBitmap(new Blob([found.data])) };
    }),
  );
  if (quarters.every((quarter) => !quarter)) return null;
  const canvas = new OffscreenCanvas(TILE_PX, TILE_PX);
  const context = canvas.getContext('2d');
  const half = TILE_PX / 2;
  for (const quarter of quarters) {
    if (!quarter) continue;
    context?.drawImage(quarter.picture, quarter.dx * half, quarter.dy * half, half, half);
    quarter.picture.close();
  }
  return canvas.transferToImageBitmap();
}

const SHAPES = { 1: 'point', 2: 'line', 3: 'area' } as const;

function tileOf(layers: ReadonlyMap<string, readonly ReadFeature[]>): VectorTile {
  const tile: Partial<Record<BaseKind, TileFeature[]>> = {};
  for (const [layer, features] of layers) {
    for (const { props, geomType, geom } of features) {
      const drawn = drawnAs(layer, props);
      if (drawn === null) continue;
      const parts = geom.map((line) => Float32Array.from(line.flatMap(({ x, y }) => [x, y])));
      (tile[drawn.kind] ??= []).push({ shape: SHAPES[geomType], parts, name: drawn.name, rank: drawn.rank });
    }
  }
  return tile;
}

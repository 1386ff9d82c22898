import GeoJSONVT from 'geojson-vt';
import type { BaseSource, ExtractFeature, RoadRank, TileFeature, VectorTile, BaseKind } from './types';
import { BASE_KINDS, TILE_PX } from './types';

/** Units of a tile in the index; a pixel has eight, so that lines are not seen to jump. */
const EXTENT = TILE_PX * 8;
const MAX_ZOOM = 18;
/** Lines reach this far over a tile's edge, pixels: half of the broadest road. */
const OVER_EDGE_PX = 24;

interface Tags {
  readonly kind: BaseKind;
  readonly name: string | null;
  readonly rank: RoadRank;
}

/** Tiles cut from an extract that is here as a whole. */
export function extractSource(features: readonly ExtractFeature[]): BaseSource {
  const index = new GeoJSONVT(
    {
      type: 'FeatureCollection',
      features: features.map((feature) => ({
        type: 'Feature' as const,
        properties: {
          kind: feature.kind,
          name: feature.name,
          rank: feature.kind === 'road' ? feature.rank : 'path',
        } satisfies Tags,
        geometry: geometryOf(feature),
      })),
    },
    { maxZoom: MAX_ZOOM, extent: EXTENT, buffer: OVER_EDGE_PX * 8, tolerance: 4, indexMaxZoom: 13 },
  );
  return {
    kind: 'vector',
    maxZoom: MAX_ZOOM,
    tile: async ({ z, x, y }) => {
      const tile = index.getTileRaw(z, x, y);
      if (tile === null) return null;
      const layers: Partial<Record<BaseKind, TileFeature[]>> = {};
      for (const feature of tile.features) {
        const { kind, name, rank } = feature.tags as unknown as Tags;
        if (!BASE_KINDS.includes(kind)) continue;
        (layers[kind] ??= []).push({ ...partsOf(feature), name, rank });
      }
      return layers as VectorTile;
    },
  };
}

function geometryOf(feature: ExtractFeature) {
  switch (feature.kind) {
    case 'road':
      return { type: 'LineString' as const, coordinates: feature.line.map(([lng, lat]) => [lng, lat]) };
    case 'place':
      return { type: 'Point' as const, coordinates: [...feature.at] };
    default:
      return {
        type: 'Polygon' as const,
        coordinates: feature.rings.map((ring) => ring.map(([lng, lat]) => [lng, lat])),
      };
  }
}

type Raw = NonNullable<ReturnType<GeoJSONVT['getTileRaw']>>['features'][number];

const TO_PIXELS = TILE_PX / EXTENT;

function partsOf(feature: Raw): Pick<TileFeature, 'shape' | 'parts'> {
  switch (feature.type) {
    case 4:
      return { shape: 'point', parts: [[feature.x * TO_PIXELS, feature.y * TO_PIXELS]] };
    case 1:
      return { shape: 'point', parts: [inPixels(feature.geometry)] };
    default:
      return { shape: feature.type === 2 ? 'line' : 'area', parts: feature.geometry.map(inPixels) };
  }
}

const inPixels = (units: ArrayLike<number>): Float32Array =>
  Float32Array.from({ length: units.length }, (_, at) => (units[at] as number) * TO_PIXELS);

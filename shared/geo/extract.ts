import { readLine, readRing, type Position, type Ring } from '#shared/schema/area';
import type { Bounds } from './contains';

/** Grounds and buildings of a base map. */
const GROUND_KINDS = ['block', 'park', 'water', 'building'] as const;
export type GroundKind = (typeof GROUND_KINDS)[number];

/** Roads by how broad they are drawn: through the town, between blocks, within them. */
export const ROAD_RANKS = ['main', 'street', 'path'] as const;
export type ExtractRoadRank = (typeof ROAD_RANKS)[number];

/** Something on a base map that is one file. */
export type GroundFeature =
  | {
      readonly kind: GroundKind;
      readonly name: string | null;
      /** Floors of a building, where the map tells. */
      readonly levels: number | null;
      readonly rings: readonly Ring[];
    }
  | {
      readonly kind: 'road';
      readonly name: string | null;
      readonly rank: ExtractRoadRank;
      readonly line: readonly Position[];
    };

/** A base map that is one file: a quarter or two. */
export interface Extract {
  /** To be shown wherever it is drawn. */
  readonly attribution: string;
  readonly bounds: Bounds;
  readonly features: readonly GroundFeature[];
}

/** Reads a base map as `sync-server/seed/data/base-map.mjs` writes it; throws where it is none, since the file is our own. */
export function readExtract(file: unknown): Extract {
  const { attribution, bounds, features } = file as Extract & { readonly features: readonly unknown[] };
  if (typeof attribution !== 'string' || !Array.isArray(features)) throw new Error('not a base map');
  return { attribution, bounds, features: features.map(readFeature) };
}

function readFeature(row: unknown): GroundFeature {
  const [kind, name, detail, texts] = row as readonly [string, string | null, unknown, readonly string[]];
  const read = <T>(value: T | null): T => {
    if (value === null) throw new Error(`a ${kind} of the base map has no shape`);
    return value;
  };
  if (kind === 'road') return { kind, name, rank: detail as ExtractRoadRank, line: read(readLine(texts[0] ?? '')) };
  const ground = GROUND_KINDS.find((each) => each === kind);
  if (!ground) throw new Error(`the base map has a ${kind}`);
  return { kind: ground, name, levels: detail as number | null, rings: texts.map((text) => read(readRing(text))) };
}

import type { BaseKind, RoadRank } from './types';

/** What a feature of a foreign vector tile is drawn as; null for what this map leaves out. */
export interface Drawn {
  readonly kind: BaseKind;
  readonly name: string | null;
  readonly rank: RoadRank;
}

type Properties = Readonly<Record<string, unknown>>;

/** Grounds that are green on the map, as both schemas call them. */
const GREEN = new Set([
  'park',
  'garden',
  'grass',
  'forest',
  'wood',
  'nature_reserve',
  'meadow',
  'scrub',
  'golf_course',
  'cemetery',
  'recreation_ground',
  'pitch',
  'playground',
  'village_green',
]);
/** Grounds that people live, learn and work on. */
const BLOCKS = new Set(['residential', 'commercial', 'industrial', 'school', 'university', 'college', 'hospital']);
const MAIN_ROADS = new Set(['motorway', 'trunk', 'primary', 'secondary', 'highway', 'major_road']);
const PATHS = new Set(['path', 'track', 'footway', 'steps', 'cycleway', 'other', 'pier']);
const NO_ROADS = new Set(['rail', 'transit', 'ferry', 'aerialway', 'aeroway']);

/**
 * Reads a feature of the two schemas in which vector tiles of OpenStreetMap are handed around: that of Protomaps (`water`, `landuse`,
 * `buildings`, `roads`, `places`, `pois`) and OpenMapTiles (`water`, `landcover`, `landuse`, `park`, `building`, `transportation`,
 * `transportation_name`, `place`).
 */
export function drawnAs(layer: string, properties: Properties): Drawn | null {
  const sort = text(properties, 'kind') ?? text(properties, 'class') ?? text(properties, 'subclass') ?? '';
  const detail = text(properties, 'kind_detail') ?? sort;
  const name = text(properties, 'name:zh-Hans') ?? text(properties, 'name:zh') ?? text(properties, 'name');
  const as = (kind: BaseKind, rank: RoadRank = 'path'): Drawn => ({ kind, name, rank });
  switch (layer) {
    case 'water':
    case 'waterway':
      return as('water');
    case 'park':
      return as('park');
    case 'landuse':
    case 'landcover':
    case 'natural':
      return GREEN.has(sort) ? as('park') : BLOCKS.has(sort) ? as('block') : null;
    case 'building':
    case 'buildings':
      return as('building');
    case 'road':
    case 'roads':
    case 'transportation':
    case 'transportation_name':
      if (NO_ROADS.has(sort)) return null;
      return as('road', MAIN_ROADS.has(sort) || MAIN_ROADS.has(detail) ? 'main' : rankOf(sort));
    case 'place':
    case 'places':
      return name === null ? null : as('place');
    default:
      return null;
  }
}

const rankOf = (sort: string): RoadRank => (PATHS.has(sort) ? 'path' : 'street');

function text(properties: Properties, key: string): string | null {
  const value = properties[key];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

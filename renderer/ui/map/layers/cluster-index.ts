import Supercluster from 'supercluster';
import { toWorld } from '../mercator';

/** Points to be clustered, flat so that they go to another thread without being copied. */
export interface ClusterPoints {
  /** Longitude, latitude, longitude … in degrees. */
  readonly positions: Float64Array;
  /** What each point has open: `MARK`. */
  readonly marks: Uint8Array;
}

/** What a point has open: nothing, something due soon, something urgent. */
export const MARK = { none: 0, warn: 1, crit: 2 } as const;

/** West, south, east, north in degrees. */
export type Extent = readonly [west: number, south: number, east: number, north: number];

/** Discs and single points of one part of the map, side by side. */
export interface ClusterView {
  /** Place in the projection's square: x, y, x, y … */
  readonly places: Float64Array;
  /** How many points a disc stands for; 1 for a point by itself. */
  readonly counts: Uint32Array;
  readonly crit: Uint32Array;
  readonly warn: Uint32Array;
  /** Id of the cluster, or -1 less the point's place among `ClusterPoints`. */
  readonly ids: Int32Array;
}

/** From the level after this one on, every point stands by itself. */
export const LAST_CLUSTERED_ZOOM = 17;
const RADIUS_PX = 60;
/** The index takes pixels as a share of a tile: that of Leaflet's levels. */
const LEVEL_TILE_PX = 256;

interface Sums {
  crit: number;
  warn: number;
}
interface PointTags extends Sums {
  readonly index: number;
}

/** Points by level and place. */
export interface ClusterIndex {
  load(points: ClusterPoints): void;
  /** What is seen of them in a part of the map. */
  view(extent: Extent, zoom: number): ClusterView;
  /** The level at which a cluster falls apart. */
  opensAt(clusterId: number): number;
}

/** An index without any points. */
export function createClusterIndex(): ClusterIndex {
  let index = emptyIndex();
  return {
    load({ positions, marks }) {
      index = emptyIndex();
      index.load(
        Array.from(marks, (mark, at) => ({
          type: 'Feature' as const,
          geometry: {
            type: 'Point' as const,
            coordinates: [positions[at * 2] as number, positions[at * 2 + 1] as number],
          },
          properties: { index: at, crit: mark === MARK.crit ? 1 : 0, warn: mark === MARK.warn ? 1 : 0 },
        })),
      );
    },
    view(extent, zoom) {
      const found = index.getClusters([...extent], Math.floor(zoom));
      const view = {
        places: new Float64Array(found.length * 2),
        counts: new Uint32Array(found.length),
        crit: new Uint32Array(found.length),
        warn: new Uint32Array(found.length),
        ids: new Int32Array(found.length),
      };
      found.forEach(({ geometry, properties }, at) => {
        const [lng = 0, lat = 0] = geometry.coordinates;
        const { x, y } = toWorld([lng, lat]);
        view.places[at * 2] = x;
        view.places[at * 2 + 1] = y;
        view.crit[at] = properties.crit;
        view.warn[at] = properties.warn;
        if ('cluster' in properties) {
          view.counts[at] = properties.point_count;
          view.ids[at] = properties.cluster_id;
        } else {
          view.counts[at] = 1;
          view.ids[at] = -1 - properties.index;
        }
      });
      return view;
    },
    opensAt: (clusterId) => index.getClusterExpansionZoom(clusterId),
  };
}

const emptyIndex = () =>
  new Supercluster<PointTags, Sums>({
    radius: RADIUS_PX,
    extent: LEVEL_TILE_PX,
    maxZoom: LAST_CLUSTERED_ZOOM,
    map: ({ crit, warn }) => ({ crit, warn }),
    reduce: (sums, { crit, warn }) => {
      sums.crit += crit;
      sums.warn += warn;
    },
  });

import type { Bounds } from '#shared/geo/contains';
import type { Position } from '#shared/schema/types/place';
import type { ThemeName } from '../tokens';
import type { BaseSource } from './base/types';
import type { LinePen, LinePenOptions } from './edit/line-pen';
import type { ShapePen, ShapePenOptions } from './edit/shape-pen';
import type { MapArea, MarkedArea } from './layers/areas-layer';
import type { MapBuilding } from './layers/buildings-layer';
import type { ClusterPoints } from './layers/cluster-index';
import type { CoveredBuilding } from './layers/coverage-layer';
import type { AreaName } from './layers/names-layer';
import type { RouteStop } from './layers/route-layer';
import type { SeenCluster } from './layers/points-layer';
import type { MapSymbol } from './layers/symbols-layer';
import type { Here } from './marks';

/** What somebody pressed. */
export type MapPress =
  | { readonly kind: 'symbol'; readonly uid: string }
  | { readonly kind: 'incident'; readonly uid: string }
  | { readonly kind: 'worker'; readonly uid: string }
  | { readonly kind: 'sensor'; readonly uid: string }
  | { readonly kind: 'stop'; readonly uid: string }
  | { readonly kind: 'point'; readonly index: number }
  | { readonly kind: 'building'; readonly uid: string }
  | { readonly kind: 'area'; readonly uid: string }
  | { readonly kind: 'ground' };

export interface MapHandlers {
  /** Where it was pressed; null for a name, which stands for a whole area. */
  onPress(press: MapPress, at: Position | null): void;
  /** A tile of the base map could not be had. */
  onBaseFailure(error: unknown): void;
}

/** Layers that can be left out. */
export const SWITCHED_LAYERS = ['areas', 'points', 'symbols', 'incidents', 'sensors', 'workers', 'coverage'] as const;
export type SwitchedLayer = (typeof SWITCHED_LAYERS)[number];

export interface MapSight {
  readonly center: Position;
  readonly zoom: number;
  readonly metersPerPixel: number;
}

/** One map on the page, on plain data. Everything can be set at any time; what is the same is not drawn again. */
export interface MapControl {
  setTheme(theme: ThemeName): void;
  /** Null draws the plain ground. */
  setBase(source: BaseSource | null): void;
  setAreas(areas: readonly MapArea[]): void;
  setNames(names: readonly AreaName[]): void;
  setMarked(marked: readonly MarkedArea[]): void;
  /** What `points` holds is given away. */
  setPoints(points: ClusterPoints): Promise<void>;
  setSymbols(symbols: readonly MapSymbol[]): void;
  /** What has happened: above everything else. */
  setIncidents(incidents: readonly MapSymbol[]): void;
  /** Devices at homes and in the open. */
  setSensors(sensors: readonly MapSymbol[]): void;
  /** Colleagues where they were last. */
  setWorkers(workers: readonly MapSymbol[]): void;
  setCoverage(buildings: readonly CoveredBuilding[]): void;
  /** A walk with its stops in order, above everything else; the one of that uid is marked. */
  setRoute(stops: readonly RouteStop[], selected: string | null): void;
  setBuildings(buildings: readonly MapBuilding[], isRaised: boolean): void;
  setSelected(selected: {
    readonly area: string | null;
    readonly symbol: string | null;
    readonly building: string | null;
    readonly incident: string | null;
  }): void;
  setShown(layer: SwitchedLayer, isShown: boolean): void;
  fit(bounds: Bounds, mostZoom?: number): void;
  goTo(position: Position, zoom?: number): void;
  zoomBy(levels: number): void;
  /** Marks where this device stands, and how sure that is; null takes the mark away. */
  setHere(here: Here | null): void;
  /** The part of the map that is seen: the same object until it is another. */
  sight(): MapSight;
  /** Calls whenever `sight` or `seen` may be another; answers with what ends that. */
  subscribe(listener: () => void): () => void;
  seen(): {
    readonly clusters: readonly SeenCluster[];
    readonly symbols: readonly MapSymbol[];
    readonly incidents: readonly MapSymbol[];
    readonly sensors: readonly MapSymbol[];
  };
  /** Draws a line, or changes a shape, in place of the tool that was in use. */
  draw(options: LinePenOptions): LinePen;
  edit(options: ShapePenOptions & { readonly areaUid: string | null }): ShapePen;
  /** Resolves when what is seen is drawn, the base map among it; after three seconds in any case. */
  settled(): Promise<void>;
  /** Nobody draws any more. */
  rest(): void;
  destroy(): void;
}

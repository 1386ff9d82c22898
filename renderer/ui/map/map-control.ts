import L from 'leaflet';
import type { Bounds } from '#shared/geo/contains';
import type { Position } from '#shared/schema/types/place';
import type { ThemeName } from '../tokens';
import { BaseLayer } from './base/base-layer';
import { drawLabels, labelMeasure, placeLabels } from './base/labels';
import type { BaseSource } from './base/types';
import { CanvasLayer, type Frame } from './canvas-layer';
import { startLine, type LinePen, type LinePenOptions } from './edit/line-pen';
import type { Pen, PenBoard } from './edit/pen';
import { startShape, type ShapePen, type ShapePenOptions } from './edit/shape-pen';
import { AreasLayer, type MapArea, type MarkedArea } from './layers/areas-layer';
import { hereMarker, hovering, settled } from './marks';
import { BuildingsLayer, type MapBuilding } from './layers/buildings-layer';
import { LAST_CLUSTERED_ZOOM, type ClusterPoints } from './layers/cluster-index';
import { NamesLayer, type AreaName } from './layers/names-layer';
import { PointsLayer, type SeenCluster } from './layers/points-layer';
import { SymbolsLayer, type MapSymbol } from './layers/symbols-layer';
import { metersPerPixel } from './mercator';
import { mapColours, type MapColours } from './palette';

/** What somebody pressed. */
export type MapPress =
  | { readonly kind: 'symbol'; readonly uid: string }
  | { readonly kind: 'point'; readonly index: number }
  | { readonly kind: 'building'; readonly uid: string }
  | { readonly kind: 'area'; readonly uid: string }
  | { readonly kind: 'ground' };

export interface MapHandlers {
  onPress(press: MapPress): void;
  /** A tile of the base map could not be had. */
  onBaseFailure(error: unknown): void;
}

/** Layers that can be left out. */
export const SWITCHED_LAYERS = ['areas', 'points', 'symbols'] as const;
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
  setBuildings(buildings: readonly MapBuilding[], isRaised: boolean): void;
  setSelected(selected: {
    readonly area: string | null;
    readonly symbol: string | null;
    readonly building: string | null;
  }): void;
  setShown(layer: SwitchedLayer, isShown: boolean): void;
  fit(bounds: Bounds, mostZoom?: number): void;
  goTo(position: Position, zoom?: number): void;
  zoomBy(levels: number): void;
  /** Marks where this device stands; null takes the mark away. */
  setHere(here: { readonly at: Position; readonly accuracyMeters: number } | null): void;
  /** The part of the map that is seen: the same object until it is another. */
  sight(): MapSight;
  /** Calls whenever `sight` or `seen` may be another; answers with what ends that. */
  subscribe(listener: () => void): () => void;
  seen(): { readonly clusters: readonly SeenCluster[]; readonly symbols: readonly MapSymbol[] };
  /** Draws a line, or changes a shape, in place of the tool that was in use. */
  draw(options: LinePenOptions): LinePen;
  edit(options: ShapePenOptions & { readonly areaUid: string | null }): ShapePen;
  /** Resolves when what is seen is drawn, the base map among it; after three seconds in any case. */
  settled(): Promise<void>;
  /** Nobody draws any more. */
  rest(): void;
  destroy(): void;
}

const PANES = ['sheet', 'edit', 'names'] as const;
const FIRST_PANE_INDEX = 410;
const MOST_ZOOM = 20;
const LEAST_ZOOM = 3;
const FIT_PADDING_PX = 48;

/** Makes a map of an element that is on the page. Its words (`aria-label`) are the element's own. */
export function createMap(element: HTMLElement, handlers: MapHandlers, theme: ThemeName): MapControl {
  const moves = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(element, {
    attributionControl: false,
    zoomControl: false,
    zoomAnimation: moves,
    fadeAnimation: false,
    markerZoomAnimation: moves,
    inertia: moves,
    minZoom: LEAST_ZOOM,
    maxZoom: MOST_ZOOM,
    maxBoundsViscosity: 1,
    zoomSnap: 0.5,
    wheelPxPerZoomLevel: 90,
  });
  PANES.forEach((name, at) => {
    map.createPane(name).style.zIndex = String(FIRST_PANE_INDEX + at * 10);
    if (name !== 'names') (map.getPane(name) as HTMLElement).style.pointerEvents = 'none';
  });
  map.setView([30, 110], 5);

  let colours: MapColours = mapColours(theme);
  const now = () => colours;
  const listeners = new Set<() => void>();
  let sight: MapSight | null = null;
  const changed = () => {
    sight = null;
    for (const listener of listeners) listener();
  };
  const shown: Record<SwitchedLayer, boolean> = { areas: true, points: true, symbols: true };
  // One sheet for all: each canvas over the map costs the browser as much as the map itself.
  const sheet = new CanvasLayer('sheet', (context, frame) => {
    const paint = (painter: { draw(context: CanvasRenderingContext2D, frame: Frame): void }) => {
      context.save();
      painter.draw(context, frame);
      context.restore();
    };
    if (shown.areas) paint(areas);
    paint(buildings);
    if (base) drawLabels(context, placeLabels(base.tiles(), frame, measure), colours);
    if (shown.points) paint(points);
    if (shown.symbols) paint(symbols);
  });
  const areas = new AreasLayer(sheet, now);
  const buildings = new BuildingsLayer(sheet, now);
  const points = new PointsLayer(sheet, now, changed);
  const symbols = new SymbolsLayer(sheet, now);
  const names = new NamesLayer(map, (uid) => handlers.onPress({ kind: 'area', uid }));
  const measure = labelMeasure();
  let base: BaseLayer | null = null;
  let baseSource: BaseSource | null = null;
  let pen: Pen | null = null;
  let here: L.Marker | null = null;
  sheet.addTo(map);

  map.on('moveend', changed);
  map.on('click', ({ latlng }) => {
    if (pen === null) press([latlng.lng, latlng.lat]);
  });
  const hover = hovering(map, (position) => pen === null && hitAt(position).kind !== 'ground');
  const board: PenBoard = { map, colours: now };
  const sized = new ResizeObserver(() => map.invalidateSize({ pan: false }));
  sized.observe(element);

  function hitAt(
    position: Position,
  ): MapPress | { readonly kind: 'cluster'; readonly id: number; readonly at: Position } {
    if (sheet.drawn() === null) return { kind: 'ground' };
    const place = sheet.placeOf(position);
    const symbol = shown.symbols ? symbols.hit(place) : null;
    if (symbol) return { kind: 'symbol', uid: symbol.uid };
    const point = shown.points ? points.hit(place) : null;
    if (point?.kind === 'cluster') return point;
    if (point) return { kind: 'point', index: point.index };
    const building = buildings.hit(place);
    if (building !== null) return { kind: 'building', uid: building };
    const area = shown.areas ? areas.hit(position) : null;
    return area === null ? { kind: 'ground' } : { kind: 'area', uid: area };
  }

  function press(position: Position): void {
    const hit = hitAt(position);
    if (hit.kind === 'cluster') {
      void points.opensAt(hit.id).then((zoom) => goTo(hit.at, Math.min(zoom, LAST_CLUSTERED_ZOOM + 1)));
    } else handlers.onPress(hit);
  }

  function goTo([lng, lat]: Position, zoom = map.getZoom()): void {
    map.setView([lat, lng], Math.min(MOST_ZOOM, zoom));
  }

  function renewBase(): void {
    base?.remove();
    base = null;
    if (baseSource !== null) {
      base = new BaseLayer({
        source: baseSource,
        colours: now,
        onTiles: () => sheet.redraw(),
        onFailure: handlers.onBaseFailure,
      });
      base.addTo(map);
    }
    sheet.redraw();
  }

  function rest(): void {
    pen?.stop();
    pen = null;
    areas.hide(null);
  }

  return {
    setTheme(next) {
      if (mapColours(next) === colours) return;
      colours = mapColours(next);
      symbols.restyle();
      sheet.redraw();
      renewBase();
    },
    setBase(source) {
      if (source === baseSource) return;
      baseSource = source;
      renewBase();
    },
    setAreas: (next) => areas.set(next),
    setNames: (next) => names.set(next),
    setMarked: (next) => areas.mark(next),
    setPoints: (next) => points.load(next),
    setSymbols: (next) => symbols.set(next),
    setBuildings(next, raised) {
      buildings.set(next);
      buildings.raise(raised);
    },
    setSelected({ area, symbol, building }) {
      areas.select(area);
      names.select(area);
      symbols.select(symbol);
      buildings.select(building);
    },
    setShown(layer, isShown) {
      if (shown[layer] === isShown) return;
      shown[layer] = isShown;
      sheet.redraw();
      changed();
    },
    fit({ west, south, east, north }, mostZoom = LAST_CLUSTERED_ZOOM + 1) {
      map.fitBounds(L.latLngBounds([south, west], [north, east]), {
        padding: [FIT_PADDING_PX, FIT_PADDING_PX],
        maxZoom: mostZoom,
      });
    },
    goTo,
    zoomBy: (levels) => void map.setZoom(map.getZoom() + levels),
    setHere(place) {
      here?.remove();
      here = place && hereMarker(place.at).addTo(map);
    },
    sight() {
      if (sight === null) {
        const { lng, lat } = map.getCenter();
        sight = { center: [lng, lat], zoom: map.getZoom(), metersPerPixel: metersPerPixel(lat, map.getZoom()) };
      }
      return sight;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    seen: () => ({ clusters: shown.points ? points.seen() : [], symbols: shown.symbols ? symbols.seen() : [] }),
    draw(options) {
      rest();
      const line = startLine(board, options);
      pen = line;
      return line;
    },
    edit({ areaUid, ...options }) {
      rest();
      areas.hide(areaUid);
      const shape = startShape(board, options);
      pen = shape;
      return shape;
    },
    settled: () => settled(() => base?.isLoading() ?? false),
    rest,
    destroy() {
      rest();
      hover.stop();
      sized.disconnect();
      points.close();
      map.remove();
    },
  };
}

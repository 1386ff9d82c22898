import L from 'leaflet';
import type { Position } from '#shared/schema/types/place';
import type { ThemeName } from '../tokens';
import { BaseLayer } from './base/base-layer';
import { drawLabels, labelMeasure, placeLabels } from './base/labels';
import type { BaseSource } from './base/types';
import { CanvasLayer, type Frame, type Steps } from './canvas-layer';
import type { MapControl, MapHandlers, MapPress, MapSight, SwitchedLayer } from './control-types';
import { startLine } from './edit/line-pen';
import type { Pen, PenBoard } from './edit/pen';
import { startShape } from './edit/shape-pen';
import { AreasLayer } from './layers/areas-layer';
import { hereMark, hovering, settled } from './marks';
import { BuildingsLayer } from './layers/buildings-layer';
import { LAST_CLUSTERED_ZOOM } from './layers/cluster-index';
import { CoverageLayer } from './layers/coverage-layer';
import { NamesLayer } from './layers/names-layer';
import { PointsLayer } from './layers/points-layer';
import { RouteLayer } from './layers/route-layer';
import { SymbolsLayer } from './layers/symbols-layer';
import { metersPerPixel } from './mercator';
import { mapColours, type MapColours } from './palette';

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
  const shown: Record<SwitchedLayer, boolean> = {
    ...{ areas: true, points: true, symbols: true, incidents: true },
    sensors: false,
    workers: false,
    coverage: false,
  };
  // One sheet for all: each canvas over the map costs the browser as much as the map itself.
  const sheet: CanvasLayer = new CanvasLayer('sheet', function* (context, frame) {
    function* paint(painter: { draw(context: CanvasRenderingContext2D, frame: Frame): Steps | void }): Steps {
      context.save();
      try {
        yield* painter.draw(context, frame) ?? [];
      } finally {
        context.restore();
      }
    }
    if (shown.areas) yield* paint(areas);
    yield* paint(buildings);
    if (shown.coverage) yield* paint(coverage);
    if (base) drawLabels(context, placeLabels(base.tiles(), frame, measure), colours);
    if (shown.points) yield* paint(points);
    if (shown.symbols) yield* paint(symbols);
    if (shown.sensors) yield* paint(sensors);
    if (shown.workers) yield* paint(workers);
    if (shown.incidents) yield* paint(incidents);
    yield* paint(route);
  });
  const areas = new AreasLayer(sheet, now);
  const buildings = new BuildingsLayer(sheet, now);
  const points = new PointsLayer(sheet, now, changed);
  const coverage = new CoverageLayer(sheet, now);
  const symbols = new SymbolsLayer(sheet, now);
  const incidents = new SymbolsLayer(sheet, now);
  const workers = new SymbolsLayer(sheet, now);
  const sensors = new SymbolsLayer(sheet, now);
  const route = new RouteLayer(sheet, now);
  const names = new NamesLayer(map, (uid) => handlers.onPress({ kind: 'area', uid }, null));
  const measure = labelMeasure();
  let base: BaseLayer | null = null;
  let baseSource: BaseSource | null = null;
  let pen: Pen | null = null;
  let here: L.Layer | null = null;
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
    const stop = route.hit(place);
    if (stop !== null) return { kind: 'stop', uid: stop };
    const incident = shown.incidents ? incidents.hit(place) : null;
    if (incident) return { kind: 'incident', uid: incident.uid };
    const worker = shown.workers ? workers.hit(place) : null;
    if (worker) return { kind: 'worker', uid: worker.uid };
    const sensor = shown.sensors ? sensors.hit(place) : null;
    if (sensor) return { kind: 'sensor', uid: sensor.uid };
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
    } else handlers.onPress(hit, position);
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
      incidents.restyle();
      workers.restyle();
      sensors.restyle();
      coverage.restyle();
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
    setIncidents: (next) => incidents.set(next),
    setWorkers: (next) => workers.set(next),
    setSensors: (next) => sensors.set(next),
    setCoverage: (next) => coverage.set(next),
    setRoute(stops, selected) {
      route.set(stops);
      route.select(selected);
    },
    setBuildings(next, raised) {
      buildings.set(next);
      buildings.raise(raised);
    },
    setSelected({ area, symbol, building, incident }) {
      areas.select(area);
      names.select(area);
      symbols.select(symbol);
      incidents.select(incident);
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
      here = place && hereMark(place).addTo(map);
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
    seen: () => ({
      clusters: shown.points ? points.seen() : [],
      symbols: shown.symbols ? symbols.seen() : [],
      incidents: shown.incidents ? incidents.seen() : [],
      sensors: shown.sensors ? sensors.seen() : [],
    }),
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
    settled: () => settled(() => sheet.isDrawing() || (base?.isLoading() ?? false)),
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

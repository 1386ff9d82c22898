import 'leaflet/dist/leaflet.css';
import type { Position } from '#shared/schema/types/place';
import { builtinExtract } from '../../../renderer/ui/map/base/builtin';
import { openBase } from '../../../renderer/ui/map/base/open-base';
import { MARK } from '../../../renderer/ui/map/layers/cluster-index';
import type { MapSymbol } from '../../../renderer/ui/map/layers/symbols-layer';
import { createMap } from '../../../renderer/ui/map/map-control';
import '../../../renderer/ui/map/map.css';

/** What a benchmark reaches in this page. */
export interface MapTrial {
  /** From the script's start to the frame in which the base map stood, ms. */
  readonly firstPaintMs: number;
  /** From there to the frame in which the discs stood, ms; 0 for a map without points. */
  readonly pointsMs: number;
  zoom(): number;
  symbolsSeen(): number;
  discsSeen(): number;
  goTo(zoom: number): void;
  startWatching(): void;
  stopWatching(): { readonly frames: readonly number[]; readonly longTasks: readonly number[] };
}

declare global {
  interface Window {
    mapTrial?: MapTrial;
  }
}

const startedAt = performance.now();
/** `points` and `symbols` in the address; a third of the symbols stands in one dense quarter, where the map is looked at closely. */
const query = new URLSearchParams(location.search);
const CENTER: Position = [118.786, 32.043];
const TOWN_DEGREES = 0.016;
const QUARTER_DEGREES = 0.0028;

/** The same points in every run. */
let seed = 7;
const random = () => {
  seed = (seed * 16807) % 2147483647;
  return seed / 2147483647;
};
const within = (span: number): Position => {
  return [CENTER[0] + (random() - 0.5) * span, CENTER[1] + (random() - 0.5) * span];
};

const element = document.querySelector<HTMLElement>('#map');
if (!element) throw new Error('the page has no map');
const control = createMap(
  element,
  {
    onPress: () => undefined,
    onBaseFailure: (error) => {
      throw error;
    },
  },
  'light',
);
control.goTo(CENTER, 15);
const { features } = await builtinExtract();
control.setBase(await openBase({ kind: 'extract', features }));
control.setAreas([
  {
    uid: 'grid',
    shape: [
      [
        [
          [118.78, 32.04],
          [118.79, 32.04],
          [118.79, 32.046],
          [118.78, 32.04],
        ],
      ],
    ],
  },
]);
const painted = () =>
  new Promise<number>((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))));
while (document.querySelectorAll('.map-base .leaflet-tile-loaded').length < 4) await painted();
const firstPaintMs = (await painted()) - startedAt;

const count = Number(query.get('points'));
let pointsMs = 0;
if (count > 0) {
  const from = performance.now();
  const positions = new Float64Array(count * 2);
  const marks = new Uint8Array(count);
  for (let at = 0; at < count; at += 1) {
    [positions[at * 2], positions[at * 2 + 1]] = within(TOWN_DEGREES);
    marks[at] = at % 400 === 0 ? MARK.crit : at % 90 === 0 ? MARK.warn : MARK.none;
  }
  await control.setPoints({ positions, marks });
  while (control.seen().clusters.length === 0) await painted();
  pointsMs = (await painted()) - from;
}
const symbols = Array.from({ length: Number(query.get('symbols')) }, (_, at): MapSymbol => ({
  uid: String(at),
  position: within(at % 3 === 0 ? QUARTER_DEGREES : TOWN_DEGREES),
  shape: 'person',
  label: String(at),
}));
control.setSymbols(symbols);

let frames: number[] = [];
let longTasks: number[] = [];
let isWatching = false;
new PerformanceObserver((list) => {
  if (isWatching) longTasks.push(...list.getEntries().map(({ duration }) => duration));
}).observe({ type: 'longtask' });
let last = 0;
const watch = (now: number) => {
  if (!isWatching) return;
  if (last > 0) frames.push(now - last);
  last = now;
  requestAnimationFrame(watch);
};

window.mapTrial = {
  firstPaintMs,
  pointsMs,
  zoom: () => control.sight().zoom,
  symbolsSeen: () => control.seen().symbols.length,
  discsSeen: () => control.seen().clusters.length,
  goTo: (zoom) => control.goTo(CENTER, zoom),
  startWatching() {
    [frames, longTasks, last, isWatching] = [[], [], 0, true];
    requestAnimationFrame(watch);
  },
  stopWatching() {
    isWatching = false;
    return { frames, longTasks };
  },
};

import type { Position } from '#shared/schema/types/place';
import { isOnCanvas, onCanvas, pixelRatio, type CanvasLayer, type Frame, type Steps } from '../canvas-layer';
import { fromWorld, type World } from '../mercator';
import { canvasFont, type MapColours } from '../palette';
import type { ClusterPoints, ClusterView } from './cluster-index';
import { startClusters } from './cluster-link';

/** What lies under a pointer. */
export type PointHit =
  | { readonly kind: 'cluster'; readonly id: number; readonly count: number; readonly at: Position }
  | { readonly kind: 'point'; readonly index: number; readonly at: Position };

/** A disc on the map, for the list that says the same in words. */
export interface SeenCluster {
  readonly at: Position;
  readonly count: number;
  readonly crit: number;
  readonly warn: number;
}

/** Diameter of a disc by how many it stands for. */
const SIZES = [
  { from: 100, px: 50 },
  { from: 60, px: 44 },
  { from: 1, px: 38 },
] as const;
const RING_PX = 3.5;
/** Two points in the same square of this width are drawn as one. */
const CELL_PX = 2;
/** Between so many the browser may have its turn. */
const STEP_DOTS = 256;
/** Single points grow with the level. */
const dotRadius = (zoom: number): number => Math.max(2, Math.min(5, 2.4 * 1.4 ** (zoom - 18)));

const clusterSize = (count: number): number => SIZES.find(({ from }) => count >= from)?.px ?? 38;

/** Clustered points over the map: discs with counts, from the last level on every point by itself. */
export class PointsLayer {
  private readonly sheet: CanvasLayer;
  private readonly clusters = startClusters();
  private readonly colours: () => MapColours;
  private readonly onSeen: () => void;
  private view: ClusterView | null = null;
  private isLoaded = false;
  /** Answers to earlier questions come too late. */
  private question = 0;
  private askedOf = '';
  private dot: { readonly key: string; readonly stamp: ImageBitmap } | null = null;

  constructor(sheet: CanvasLayer, colours: () => MapColours, onSeen: () => void) {
    this.sheet = sheet;
    this.colours = colours;
    this.onSeen = onSeen;
  }

  /** Takes other points; what `points` holds is given away. */
  async load(points: ClusterPoints): Promise<void> {
    await this.clusters.load(points);
    this.isLoaded = true;
    this.askedOf = '';
    this.sheet.redraw();
  }

  /** What lies at a place of the canvas, the nearest first. */
  hit(place: World): PointHit | null {
    const frame = this.sheet.drawn();
    const { view } = this;
    if (frame === null || view === null) return null;
    let [best, nearest] = [-1, Infinity];
    for (let at = 0; at < view.counts.length; at += 1) {
      const { x, y } = onCanvas(placeIn(view, at), frame);
      const away = Math.hypot(x - place.x, y - place.y);
      const count = view.counts[at] as number;
      const reach = count === 1 ? dotRadius(frame.zoom) + 3 : clusterSize(count) / 2;
      if (away <= reach && away < nearest) [best, nearest] = [at, away];
    }
    if (best < 0) return null;
    const [id, count] = [view.ids[best] as number, view.counts[best] as number];
    const at = fromWorld(placeIn(view, best));
    return id < 0 ? { kind: 'point', index: -1 - id, at } : { kind: 'cluster', id, count, at };
  }

  /** The level at which a cluster falls apart. */
  opensAt(clusterId: number): Promise<number> {
    return this.clusters.opensAt(clusterId);
  }

  /** The discs that are drawn, those with most points first. */
  seen(): readonly SeenCluster[] {
    const { view } = this;
    if (view === null) return [];
    return Array.from(view.counts, (count, at) => ({ count, at }))
      .filter(({ count }) => count > 1)
      .sort((a, b) => b.count - a.count)
      .map(({ count, at }) => ({
        at: fromWorld(placeIn(view, at)),
        count,
        crit: view.crit[at] as number,
        warn: view.warn[at] as number,
      }));
  }

  close(): void {
    this.question += 1;
    this.clusters.close();
  }

  private async ask(frame: Frame): Promise<void> {
    if (!this.isLoaded) return;
    const { scale, originX, originY, width, height, zoom } = frame;
    const key = `${zoom}/${originX}/${originY}/${width}/${height}`;
    if (key === this.askedOf) return;
    this.askedOf = key;
    const question = (this.question += 1);
    const [west, north] = fromWorld({ x: originX / scale, y: originY / scale });
    const [east, south] = fromWorld({ x: (originX + width) / scale, y: (originY + height) / scale });
    const view = await this.clusters.view([west, south, east, north], zoom);
    if (question !== this.question) return;
    this.view = view;
    this.sheet.redraw();
    this.onSeen();
  }

  *draw(context: CanvasRenderingContext2D, frame: Frame): Steps {
    void this.ask(frame);
    const { view } = this;
    if (view === null) return;
    const colours = this.colours();
    yield* this.drawDots(context, frame, view, colours);
    context.font = canvasFont(14, 600);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (let at = view.counts.length - 1; at >= 0; at -= 1) {
      const count = view.counts[at] as number;
      if (count === 1) continue;
      const { x, y } = onCanvas(placeIn(view, at), frame);
      const radius = clusterSize(count) / 2;
      if (x < -radius || y < -radius || x > frame.width + radius || y > frame.height + radius) continue;
      drawDisc(context, { x, y, radius, count, crit: view.crit[at] as number, warn: view.warn[at] as number }, colours);
    }
  }

  /** Points by themselves are stamped, and where one would all but cover another only one is. */
  private *drawDots(context: CanvasRenderingContext2D, frame: Frame, view: ClusterView, colours: MapColours): Steps {
    const stamp = this.dotOf(dotRadius(frame.zoom), colours);
    const size = stamp.width / pixelRatio();
    const columns = Math.ceil(frame.width / CELL_PX) + 1;
    const taken = new Uint8Array(columns * (Math.ceil(frame.height / CELL_PX) + 1));
    for (let at = 0; at < view.counts.length; at += 1) {
      if (at % STEP_DOTS === STEP_DOTS - 1) yield;
      if (view.counts[at] !== 1) continue;
      const { x, y } = onCanvas(placeIn(view, at), frame);
      if (!isOnCanvas({ x, y }, frame)) continue;
      const cell = Math.floor(y / CELL_PX) * columns + Math.floor(x / CELL_PX);
      if (taken[cell] === 1) continue;
      taken[cell] = 1;
      context.drawImage(stamp, Math.round(x - size / 2), Math.round(y - size / 2), size, size);
    }
  }

  private dotOf(radius: number, colours: MapColours): ImageBitmap {
    const key = `${radius}/${colours.paper}`;
    if (this.dot?.key === key) return this.dot.stamp;
    const ratio = pixelRatio();
    const width = Math.ceil(radius * 2 + 3) * ratio;
    const canvas = new OffscreenCanvas(width, width);
    const context = canvas.getContext('2d');
    context?.scale(ratio, ratio);
    const middle = width / ratio / 2;
    context?.arc(middle, middle, radius, 0, 2 * Math.PI);
    if (context) {
      context.fillStyle = colours.paper;
      context.strokeStyle = colours.ring;
      context.lineWidth = 1.4;
      context.fill();
      context.stroke();
    }
    const stamp = canvas.transferToImageBitmap();
    this.dot?.stamp.close();
    this.dot = { key, stamp };
    return stamp;
  }
}

const placeIn = ({ places }: ClusterView, at: number): World => ({
  x: places[at * 2] as number,
  y: places[at * 2 + 1] as number,
});

interface Disc extends World {
  readonly radius: number;
  readonly count: number;
  readonly crit: number;
  readonly warn: number;
}

/** The least arc that is seen, as a share of the ring. */
const LEAST_ARC = 0.06;

/** A disc of paper, its ring, arcs for what is urgent and what is due, and the count. */
function drawDisc(context: CanvasRenderingContext2D, disc: Disc, colours: MapColours): void {
  const { x, y, radius, count, crit, warn } = disc;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colours.paper;
  context.fill();
  context.lineWidth = RING_PX;
  const ring = radius - RING_PX / 2 - 1;
  let from = -Math.PI / 2;
  const arc = (some: number, colour: string) => {
    if (some === 0) return;
    const to = from + 2 * Math.PI * Math.max(LEAST_ARC, some / count);
    context.beginPath();
    context.arc(x, y, ring, from, to);
    context.strokeStyle = colour;
    context.stroke();
    from = to;
  };
  context.beginPath();
  context.arc(x, y, ring, 0, 2 * Math.PI);
  context.strokeStyle = colours.ring;
  context.globalAlpha = 0.55;
  context.stroke();
  context.globalAlpha = 1;
  arc(crit, colours.crit);
  arc(warn, colours.warn);
  context.fillStyle = colours.ink;
  context.fillText(String(count), x, y + 1);
}

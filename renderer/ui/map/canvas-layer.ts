import L from 'leaflet';
import type { Position } from '#shared/schema/types/place';
import { toWorld, worldPixels, type World } from './mercator';

/** What a layer draws into: the part of the map on its canvas, in CSS pixels of that canvas. */
export interface Frame {
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly originX: number;
  readonly originY: number;
}

/** Where a place in the projection's square lies on the canvas. */
export const onCanvas = ({ x, y }: World, { scale, originX, originY }: Frame): World => ({
  x: x * scale - originX,
  y: y * scale - originY,
});

/** Whether a place on the canvas is seen, or would be with a margin. */
export const isOnCanvas = ({ x, y }: World, { width, height }: Frame, margin = 0): boolean =>
  x >= -margin && y >= -margin && x <= width + margin && y <= height + margin;

/** Draws what is to be seen: at once, or in steps between which the browser may have its turn. */
export type Draw = (context: CanvasRenderingContext2D, frame: Frame) => Steps | void;
export type Steps = Generator<void, void, void>;

/** Steps are gone on with for so long at a time: thousands of symbols never hold up a frame for longer. */
const SLICE_MS = 16;

/** Around what is seen, as a share of it: so far a hand can pull before anything is drawn again. */
const PADDING = 0.2;

/**
 * A canvas over the map that the browser moves with it while it is pulled and scaled; it draws again when the map has come to rest, or
 * before an edge of what is drawn would be seen.
 */
export class CanvasLayer extends L.Layer {
  private readonly draw: Draw;
  private readonly paneName: string;
  private canvas: HTMLCanvasElement | null = null;
  private frame: Frame | null = null;
  private topLeft = L.point(0, 0);
  private center = L.latLng(0, 0);
  private zoom = 0;
  private asked = 0;
  private steps: Steps | null = null;
  private going = 0;

  constructor(paneName: string, draw: Draw) {
    super();
    this.paneName = paneName;
    this.draw = draw;
  }

  override onAdd(): this {
    this.canvas = L.DomUtil.create('canvas', 'map-canvas leaflet-zoom-animated') as HTMLCanvasElement;
    this.canvas.setAttribute('aria-hidden', 'true');
    this.getPane(this.paneName)?.append(this.canvas);
    this.settle();
    return this;
  }

  override onRemove(): this {
    cancelAnimationFrame(this.asked);
    this.asked = 0;
    this.giveUp();
    this.canvas?.remove();
    this.canvas = null;
    return this;
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return {
      viewreset: () => this.settle(),
      moveend: () => this.settle(),
      resize: () => this.settle(),
      move: () => this.keepCovered(),
      zoom: () => this.follow(this._map.getCenter(), this._map.getZoom()),
      zoomanim: (event) => {
        const { center, zoom } = event as L.ZoomAnimEvent;
        this.follow(center, zoom);
      },
    };
  }

  /** Draws anew within the next frame: what is to be seen has changed. */
  redraw(): void {
    if (this.canvas === null || this.asked !== 0) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      this.settle();
    });
  }

  /** Whether something is still to be drawn of what is seen. */
  isDrawing(): boolean {
    return this.asked !== 0 || this.steps !== null;
  }

  /** The part of the map that is drawn; null before the first time. */
  drawn(): Frame | null {
    return this.frame;
  }

  /** Where a position lies among what was drawn; `drawn` has to be there. */
  placeOf(position: Position): World {
    if (this.frame === null) throw new Error('nothing is drawn yet');
    return onCanvas(toWorld(position), this.frame);
  }

  private settle(): void {
    const { canvas, _map: map } = this;
    if (canvas === null || !map) return;
    const size = map.getSize();
    if (size.x === 0 || size.y === 0) return;
    this.topLeft = map.containerPointToLayerPoint(size.multiplyBy(-PADDING)).round();
    this.center = map.getCenter();
    this.zoom = map.getZoom();
    const origin = map.getPixelOrigin().add(this.topLeft);
    const width = Math.round(size.x * (1 + 2 * PADDING));
    const height = Math.round(size.y * (1 + 2 * PADDING));
    this.frame = {
      zoom: this.zoom,
      width,
      height,
      scale: worldPixels(this.zoom),
      originX: origin.x,
      originY: origin.y,
    };
    L.DomUtil.setTransform(canvas, this.topLeft, 1);
    const ratio = pixelRatio();
    if (canvas.width !== width * ratio || canvas.height !== height * ratio) {
      canvas.width = width * ratio;
      canvas.height = height * ratio;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    const context = canvas.getContext('2d');
    if (context === null) return;
    this.giveUp();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.steps = this.draw(context, this.frame) ?? null;
    this.goOn();
  }

  /** Draws on until it is done or another frame is due. */
  private goOn(): void {
    const until = performance.now() + SLICE_MS;
    while (this.steps !== null) {
      if (this.steps.next().done === true) this.steps = null;
      else if (performance.now() >= until) {
        this.going = requestAnimationFrame(() => this.goOn());
        return;
      }
    }
  }

  private giveUp(): void {
    cancelAnimationFrame(this.going);
    this.steps?.return();
    this.steps = null;
  }

  /** The map was pulled so far that an edge of the canvas is near. */
  private keepCovered(): void {
    const { frame, _map: map } = this;
    if (frame === null || map.getZoom() !== this.zoom) return;
    const size = map.getSize();
    const seen = map.containerPointToLayerPoint([0, 0]).subtract(this.topLeft);
    const isCovered = seen.x >= 0 && seen.y >= 0 && seen.x + size.x <= frame.width && seen.y + size.y <= frame.height;
    if (!isCovered) this.redraw();
  }

  /** Scales what is drawn to where the map is going, as Leaflet scales its own renderers. */
  private follow(center: L.LatLng, zoom: number): void {
    const { canvas, _map: map } = this;
    if (canvas === null) return;
    const scale = map.getZoomScale(zoom, this.zoom);
    const panePosition = L.DomUtil.getPosition(map.getPanes().mapPane);
    const half = map.getSize().multiplyBy(0.5 + PADDING);
    const newOrigin = map.project(center, zoom).subtract(map.getSize().divideBy(2)).add(panePosition).round();
    const offset = half.multiplyBy(-scale).add(map.project(this.center, zoom)).subtract(newOrigin);
    L.DomUtil.setTransform(canvas, offset, scale);
  }
}

/** Pixels of the device to a CSS pixel; more than two cost time that no eye sees. */
export const pixelRatio = (): number => Math.min(2, Math.max(1, devicePixelRatio));

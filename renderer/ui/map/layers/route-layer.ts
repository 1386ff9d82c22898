import type { Position } from '#shared/schema/types/place';
import { isOnCanvas, onCanvas, type CanvasLayer, type Frame } from '../canvas-layer';
import { toWorld, type World } from '../mercator';
import { canvasFont, type MapColours } from '../palette';

/** A place where somebody stops on a walk. */
export interface RouteStop {
  readonly uid: string;
  readonly position: Position;
  /** Its place in the order, written into it. */
  readonly number: number;
  readonly isDone: boolean;
}

const RADIUS_PX = 13;

/** A walk from stop to stop, each with its number: done ones filled with a tick's colour, the others outlined. */
export class RouteLayer {
  private readonly sheet: CanvasLayer;
  private readonly colours: () => MapColours;
  private stops: readonly RouteStop[] = [];
  private worlds: readonly World[] = [];
  private selected: string | null = null;

  constructor(sheet: CanvasLayer, colours: () => MapColours) {
    this.sheet = sheet;
    this.colours = colours;
  }

  set(stops: readonly RouteStop[]): void {
    this.stops = stops;
    this.worlds = stops.map(({ position }) => toWorld(position));
    this.sheet.redraw();
  }

  select(uid: string | null): void {
    this.selected = uid;
    this.sheet.redraw();
  }

  /** The stop at a place of the canvas: the first one comes on top. */
  hit(place: World): string | null {
    const frame = this.sheet.drawn();
    if (frame === null) return null;
    const at = this.worlds.findIndex((world) => {
      const { x, y } = onCanvas(world, frame);
      return Math.hypot(x - place.x, y - place.y) <= RADIUS_PX + 4;
    });
    return this.stops[at]?.uid ?? null;
  }

  draw(context: CanvasRenderingContext2D, frame: Frame): void {
    if (this.stops.length === 0) return;
    const colours = this.colours();
    const places = this.worlds.map((world) => onCanvas(world, frame));
    context.lineJoin = 'round';
    context.beginPath();
    for (const { x, y } of places) context.lineTo(x, y);
    context.lineWidth = 7;
    context.strokeStyle = colours.halo;
    context.stroke();
    context.lineWidth = 3;
    context.strokeStyle = colours.accent;
    context.stroke();
    context.font = canvasFont(13, 600);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (let index = this.stops.length - 1; index >= 0; index -= 1) {
      const stop = this.stops[index] as RouteStop;
      const { x, y } = places[index] as World;
      if (!isOnCanvas({ x, y }, frame, RADIUS_PX)) continue;
      const isChosen = stop.uid === this.selected;
      context.beginPath();
      context.arc(x, y, isChosen ? RADIUS_PX + 4 : RADIUS_PX, 0, 2 * Math.PI);
      context.fillStyle = stop.isDone ? colours.ok : isChosen ? colours.accent : colours.paper;
      context.fill();
      context.lineWidth = 2.5;
      context.strokeStyle = stop.isDone ? colours.ok : colours.accent;
      context.stroke();
      context.fillStyle = stop.isDone ? colours.paper : isChosen ? colours.onAccent : colours.ink;
      context.fillText(String(stop.number), x, y + 0.5);
    }
  }
}

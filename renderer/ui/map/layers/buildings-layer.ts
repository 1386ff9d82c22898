import type { Ring } from '#shared/schema/types/place';
import { onCanvas, type CanvasLayer, type Frame } from '../canvas-layer';
import { fromWorld, metersPerPixel, toWorld, worldRings, type World } from '../mercator';
import { canvasFont, type MapColours } from '../palette';

/** A building that the station knows, by its outline. */
export interface MapBuilding {
  readonly uid: string;
  readonly ring: Ring;
  readonly floors: number;
  /** What neighbours call it. */
  readonly name: string;
}

interface Drawable {
  readonly building: MapBuilding;
  readonly flat: Float64Array;
  readonly middle: World;
  /** From the middle to the southernmost corner. */
  readonly depth: number;
}

/** Height of a storey on the ground, metres. */
const STOREY_METERS = 3;
/** How much of its height a building leans upwards on the map, and to the east. */
const LEAN = { up: 0.62, aside: 0.18 } as const;
export const RAISED_FROM_ZOOM = 15;
/** Names of buildings are written from here on. */
const NAMED_FROM_ZOOM = 18;
const PRESSED_FROM_ZOOM = 16;

/** The station's buildings: flat they only answer to a press; raised they stand as high as they have floors. */
export class BuildingsLayer {
  private readonly sheet: CanvasLayer;
  private readonly colours: () => MapColours;
  private drawables: readonly Drawable[] = [];
  private isRaised = false;
  private selected: string | null = null;

  constructor(sheet: CanvasLayer, colours: () => MapColours) {
    this.sheet = sheet;
    this.colours = colours;
  }

  set(buildings: readonly MapBuilding[]): void {
    this.drawables = buildings
      .flatMap((building) => {
        const [flat] = worldRings([[building.ring]]);
        if (!flat) return [];
        const middle = middleOf(flat);
        const depth = Math.max(...flat.filter((_, at) => at % 2 === 1)) - middle.y;
        return [{ building, flat, middle, depth }];
      })
      // From the north: what stands further south stands in front.
      .sort((a, b) => a.middle.y - b.middle.y);
    this.sheet.redraw();
  }

  raise(isRaised: boolean): void {
    this.isRaised = isRaised;
    this.sheet.redraw();
  }

  select(uid: string | null): void {
    this.selected = uid;
    this.sheet.redraw();
  }

  /** The building at a position; raised ones are pressed at their foot as well as anywhere on them. */
  hit(place: World): string | null {
    const frame = this.sheet.drawn();
    if (frame === null || frame.zoom < PRESSED_FROM_ZOOM) return null;
    for (let at = this.drawables.length - 1; at >= 0; at -= 1) {
      const { building, flat } = this.drawables[at] as Drawable;
      const corners = cornersOn(flat, frame);
      if (isInside(corners, place)) return building.uid;
      if (!this.isRaised) continue;
      const { dx, dy } = leanOf(building, frame);
      if (isInside(corners, { x: place.x - dx, y: place.y - dy })) return building.uid;
    }
    return null;
  }

  draw(context: CanvasRenderingContext2D, frame: Frame): void {
    const colours = this.colours();
    context.lineJoin = 'round';
    const isRaised = this.isRaised && frame.zoom >= RAISED_FROM_ZOOM;
    for (const { building, flat, middle } of this.drawables) {
      const at = onCanvas(middle, frame);
      if (at.x < -200 || at.y < -200 || at.x > frame.width + 200 || at.y > frame.height + 400) continue;
      const isOn = building.uid === this.selected;
      if (isRaised) drawRaised(context, cornersOn(flat, frame), leanOf(building, frame), isOn, colours);
      else if (isOn) outline(context, pathOf(cornersOn(flat, frame)), colours);
    }
    if (frame.zoom >= NAMED_FROM_ZOOM) this.drawNames(context, frame, colours, isRaised);
  }

  private drawNames(context: CanvasRenderingContext2D, frame: Frame, colours: MapColours, isRaised: boolean): void {
    context.font = canvasFont(12);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.strokeStyle = colours.halo;
    context.fillStyle = colours.label;
    context.lineWidth = 3.5;
    for (const { building, middle, depth } of this.drawables) {
      const { x, y } = onCanvas(middle, frame);
      if (x < 0 || y < 0 || x > frame.width || y > frame.height) continue;
      // On the roof; flat, below the building, since homes are drawn on it.
      const { dx, dy } = isRaised ? leanOf(building, frame) : { dx: 0, dy: depth * frame.scale + 9 };
      context.strokeText(building.name, x + dx, y + dy);
      context.fillText(building.name, x + dx, y + dy);
    }
  }
}

interface Lean {
  readonly dx: number;
  readonly dy: number;
}

function leanOf({ floors, ring }: MapBuilding, { zoom }: Frame): Lean {
  const pixels = (floors * STOREY_METERS) / metersPerPixel(ring[0]?.[1] ?? 0, zoom);
  return { dx: pixels * LEAN.aside, dy: -pixels * LEAN.up };
}

function cornersOn(flat: Float64Array, frame: Frame): readonly World[] {
  return Array.from({ length: flat.length / 2 - 1 }, (_, at) =>
    onCanvas({ x: flat[at * 2] as number, y: flat[at * 2 + 1] as number }, frame),
  );
}

function drawRaised(
  context: CanvasRenderingContext2D,
  corners: readonly World[],
  { dx, dy }: Lean,
  isOn: boolean,
  colours: MapColours,
): void {
  context.lineWidth = 0.8;
  context.strokeStyle = colours.buildingEdge;
  const walls = corners.map((from, at) => ({ from, to: corners[(at + 1) % corners.length] as World }));
  // Walls behind the roof are drawn first, so that the roof covers them.
  for (const { from, to } of [...walls].sort((a, b) => a.from.y + a.to.y - b.from.y - b.to.y)) {
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.lineTo(to.x + dx, to.y + dy);
    context.lineTo(from.x + dx, from.y + dy);
    context.closePath();
    context.fillStyle = Math.abs(to.x - from.x) > Math.abs(to.y - from.y) ? colours.wallLight : colours.wallShade;
    context.fill();
    context.stroke();
  }
  const roof = pathOf(corners.map(({ x, y }) => ({ x: x + dx, y: y + dy })));
  context.fillStyle = colours.block;
  context.fill(roof);
  context.stroke(roof);
  if (isOn) outline(context, roof, colours);
}

function outline(context: CanvasRenderingContext2D, path: Path2D, { accent }: MapColours): void {
  context.strokeStyle = context.fillStyle = accent;
  context.globalAlpha = 0.18;
  context.fill(path);
  context.globalAlpha = 1;
  context.lineWidth = 2;
  context.stroke(path);
}

function pathOf(corners: readonly World[]): Path2D {
  const path = new Path2D();
  corners.forEach(({ x, y }, at) => (at === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
  path.closePath();
  return path;
}

function middleOf(flat: Float64Array): World {
  const count = flat.length / 2 - 1;
  let [x, y] = [0, 0];
  for (let at = 0; at < count; at += 1) {
    x += flat[at * 2] as number;
    y += flat[at * 2 + 1] as number;
  }
  return { x: x / count, y: y / count };
}

function isInside(corners: readonly World[], { x, y }: World): boolean {
  let isIn = false;
  corners.forEach((a, at) => {
    const b = corners[(at + 1) % corners.length] as World;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) isIn = !isIn;
  });
  return isIn;
}

/** The middle of a building's outline. */
export function middleOfRing(ring: Ring): readonly [number, number] {
  const corners = ring.slice(0, -1).map(toWorld);
  const mean = (pick: (world: World) => number) =>
    corners.reduce((sum, corner) => sum + pick(corner), 0) / Math.max(1, corners.length);
  return fromWorld({ x: mean(({ x }) => x), y: mean(({ y }) => y) });
}

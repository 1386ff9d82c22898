import type { MultiPolygon } from '#shared/schema/types/place';
import { onCanvas, type CanvasLayer, type Frame } from '../canvas-layer';
import { toWorld, worldRings, type World } from '../mercator';
import type { MapColours } from '../palette';

/** An area with a name: a grid. */
export interface MapArea {
  readonly uid: string;
  readonly shape: MultiPolygon;
}

/** Something that a shape is marked for: an overlap, a gap, a household outside; or that it was chosen. */
export interface MarkedArea {
  readonly shape: MultiPolygon;
  readonly tone: 'crit' | 'warn' | 'chosen';
}

interface Drawable {
  readonly uid: string;
  readonly rings: readonly Float64Array[];
}

const MARK_COLOURS = { crit: 'crit', warn: 'warn', chosen: 'accent' } as const;
const DASH = [8, 5] as const;
/** Corners nearer to each other than this are drawn as one, pixels. */
const LEAST_STEP_PX = 0.7;

/** Areas over the map: one filled and drawn through, the rest dashed; and what is marked in them. */
export class AreasLayer {
  private areas: readonly Drawable[] = [];
  private marked: readonly { readonly rings: readonly Float64Array[]; readonly tone: MarkedArea['tone'] }[] = [];
  private selected: string | null = null;
  /** The area that is being edited is drawn by the editor. */
  private hidden: string | null = null;

  private readonly sheet: CanvasLayer;
  private readonly colours: () => MapColours;

  constructor(sheet: CanvasLayer, colours: () => MapColours) {
    this.sheet = sheet;
    this.colours = colours;
  }

  set(areas: readonly MapArea[]): void {
    this.areas = areas.map(({ uid, shape }) => ({ uid, rings: worldRings(shape) }));
    this.sheet.redraw();
  }

  mark(marked: readonly MarkedArea[]): void {
    this.marked = marked.map(({ shape, tone }) => ({ rings: worldRings(shape), tone }));
    this.sheet.redraw();
  }

  select(uid: string | null): void {
    this.selected = uid;
    this.sheet.redraw();
  }

  hide(uid: string | null): void {
    this.hidden = uid;
    this.sheet.redraw();
  }

  /** The area at a position, the smallest of those that hold it. */
  hit(position: readonly [number, number]): string | null {
    const { x, y } = toWorld(position);
    const found = this.areas
      .filter(({ uid, rings }) => uid !== this.hidden && holds(rings, x, y))
      .map(({ uid, rings }) => ({ uid, size: boxSize(rings) }))
      .sort((a, b) => a.size - b.size);
    return found[0]?.uid ?? null;
  }

  draw(context: CanvasRenderingContext2D, frame: Frame): void {
    const colours = this.colours();
    context.lineJoin = 'round';
    const others = new Path2D();
    const chosen = new Path2D();
    for (const { uid, rings } of this.areas) {
      if (uid === this.hidden) continue;
      for (const ring of rings) addRing(uid === this.selected ? chosen : others, ring, frame);
    }
    context.fillStyle = colours.accent;
    context.strokeStyle = colours.accent;
    context.globalAlpha = 0.03;
    context.fill(others, 'evenodd');
    context.globalAlpha = 0.11;
    context.fill(chosen, 'evenodd');
    context.globalAlpha = 0.85;
    context.lineWidth = 1.8;
    context.setLineDash([...DASH]);
    context.stroke(others);
    context.setLineDash([]);
    context.globalAlpha = 1;
    context.lineWidth = 3;
    context.stroke(chosen);
    for (const { rings, tone } of this.marked) {
      const path = new Path2D();
      for (const ring of rings) addRing(path, ring, frame);
      context.fillStyle = context.strokeStyle = colours[MARK_COLOURS[tone]];
      context.globalAlpha = tone === 'chosen' ? 0.11 : 0.28;
      context.fill(path, 'evenodd');
      context.globalAlpha = 1;
      context.lineWidth = tone === 'chosen' ? 3 : 2;
      context.stroke(path);
    }
  }
}

/** Adds a closed ring to a path; corners that would fall on each other are left out. */
export function addRing(path: Path2D, ring: Float64Array, frame: Frame): void {
  let [lastX, lastY] = [Infinity, Infinity];
  for (let at = 0; at < ring.length; at += 2) {
    const { x, y } = onCanvas({ x: ring[at] as number, y: ring[at + 1] as number }, frame);
    if (at === 0) path.moveTo(x, y);
    else if (Math.abs(x - lastX) + Math.abs(y - lastY) < LEAST_STEP_PX) continue;
    else path.lineTo(x, y);
    [lastX, lastY] = [x, y];
  }
  path.closePath();
}

/** Whether rings hold a place, holes left out: the number of edges to its right is odd. */
function holds(rings: readonly Float64Array[], x: number, y: number): boolean {
  let isIn = false;
  for (const ring of rings) {
    for (let at = 0; at + 3 < ring.length; at += 2) {
      const [x1, y1, x2, y2] = [ring[at], ring[at + 1], ring[at + 2], ring[at + 3]] as [number, number, number, number];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) isIn = !isIn;
    }
  }
  return isIn;
}

function boxSize(rings: readonly Float64Array[]): number {
  let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const ring of rings) {
    for (let at = 0; at < ring.length; at += 2) {
      const [x, y] = [ring[at] as number, ring[at + 1] as number];
      [west, east, north, south] = [Math.min(west, x), Math.max(east, x), Math.min(north, y), Math.max(south, y)];
    }
  }
  return (east - west) * (south - north);
}

/** How far from the top a label may stand, as shares of the height, the best first. */
const LABEL_SHARES = [0.14, 0.2, 0.28, 0.38, 0.5, 0.62, 0.74];
/** A stretch has to be so wide of the widest there is. */
const WIDE_ENOUGH = 0.7;

/** A place within an area, where its label stands: near its top, where it is wide enough to hold one. */
export function labelPlace(shape: MultiPolygon): World | null {
  const rings = worldRings(shape);
  const outer = rings.reduce<Float64Array | null>(
    (best, ring) => (best === null || boxSize([ring]) > boxSize([best]) ? ring : best),
    null,
  );
  if (outer === null) return null;
  let [north, south] = [Infinity, -Infinity];
  for (let at = 1; at < outer.length; at += 2) {
    north = Math.min(north, outer[at] as number);
    south = Math.max(south, outer[at] as number);
  }
  const stretches = LABEL_SHARES.flatMap((share) => widestAt(rings, north + (south - north) * share) ?? []);
  const most = Math.max(...stretches.map(({ width }) => width));
  return stretches.find(({ width }) => width >= most * WIDE_ENOUGH)?.place ?? null;
}

/** The widest stretch of an area at a latitude, and its middle. */
function widestAt(rings: readonly Float64Array[], y: number): { readonly place: World; readonly width: number } | null {
  const crossings = crossingsAt(rings, y);
  let best: { readonly place: World; readonly width: number } | null = null;
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    const [from, to] = [crossings[at] as number, crossings[at + 1] as number];
    if (best === null || to - from > best.width) best = { place: { x: (from + to) / 2, y }, width: to - from };
  }
  return best;
}

/** Where a horizontal line crosses the edges, from west to east. */
function crossingsAt(rings: readonly Float64Array[], y: number): readonly number[] {
  const found: number[] = [];
  for (const ring of rings) {
    for (let at = 0; at + 3 < ring.length; at += 2) {
      const [x1, y1, x2, y2] = [ring[at], ring[at + 1], ring[at + 2], ring[at + 3]] as [number, number, number, number];
      if (y1 > y !== y2 > y) found.push(((x2 - x1) * (y - y1)) / (y2 - y1) + x1);
    }
  }
  return found.sort((a, b) => a - b);
}

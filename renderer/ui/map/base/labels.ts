import type { Frame } from '../canvas-layer';
import { worldPixels } from '../mercator';
import { canvasFont, type MapColours } from '../palette';
import type { ShownTile } from './base-layer';
import { TILE_PX, type TileFeature } from './types';

/** A label where it stands on the canvas. */
export interface PlacedLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Radians; 0 reads from left to right. */
  readonly angle: number;
}

/** A label that could be written, the most wanted first. */
interface Candidate extends PlacedLabel {
  readonly room: number;
  readonly rank: number;
}

const FONT_PX = 12;
const HALO_PX = 3.5;
/** The same name is written again only so far away, pixels. */
const REPEAT_PX = 420;
/** Between two labels, pixels. */
const APART_PX = 10;
const PLACES_FROM = 13;
const ROADS_FROM = 15;

/** Chooses which names are written where: none over another, none over what is kept free, the same one again only far away. */
export function placeLabels(
  tiles: readonly ShownTile[],
  frame: Frame,
  measure: (text: string) => number,
): readonly PlacedLabel[] {
  const candidates = tiles
    .flatMap((tile) => candidatesIn(tile, frame))
    .sort((a, b) => a.rank - b.rank || b.room - a.room || (a.text < b.text ? -1 : 1));
  const placed: (PlacedLabel & { readonly reach: number })[] = [];
  for (const { text, x, y, angle, room } of candidates) {
    const width = measure(text);
    if (width > room) continue;
    // A slanting name takes as much room as a disc around it.
    const reach = angle === 0 ? width / 2 : width / 2.4;
    const isFree = placed.every((other) => {
      const [across, along] = [Math.abs(other.x - x), Math.abs(other.y - y)];
      if (other.text === text && across + along < REPEAT_PX) return false;
      const isFlat = angle === 0 && other.angle === 0;
      return across > reach + other.reach + APART_PX || along > (isFlat ? FONT_PX + APART_PX : reach + other.reach);
    });
    if (isFree) placed.push({ text, x, y, angle, reach });
  }
  return placed;
}

function candidatesIn({ id, tile }: ShownTile, frame: Frame): readonly Candidate[] {
  const scale = worldPixels(frame.zoom) / (TILE_PX * 2 ** id.z);
  const left = id.x * TILE_PX * scale - frame.originX;
  const top = id.y * TILE_PX * scale - frame.originY;
  const at = (part: ArrayLike<number>, index: number) => ({
    x: (part[index * 2] as number) * scale + left,
    y: (part[index * 2 + 1] as number) * scale + top,
  });
  const candidates: Candidate[] = [];
  const middle = (feature: TileFeature, rank: number, room: number) => {
    const [part] = feature.parts;
    if (feature.name === null || !part || part.length < 2) return;
    const count = part.length / 2;
    const points = Array.from({ length: count }, (_, index) => at(part, index));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / count;
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    const width = count === 1 ? room : Math.max(...xs) - Math.min(...xs);
    candidates.push({ text: feature.name, x: mean(xs), y: mean(ys), angle: 0, room: width, rank });
  };
  if (frame.zoom >= PLACES_FROM) {
    for (const feature of tile.place ?? []) middle(feature, 0, Infinity);
    for (const feature of [...(tile.park ?? []), ...(tile.water ?? [])]) middle(feature, 1, 0);
  }
  if (frame.zoom >= ROADS_FROM) {
    for (const road of tile.road ?? []) {
      const text = road.name;
      if (text === null || road.rank === 'path') continue;
      for (const part of road.parts) {
        const straight = longestStraight(part, at);
        if (straight) candidates.push({ ...straight, text, rank: road.rank === 'main' ? 2 : 3 });
      }
    }
  }
  return candidates.filter(({ x, y }) => x >= 0 && y >= 0 && x <= frame.width && y <= frame.height);
}

/** From here on a bend is too sharp to write over, radians. */
const BEND = 0.35;

/** The longest stretch of a line that is all but straight: its middle, its slant, its length. */
function longestStraight(
  part: ArrayLike<number>,
  at: (part: ArrayLike<number>, index: number) => { readonly x: number; readonly y: number },
): Pick<Candidate, 'x' | 'y' | 'angle' | 'room'> | null {
  const count = part.length / 2;
  let best: Pick<Candidate, 'x' | 'y' | 'angle' | 'room'> | null = null;
  let start = 0;
  for (let end = 1; end < count; end += 1) {
    const [a, b, first] = [at(part, end - 1), at(part, end), at(part, start)];
    const slant = Math.atan2(b.y - a.y, b.x - a.x);
    const whole = Math.atan2(b.y - first.y, b.x - first.x);
    if (Math.abs(Math.sin(slant - whole)) > BEND) {
      start = end - 1;
      continue;
    }
    const room = Math.hypot(b.x - first.x, b.y - first.y);
    if (best === null || room > best.room) {
      best = { x: (first.x + b.x) / 2, y: (first.y + b.y) / 2, angle: upright(whole), room };
    }
  }
  return best;
}

/** Never upside down. */
function upright(angle: number): number {
  if (angle > Math.PI / 2) return angle - Math.PI;
  return angle <= -Math.PI / 2 ? angle + Math.PI : angle;
}

/** Writes labels, each with its halo. */
export function drawLabels(
  context: CanvasRenderingContext2D,
  labels: readonly PlacedLabel[],
  colours: MapColours,
): void {
  context.font = canvasFont(FONT_PX);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.strokeStyle = colours.halo;
  context.fillStyle = colours.label;
  context.lineWidth = HALO_PX;
  for (const { text, x, y, angle } of labels) {
    context.save();
    context.translate(Math.round(x), Math.round(y));
    context.rotate(angle);
    context.strokeText(text, 0, 0);
    context.fillText(text, 0, 0);
    context.restore();
  }
}

/** Widths of labels in their font, remembered: the same names are measured at each move. */
export function labelMeasure(): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  const widths = new Map<string, number>();
  return (text) => {
    const known = widths.get(text);
    if (known !== undefined || context === null) return known ?? 0;
    context.font = canvasFont(FONT_PX);
    const { width } = context.measureText(text);
    widths.set(text, width);
    return width;
  };
}

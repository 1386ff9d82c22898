import type { Position } from '#shared/schema/types/place';
import { isOnCanvas, onCanvas, pixelRatio, type CanvasLayer, type Frame, type Steps } from '../canvas-layer';
import { toWorld, type World } from '../mercator';
import type { MapColours } from '../palette';
import { COUNT_ROOM_PX, drawSprite, toneOf, type SymbolShape } from './symbol-sprite';

/** Something with a place of its own on the map. */
export interface MapSymbol {
  readonly uid: string;
  readonly position: Position;
  readonly shape: SymbolShape;
  /** Said to whoever cannot see the shape. */
  readonly label: string;
  /** How many it stands for, written into it; absent for one. */
  readonly count?: number;
  /** Whether it hangs below its place, so that a disc there can be read. */
  readonly hangs?: boolean;
  /** The levels at which it is drawn, the last one left out; absent for those of its shape. */
  readonly zooms?: readonly [from: number, below: number];
}

/** From which level on a shape is drawn: key people only where houses can be told apart. */
const FROM_ZOOM: Readonly<Record<SymbolShape, number>> = {
  person: 17,
  worker: 0,
  alert: 0,
  due: 0,
  progress: 0,
  idle: 0,
  done: 0,
  'sensor-alarm': 0,
  'sensor-silent': 0,
  'sensor-low': 0,
  'sensor-online': 0,
};

/** Whether a symbol is drawn at a level. */
const isDrawnAt = ({ shape, zooms }: MapSymbol, zoom: number): boolean =>
  zooms ? zoom >= zooms[0] && zoom < zooms[1] : zoom >= FROM_ZOOM[shape];

/** Between so many the browser may have its turn. */
const STEP_SYMBOLS = 128;

/** How far below its place a symbol is drawn that hangs there. */
const HANG_PX = 26;

const hung = (symbol: MapSymbol, { x, y }: World): World => (symbol.hangs === true ? { x, y: y + HANG_PX } : { x, y });

/** Height of a symbol at a level, pixels. */
function symbolSize({ shape, count }: Pick<MapSymbol, 'shape' | 'count'>, zoom: number): number {
  if (shape === 'person') return count !== undefined || zoom >= 20 ? 20 : zoom < 18 ? 14 : 10;
  if (shape.startsWith('sensor')) return 22;
  return shape === 'alert' ? 32 : 26;
}

/** Symbols over the map, above clusters. What is selected stands on a halo. */
export class SymbolsLayer {
  private readonly sheet: CanvasLayer;
  private readonly colours: () => MapColours;
  private readonly sprites = new Map<string, ImageBitmap>();
  private symbols: readonly MapSymbol[] = [];
  private worlds: readonly World[] = [];
  private selected: string | null = null;

  constructor(sheet: CanvasLayer, colours: () => MapColours) {
    this.sheet = sheet;
    this.colours = colours;
  }

  set(symbols: readonly MapSymbol[]): void {
    this.symbols = symbols;
    this.worlds = symbols.map(({ position }) => toWorld(position));
    this.sheet.redraw();
  }

  select(uid: string | null): void {
    this.selected = uid;
    this.sheet.redraw();
  }

  /** Other colours. */
  restyle(): void {
    for (const sprite of this.sprites.values()) sprite.close();
    this.sprites.clear();
    this.sheet.redraw();
  }

  /** The symbol at a place of the canvas: the one drawn last of those that cover it. */
  hit(place: World, margin = 4): MapSymbol | null {
    const frame = this.sheet.drawn();
    if (frame === null) return null;
    for (let at = this.symbols.length - 1; at >= 0; at -= 1) {
      const symbol = this.symbols[at] as MapSymbol;
      if (!isDrawnAt(symbol, frame.zoom)) continue;
      const { x, y } = hung(symbol, onCanvas(this.worlds[at] as World, frame));
      const reach = symbolSize(symbol, frame.zoom) / 2 + margin;
      const along = symbol.count === undefined ? reach : reach + COUNT_ROOM_PX / 2;
      if (Math.abs(x - place.x) <= along && Math.abs(y - place.y) <= reach) return symbol;
    }
    return null;
  }

  /** The symbols that are drawn at the moment. */
  seen(): readonly MapSymbol[] {
    const frame = this.sheet.drawn();
    if (frame === null) return [];
    return this.symbols.filter(
      (symbol, at) => isDrawnAt(symbol, frame.zoom) && isOnCanvas(onCanvas(this.worlds[at] as World, frame), frame),
    );
  }

  *draw(context: CanvasRenderingContext2D, frame: Frame): Steps {
    let drawn = 0;
    let chosen: { readonly symbol: MapSymbol; readonly at: World } | null = null;
    for (let index = 0; index < this.symbols.length; index += 1) {
      const symbol = this.symbols[index] as MapSymbol;
      if (!isDrawnAt(symbol, frame.zoom)) continue;
      const at = hung(symbol, onCanvas(this.worlds[index] as World, frame));
      const size = symbolSize(symbol, frame.zoom);
      if (!isOnCanvas(at, frame, size)) continue;
      if (symbol.uid === this.selected) chosen = { symbol, at };
      else this.drawOne(context, symbol, size, at);
      drawn += 1;
      if (drawn % STEP_SYMBOLS === 0) yield;
    }
    if (chosen === null) return;
    const { symbol, at } = chosen;
    const size = Math.max(20, symbolSize(symbol, frame.zoom));
    const colours = this.colours();
    const colour = toneOf(symbol.shape, colours);
    context.beginPath();
    context.arc(at.x, at.y, size * 0.85, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.globalAlpha = 0.22;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = 1.5;
    context.strokeStyle = colour;
    context.stroke();
    this.drawOne(context, symbol, size, at);
  }

  private drawOne(context: CanvasRenderingContext2D, symbol: MapSymbol, size: number, { x, y }: World): void {
    const { shape, count } = symbol;
    const key = `${shape}/${size}/${count ?? ''}`;
    const sprite = this.sprites.get(key) ?? drawSprite(shape, size, count, this.colours());
    this.sprites.set(key, sprite);
    const [width, height] = [sprite.width / pixelRatio(), sprite.height / pixelRatio()];
    context.drawImage(sprite, Math.round(x - width / 2), Math.round(y - height / 2), width, height);
  }
}

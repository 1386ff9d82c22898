import type { Ring } from '#shared/schema/types/place';
import { onCanvas, pixelRatio, type CanvasLayer, type Frame } from '../canvas-layer';
import { middleOfRing } from './buildings-layer';
import { toWorld, worldRings, type World } from '../mercator';
import { canvasFont, type MapColours } from '../palette';
import { addRing } from './areas-layer';

/** How much of what is to be done in a building has been done. */
export const COVERAGE_BANDS = ['low', 'middle', 'high'] as const;
export type CoverageBand = (typeof COVERAGE_BANDS)[number];

/** A building with its share, for the heat of coverage. */
export interface CoveredBuilding {
  readonly uid: string;
  readonly ring: Ring;
  readonly band: CoverageBand;
  /** Written on it near by: 3/5. */
  readonly figure: string;
}

interface Drawable {
  readonly building: CoveredBuilding;
  readonly flat: Float64Array;
  readonly middle: World;
}

/** Figures are written from here on. */
const FIGURES_FROM_ZOOM = 17;
/** From afar a building is drawn as a square of at least this width. */
const LEAST_PX = 7;
const HATCH_PX = 6;
const TONES = { low: 'crit', middle: 'warn', high: 'ok' } as const;

/** Buildings filled by share: by colour, and by how dense the hatch is: crossed, slanted, none. */
export class CoverageLayer {
  private readonly sheet: CanvasLayer;
  private readonly colours: () => MapColours;
  private drawables: readonly Drawable[] = [];
  private hatches = new Map<CoverageBand, CanvasPattern | null>();

  constructor(sheet: CanvasLayer, colours: () => MapColours) {
    this.sheet = sheet;
    this.colours = colours;
  }

  set(buildings: readonly CoveredBuilding[]): void {
    this.drawables = buildings.flatMap((building) => {
      const [flat] = worldRings([[building.ring]]);
      return flat ? [{ building, flat, middle: toWorld(middleOfRing(building.ring)) }] : [];
    });
    this.sheet.redraw();
  }

  /** Other colours. */
  restyle(): void {
    this.hatches = new Map();
    this.sheet.redraw();
  }

  draw(context: CanvasRenderingContext2D, frame: Frame): void {
    const colours = this.colours();
    for (const band of COVERAGE_BANDS) {
      const path = new Path2D();
      for (const { building, flat, middle } of this.drawables) {
        const { x, y } = onCanvas(middle, frame);
        if (building.band !== band || x < -100 || y < -100 || x > frame.width + 100 || y > frame.height + 100) continue;
        if (widthOn(flat, frame) >= LEAST_PX) addRing(path, flat, frame);
        else path.rect(x - LEAST_PX / 2, y - LEAST_PX / 2, LEAST_PX, LEAST_PX);
      }
      context.fillStyle = context.strokeStyle = colours[TONES[band]];
      context.globalAlpha = 0.3;
      context.fill(path);
      context.globalAlpha = 1;
      const hatch = this.hatchOf(context, band, colours);
      if (hatch) {
        context.fillStyle = hatch;
        context.fill(path);
      }
      context.lineWidth = 1.5;
      context.stroke(path);
    }
    if (frame.zoom >= FIGURES_FROM_ZOOM) this.drawFigures(context, frame, colours);
  }

  private drawFigures(context: CanvasRenderingContext2D, frame: Frame, colours: MapColours): void {
    context.font = canvasFont(12, 600);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.strokeStyle = colours.halo;
    context.fillStyle = colours.ink;
    context.lineWidth = 3.5;
    for (const { building, middle } of this.drawables) {
      const { x, y } = onCanvas(middle, frame);
      if (x < 0 || y < 0 || x > frame.width || y > frame.height) continue;
      context.strokeText(building.figure, x, y);
      context.fillText(building.figure, x, y);
    }
  }

  private hatchOf(context: CanvasRenderingContext2D, band: CoverageBand, colours: MapColours): CanvasPattern | null {
    const known = this.hatches.get(band);
    if (known !== undefined) return known;
    const made = band === 'high' ? null : drawHatch(context, band, colours[TONES[band]]);
    this.hatches.set(band, made);
    return made;
  }
}

function drawHatch(target: CanvasRenderingContext2D, band: CoverageBand, colour: string): CanvasPattern | null {
  const size = HATCH_PX * pixelRatio();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.strokeStyle = colour;
  context.lineWidth = pixelRatio();
  // A stroke beside each corner, so that lines go on from one tile to the next.
  for (const shift of [-size, 0, size]) {
    context.moveTo(shift, size);
    context.lineTo(shift + size, 0);
    if (band !== 'low') continue;
    context.moveTo(shift, 0);
    context.lineTo(shift + size, size);
  }
  context.stroke();
  const pattern = target.createPattern(canvas, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(1 / pixelRatio()));
  return pattern;
}

function widthOn(flat: Float64Array, { scale }: Frame): number {
  let [west, east] = [Infinity, -Infinity];
  for (let at = 0; at < flat.length; at += 2) {
    west = Math.min(west, flat[at] as number);
    east = Math.max(east, flat[at] as number);
  }
  return (east - west) * scale;
}

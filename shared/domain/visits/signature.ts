/** One line of the pen: x, y, x, y …, in parts of the sheet's width, whole numbers. */
export type Stroke = readonly number[];

/** A name as somebody wrote it with a finger or a pen. */
export interface Signature {
  readonly strokes: readonly Stroke[];
}

/** The sheet that is written on, in its own parts. */
export const SIGNATURE_SHEET = { width: 1000, height: 400 } as const;

/** More than any name takes; a sheet that is painted full still fits into a sealed value: 1,200 points are 11 KB at most. */
export const SIGNATURE_LIMITS = { strokes: 80, points: 1200 } as const;

/** A point nearer to the one before says nothing more about the line. */
const NEAREST = 4;

/** Less ink than this is a slip of the hand: two strokes of a plain character are longer. */
const LEAST_INK = 150;

export const NO_STROKES: Signature = { strokes: [] };

/** The line with one more point; the same one where the point adds nothing, or the sheet takes no more. */
export function extended(signature: Signature, stroke: Stroke, at: { readonly x: number; readonly y: number }): Stroke {
  const [x, y] = [onSheet(at.x, SIGNATURE_SHEET.width), onSheet(at.y, SIGNATURE_SHEET.height)];
  const [lastX, lastY] = stroke.slice(-2);
  const isNear = lastX !== undefined && lastY !== undefined && Math.hypot(x - lastX, y - lastY) < NEAREST;
  return isNear || pointsOf(signature) + stroke.length / 2 >= SIGNATURE_LIMITS.points ? stroke : [...stroke, x, y];
}

/** The signature with one more line. */
export function withStroke({ strokes }: Signature, stroke: Stroke): Signature {
  return stroke.length === 0 || strokes.length >= SIGNATURE_LIMITS.strokes
    ? { strokes }
    : { strokes: [...strokes, stroke] };
}

/** Whether so much is written that it can be a name. */
export const isSigned = ({ strokes }: Signature): boolean =>
  strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0) >= LEAST_INK;

/** A signature as it was kept or opened; null for anything else. */
export function readSignature(value: unknown): Signature | null {
  const strokes: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'strokes') : undefined;
  if (!Array.isArray(strokes) || !strokes.every(isStroke)) return null;
  const read = { strokes };
  return strokes.length > SIGNATURE_LIMITS.strokes || pointsOf(read) > SIGNATURE_LIMITS.points ? null : read;
}

/** The lines as a path of SVG; a dot is a line of no length, which round ends make visible. */
export const pathOf = ({ strokes }: Signature): string =>
  strokes.map(([x = 0, y = 0, ...rest]) => `M${x} ${y}${rest.length === 0 ? 'h0' : `L${rest.join(' ')}`}`).join('');

const onSheet = (at: number, most: number): number => Math.round(Math.min(most, Math.max(0, at)));

const pointsOf = ({ strokes }: Signature): number => strokes.reduce((sum, stroke) => sum + stroke.length / 2, 0);

function lengthOf(stroke: Stroke): number {
  let length = 0;
  for (let at = 2; at < stroke.length; at += 2) {
    const [x = 0, y = 0, nextX = 0, nextY = 0] = stroke.slice(at - 2, at + 2);
    length += Math.hypot(nextX - x, nextY - y);
  }
  return length;
}

const isStroke = (value: unknown): value is Stroke =>
  Array.isArray(value) &&
  value.length >= 2 &&
  value.length % 2 === 0 &&
  value.every(
    (part, at) =>
      Number.isInteger(part) && part >= 0 && part <= (at % 2 === 0 ? SIGNATURE_SHEET.width : SIGNATURE_SHEET.height),
  );

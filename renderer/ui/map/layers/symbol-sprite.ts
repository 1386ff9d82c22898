import { pixelRatio } from '../canvas-layer';
import { canvasFont, type MapColours } from '../palette';

/** How a device is. */
const SENSOR_SHAPES = ['sensor-alarm', 'sensor-silent', 'sensor-low', 'sensor-online'] as const;
type SensorShape = (typeof SENSOR_SHAPES)[number];

/** Shapes a symbol can have: key people, colleagues, what has happened by its state, and devices by theirs. */
export type SymbolShape = 'person' | 'worker' | 'alert' | 'due' | 'progress' | 'idle' | 'done' | SensorShape;

/** The colour of a shape. */
export function toneOf(shape: SymbolShape, colours: MapColours): string {
  switch (shape) {
    case 'person':
      return colours.person;
    case 'alert':
    case 'sensor-alarm':
      return colours.crit;
    case 'due':
    case 'sensor-low':
      return colours.warn;
    case 'done':
    case 'sensor-online':
      return colours.ok;
    case 'sensor-silent':
      return colours.label;
    case 'worker':
    case 'progress':
    case 'idle':
      return colours.accent;
  }
}

const EDGE_PX = 2;
/** What a count adds to the width of a symbol. */
export const COUNT_ROOM_PX = 20;

/** A symbol once, to be stamped thousands of times. */
export function drawSprite(
  shape: SymbolShape,
  size: number,
  count: number | undefined,
  colours: MapColours,
): ImageBitmap {
  const ratio = pixelRatio();
  const whole = size + 2 * EDGE_PX;
  const room = count === undefined ? 0 : COUNT_ROOM_PX;
  const canvas = new OffscreenCanvas((whole + room) * ratio, whole * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return canvas.transferToImageBitmap();
  context.scale(ratio, ratio);
  context.translate(whole / 2, whole / 2);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const edged = (path: Path2D) => {
    context.lineWidth = EDGE_PX * 2;
    context.strokeStyle = colours.paper;
    context.stroke(path);
    context.fillStyle = toneOf(shape, colours);
    context.fill(path);
  };
  edged(outlineOf(shape, size / 2, room));
  context.fillStyle = colours.onPerson;
  if (shape === 'worker') context.fillStyle = colours.onAccent;
  if ((shape === 'person' || shape === 'worker') && size >= 14) {
    const head = size * 0.16;
    context.beginPath();
    context.arc(0, -size * 0.13, head, 0, 2 * Math.PI);
    context.fill();
    context.beginPath();
    context.arc(0, size * 0.32, size * 0.27, Math.PI, 2 * Math.PI);
    context.closePath();
    context.fill();
  }
  const sensor = SENSOR_SHAPES.find((each) => each === shape);
  if (sensor) drawSensor(context, sensor, size, colours);
  if (count !== undefined) {
    context.font = canvasFont(12, 600);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(String(count), size / 2 + room / 2 - 3, 1);
  }
  if (shape === 'alert') {
    context.fillStyle = colours.onCrit;
    context.fillRect(-1.4, -size * 0.14, 2.8, size * 0.25);
    context.beginPath();
    context.arc(0, size * 0.22, 1.7, 0, 2 * Math.PI);
    context.fill();
  }
  if (shape === 'progress') {
    context.beginPath();
    context.arc(0, 0, size / 2 - 3, Math.PI / 2, (Math.PI * 3) / 2);
    context.fillStyle = colours.paper;
    context.fill();
  }
  if (shape === 'idle') {
    context.beginPath();
    context.arc(0, 0, size / 2 - 3, 0, 2 * Math.PI);
    context.fillStyle = colours.paper;
    context.fill();
  }
  return canvas.transferToImageBitmap();
}

/** What a device's hexagon holds: an exclamation mark, a stroke, a battery that is nearly empty, or waves. */
function drawSensor(
  context: OffscreenCanvasRenderingContext2D,
  shape: SensorShape,
  size: number,
  colours: MapColours,
): void {
  const unit = size / 22;
  const ink = shape === 'sensor-alarm' ? colours.onCrit : colours.paper;
  context.fillStyle = ink;
  context.strokeStyle = ink;
  context.lineWidth = 2 * unit;
  context.beginPath();
  switch (shape) {
    case 'sensor-alarm':
      context.rect(-1.2 * unit, -5 * unit, 2.4 * unit, 6 * unit);
      context.rect(-1.2 * unit, 3 * unit, 2.4 * unit, 2.4 * unit);
      context.fill();
      return;
    case 'sensor-silent':
      context.moveTo(-4 * unit, 4 * unit);
      context.lineTo(4 * unit, -4 * unit);
      context.stroke();
      return;
    case 'sensor-low':
      context.rect(-4.5 * unit, -3 * unit, 9 * unit, 6 * unit);
      context.stroke();
      context.fillRect(-3.5 * unit, -2 * unit, 2 * unit, 4 * unit);
      return;
    case 'sensor-online':
      context.arc(0, 3 * unit, 1.4 * unit, 0, 2 * Math.PI);
      context.fill();
      for (const reach of [4, 7]) {
        context.beginPath();
        context.arc(0, 3 * unit, reach * unit, Math.PI * 1.25, Math.PI * 1.75);
        context.stroke();
      }
  }
}

/** Around the middle of a symbol; `room` is added to its right. */
function outlineOf(shape: SymbolShape, half: number, room: number): Path2D {
  const path = new Path2D();
  switch (shape) {
    case 'person':
      path.roundRect(-half, -half, half * 2 + room, half * 2, half * 0.4);
      return path;
    case 'alert':
      path.moveTo(0, -half * 0.9);
      path.lineTo(half, half * 0.75);
      path.lineTo(-half, half * 0.75);
      path.closePath();
      return path;
    case 'sensor-alarm':
    case 'sensor-silent':
    case 'sensor-low':
    case 'sensor-online':
      path.moveTo(-half * 0.5, -half);
      path.lineTo(half * 0.5 + room, -half);
      path.lineTo(half + room, 0);
      path.lineTo(half * 0.5 + room, half);
      path.lineTo(-half * 0.5, half);
      path.lineTo(-half, 0);
      path.closePath();
      return path;
    case 'due':
      path.moveTo(0, -half);
      path.lineTo(half, 0);
      path.lineTo(0, half);
      path.lineTo(-half, 0);
      path.closePath();
      return path;
    default:
      path.arc(0, 0, half, 0, 2 * Math.PI);
      return path;
  }
}

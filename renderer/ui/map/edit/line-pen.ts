import type { Position } from '#shared/schema/types/place';
import { onCanvas, type Frame } from '../canvas-layer';
import { toWorld } from '../mercator';
import { begin, redo, step, undo } from './history';
import {
  drawHandle,
  isOnMap,
  listen,
  penLayer,
  positionAt,
  positionInMiddle,
  snapped,
  type Pen,
  type PenBoard,
  type SnapTo,
} from './pen';

export interface LinePenOptions {
  /** Whether the line comes back to where it began. */
  readonly closes: boolean;
  readonly positions: readonly Position[];
  readonly snap: SnapTo | null;
  onChange(positions: readonly Position[]): void;
  /** Enter, a double press, or a press on the first corner of a line that closes. */
  onDone(positions: readonly Position[]): void;
  onCancel(): void;
}

export interface LinePen extends Pen {
  undo(): void;
  redo(): void;
  done(): void;
  /** Adds a corner under the cross in the middle. */
  addInMiddle(): void;
}

/** Two presses so near to each other in time and place are a double press. */
const DOUBLE_MS = 350;
const DOUBLE_PX = 6;
const FIRST_REACH_PX = 11;

/**
 * Draws a line corner by corner. Keys, while the map has the focus: Space adds a corner under the cross, Backspace takes the last one
 * back, Enter ends, Escape gives up.
 */
export function startLine(board: PenBoard, options: LinePenOptions): LinePen {
  const { map, colours } = board;
  let history = begin<readonly Position[]>(options.positions);
  let cursor: Position | null = null;
  let pressed: { readonly x: number; readonly y: number } | null = null;
  let last: { readonly at: number; readonly x: number; readonly y: number } | null = null;

  const layer = penLayer((context, frame) => draw(context, frame));
  layer.addTo(map);
  map.doubleClickZoom.disable();
  map.getContainer().classList.add('is-drawing');

  const set = (next: typeof history) => {
    if (next === history) return;
    history = next;
    options.onChange(history.now);
    layer.redraw();
  };
  const add = (position: Position) => set(step(history, [...history.now, position]));
  const done = () => options.onDone(history.now);
  const back = () => {
    if (history.now.length > 0) set(step(history, history.now.slice(0, -1)));
  };

  const stopListening = listen(board, {
    pointerdown: (event) => {
      pressed = isOnMap(event) && event.isPrimary ? { x: event.clientX, y: event.clientY } : null;
    },
    pointermove: (event) => {
      cursor = isOnMap(event) ? snapped(board, options.snap, positionAt(board, event), event.altKey) : null;
      layer.redraw();
    },
    pointerup: (event) => {
      // A hand that has pulled the map meant no corner.
      if (pressed === null || Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > DOUBLE_PX) return;
      pressed = null;
      const now = performance.now();
      const isDouble =
        last !== null &&
        now - last.at < DOUBLE_MS &&
        Math.hypot(event.clientX - last.x, event.clientY - last.y) < DOUBLE_PX;
      last = { at: now, x: event.clientX, y: event.clientY };
      if (isDouble || isOnFirst(event)) done();
      else add(snapped(board, options.snap, positionAt(board, event), event.altKey));
    },
    keydown: (event) => {
      if (event.target !== map.getContainer()) return;
      const command = event.ctrlKey || event.metaKey;
      if (event.key === ' ') add(snapped(board, options.snap, positionInMiddle(board), event.altKey));
      else if (event.key === 'Enter') done();
      else if (event.key === 'Backspace') back();
      else if (event.key === 'Escape') options.onCancel();
      else if (command && event.key.toLowerCase() === 'z') set(event.shiftKey ? redo(history) : undo(history));
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  });

  function isOnFirst(event: PointerEvent): boolean {
    const [first] = history.now;
    if (!options.closes || first === undefined || history.now.length < 3) return false;
    const at = map.latLngToContainerPoint([first[1], first[0]]);
    return at.distanceTo(map.mouseEventToContainerPoint(event)) <= FIRST_REACH_PX;
  }

  function draw(context: CanvasRenderingContext2D, frame: Frame): void {
    const places = history.now.map((position) => onCanvas(toWorld(position), frame));
    const tail = cursor === null ? null : onCanvas(toWorld(cursor), frame);
    const [first] = places;
    const { accent } = colours();
    context.strokeStyle = context.fillStyle = accent;
    context.lineJoin = 'round';
    context.lineWidth = 2.5;
    if (first) {
      const path = new Path2D();
      path.moveTo(first.x, first.y);
      for (const { x, y } of places.slice(1)) path.lineTo(x, y);
      if (options.closes && places.length > 2) {
        context.globalAlpha = 0.11;
        context.fill(path);
        context.globalAlpha = 1;
      }
      context.stroke(path);
      const end = places.at(-1) ?? first;
      context.setLineDash([6, 5]);
      context.lineWidth = 1.6;
      context.beginPath();
      context.moveTo(end.x, end.y);
      if (tail) context.lineTo(tail.x, tail.y);
      if (options.closes && places.length > 1) context.lineTo(first.x, first.y);
      context.stroke();
      context.setLineDash([]);
    }
    places.forEach((place, at) =>
      drawHandle(context, place, colours(), at === 0 && options.closes && places.length > 2),
    );
    if (tail) drawHandle(context, tail, colours());
  }

  return {
    undo: () => set(undo(history)),
    redo: () => set(redo(history)),
    done,
    addInMiddle: () => add(snapped(board, options.snap, positionInMiddle(board), false)),
    stop() {
      stopListening();
      layer.remove();
      map.doubleClickZoom.enable();
      map.getContainer().classList.remove('is-drawing');
    },
  };
}

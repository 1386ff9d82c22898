import type { MultiPolygon, Position, Ring } from '#shared/schema/types/place';
import { isOnCanvas, onCanvas, type Frame } from '../canvas-layer';
import { toWorld, worldPixels, fromWorld, type World } from '../mercator';
import { addRing } from '../layers/areas-layer';
import { amend, begin, redo, step, undo, type History } from './history';
import {
  drawHandle,
  isOnMap,
  listen,
  penLayer,
  positionAt,
  reachOf,
  snapped,
  type Pen,
  type PenBoard,
  type SnapTo,
} from './pen';
import { insertCorner, moveCorner, neighbour, positionOf, removeCorner, type Corner } from './shape-edits';

export interface ShapePenOptions {
  readonly shape: MultiPolygon;
  readonly snap: SnapTo | null;
  onChange(shape: MultiPolygon): void;
  onCancel(): void;
  /** Another corner is chosen; null for none. */
  onCorner(corner: { readonly at: Position } | null): void;
}

export interface ShapePen extends Pen {
  undo(): void;
  redo(): void;
  /** Takes the chosen corner away; nothing without one, or where no area would be left. */
  remove(): void;
  /** Another shape in its place, as a step that can be taken back. */
  replace(shape: MultiPolygon): void;
}

/** Handles nearer to each other than this would hide the line: of those in a square so wide, one is drawn. */
const HANDLE_ROOM_PX = 14;
/** A corner is pulled by so many pixels at a press of an arrow key. */
const STEP_PX = { fine: 1, coarse: 10 } as const;

/**
 * Changes a shape by its corners: pull one, pull a new one out of an edge, take one away. Keys, while the map has the focus: PageDown
 * and PageUp choose the next and the former corner, arrows move it (with Shift further), Delete takes it away, Ctrl+Z takes a step back,
 * Escape gives up. Of 10,000 corners only those are drawn and searched that can be seen.
 */
export function startShape(board: PenBoard, options: ShapePenOptions): ShapePen {
  const { map, colours } = board;
  let history: History<MultiPolygon> = begin(options.shape);
  let corner: Corner | null = null;
  let isPulling = false;

  const layer = penLayer((context, frame) => draw(context, frame));
  layer.addTo(map);
  map.getContainer().classList.add('is-editing');

  const choose = (next: Corner | null) => {
    corner = next;
    const at = next && positionOf(history.now, next);
    options.onCorner(at ? { at } : null);
    layer.redraw();
  };
  const set = (next: History<MultiPolygon>) => {
    if (next === history) return;
    history = next;
    if (corner !== null && positionOf(history.now, corner) === null) corner = null;
    choose(corner);
    options.onChange(history.now);
  };
  const remove = () => {
    const left = corner && removeCorner(history.now, corner);
    if (!left) return;
    corner = null;
    set(step(history, left));
  };

  const stopListening = listen(board, {
    pointerdown: (event) => {
      if (!isOnMap(event) || !event.isPrimary || event.button !== 0) return;
      const place = placeOf(event);
      const hit = place && cornerNear(place, reachOf(event));
      const edge = hit || !place ? null : edgeNear(place, reachOf(event) - 3);
      if (hit) choose(hit);
      else if (edge) {
        history = step(history, insertCorner(history.now, edge, positionAt(board, event)));
        choose({ ...edge, index: edge.index + 1 });
      } else return;
      // From here on the hand pulls the corner and not the map.
      isPulling = true;
      if (hit) history = step(history, history.now);
      map.dragging.disable();
      map.getContainer().setPointerCapture(event.pointerId);
      event.stopPropagation();
    },
    pointermove: (event) => {
      if (!isPulling || corner === null) return;
      const to = snapped(
        board,
        options.snap && ((at, meters) => options.snap?.(at, meters) ?? null),
        positionAt(board, event),
        event.altKey,
      );
      history = amend(history, moveCorner(history.now, corner, to));
      layer.redraw();
      event.stopPropagation();
    },
    pointerup: (event) => {
      if (!isPulling) return;
      isPulling = false;
      map.dragging.enable();
      map.getContainer().releasePointerCapture(event.pointerId);
      // A press that pulled nothing is no step.
      if (history.past.at(-1) === history.now) history = undo(history);
      else options.onChange(history.now);
      choose(corner);
      event.stopPropagation();
    },
    click: (event) => {
      if (isOnMap(event)) event.stopPropagation();
    },
    keydown: (event) => {
      if (event.target !== map.getContainer()) return;
      const command = event.ctrlKey || event.metaKey;
      const arrow = ARROWS[event.key];
      if (event.key === 'PageDown' || event.key === 'PageUp') {
        choose(neighbour(history.now, corner, event.key === 'PageDown' ? 1 : -1));
        show();
      } else if (arrow && corner !== null) nudge(arrow, event.shiftKey ? STEP_PX.coarse : STEP_PX.fine);
      else if (event.key === 'Delete' || event.key === 'Backspace') remove();
      else if (command && event.key.toLowerCase() === 'z') set(event.shiftKey ? redo(history) : undo(history));
      else if (event.key === 'Escape' && corner !== null) choose(null);
      else if (event.key === 'Escape') options.onCancel();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  });

  function placeOf(event: PointerEvent): World | null {
    return layer.drawn() && layer.placeOf(positionAt(board, event));
  }

  function nudge([dx, dy]: readonly [number, number], by: number): void {
    const at = corner && positionOf(history.now, corner);
    if (!at || corner === null) return;
    const scale = worldPixels(map.getZoom());
    const { x, y } = toWorld(at);
    const to = fromWorld({ x: x + (dx * by) / scale, y: y + (dy * by) / scale });
    set(step(history, moveCorner(history.now, corner, to)));
    show();
  }

  /** Brings the chosen corner into view. */
  function show(): void {
    const at = corner && positionOf(history.now, corner);
    if (at && !map.getBounds().pad(-0.1).contains([at[1], at[0]])) map.panTo([at[1], at[0]]);
  }

  function* ringsOf(): Generator<{ readonly polygon: number; readonly ring: number; readonly flat: Float64Array }> {
    for (const [polygon, rings] of history.now.entries())
      for (const [ring, positions] of rings.entries()) yield { polygon, ring, flat: flatOf(positions) };
  }

  function cornerNear(place: World, reach: number): Corner | null {
    const frame = layer.drawn();
    let best: (Corner & { readonly away: number }) | null = null;
    if (frame === null) return null;
    for (const { polygon, ring, flat } of ringsOf()) {
      for (let index = 0; index < flat.length / 2 - 1; index += 1) {
        const { x, y } = onCanvas(worldAt(flat, index), frame);
        const away = Math.hypot(x - place.x, y - place.y);
        if (away <= reach && away < (best?.away ?? Infinity)) best = { polygon, ring, index, away };
      }
    }
    return best && { polygon: best.polygon, ring: best.ring, index: best.index };
  }

  function edgeNear(place: World, reach: number): Corner | null {
    const frame = layer.drawn();
    let best: (Corner & { readonly away: number }) | null = null;
    if (frame === null) return null;
    for (const { polygon, ring, flat } of ringsOf()) {
      for (let index = 0; index < flat.length / 2 - 1; index += 1) {
        const [a, b] = [onCanvas(worldAt(flat, index), frame), onCanvas(worldAt(flat, index + 1), frame)];
        const away = awayFromEdge(place, a, b);
        if (away <= reach && away < (best?.away ?? Infinity)) best = { polygon, ring, index, away };
      }
    }
    return best && { polygon: best.polygon, ring: best.ring, index: best.index };
  }

  function draw(context: CanvasRenderingContext2D, frame: Frame): void {
    const path = new Path2D();
    for (const { flat } of ringsOf()) addRing(path, flat, frame);
    const palette = colours();
    context.fillStyle = context.strokeStyle = palette.accent;
    context.globalAlpha = 0.11;
    context.fill(path, 'evenodd');
    context.globalAlpha = 1;
    context.lineWidth = 3;
    context.lineJoin = 'round';
    context.stroke(path);
    const taken = new Set<string>();
    for (const { flat } of ringsOf()) {
      for (let index = 0; index < flat.length / 2 - 1; index += 1) {
        const place = onCanvas(worldAt(flat, index), frame);
        if (!isOnCanvas(place, frame)) continue;
        const cell = `${Math.floor(place.x / HANDLE_ROOM_PX)}/${Math.floor(place.y / HANDLE_ROOM_PX)}`;
        if (taken.has(cell)) continue;
        taken.add(cell);
        drawHandle(context, place, palette);
      }
    }
    const at = corner && positionOf(history.now, corner);
    if (at) drawHandle(context, onCanvas(toWorld(at), frame), palette, true);
  }

  return {
    undo: () => set(undo(history)),
    redo: () => set(redo(history)),
    remove,
    replace: (shape) => set(step(history, shape)),
    stop() {
      stopListening();
      if (isPulling) map.dragging.enable();
      layer.remove();
      map.getContainer().classList.remove('is-editing');
    },
  };
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Rings as they are drawn: a ring that is not touched is the same array, and is laid out once. */
const flats = new WeakMap<Ring, Float64Array>();

function flatOf(ring: Ring): Float64Array {
  const known = flats.get(ring);
  if (known) return known;
  const flat = new Float64Array(ring.length * 2);
  ring.forEach((position, at) => {
    const { x, y } = toWorld(position);
    flat[at * 2] = x;
    flat[at * 2 + 1] = y;
  });
  flats.set(ring, flat);
  return flat;
}

const worldAt = (flat: Float64Array, index: number): World => ({
  x: flat[index * 2] as number,
  y: flat[index * 2 + 1] as number,
});

function awayFromEdge(place: World, a: World, b: World): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((place.x - a.x) * dx + (place.y - a.y) * dy) / length));
  return Math.hypot(place.x - a.x - share * dx, place.y - a.y - share * dy);
}

import { useEffect, useRef, useState, type DOMAttributes, type PointerEvent, type RefObject } from 'react';
import type { PhotoRef } from '#shared/media/photo';
import { drawnSize, moved, turned, WHOLE, zoomed, type Point, type Size, type View } from './view';

/** A picture in its frame, and the ways to look closer. */
export interface ViewControl {
  readonly view: View;
  /** How large it is drawn, before zoom and turns. */
  readonly drawn: Size;
  /** For the frame's element: fingers, mouse, double press. */
  readonly gestures: Pick<
    DOMAttributes<HTMLElement>,
    'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel' | 'onDoubleClick'
  >;
  zoomBy(factor: number): void;
  moveBy(by: Point): void;
  turn(by: 1 | -1): void;
  whole(): void;
}

const MIDDLE: Point = { x: 0, y: 0 };

/** A notch of a wheel. */
const WHEEL_STEP = 1.2;

/** How close a double press comes. */
const CLOSE_UP = 2.5;

/** How one photo is looked at in that frame; another one begins whole. */
export function useView(photo: PhotoRef, frameRef: RefObject<HTMLElement | null>): ViewControl {
  const frame = useSizeOf(frameRef);
  const [kept, setKept] = useState({ of: photo.id, view: WHOLE });
  const view = kept.of === photo.id ? kept.view : WHOLE;
  const change = (next: (view: View) => View) =>
    setKept((before) => ({ of: photo.id, view: next(before.of === photo.id ? before.view : WHOLE) }));
  const zoomAt = (factor: number, at: Point) => change((before) => zoomed(before, factor, at, frame, photo));
  const moveBy = (by: Point) => change((before) => moved(before, by, frame, photo));
  const fingers = useRef(new Map<number, Point>());

  useWheel(frameRef, (event) => {
    if (event.deltaY !== 0) zoomAt(event.deltaY < 0 ? WHEEL_STEP : 1 / WHEEL_STEP, fromMiddle(frameRef, event));
  });

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const now = fromMiddle(frameRef, event);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, now);
    if (!other) return moveBy({ x: now.x - before.x, y: now.y - before.y });
    const [wide, was] = [distance(now, other), distance(before, other)];
    // Fingers upon each other would enlarge without end.
    if (was > 10 && wide > 10) zoomAt(wide / was, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  };
  const lift = (event: PointerEvent<HTMLElement>) => void fingers.current.delete(event.pointerId);
  return {
    view,
    drawn: drawnSize(view, frame, photo),
    gestures: {
      onPointerDown(event) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        fingers.current.set(event.pointerId, fromMiddle(frameRef, event));
      },
      onPointerMove,
      onPointerUp: lift,
      onPointerCancel: lift,
      onDoubleClick: (event) => zoomAt(view.zoom > 1 ? 1 / view.zoom : CLOSE_UP, fromMiddle(frameRef, event)),
    },
    zoomBy: (factor) => zoomAt(factor, MIDDLE),
    moveBy,
    turn: (by) => change((before) => turned(before, by)),
    whole: () => change(({ turns }) => ({ ...WHOLE, turns })),
  };
}

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

/** A point of the page, as seen from the middle of the frame. */
function fromMiddle(
  frame: RefObject<HTMLElement | null>,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): Point {
  const box = frame.current?.getBoundingClientRect();
  return box ? { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 } : MIDDLE;
}

function useSizeOf(frame: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 1, height: 1 });
  useEffect(() => {
    const node = frame.current;
    if (!node) return;
    const sizes = new ResizeObserver(() => setSize({ width: node.clientWidth, height: node.clientHeight }));
    sizes.observe(node);
    return () => sizes.disconnect();
  }, [frame]);
  return size;
}

/** The wheel over the frame, and nothing behind it: React's own wheel events cannot keep the page from zooming. */
function useWheel(frame: RefObject<HTMLElement | null>, onWheel: (event: WheelEvent) => void): void {
  const take = useRef(onWheel);
  useEffect(() => {
    take.current = onWheel;
  });
  useEffect(() => {
    const node = frame.current;
    const listen = (event: WheelEvent) => {
      event.preventDefault();
      take.current(event);
    };
    node?.addEventListener('wheel', listen, { passive: false });
    return () => node?.removeEventListener('wheel', listen);
  }, [frame]);
}

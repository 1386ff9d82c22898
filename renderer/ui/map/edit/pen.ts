import type L from 'leaflet';
import type { Position } from '#shared/schema/types/place';
import { CanvasLayer } from '../canvas-layer';
import { fromWorld, metersPerPixel, worldPixels, type World } from '../mercator';
import type { MapColours } from '../palette';

/** Pulls a position to what is near: to a corner of another grid, say. Null where nothing is within reach. */
export type SnapTo = (position: Position, toleranceMeters: number) => Position | null;

/** What tools need of the map. */
export interface PenBoard {
  readonly map: L.Map;
  readonly colours: () => MapColours;
}

/** A tool that has the map's pointer and keys for itself until it is stopped. */
export interface Pen {
  stop(): void;
}

/** So near counts as on it, pixels; a thumb is broader. */
const REACH_PX = { mouse: 10, touch: 22 } as const;
const SNAP_PX = 9;

export const reachOf = (event: PointerEvent): number => REACH_PX[event.pointerType === 'touch' ? 'touch' : 'mouse'];

/** Where a pointer is, in degrees. */
export function positionAt({ map }: PenBoard, event: PointerEvent | MouseEvent): Position {
  return positionAtPixel(map, map.mouseEventToContainerPoint(event));
}

/** The position under the middle of the map, where the cross stands for whoever uses the keyboard. */
export const positionInMiddle = ({ map }: PenBoard): Position => positionAtPixel(map, map.getSize().divideBy(2));

/** The position under a pixel of the map, to the centimetre: Leaflet's own rounds to less. */
function positionAtPixel(map: L.Map, point: L.Point): Position {
  const world = map.getPixelOrigin().add(map.containerPointToLayerPoint(point));
  const scale = worldPixels(map.getZoom());
  return fromWorld({ x: world.x / scale, y: world.y / scale });
}

/** The position pulled to what is near on the screen; held Alt lets it go. */
export function snapped(board: PenBoard, snap: SnapTo | null, position: Position, isFree: boolean): Position {
  if (snap === null || isFree) return position;
  const tolerance = SNAP_PX * metersPerPixel(position[1], board.map.getZoom());
  return snap(position, tolerance) ?? position;
}

/** Listens on the map's element before Leaflet does; answers with what takes everything off again. */
export function listen(
  board: PenBoard,
  handlers: { readonly [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void },
): () => void {
  const element = board.map.getContainer();
  const entries = Object.entries(handlers) as [string, (event: Event) => void][];
  for (const [type, handler] of entries) element.addEventListener(type, handler, { capture: true });
  return () => {
    for (const [type, handler] of entries) element.removeEventListener(type, handler, { capture: true });
  };
}

/** Whether an event is meant for the map itself, not for a button that lies over it. */
export const isOnMap = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('.map-name, .map-over, .leaflet-control') === null;

/** A layer for a tool's own lines, above everything. */
export const penLayer = (draw: ConstructorParameters<typeof CanvasLayer>[1]): CanvasLayer =>
  new CanvasLayer('edit', draw);

const HANDLE_PX = 4.5;

/** A corner that can be taken hold of. */
export function drawHandle(
  context: CanvasRenderingContext2D,
  { x, y }: World,
  colours: MapColours,
  isOn = false,
): void {
  const size = isOn ? HANDLE_PX + 2 : HANDLE_PX;
  context.beginPath();
  context.rect(x - size, y - size, size * 2, size * 2);
  context.fillStyle = isOn ? colours.accent : colours.paper;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = isOn ? colours.paper : colours.accent;
  context.stroke();
}

import type { KeyboardEvent } from 'react';
import type { ViewControl } from './use-view';
import { ZOOM_STEP } from './view';

/** How far one press of an arrow moves an enlarged photo. */
const PAN = 80;

/** What keys act upon. */
export interface KeyTargets {
  readonly control: ViewControl;
  readonly back: () => void;
  readonly on: () => void;
  readonly close: () => void;
}

/** What a key does in the viewer; null for those that are not its own. Shift with an arrow moves an enlarged photo. */
export function actionOf(
  { key, shiftKey }: KeyboardEvent,
  { control, back, on, close }: KeyTargets,
): (() => void) | null {
  if (shiftKey && key === 'ArrowLeft') return () => control.moveBy({ x: PAN, y: 0 });
  if (shiftKey && key === 'ArrowRight') return () => control.moveBy({ x: -PAN, y: 0 });
  switch (key) {
    case 'ArrowLeft':
    case 'PageUp':
      return back;
    case 'ArrowRight':
    case 'PageDown':
      return on;
    case 'ArrowUp':
      return () => control.moveBy({ x: 0, y: PAN });
    case 'ArrowDown':
      return () => control.moveBy({ x: 0, y: -PAN });
    case '+':
    case '=':
      return () => control.zoomBy(ZOOM_STEP);
    case '-':
      return () => control.zoomBy(1 / ZOOM_STEP);
    case '0':
      return control.whole;
    case 'Escape':
      return close;
    default:
      return null;
  }
}

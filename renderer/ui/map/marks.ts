import L from 'leaflet';
import type { Position } from '#shared/schema/types/place';

/** Where this device stands. */
export interface Here {
  readonly at: Position;
  readonly accuracyMeters: number;
}

/** The mark where this device stands, in the circle within which it may be as well. */
export function hereMark({ at: [lng, lat], accuracyMeters }: Here): L.Layer {
  const usual = { interactive: false, keyboard: false } as const;
  const icon = L.divIcon({ className: 'map-here', iconSize: [18, 18] });
  return L.layerGroup([
    L.circle([lat, lng], { ...usual, radius: accuracyMeters, pane: 'edit', className: 'map-here-reach' }),
    L.marker([lat, lng], { ...usual, icon, pane: 'names' }),
  ]);
}

/** A hand over what can be pressed; looked for once a frame at most. */
export function hovering(map: L.Map, isPressable: (position: Position) => boolean): { stop(): void } {
  let asked = 0;
  map.on('mousemove', ({ latlng, originalEvent }) => {
    // A hand that pulls presses nothing.
    if (asked !== 0 || originalEvent.buttons !== 0) return;
    asked = requestAnimationFrame(() => {
      asked = 0;
      map.getContainer().classList.toggle('is-over', isPressable([latlng.lng, latlng.lat]));
    });
  });
  return { stop: () => cancelAnimationFrame(asked) };
}

const LONGEST_MS = 3000;

/** Resolves two frames after nothing is loading any more, or after three seconds. */
export async function settled(isLoading: () => boolean): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const until = performance.now() + LONGEST_MS;
  await frame();
  await frame();
  while (isLoading() && performance.now() < until) await frame();
  await frame();
  await frame();
}

import L from 'leaflet';
import type { Position } from '#shared/schema/types/place';

/** The mark where this device stands. */
export const hereMarker = ([lng, lat]: Position): L.Marker =>
  L.marker([lat, lng], {
    icon: L.divIcon({ className: 'map-here', iconSize: [18, 18] }),
    pane: 'names',
    interactive: false,
    keyboard: false,
  });

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

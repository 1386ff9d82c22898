import { lazy, Suspense } from 'react';
import type { HandingOver } from '#renderer/data/index';
import type { DeviceEndedProps } from './DeviceEnded';

/** How the station ended this device: no more contact, or no more contact and nothing left on it. */
export type DeviceEnd = 'revoked' | 'wiped';

// Seen once in a device's life: fetched then.
const LazyHandingOver = lazy(() =>
  import('./DeviceHandingOver').then((module) => ({ default: module.DeviceHandingOver })),
);
const LazyEnded = lazy(() => import('./DeviceEnded').then((module) => ({ default: module.DeviceEnded })));

/** See `DeviceHandingOver`. */
export function EndingDevice(handingOver: HandingOver) {
  return (
    <Suspense>
      <LazyHandingOver {...handingOver} />
    </Suspense>
  );
}

/** See `DeviceEnded`. */
export function EndedDevice(ended: DeviceEndedProps) {
  return (
    <Suspense>
      <LazyEnded {...ended} />
    </Suspense>
  );
}

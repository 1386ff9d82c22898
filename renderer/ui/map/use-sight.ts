import { useSyncExternalStore } from 'react';
import type { MapControl, MapSight } from './control-types';

/** What part of the map is seen, kept current. */
export function useSight(control: MapControl): MapSight {
  return useSyncExternalStore(control.subscribe, control.sight);
}

import { distanceMeters } from '#shared/geo/meters';
import type { Position } from '#shared/schema/types/place';
import type { BuildingOnMap } from './queries';

/** The building nearest to a position, no farther than `mostMeters`. */
export function nearestOf(
  buildings: readonly BuildingOnMap[],
  position: Position,
  mostMeters: number,
): BuildingOnMap | undefined {
  let [found, least]: [BuildingOnMap | undefined, number] = [undefined, mostMeters];
  for (const building of buildings) {
    const meters = distanceMeters(position, building.center);
    if (meters <= least) [found, least] = [building, meters];
  }
  return found;
}

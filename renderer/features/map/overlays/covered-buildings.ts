import type { Coverage } from '#shared/domain/grids/coverage';
import type { Position, Ring } from '#shared/schema/types/place';
import type { CoveredBuilding } from '#renderer/ui/map/index';
import { boxOf } from '../home-places';
import type { BuildingOnMap } from '../queries';

/** Buildings with key people, as the heat draws them. */
export const coveredBuildings = (
  buildings: readonly BuildingOnMap[],
  coverage: ReadonlyMap<string, Coverage> | undefined,
): readonly CoveredBuilding[] =>
  buildings.flatMap((building): CoveredBuilding[] => {
    const { uid } = building.record;
    const known = coverage?.get(uid);
    if (!known) return [];
    const { band, visited, people } = known;
    return [{ uid, band, ring: building.ring ?? usualRing(building), figure: `${visited}/${people}` }];
  });

/** An outline for a building of which nobody knows one. */
function usualRing(building: BuildingOnMap): Ring {
  const { center, along, across } = boxOf(building);
  const corner = (u: number, v: number): Position => [
    center[0] + along[0] * u + across[0] * v,
    center[1] + along[1] * u + across[1] * v,
  ];
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)];
}

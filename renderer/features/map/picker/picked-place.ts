import { createContains } from '#shared/geo/contains';
import { distanceMeters } from '#shared/geo/meters';
import type { Position } from '#shared/schema/types/place';
import { nearestOf } from '../nearest';
import type { BuildingOnMap, GridOnMap } from '../queries';

/** What is known of a place that somebody points at. */
export interface PlaceFacts {
  readonly near: {
    readonly uid: string;
    readonly address: string;
    readonly grid: number | null;
    readonly meters: number;
  } | null;
  readonly grid: GridOnMap | null;
}

/** A building farther away says nothing about a place, metres. */
const NEAR_METERS = 80;
/** So near is at it: half a usual building, and a thumb. */
export const AT_METERS = 25;

/** Says what is known of places among these grids and buildings. */
export function placeFacts(
  grids: readonly GridOnMap[],
  buildings: readonly BuildingOnMap[],
): (position: Position) => PlaceFacts {
  const drawn = grids.flatMap((grid) => (grid.boundary ? [{ grid, holds: createContains(grid.boundary) }] : []));
  return (position) => {
    const near = nearestOf(buildings, position, NEAR_METERS);
    return {
      near: near
        ? {
            uid: near.record.uid,
            address: `${near.record.street}${near.record.name}`,
            grid: near.gridNumber,
            meters: Math.round(distanceMeters(position, near.center)),
          }
        : null,
      grid: drawn.find(({ holds }) => holds(position))?.grid ?? null,
    };
  };
}

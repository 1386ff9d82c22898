import { bandPlaceOf, type BandPlace } from './household-band';

/**
 * Cutting a grid in two, or putting grids together: who goes where. A building goes as a whole with everybody in it, to the part in which
 * its middle stands; nobody is asked to decide for single homes.
 */

/** A building of the grid. */
export interface ReshapeBuilding {
  readonly uid: string;
  readonly gridNumber: number;
  /** Longitude and latitude of its middle; null where nobody knows. */
  readonly position: readonly [number, number] | null;
}

/** A household of the grid, and the building that it lives in. */
export interface ReshapeHousehold {
  readonly uid: string;
  readonly gridNumber: number;
  /** Null where its dwelling names none that is known. */
  readonly buildingUid: string | null;
}

/** What a grid has afterwards. */
export interface ReshapePart {
  /** The part's place, or for a merge the grid that stays, told as 0. */
  readonly part: number;
  readonly buildingUids: readonly string[];
  readonly householdUids: readonly string[];
  readonly band: BandPlace;
}

export interface ReshapePlan {
  readonly parts: readonly ReshapePart[];
  /** Buildings that change their grid, and the part they go to: all that is to be done. */
  readonly moves: readonly { readonly buildingUid: string; readonly part: number }[];
  /** Buildings of which nobody knows where they stand: they stay. */
  readonly unplaced: readonly string[];
  /** Buildings that stand in no part: they stay, and somebody should look at the boundary. */
  readonly outside: readonly string[];
  /** Households without a building: they stay. */
  readonly homeless: readonly string[];
}

/** Why nothing is done. */
export type ReshapeRefusal = 'one-part' | 'same-grid' | 'empty-part';

/**
 * Who goes where when a grid falls into parts, of which the first keeps the grid's number and the others become grids of their own.
 * `partOf` says in which part a position lies, null for none. `empty-part`: somewhere no building would stand.
 */
export function planSplit(
  grid: number,
  parts: number,
  buildings: readonly ReshapeBuilding[],
  households: readonly ReshapeHousehold[],
  partOf: (position: readonly [number, number]) => number | null,
): ReshapePlan | ReshapeRefusal {
  if (parts < 2) return 'one-part';
  const own = buildings.filter(({ gridNumber }) => gridNumber === grid);
  const placed = own.map(({ uid, position }) => ({ uid, position, part: position && partOf(position) }));
  const goesTo = new Map(placed.map(({ uid, part }) => [uid, part ?? 0]));
  const plan = planOf(
    parts,
    goesTo,
    households.filter(({ gridNumber }) => gridNumber === grid),
  );
  if (plan.parts.some(({ buildingUids }) => buildingUids.length === 0)) return 'empty-part';
  return {
    ...plan,
    unplaced: placed.flatMap(({ uid, position }) => (position === null ? [uid] : [])),
    outside: placed.flatMap(({ uid, position, part }) => (position !== null && part === null ? [uid] : [])),
  };
}

/** Who goes where when grids are put to another, which keeps its number: everybody of theirs. */
export function planMerge(
  from: readonly number[],
  into: number,
  buildings: readonly ReshapeBuilding[],
  households: readonly ReshapeHousehold[],
): ReshapePlan | ReshapeRefusal {
  const all = new Set([into, ...from]);
  if (from.length === 0 || all.size <= from.length) return 'same-grid';
  const isOfThem = ({ gridNumber }: { readonly gridNumber: number }) => all.has(gridNumber);
  const goesTo = new Map(buildings.filter(isOfThem).map(({ uid }) => [uid, 0]));
  const plan = planOf(1, goesTo, households.filter(isOfThem));
  const moves = buildings.flatMap(({ uid, gridNumber }) =>
    gridNumber !== into && all.has(gridNumber) ? [{ buildingUid: uid, part: 0 }] : [],
  );
  return { ...plan, moves, unplaced: [], outside: [] };
}

function planOf(
  count: number,
  goesTo: ReadonlyMap<string, number>,
  households: readonly ReshapeHousehold[],
): Pick<ReshapePlan, 'parts' | 'moves' | 'homeless'> {
  const homeless = households.flatMap(({ uid, buildingUid }) =>
    buildingUid === null || !goesTo.has(buildingUid) ? [uid] : [],
  );
  const parts = Array.from({ length: count }, (_, part): ReshapePart => {
    const householdUids = households.flatMap(({ uid, buildingUid }) =>
      (goesTo.get(buildingUid ?? '') ?? 0) === part ? [uid] : [],
    );
    return {
      part,
      buildingUids: [...goesTo].flatMap(([uid, to]) => (to === part ? [uid] : [])),
      householdUids,
      band: bandPlaceOf(householdUids.length),
    };
  });
  const moves = [...goesTo].flatMap(([buildingUid, part]) => (part === 0 ? [] : [{ buildingUid, part }]));
  return { parts, moves, homeless };
}

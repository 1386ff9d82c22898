import type { TFunction } from 'i18next';
import type { KeyKind } from '#shared/domain/people/key-people';
import { bandPlaceOf } from '#shared/domain/grids/household-band';
import {
  LAST_CLUSTERED_ZOOM,
  labelPlace,
  fromWorld,
  type AreaName,
  type ClusterPoints,
  type MapArea,
  type MapSymbol,
} from '#renderer/ui/map/index';
import type { BuildingOnMap, GridOnMap } from './queries';
import type { HomeOnMap } from './use-homes';

/** Grids as areas; those that nobody has drawn have none. */
export const areasOf = (grids: readonly GridOnMap[]): readonly MapArea[] =>
  grids.flatMap(({ record, boundary }) => (boundary ? [{ uid: record.uid, shape: boundary }] : []));

/** Labels of grids: name and households; marked where their number is not as it should be. */
export function namesOf(
  grids: readonly GridOnMap[],
  nameOf: (grid: GridOnMap) => string,
  t: TFunction<'mapPage'>,
): readonly AreaName[] {
  return grids.flatMap((grid): AreaName[] => {
    const place = grid.boundary && labelPlace(grid.boundary);
    if (!place) return [];
    const households = grid.counts?.households ?? null;
    const band = households === null ? 'within' : bandPlaceOf(households);
    const figure = households === null ? '' : t('name.households', { count: households });
    return [
      {
        uid: grid.record.uid,
        at: fromWorld(place),
        name: nameOf(grid),
        figure,
        mark: band === 'within' ? null : t(`band.${band}`),
      },
    ];
  });
}

/** A point for every household, where its home stands; `marksOf` says what each of them has open. */
export function householdPoints(
  homes: readonly HomeOnMap[],
  marksOf: (homes: readonly HomeOnMap[]) => Uint8Array,
): {
  readonly points: ClusterPoints;
  /** The home of each point. */
  readonly homes: readonly HomeOnMap[];
} {
  const each = homes.flatMap((home) => Array.from({ length: home.row.households }, () => home));
  const positions = new Float64Array(each.length * 2);
  each.forEach(({ position }, at) => {
    positions[at * 2] = position[0];
    positions[at * 2 + 1] = position[1];
  });
  return { points: { positions, marks: marksOf(each) }, homes: each };
}

/**
 * From here on homes can be told apart; before, there is one symbol for a building. It says for how many homes it stands once no discs
 * are drawn any more.
 */
const HOMES_FROM_ZOOM = 19;
const COUNTS_FROM_ZOOM = LAST_CLUSTERED_ZOOM + 1;
const BUILDINGS_FROM_ZOOM = 17;

/** What symbols are called. */
export interface SymbolWords {
  readonly home: (home: HomeOnMap) => string;
  readonly building: (building: BuildingOnMap, homes: number) => string;
}

/** Symbols for the homes with key people of the kinds that are asked for: by building from afar, one by one near by. */
export function keySymbols(
  homes: readonly HomeOnMap[],
  buildings: readonly BuildingOnMap[],
  kinds: ReadonlySet<KeyKind>,
  words: SymbolWords,
): readonly MapSymbol[] {
  const shown = homes.filter((home) => home.kinds.some((kind) => kinds.has(kind)));
  const counts = new Map<string, number>();
  for (const { row } of shown) counts.set(row.buildingUid, (counts.get(row.buildingUid) ?? 0) + 1);
  return [
    ...buildings.flatMap((building): MapSymbol[] => {
      const count = counts.get(building.record.uid);
      if (count === undefined) return [];
      const { center: position, record } = building;
      const label = words.building(building, count);
      const symbol = { uid: record.uid, position, shape: 'person', hangs: true, label } as const;
      return [
        { ...symbol, zooms: [BUILDINGS_FROM_ZOOM, COUNTS_FROM_ZOOM] },
        { ...symbol, zooms: [COUNTS_FROM_ZOOM, HOMES_FROM_ZOOM], count },
      ];
    }),
    ...shown.map((home) => ({
      uid: home.row.id,
      position: home.position,
      shape: 'person' as const,
      zooms: [HOMES_FROM_ZOOM, Infinity] as const,
      // Thousands are drawn and few are ever read out.
      get label() {
        return words.home(home);
      },
    })),
  ];
}

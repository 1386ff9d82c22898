import type { StationDwelling } from './context';
import type { PlanInput } from './plan-types';
import { buildingKey } from './row-facts';
import type { PlannedRecord, RosterDwelling, RosterHome } from './types';

/** A dwelling that people of the roster live in, at the station or to be made. */
export interface PlacedDwelling {
  readonly uid: string;
  readonly grid: number;
  readonly key: string;
  /** Null for one that is made. */
  readonly known: StationDwelling | null;
}

/** Buildings and dwellings of one import, each made once. */
export interface HomesPlan {
  /** Takes a home in. `row` is the grid of the row, for a building that the station does not have. Null without any grid. */
  place(home: RosterHome, rowGrid: number | null, says?: RosterDwelling): PlacedDwelling | null;
  /** A home that was taken in or that the station has; null for any other. */
  find(key: string): PlacedDwelling | null;
  /** All buildings that are made; complete when every home was taken in. */
  buildings(): readonly PlannedRecord[];
  /** The record of a dwelling that is made, the first time it is asked for; null afterwards and for one of the station. */
  take(key: string): PlannedRecord | null;
}

interface NewBuilding {
  readonly uid: string;
  readonly grid: number;
  readonly name: string;
  readonly street: string;
  units: number;
  floors: number;
}

interface NewDwelling extends PlacedDwelling {
  readonly home: RosterHome;
  readonly buildingUid: string;
  says: RosterDwelling;
  isTaken: boolean;
}

const MOST_UNITS = 60;
const MOST_FLOORS = 160;

/** See `HomesPlan`. */
export function planHomes({ dwellingAt, station, options }: PlanInput): HomesPlan {
  const buildings = new Map<string, NewBuilding>();
  const dwellings = new Map<string, NewDwelling>();
  const known = new Map<string, PlacedDwelling>();
  const gridUids = new Map(station.grids.map(({ number, uid }) => [number, uid]));
  const stationGrids = new Map(station.buildings.map(({ uid, grid }) => [uid, grid]));

  function atStation(key: string): PlacedDwelling | null {
    const found = known.get(key);
    if (found) return found;
    const dwelling = dwellingAt(key);
    if (!dwelling) return null;
    const placed = { uid: dwelling.uid, grid: dwelling.grid, key, known: dwelling };
    known.set(key, placed);
    return placed;
  }

  /** The building of a home with its grid; made where the station has none. */
  function buildingOf(home: RosterHome, grid: number | null): { readonly uid: string; readonly grid: number } | null {
    const stationGrid = home.buildingUid === null ? undefined : stationGrids.get(home.buildingUid);
    if (home.buildingUid !== null && stationGrid !== undefined) return { uid: home.buildingUid, grid: stationGrid };
    const key = buildingKey(home);
    const made = buildings.get(key) ?? newBuilding(home, grid);
    if (!made) return null;
    buildings.set(key, made);
    made.units = Math.max(made.units, Math.min(MOST_UNITS, Number(/^\d+$/.exec(home.unit ?? '')?.[0] ?? 1)));
    made.floors = Math.max(made.floors, Math.min(MOST_FLOORS, home.floor ?? 1));
    return made;
  }

  function newBuilding({ building, street }: RosterHome, grid: number | null): NewBuilding | null {
    if (grid === null || building === null) return null;
    return { uid: options.newUid(), grid, name: building, street: street ?? '', units: 1, floors: 1 };
  }

  return {
    place: (home, rowGrid, says = {}) => {
      const atHome = atStation(home.key);
      if (atHome) return atHome;
      const planned = dwellings.get(home.key);
      if (planned) {
        planned.says = { ...planned.says, ...says };
        return planned;
      }
      const building = buildingOf(home, home.grid ?? rowGrid);
      if (!building) return null;
      const { key } = home;
      const placed = { uid: options.newUid(), grid: building.grid, key, known: null, home, buildingUid: building.uid };
      const dwelling: NewDwelling = { ...placed, says, isTaken: false };
      dwellings.set(key, dwelling);
      return dwelling;
    },

    find: (key) => dwellings.get(key) ?? atStation(key),

    buildings: () =>
      [...buildings.values()].map(({ uid, grid, name, street, units, floors }) => ({
        type: 'building',
        grid,
        uid,
        birthDate: null,
        fields: {
          gridUid: gridUids.get(grid) ?? null,
          name,
          street,
          center: null,
          units,
          floors,
          importUid: options.importUid,
          footprint: null,
        },
      })),

    take: (key) => {
      const dwelling = dwellings.get(key);
      if (!dwelling || dwelling.isTaken) return null;
      dwelling.isTaken = true;
      const { uid, grid, home, buildingUid, says } = dwelling;
      return {
        type: 'dwelling',
        grid,
        uid,
        birthDate: null,
        fields: {
          buildingUid,
          unit: home.unit ?? '',
          floor: home.floor ?? 1,
          room: home.room ?? '',
          address: home.address,
          position: says.position ?? null,
          use: says.use ?? null,
          areaSquareMeters: says.areaSquareMeters ?? null,
          importUid: options.importUid,
        },
      };
    },
  };
}

import { SOON_DAYS } from '#shared/domain/visits/due';
import type { RoundCall, RoundPlace } from '#shared/domain/visits/round';
import { mayBeOf, type TeamWorker } from '#shared/domain/visits/team';
import { distanceMeters } from '#shared/geo/meters';
import type { Position } from '#shared/schema/types/place';
import type { Round } from '#shared/schema/types/visit-plan';
import type { DwellingRow } from '#renderer/data/index';
import { teamFactOf, type PersonDue } from '../../visits/index';
import { boxOf, homePosition } from '../home-places';
import type { BuildingOnMap } from '../queries';

export type Stop = Round['stops'][number];

/** A home where somebody is to be visited. */
export interface RoundHome {
  readonly row: DwellingRow;
  /** Null where nobody has put the building on the map. */
  readonly position: Position | null;
  /** Middle of its building. */
  readonly place: RoundPlace | null;
}

/** A person to be visited, as the planner asks. */
export interface DueCall extends RoundCall {
  readonly row: PersonDue;
}

/** As many as can matter for a day: the planner takes the longest overdue, and a day has far fewer homes. */
const MOST_ROWS = 400;

/**
 * Whom a worker may visit on a day's round, the longest overdue first: who was given to them, and who of their grids was given to nobody.
 * Closed files have no home to go to.
 */
export const candidatesOf = (
  due: readonly PersonDue[],
  workers: readonly TeamWorker[],
  ownUid: string,
): readonly PersonDue[] =>
  due
    .filter((row) => row.dwellingUid !== null && row.overdueDays >= -SOON_DAYS)
    .filter((row) => mayBeOf(ownUid, teamFactOf(row), workers))
    .slice(0, MOST_ROWS);

/** Homes by uid, with their places on the map. */
export function homesOf(
  dwellings: readonly DwellingRow[],
  buildings: readonly BuildingOnMap[],
): ReadonlyMap<string, RoundHome> {
  const byUid = new Map(buildings.map((building) => [building.record.uid, building]));
  return new Map(
    dwellings.map((row): [string, RoundHome] => {
      const building = byUid.get(row.buildingUid);
      if (!building) return [row.uid, { row, position: null, place: null }];
      const { center, ring, record } = building;
      const frame = { center, ring, units: record.units, floors: record.floors };
      const position = homePosition(boxOf(frame), frame, row);
      return [row.uid, { row, position, place: { longitude: center[0], latitude: center[1] } }];
    }),
  );
}

/** Those of the people whose home is known, as the planner wants them. */
export const callsOf = (rows: readonly PersonDue[], homes: ReadonlyMap<string, RoundHome>): readonly DueCall[] =>
  rows.flatMap((row): DueCall[] => {
    const home = homes.get(row.dwellingUid ?? '');
    if (!home) return [];
    const { uid: dwellingUid, buildingUid, unit, floor } = home.row;
    const { place } = home;
    return [
      { personUid: row.person.uid, dwellingUid, buildingUid, unit, floor, place, overdueDays: row.overdueDays, row },
    ];
  });

/** Metres from one place to another. */
export const metersBetween = (a: RoundPlace, b: RoundPlace): number =>
  distanceMeters([a.longitude, a.latitude], [b.longitude, b.latitude]);

/** The stops with one moved a place earlier (-1) or later (1). */
export function moved(stops: readonly Stop[], index: number, step: -1 | 1): readonly Stop[] {
  const [from, to] = [stops[index], stops[index + step]];
  if (!from || !to) return stops;
  return stops.map((stop, at) => (at === index ? to : at === index + step ? from : stop));
}

import { derivedUid } from './random';
import type { PlainDate } from './calendar';
import type { Framer } from './frame';
import type { IdBook } from './identity';
import type { KnownResident } from './known';
import type { Sealer } from './sealer';
import { firstEntryMs, practiceManager, type PracticeOptions, type PracticeStaff } from './station';
import { buildingLabel, type PlannedGrid, type PlannedRoom } from './town';

/** What the records of one grid are made with. */
export interface GridContext {
  readonly options: PracticeOptions;
  readonly grid: PlannedGrid;
  readonly scope: string;
  readonly today: PlainDate;
  /** The same day as `YYYY-MM-DD`. */
  readonly todayIso: string;
  readonly staff: readonly PracticeStaff[];
  readonly framer: Framer;
  readonly ids: IdBook;
  /** Ids that two people share, by a name for the two of them. */
  readonly sharedIds: Map<string, string>;
  readonly sealer: Sealer;
  /** Seals what the grid's worker records on visits. */
  readonly workerSealer: Sealer;
}

/** A household before it has ids. Its label names it within the station, whoever lives there. */
export interface PlannedHousehold {
  readonly label: string;
  readonly room: PlannedRoom;
  /** Head first, where there is one. */
  readonly residents: readonly KnownResident[];
  readonly tenure: 'own' | 'rented';
  readonly kind: 'family' | 'collective';
  readonly status: 'current' | 'moved-out';
}

/** uid of a home. */
export const dwellingUid = ({ options }: Pick<GridContext, 'options'>, room: PlannedRoom): string =>
  derivedUid(options.randomSeed, `dwelling/${roomLabel(room)}`);

/** uid of a household. */
export const householdUid = ({ options }: Pick<GridContext, 'options'>, household: PlannedHousehold): string =>
  derivedUid(options.randomSeed, `household/${household.label}`);

/** uid of the resident at that place of a household. */
export const personUid = (
  { options }: Pick<GridContext, 'options'>,
  household: PlannedHousehold,
  place: number,
): string => derivedUid(options.randomSeed, `person/${household.label}/${place}`);

/** uid of a building. */
export const buildingUid = ({ options }: Pick<GridContext, 'options'>, building: PlannedRoom['building']): string =>
  derivedUid(options.randomSeed, buildingLabel(building));

/** Names a home within the station. */
export const roomLabel = (room: PlannedRoom): string => `${buildingLabel(room.building)}/${room.unit}/${room.room}`;

/** Author, place and time of what was typed in when the station was set up. */
export function registered({ options, scope }: Pick<GridContext, 'options' | 'scope'>): {
  scope: string;
  atMs: number;
  by: string;
} {
  return { scope, atMs: firstEntryMs(options), by: practiceManager.uid };
}

/** How many of a household live there now. */
export const livingIn = ({ residents }: Pick<PlannedHousehold, 'residents'>): number =>
  residents.filter(({ status, isApart }) => status === 'living-here' && !isApart).length;

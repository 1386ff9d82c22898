import { derivedUid } from './random';
import type { PlainDate } from './calendar';
import type { Framer } from './frame';
import type { KnownResident } from './known';
import type { Sealer } from './sealer';
import { firstEntryMs, practiceManager, type PracticeOptions } from './station';
import { buildingLabel, type PlannedGrid, type PlannedRoom } from './town';

/** What the records of one grid are made with. */
export interface GridContext {
  readonly options: PracticeOptions;
  readonly grid: PlannedGrid;
  readonly scope: string;
  readonly today: PlainDate;
  readonly framer: Framer;
  readonly sealer: Sealer;
  /** Seals what the grid's worker records on visits. */
  readonly workerSealer: Sealer;
}

/** A household before it has ids. Its label names it within the station, whoever lives there. */
export interface PlannedHousehold {
  readonly label: string;
  readonly room: PlannedRoom;
  /** Head first. */
  readonly residents: readonly KnownResident[];
}

/** uid of a home. */
export const dwellingUid = ({ options }: GridContext, room: PlannedRoom): string =>
  derivedUid(options.randomSeed, `dwelling/${roomLabel(room)}`);

/** uid of a household. */
export const householdUid = ({ options }: GridContext, household: PlannedHousehold): string =>
  derivedUid(options.randomSeed, `household/${household.label}`);

/** uid of the resident at that place of a household. */
export const personUid = ({ options }: GridContext, household: PlannedHousehold, place: number): string =>
  derivedUid(options.randomSeed, `person/${household.label}/${place}`);

/** Names a home within the station. */
export const roomLabel = (room: PlannedRoom): string => `${buildingLabel(room.building)}/${room.unit}/${room.room}`;

/** Author, place and time of what was typed in when the station was set up. */
export function registered({ options, scope }: GridContext): { scope: string; atMs: number; by: string } {
  return { scope, atMs: firstEntryMs(options), by: practiceManager.uid };
}

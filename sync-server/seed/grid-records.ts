import type { WireRecord } from '#shared/schema/envelope';
import { databaseName } from '#shared/schema/ids';
import { dateInShanghai, isoDateInShanghai } from './calendar';
import { careRecords } from './care-records';
import { enterpriseRecords } from './enterprises';
import type { Framer } from './frame';
import { roomLabel, type GridContext } from './grid-context';
import { dwellingRecord, householdRecord, usesOf } from './homes';
import { planHouseholds } from './households';
import type { IdBook } from './identity';
import { incidentsOf } from './incidents';
import { residentRecords } from './people-records';
import type { PracticePicture } from './pictures';
import { pastReports } from './reports';
import { createSealer } from './sealer';
import { sensorsInPublic } from './sensors';
import { PRACTICE_STATION_ID, staffOf, workerOfGrid, type PracticeOptions } from './station';
import type { PlannedGrid } from './town';

/** One hub database and what belongs into it. */
export interface PracticeDatabase {
  readonly database: string;
  readonly records: readonly WireRecord[];
  /** Pictures that the records name; they lie in the media database beside it. */
  readonly pictures: readonly PracticePicture[];
}

/** What the grids of one station share while they are made, one after the other. */
export interface StationBooks {
  readonly framer: Framer;
  readonly ids: IdBook;
}

/** Homes, households, enterprises, people, certificates, consents, visits, incidents and devices of a grid, in this order. */
export async function gridRecords(
  options: PracticeOptions,
  grid: PlannedGrid,
  books: StationBooks,
): Promise<PracticeDatabase> {
  const scope = `${PRACTICE_STATION_ID}-${grid.number}`;
  const sealer = createSealer(options.keys, scope);
  const staff = staffOf(options.size);
  const worker = workerOfGrid(staff, grid.number);
  const context: GridContext = {
    options,
    grid,
    scope,
    today: dateInShanghai(options.nowMs),
    todayIso: isoDateInShanghai(options.nowMs),
    staff,
    ...books,
    sharedIds: new Map(),
    sealer,
    workerSealer: worker.functions.includes('health') ? sealer : await sealer.by(worker.uid, ['health']),
  };
  const households = planHouseholds(options, grid, context.today);
  const uses = usesOf(context, households);
  const dwellings = grid.rooms.map((room) => dwellingRecord(context, room, uses.get(roomLabel(room)) ?? 'vacant'));
  const homes = await Promise.all(households.map((household) => householdRecord(context, household)));
  const enterprises = await enterpriseRecords(context, uses);
  const people: WireRecord[] = [];
  const about: WireRecord[] = [];
  const visits: WireRecord[] = [];
  const care: WireRecord[] = [];
  for (const household of households) {
    const residents = await residentRecords(context, household);
    for (const resident of residents) {
      people.push(resident.person);
      about.push(...resident.certificates, ...resident.consents);
      visits.push(...resident.visits);
    }
    care.push(...(await careRecords(context, household, residents)));
  }
  const incidents = await incidentsOf(context);
  for (const { sensor, months } of await sensorsInPublic(context)) care.push(sensor, ...months);
  const records = [
    ...dwellings,
    ...homes,
    ...enterprises,
    ...people,
    ...about,
    ...visits,
    ...incidents.records,
    ...care,
  ];
  records.push(...(await pastReports(context, records)));
  return { database: databaseName('grid', PRACTICE_STATION_ID, grid.number), records, pictures: incidents.pictures };
}

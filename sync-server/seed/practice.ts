import type { WireRecord } from '#shared/schema/envelope';
import { databaseName } from '#shared/schema/ids';
import type { Person } from '#shared/schema/types/person';
import type { Building, Grid, Staff, Station } from '#shared/schema/types/place';
import { announcementRecords } from './announcements';
import { deskRecords, serviceItemRecords, type KnownPerson } from './desk';
import { createFramer, type Framer } from './frame';
import { gridRecords, type PracticeDatabase } from './grid-records';
import { createIdBook } from './identity';
import { incidentTableRecords } from './incident-table';
import { phraseRecords } from './phrases';
import { signingKeyRecords } from './pictures';
import { createRandom, derivedUid } from './random';
import {
  firstEntryMs,
  PRACTICE_STATION_ID,
  PRACTICE_STATION_NAME,
  PRACTICE_VISIT_INTERVALS,
  practiceManager,
  practiceStaff,
  staffOf,
  type PracticeOptions,
} from './station';
import { buildingLabel, planGrid, type PlannedGrid } from './town';

/**
 * The whole practice station, one database after the other: `grid-qinghe-1`, `grid-qinghe-2`…, `desk-qinghe`, and last `commons-qinghe`, whose
 * last record is the station itself. Whoever writes them in this order knows by the station's record that all is in. Each is made
 * when it is asked for, so that no more than one has to be held. Nothing is read or stored; the same options give the same
 * records, but for the iv of sealed values. Throws when a grid's general, health or child key is missing.
 */
export async function* practiceDatabases(options: PracticeOptions): AsyncGenerator<PracticeDatabase, void, void> {
  const books = { framer: createFramer(options.replica), ids: createIdBook() };
  const grids = options.size.householdsPerGrid.map((households, index) =>
    planGrid(createRandom(`${options.randomSeed}/town/${index + 1}`), index + 1, households),
  );
  const known: KnownPerson[] = [];
  for (const grid of grids) {
    const database = await gridRecords(options, grid, books);
    // Whom the desk's applications name lives in the first grid.
    if (grid === grids[0]) known.push(...database.records.filter(isPerson));
    yield database;
  }
  yield {
    database: databaseName('desk', PRACTICE_STATION_ID),
    records: await deskRecords(options, books.framer, known),
    pictures: [],
  };
  yield {
    database: databaseName('commons', PRACTICE_STATION_ID),
    records: await commonsRecords(options, grids, books.framer),
    pictures: [],
  };
}

const isPerson = (record: WireRecord): record is Person & WireRecord => record.type === 'person';

/** All of `practiceDatabases` at once. */
export async function practiceRecords(options: PracticeOptions): Promise<PracticeDatabase[]> {
  const databases: PracticeDatabase[] = [];
  for await (const database of practiceDatabases(options)) databases.push(database);
  return databases;
}

/** `_id` of the record that is written last of all. */
export const STATION_RECORD_ID = `station~${PRACTICE_STATION_ID}~${PRACTICE_STATION_ID}`;

async function commonsRecords(
  options: PracticeOptions,
  grids: readonly PlannedGrid[],
  framer: Framer,
): Promise<WireRecord[]> {
  const frame = (type: string, uid: string, key?: string) =>
    framer({
      type,
      scope: PRACTICE_STATION_ID,
      uid,
      ...(key === undefined ? {} : { key }),
      atMs: firstEntryMs(options),
      by: practiceManager.uid,
    });
  const gridUid = ({ number }: PlannedGrid) => derivedUid(options.randomSeed, `grid/${number}`);

  const gridRows = grids.map((grid): Grid & WireRecord => ({
    ...frame('grid', gridUid(grid), String(grid.number)),
    type: 'grid',
    number: grid.number,
    name: { zh: `第${grid.number}网格`, en: `Grid ${grid.number}` },
    center: grid.center,
    boundary: grid.boundary,
  }));
  const buildings = grids.flatMap((grid) =>
    grid.buildings.map((building): Building & WireRecord => ({
      ...frame('building', derivedUid(options.randomSeed, buildingLabel(building))),
      type: 'building',
      gridUid: gridUid(grid),
      name: building.name,
      street: building.street,
      center: building.center,
      units: building.units,
      floors: building.floors,
      importUid: null,
      footprint: building.footprint,
    })),
  );
  const staff = staffOf(options.size).map((member): Staff & WireRecord => ({
    ...frame('staff', member.uid),
    type: 'staff',
    code: member.code,
    name: member.name,
    post: member.post,
    gridNumbers: [...member.gridNumbers],
    functions: [...member.functions],
    active: true,
  }));
  const photographers = practiceStaff
    .filter(({ post }) => post === 'grid-worker' || post === 'clerk')
    .map(({ uid }) => uid);
  const station: Station & WireRecord = {
    ...frame('station', derivedUid(options.randomSeed, 'station'), PRACTICE_STATION_ID),
    type: 'station',
    name: PRACTICE_STATION_NAME,
    areaCode: null,
    practice: true,
    visitIntervalDays: PRACTICE_VISIT_INTERVALS,
  };
  return [
    ...gridRows,
    ...buildings,
    ...staff,
    ...announcementRecords(options, framer),
    ...phraseRecords(options, framer),
    ...incidentTableRecords(options, framer),
    ...serviceItemRecords(options, framer),
    ...(await signingKeyRecords(options, framer, photographers)),
    station,
  ];
}

import type { WireRecord } from '#shared/schema/envelope';
import { databaseName } from '#shared/schema/ids';
import type { Dwelling, Household } from '#shared/schema/types/home';
import { dateInShanghai } from './calendar';
import { composeFamily } from './families';
import type { Framer } from './frame';
import {
  dwellingUid,
  householdUid,
  personUid,
  registered,
  roomLabel,
  type GridContext,
  type PlannedHousehold,
} from './grid-context';
import { knownHouseholds } from './known';
import { residentRecords } from './people-records';
import { createRandom, derivedUid, type Random } from './random';
import { createSealer } from './sealer';
import { PRACTICE_STATION_ID, workerOfGrid, type PracticeOptions } from './station';
import { addressOf, buildingLabel, type PlannedGrid, type PlannedRoom } from './town';

/** One hub database and what belongs into it. */
export interface PracticeDatabase {
  readonly database: string;
  readonly records: readonly WireRecord[];
}

/** Homes, households, people and visits of a grid, in this order. */
export async function gridRecords(
  options: PracticeOptions,
  grid: PlannedGrid,
  framer: Framer,
): Promise<PracticeDatabase> {
  const scope = `${PRACTICE_STATION_ID}-${grid.number}`;
  const sealer = await createSealer(options.keys, scope);
  const worker = workerOfGrid(grid.number);
  const workerSealer = worker.functions.includes('health') ? sealer : await sealer.by(worker.uid, ['health']);
  const today = dateInShanghai(options.nowMs);
  const context: GridContext = { options, grid, scope, today, framer, sealer, workerSealer };
  const households = planHouseholds(context);
  const dwellings = grid.rooms.map((room) => dwellingRecord(context, room));
  const homes = households.map((household) => householdRecord(context, household));
  const people: WireRecord[] = [];
  const visits: WireRecord[] = [];
  for (const household of households) {
    for (const resident of await residentRecords(context, household)) {
      people.push(resident.person);
      visits.push(...resident.visits);
    }
  }
  const records = [...dwellings, ...homes, ...people, ...visits];
  return { database: databaseName('grid', PRACTICE_STATION_ID, grid.number), records };
}

/** Known people in their own homes, everybody else in homes that chance chooses; the rest stands empty. */
function planHouseholds({ options, grid, today }: GridContext): PlannedHousehold[] {
  const wanted = options.size.householdsPerGrid[grid.number - 1] ?? 0;
  const known = grid.number === 1 ? knownHouseholds(today) : [];
  if (wanted < known.length) throw new Error(`grid ${grid.number} needs at least ${known.length} households`);
  const random = createRandom(`${options.randomSeed}/grid/${grid.number}`);
  const planned = known.map(({ building, unit, room: door, residents }): PlannedHousehold => {
    const home = grid.rooms.find(
      (candidate) => candidate.building.number === building && candidate.unit === unit && candidate.room === door,
    );
    if (!home) throw new Error(`no home ${building}-${unit}-${door} in grid ${grid.number}`);
    return { label: roomLabel(home), room: home, residents };
  });
  const taken = new Set(planned.map(({ room }) => room));
  const free = shuffled(
    random,
    grid.rooms.filter((room) => !taken.has(room)),
  );
  for (const room of free.slice(0, wanted - planned.length)) {
    const label = roomLabel(room);
    planned.push({ label, room, residents: composeFamily(random.fork(label), today) });
  }
  return planned;
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = random.int(0, last);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}

function dwellingRecord(context: GridContext, room: PlannedRoom): Dwelling & WireRecord {
  const uid = dwellingUid(context, room);
  return {
    ...context.framer({ ...registered(context), type: 'dwelling', uid }),
    type: 'dwelling',
    buildingUid: derivedUid(context.options.randomSeed, buildingLabel(room.building)),
    unit: String(room.unit),
    floor: room.floor,
    room: room.room,
    address: addressOf(room),
    position: null,
  };
}

function householdRecord(context: GridContext, household: PlannedHousehold): Household & WireRecord {
  return {
    ...context.framer({ ...registered(context), type: 'household', uid: householdUid(context, household) }),
    type: 'household',
    dwellingUid: dwellingUid(context, household.room),
    headUid: personUid(context, household, 0),
    kind: 'family',
    status: 'current',
  };
}
